"""Letters to the family: shown as they will be printed. A look at one is a look at the meeting or the plan."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kronobarn.circles.doors import open_or_404
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.letters import reads
from kronobarn.meetings import pages as meetings
from kronobarn.meetings import policy as of_meetings
from kronobarn.meetings.models import Meeting
from kronobarn.people.models import Child
from kronobarn.plans import policy as of_plans
from kronobarn.plans.models import Plan
from kronobarn.ui.pages import page


def _asked_for(request: HttpRequest) -> str:
    return request.GET.get("sprak", "")


@require_GET
def invitation(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """An invitation to a meeting."""
    found: Meeting = open_or_404(meetings.to_show(), meeting_id, by=request.actor)
    of_meetings.may_write_letter(request.actor, found).enforce(child_id=found.child_id)
    shown = reads.invitation(found, request.actor, _asked_for(request))
    return _page(request, found.child, shown, [(_("Möte"), reverse("meetings:meeting", args=[found.pk]))])


@require_GET
def of_the_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """With the plan, or when it has ended."""
    found: Plan = open_or_404(Plan.objects, plan_id, by=request.actor)
    of_plans.may_write_letter(request.actor, found).enforce(child_id=found.child_id)
    shown = reads.of_the_plan(found, request.actor, _asked_for(request))
    return _page(request, found.child, shown, [(_("Barnets plan"), reverse("plans:plan", args=[found.pk]))])


def _page(request: ActorRequest, child: Child, shown: reads.Shown, way: list[tuple[str, str]]) -> HttpResponse:
    context = {"nav": "children", "header": header(child, request.actor), "shown": shown, "ways": way}
    return page(request, "letters/letter.html", context)

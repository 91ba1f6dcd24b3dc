"""How a child's data are protected: the mark, the household, and the persons who may see who it is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kronobarn.circles.doors import find_child_or_404, open_child_or_404
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.notices.reads import is_waiting
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child, Guardianship, Named
from kronobarn.protection import actions, policy, reads
from kronobarn.protection.forms import MarkForm, NameForm
from kronobarn.ui.pages import page


@require_GET
def marks(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """The mark, and who may see who the child is."""
    child = open_child_or_404(child_id, by=request.actor)
    policy.may_protect(request.actor, child.pk).enforce(child_id=child.pk)
    return _page(request, child)


@require_POST
def mark(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Set the mark or take it away, and answer for the household."""
    child = find_child_or_404(child_id, by=request.actor)
    policy.may_protect(request.actor, child.pk).enforce(child_id=child.pk)
    form = MarkForm(request.POST)
    if attempt(form, lambda: _mark(child, form, request)) is None:
        return _page(request, child, mark_form=form)
    messages.success(request, _("Märkningen är sparad."))
    return redirect("protection:marks", child.pk)


def _mark(child: Child, form: MarkForm, request: ActorRequest) -> Child:
    household = form.cleaned_data["household"] == "yes"
    return actions.mark(child=child, protection=form.cleaned_data["protection"], household=household, by=request.actor)


@require_POST
def look_over(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Somebody in the household was marked or is no longer: the child stays as it is."""
    actions.look_over(child=find_child_or_404(child_id, by=request.actor), by=request.actor)
    messages.success(request, _("Det väntar inte längre på dig."))
    return redirect("protection:marks", child_id)


@require_POST
def mark_guardian(request: ActorRequest, child_id: UUID, guardianship_id: UUID) -> HttpResponse:
    """One guardian's data are protected, or no longer."""
    child = find_child_or_404(child_id, by=request.actor)
    standing = Guardianship.objects.visible_to(request.actor).filter(child=child, until=None)
    guardianship = standing.filter(pk=guardianship_id).first()
    if guardianship is None:
        raise Http404
    protected = request.POST.get("protected") == "yes"
    actions.mark_guardian(guardianship=guardianship, protected=protected, by=request.actor)
    messages.success(request, _("Märkningen är sparad."))
    return redirect("protection:marks", child.pk)


@require_POST
def name(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Let one more person see who the child is."""
    child = find_child_or_404(child_id, by=request.actor)
    policy.may_protect(request.actor, child.pk).enforce(child_id=child.pk)
    form = NameForm(request.POST, people=reads.to_name(child, request.actor))
    if attempt(form, lambda: actions.name(child=child, by=request.actor, **form.cleaned_data)) is None:
        return _page(request, child, name_form=form)
    messages.success(request, _("Personen ser nu vem barnet är."))
    return redirect("protection:marks", child.pk)


@require_POST
def unname(request: ActorRequest, child_id: UUID, named_id: UUID) -> HttpResponse:
    """End it for one person."""
    child = find_child_or_404(child_id, by=request.actor)
    named = Named.objects.visible_to(request.actor).standing().filter(child=child, pk=named_id).first()
    if named is None:
        raise Http404
    actions.unname(named=named, by=request.actor)
    messages.success(request, _("Personen ser inte längre vem barnet är."))
    return redirect("protection:marks", child.pk)


def _page(
    request: ActorRequest, child: Child, *, mark_form: MarkForm | None = None, name_form: NameForm | None = None
) -> HttpResponse:
    people = reads.to_name(child, request.actor)
    context = {
        "child": child,
        "header": header(child, request.actor),
        "mark_form": mark_form or MarkForm(initial={"protection": child.protection}),
        "name_form": name_form or NameForm(people=people),
        "anybody": people.exists(),
        "named": reads.named(child, request.actor),
        "guardians": reads.guardians(child, request.actor),
        "waits": is_waiting(TaskKind.SEE_PROTECTION, child.pk, by=request.actor),
        "nav": "children",
    }
    return page(request, "protection/marks.html", context, status=422 if mark_form or name_form else 200)

"""What is handed over, and the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kronobarn.assessments import actions, forms, policy, reads
from kronobarn.assessments.models import Handover
from kronobarn.assessments.views.common import asking_only, get_or_post, show, the_matter, words_of
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, not_lost, posted


@get_or_post
def handover(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """What is handed over and by whom, and the receiver's answer."""
    matter = the_matter(request, matter_id)
    row = reads.latest_handover(matter, request.actor)
    if row is None:
        raise Http404
    may_answer = policy.may_answer(request.actor, row)
    form = forms.HandoverForm(posted(request))
    if request.method == "POST":
        with not_lost(form):
            may_answer.enforce(child_id=row.child_id)
    context: dict[str, Any] = {
        "form": form,
        "handover": row,
        "analysis": row.record.analysis,
        "questions": words_of(matter).questions,
        "may_answer": may_answer,
        "asks": reads.area_name(matter, request.actor),
        "is_asking": matter.record.owner_id == request.actor.area_id,
        "may_withdraw": policy.may_withdraw(request.actor, row),
    }
    if request.method == "GET":
        return show(request, "handover", matter, **context)
    if attempt(form, lambda: _do_answer(request, row, form)) is None:
        return show(request, "handover", matter, status=422, **context)
    if "receive" in request.POST:
        return redirect("assessments:handover", matter.pk)
    messages.success(request, _("Ditt nej är skickat. Ärendet är tillbaka hos den som frågade."))
    return redirect("notices:my_day")


@require_POST
def withdraw_handover(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Take back a question that nobody has answered."""
    matter = asking_only(request, matter_id)
    row = reads.latest_handover(matter, request.actor)
    if row is None:
        raise Http404
    actions.withdraw_handover(handover=row, by=request.actor)
    messages.success(request, _("Frågan är tillbakatagen. De kan inte längre läsa analysen."))
    return redirect("assessments:analysis", matter.pk)


def _do_answer(request: ActorRequest, row: Handover, form: forms.HandoverForm) -> Handover:
    answer = form.cleaned_data["answer"]
    if "receive" in request.POST:
        return actions.receive_handover(handover=row, answer=answer, by=request.actor)
    return actions.decline_handover(handover=row, reason=answer, by=request.actor)

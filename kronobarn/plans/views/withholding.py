"""Withholding one goal, or what somebody does, from a guardian."""

from uuid import UUID

from django.http import Http404, HttpResponse

from kronobarn.circles.views.withholding import Said, asked
from kronobarn.core.actor import ActorRequest
from kronobarn.core.addresses import address
from kronobarn.plans import actions, withholding
from kronobarn.plans.views.editing import door, get_or_post


@get_or_post
def withhold(request: ActorRequest, record_id: UUID, part: UUID) -> HttpResponse:
    """Whom, why and until when; then what they will no longer see, before it is done."""
    plan = door(request, record_id)
    found = withholding.piece(plan, part, request.actor)
    if found is None:
        raise Http404
    said = Said(
        called=found.called,
        unseen=found.unseen,
        to=address("plans:withhold", plan.pk, part),
        back=address("plans:plan", plan.pk),
        withhold=lambda **chosen: actions.withhold(plan=plan, part=part, by=request.actor, **chosen),
        part=part,
        whole=False,
    )
    return asked(request, plan.record, said)

"""Passing on what there is, asking for it, and answering. Nothing else writes a request."""

import uuid
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import GROUNDS_TO_CHOOSE, Ground, Role
from kronobarn.consents import actions as consents
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.disclosures import events, policy, reads
from kronobarn.disclosures.models import Extent, InformationRequest
from kronobarn.disclosures.rules import ANSWER_WITHIN, GIVES, SAYS_WHY, State, Verdict
from kronobarn.grounds.policy import may_use
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind


@action
def pass_on(
    *, child_id: UUID, records: Collection[UUID], to_area: SecrecyArea, ground: Ground, necessity: str, by: Actor
) -> UUID:
    """Let another service read some of what one's own has written: one decision, on one ground. Returns its id."""
    policy.may_pass_on(by, child_id).enforce(child_id=child_id)
    decision = uuid.uuid4()
    chosen = _chosen(records, reads.to_pass_on(child_id, by=by, area_id=to_area.pk))
    _let_go(chosen, to_area, ground, necessity, decision, by)
    return decision


def _chosen(records: Collection[UUID], among: Any) -> list[Record]:
    """All of them, or a sentence: what is not there to choose is not passed over in silence."""
    found = list(among.filter(pk__in=list(records)))
    if not found or len(found) != len(set(records)):
        raise ValidationError(_("Välj minst en handling, och bara bland dem i listan."))
    return found


def _let_go(
    records: Collection[Record], to_area: SecrecyArea, ground: Ground, necessity: str, decision: UUID, by: Actor
) -> None:
    if ground not in GROUNDS_TO_CHOOSE:
        raise ValidationError({"ground": _("Välj en av grunderna i listan.")})
    demand("necessity", necessity, _("Skriv med en mening varför det behövs."))
    told = reads.told_in(records, by=by)
    for record in records:
        consents.pass_on(
            record=record,
            to_area=to_area,
            ground=ground,
            kinds=told[record.pk],
            necessity=necessity,
            decision=decision,
            by=by,
        )


@action
def undo(*, disclosures: Collection[Disclosure], by: Actor) -> None:
    """Stop everything that one decision let go. What has been read is read, and stays in the log."""
    for disclosure in disclosures:
        circles.stop_sharing(disclosure=disclosure, by=by)


@action
def ask(
    *, child_id: UUID, to_area: SecrecyArea, what: str, by: Actor, why: str = "", ground: Ground | None = None
) -> InformationRequest:
    """Ask a service at the table for information: it waits for whoever carries the child there."""
    policy.may_ask(by, child_id).enforce(child_id=child_id)
    assert by.person_id is not None
    answerers = _answerers(child_id, to_area, by)
    if to_area.pk == by.area_id or not answerers:
        raise ValidationError({"to_area": _("Välj en annan verksamhet som arbetar med barnet.")})
    _sound_question(what, why, ground, to_area, by)
    request = InformationRequest(
        child_id=child_id,
        from_area_id=by.area_id,
        to_area=to_area,
        what=what,
        why=why,
        ground=ground or "",
        asked_at=clock.now(),
        asked_by_id=by.person_id,
        asked_for_id=by.assignment_id,
    )
    request.save(force_insert=True)
    for person_id, assignment_id in answerers:
        notices.ask(
            child_id=child_id,
            kind=TaskKind.ANSWER_REQUEST,
            subject=request.pk,
            due_on=clock.today() + ANSWER_WITHIN,
            person_id=person_id,
            assignment_id=assignment_id,
            by=by,
        )
    log(events.InformationAsked(to_area=to_area.pk), by=by, child_id=child_id, subject=request.log_name)
    return request


def _sound_question(what: str, why: str, ground: Ground | None, to_area: SecrecyArea, by: Actor) -> None:
    if not what.strip():
        raise ValidationError({"what": _("Skriv vad du vill veta.")})
    if by.area_id is None:
        return
    demand("why", why, _("Skriv varför ni behöver veta det."))
    if ground is None:
        return
    asks = SecrecyArea.objects.get(pk=by.area_id)
    if not (allowed := may_use(ground, to_area, asks)):
        raise ValidationError({"ground": str(allowed.reason)})


def _answerers(child_id: UUID, area: SecrecyArea, by: Actor) -> list[tuple[int, int | None]]:
    """Whoever carries the child there: the responsible, who leads or is the contact; else everyone who takes part."""
    seats = Seat.objects.visible_to(by).standing().working().filter(child=child_id, area=area)
    seated = list(seats.exclude(role=Role.EMERGENCY).order_by("since"))
    carrying = [seat for seat in seated if seat.role in (Role.RESPONSIBLE, Role.LEAD, Role.CONTACT)]
    return list(dict.fromkeys((seat.person_id, seat.assignment_id) for seat in carrying or seated))


@action
def withdraw(*, request: InformationRequest, by: Actor) -> InformationRequest:
    """Take a question back before it is answered: it waits for nobody any more, and is kept."""
    policy.may_withdraw(by, request).enforce(child_id=request.child_id)
    request = InformationRequest.objects.visible_to(by).locked().get(pk=request.pk)
    policy.may_withdraw(by, request).enforce(child_id=request.child_id)  # it may just have been answered
    assert by.person_id is not None
    # While the question stands: afterwards the tasks of another service are nothing to the one who asked.
    notices.settle(child_id=request.child_id, subject=request.pk, kinds=[TaskKind.ANSWER_REQUEST], by=by)
    request.state = State.WITHDRAWN
    request.withdrawn_at, request.withdrawn_by_id = clock.now(), by.person_id
    request.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    log(events.InformationWithdrawn(), by=by, child_id=request.child_id, subject=request.log_name)
    return request


@action
def answer(
    *,
    request: InformationRequest,
    verdict: Verdict,
    by: Actor,
    records: Collection[UUID] = (),
    ground: Ground | None = None,
    necessity: str = "",
    answer: str = "",
) -> InformationRequest:
    """Let the one who asked read all of it, or some, or nothing, and say why where it is not all."""
    policy.may_answer(by, request).enforce(child_id=request.child_id)
    request = InformationRequest.objects.visible_to(by).locked().get(pk=request.pk)
    policy.may_answer(by, request).enforce(child_id=request.child_id)  # a colleague may just have done it
    assert by.person_id is not None
    if verdict in SAYS_WHY:
        demand("answer", answer, _("Skriv ett svar till den som har frågat."))
    if verdict in GIVES:
        _give(request, records, ground, necessity, by)
    elif records:
        raise ValidationError(_("Du har valt handlingar, men svarat att inget lämnas ut."))
    request.state = State.ANSWERED if verdict in GIVES else State.REFUSED
    request.answer = answer
    request.answered_at, request.answered_by_id = clock.now(), by.person_id
    request.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    if verdict in GIVES:
        whole = verdict == Verdict.GRANTED
        Extent(request=request, child_id=request.child_id, area_id=request.to_area_id, whole=whole).save(
            force_insert=True
        )
    notices.settle(child_id=request.child_id, subject=request.pk, kinds=[TaskKind.ANSWER_REQUEST], by=by)
    notices.ask(
        child_id=request.child_id,
        kind=TaskKind.READ_ANSWER,
        subject=request.pk,
        due_on=clock.today() + ANSWER_WITHIN,
        person_id=request.asked_by_id,
        assignment_id=request.asked_for_id,
        by=by,
    )
    log(events.InformationAnswered(), by=by, child_id=request.child_id, subject=request.log_name)
    return request


def _give(
    request: InformationRequest, records: Collection[UUID], ground: Ground | None, necessity: str, by: Actor
) -> None:
    if request.from_area is not None:
        among = reads.to_pass_on(request.child_id, by=by, area_id=request.from_area_id)
        if ground is None:
            raise ValidationError({"ground": _("Välj på vilken grund det lämnas ut.")})
        _let_go(_chosen(records, among), request.from_area, ground, necessity, request.pk, by)
        return
    among = reads.to_pass_on(request.child_id, by=by, person_id=request.asked_by_id)
    for record in _chosen(records, among):
        circles.disclose(
            record=record,
            ground=Ground.CHILD_OR_GUARDIAN,
            to_person=request.asked_by,
            necessity=necessity,
            decision=request.pk,
            by=by,
        )


@action
def have_read(*, request: InformationRequest, by: Actor) -> None:
    """Whoever asked has read the answer: it waits no more."""
    notices.settle_own(child_id=request.child_id, subject=request.pk, kind=TaskKind.READ_ANSWER, by=by)

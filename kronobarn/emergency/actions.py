"""Everything that is written about an emergency opening. It is never changed and never judged away."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles import finding
from kronobarn.circles.blocking import is_closed
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import AN_EMERGENCY_LASTS, BESIDE_THE_WORK, Role, SeatGround, WhySought
from kronobarn.concerns.rules import working_days_after
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.emergency import events, policy
from kronobarn.emergency.models import Opening, Verdict
from kronobarn.emergency.rules import CODE_LASTS, JUDGED_WITHIN, MANY, PUT_OFF_AT_MOST, Reason
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.responsibility.models import Responsibility


class Unopened(StrEnum):
    """Why nothing was opened. That a number leads nowhere and that its child is protected answer the same."""

    NOT_FOUND = "not_found"
    HAS_A_SEAT = "has_a_seat"


@action
def open_child(
    *, number: str, reason: Reason, words: str, code_typed_at: datetime | None, by: Actor
) -> Opening | Unopened:
    """Open one child for a few hours, by its whole number, and tell those who are to know.

    The search is logged and counted like any other, whatever comes of it. Nothing is said of the number before the
    code, and afterwards no more than that it leads nowhere: to nobody, or to a child whose data are protected.
    """
    policy.may_open(by).enforce()
    now = clock.now()
    if code_typed_at is None or not code_typed_at <= now <= code_typed_at + CODE_LASTS:
        raise ValidationError({"code": _("Skriv koden igen. Den gäller i fem minuter.")})
    child_id = _sought(number, by)
    if isinstance(child_id, Unopened):
        return child_id
    assert by.person_id is not None
    assert by.assignment_id is not None
    assert by.area_id is not None
    seat_id = uuid4()
    nth = _opened_this_month() + 1
    # Before the seat, which the database gives nobody without it (keys are deferred).
    opening = Opening(
        seat_id=seat_id,
        child_id=child_id,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        area_id=by.area_id,
        reason=reason,
        words=words,
        code_typed_at=code_typed_at,
        opened_at=now,
        nth_in_month=nth,
        judge_by=working_days_after(clock.today(), JUDGED_WITHIN),
    )
    opening.save(force_insert=True)
    circles.open_seat(child_id=child_id, seat_id=seat_id, until=now + AN_EMERGENCY_LASTS, by=by)
    log(
        events.OpenedInAnEmergency(reason=reason, nth_in_month=nth),
        by=by,
        child_id=child_id,
        subject=opening.log_name,
        why=SeatGround.EMERGENCY,
    )
    if nth > MANY:
        log(
            events.ManyOpenings(nth_in_month=nth),
            by=by,
            child_id=child_id,
            subject=opening.log_name,
            why=SeatGround.EMERGENCY,
        )
    _tell_the_responsible(opening, by)
    return opening


def _sought(number: str, by: Actor) -> UUID | Unopened:
    """The child that the number leads to, when it can be opened to somebody who does not work with it already.

    Or who does, but in a unit for which something is blocked: an emergency passes the block.
    """
    found = finding.seek(number=number, why=WhySought.EMERGENCY, by=by)
    if found is None:
        return Unopened.NOT_FOUND
    if isinstance(found, finding.Known):
        child_id = finding.found_child(found.token, by=by)
        assert child_id is not None
        return child_id
    roles = set(Seat.objects.held_by(by).filter(child=found.child_id).values_list("role", flat=True))
    if found.protected:
        return Unopened.HAS_A_SEAT if roles - BESIDE_THE_WORK else Unopened.NOT_FOUND
    if roles - BESIDE_THE_WORK and Role.EMERGENCY not in roles and is_closed(found.child_id, by):
        return found.child_id
    return Unopened.HAS_A_SEAT if roles - {Role.NOTIFIER} else found.child_id


def _opened_this_month() -> int:
    """How many the actor has opened this calendar month, in any assignment."""
    first = timezone.make_aware(datetime.combine(clock.today().replace(day=1), datetime.min.time()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT emergency_opened_since(%s)", [first])
        row = cursor.fetchone()
    return int(row[0])


def _tell_the_responsible(opening: Opening, by: Actor) -> None:
    """The same day. Whoever reviews the log of the area finds it among what waits to be judged."""
    holders = Responsibility.objects.visible_to(by).current().filter(child=opening.child_id)
    for person_id, assignment_id in holders.values_list("holder__person", "holder"):
        notices.ask(
            child_id=opening.child_id,
            kind=TaskKind.READ_EMERGENCY,
            subject=opening.pk,
            due_on=clock.today(),
            person_id=person_id,
            assignment_id=assignment_id,
            by=by,
        )


@action
def note_read(*, opening: Opening, by: Actor) -> None:
    """Write in the log that somebody reads why a child was opened; for the responsible it has then been told."""
    log(events.OpeningRead(), by=by, child_id=opening.child_id, subject=opening.log_name)


@action
def settle(*, opening: Opening, by: Actor) -> None:
    """The responsible has read it, and it waits for them no more."""
    notices.settle_own(child_id=opening.child_id, subject=opening.pk, kind=TaskKind.READ_EMERGENCY, by=by)
    note_read(opening=opening, by=by)


@action
def judge(*, opening: Opening, justified: bool, words: str, by: Actor) -> Verdict:
    """Say whether the opening was justified, and why; or correct what was said."""
    policy.may_judge(by, opening).enforce()
    demand("words", words, _("Skriv hur du kom fram till det."))
    assert by.person_id is not None
    assert by.assignment_id is not None
    verdict = Verdict(
        opening=opening,
        justified=justified,
        words=words.strip(),
        judged_by_id=by.person_id,
        judged_as_id=by.assignment_id,
        judged_at=clock.now(),
    )
    verdict.save(force_insert=True)
    log(events.OpeningJudged(justified=justified), by=by, child_id=opening.child_id, subject=opening.log_name)
    return verdict


@action
def put_off(*, opening: Opening, until: date, because: str, by: Actor) -> Opening:
    """Let the family know later: a decision with a reason and a last day."""
    opening = Opening.objects.visible_to(by).locked().get(pk=opening.pk)
    policy.may_put_off(by, opening).enforce(child_id=opening.child_id)
    if not clock.today() < until <= clock.today() + PUT_OFF_AT_MOST:
        raise ValidationError({"until": _("Välj en dag inom 30 dagar. Finns skälet kvar då kan du besluta igen.")})
    demand("because", because, _("Skriv varför."))
    moment = timezone.make_aware(datetime.combine(until, datetime.min.time()))
    opening.put_off_until, opening.put_off_because, opening.put_off_by_id = moment, because.strip(), by.person_id
    opening.save(update_fields=["put_off_until", "put_off_because", "put_off_by"])
    circles.tell_later(seat_id=opening.pk, moment=moment, by=by)
    log(events.TellingPutOff(until=moment), by=by, child_id=opening.child_id, subject=opening.log_name)
    return opening

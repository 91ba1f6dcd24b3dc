"""Everything that changes a signal or a matter. Nothing else writes to them."""

from datetime import date
from textwrap import shorten

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.reads import roles_at
from kronobarn.circles.rules import GROUNDS_TO_CHOOSE, Ground, Kind, Role
from kronobarn.concerns import events, policy, rules
from kronobarn.concerns.models import Closing, Matter, Signal, closed_as
from kronobarn.concerns.reads import current_holder
from kronobarn.concerns.rules import Knows, Outcome, State
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.core.reasons import demand
from kronobarn.drafts import actions as drafts
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child
from kronobarn.practice import pack

DRAFT = "signal"


@action
def notice(
    *,
    child: Child,
    what_was_seen: str,
    seen_on: date,
    by: Actor,
    child_knows: Knows = Knows.NOT_YET,
    guardians_know: Knows = Knows.NOT_YET,
    who_noticed: str = "",
    urgent: bool = False,
    ground: Ground | None = None,
    necessity: str = "",
) -> Signal:
    """Tell the child's responsible what one has seen or heard.

    The words belong to the author's own authority. When the responsible is in another secrecy
    area they are passed on, on a ground that the author chooses. What a family writes belongs to
    the responsible's area from the start.
    """
    policy.may_notice(by, child.pk).enforce(child_id=child.pk)
    if seen_on > clock.today():
        raise ValidationError({"seen_on": _("Dagen har inte varit än. Skriv dagen då det hände.")})
    holder = current_holder(child.pk, by=by)
    try:
        record = circles.write_record(
            child_id=child.pk,
            kind=Kind.SIGNAL,
            headline=shorten(what_was_seen, 80, placeholder=" …"),
            happened_on=seen_on,
            practice_version=pack.current().version,
            owner_id=holder.area_id,
            by=by,
        )
    except Denied as closed:  # so that what has been typed is not lost
        raise ValidationError(str(closed.reason)) from closed
    signal = Signal(
        record=record,
        child_id=child.pk,
        what_was_seen=what_was_seen,
        who_noticed=who_noticed,
        seen_on=seen_on,
        child_knows=child_knows,
        guardians_know=guardians_know,
        urgent=urgent,
        sent_to_id=holder.assignment_id,
        sent_at=clock.now(),
    )
    signal.save(force_insert=True)
    if record.owner_id != holder.area_id:
        if ground not in GROUNDS_TO_CHOOSE or ground == Ground.CONSENT:
            raise ValidationError({"ground": _("Välj varför uppgifterna får lämnas till den som ansvarar.")})
        area = SecrecyArea.objects.get(pk=holder.area_id)
        circles.disclose(record=record, ground=ground, to_area=area, necessity=necessity, by=by)
    _stay(child, by)
    notices.ask(
        child_id=child.pk,
        kind=TaskKind.RECEIVE_SIGNAL,
        subject=signal.pk,
        due_on=rules.receive_by(clock.today(), urgent=urgent),
        person_id=holder.person_id,
        assignment_id=holder.assignment_id,
        by=by,
    )
    drafts.drop(child_id=child.pk, form=DRAFT, by=by)
    log(
        events.SignalSent(to_assignment=holder.assignment_id, urgent=urgent),
        by=by,
        child_id=child.pk,
        subject=signal.log_name,
    )
    return signal


def _stay(child: Child, by: Actor) -> None:
    """Whoever noticed keeps their place long enough to see what becomes of it."""
    if Role.NOTIFIER not in roles_at(child, by):
        return
    until = clock.now() + rules.NOTIFIER_STAYS
    for seat in Seat.objects.held_by(by, Role.NOTIFIER).filter(child=child, until__lt=until):
        circles.prolong_seat(seat=seat, until=until, by=by)


@action
def receive(*, signal: Signal, by: Actor) -> Matter:
    """Take a signal in: it opens the child's matter, or joins the one that is open."""
    signal = Signal.objects.visible_to(by).locked().get(pk=signal.pk)
    policy.may_receive(by, signal).enforce(child_id=signal.child_id)
    matter = Matter.objects.visible_to(by).open().filter(child=signal.child_id).first()
    if matter is None:
        matter = _open_matter(signal, by)
    assert by.person_id is not None
    signal.matter = matter
    signal.received_at = clock.now()
    signal.received_by_id = by.person_id
    signal.save(update_fields=["matter", "received_at", "received_by"])
    notices.settle(child_id=signal.child_id, subject=signal.pk, by=by)
    log(
        events.SignalReceived(matter=matter.pk),
        by=by,
        child_id=signal.child_id,
        subject=signal.log_name,
    )
    return matter


def _open_matter(signal: Signal, by: Actor) -> Matter:
    record = circles.write_record(
        child_id=signal.child_id,
        kind=Kind.MATTER,
        headline=_("Ärende öppnat"),
        happened_on=clock.today(),
        practice_version=pack.current().version,
        by=by,
    )
    matter = Matter(record=record, child_id=signal.child_id)
    try:
        with transaction.atomic():
            matter.save(force_insert=True)
    except IntegrityError as problem:
        # One that we cannot see: it belongs to the area that had the baton before.
        raise Denied(
            _("Barnet har ett öppet ärende hos den som var ansvarig förut. Be dem avsluta det eller lämna ut det."),
            signal.child_id,
        ) from problem
    assert by.person_id is not None
    notices.ask(
        child_id=matter.child_id,
        kind=TaskKind.GATHER,
        subject=matter.pk,
        due_on=clock.today() + rules.GATHER_WITHIN,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        by=by,
    )
    log(events.MatterOpened(), by=by, child_id=matter.child_id, subject=matter.log_name)
    return matter


@action
def move(*, matter: Matter, state: State, by: Actor) -> Matter:
    """Carry the matter to its next state. Where it already stands there, nothing happens."""
    matter = Matter.objects.visible_to(by).locked().get(pk=matter.pk)
    if matter.state == state:
        return matter
    policy.may_move(by, matter, state).enforce(child_id=matter.child_id)
    was = matter.state
    matter.state = state
    matter.save(update_fields=["state"])
    log(
        events.MatterMoved(was=was, now=state),
        by=by,
        child_id=matter.child_id,
        subject=matter.log_name,
    )
    return matter


@action
def close(*, matter: Matter, outcome: Outcome, because: str, by: Actor) -> Matter:
    """End the matter and say why. What waited because of it waits no more."""
    matter = Matter.objects.visible_to(by).locked().get(pk=matter.pk)
    policy.may_close(by, matter, outcome).enforce(child_id=matter.child_id)
    demand("because", because, _("Skriv varför ärendet avslutas, så att den som läser senare förstår."))
    assert by.person_id is not None
    matter.state = State.CLOSED
    matter.outcome = outcome
    matter.closed_at = clock.now()
    matter.closed_by_id = by.person_id
    matter.save(update_fields=["state", "outcome", "closed_at", "closed_by"])
    _say_why(matter, because, by)
    notices.settle(child_id=matter.child_id, subject=matter.pk, by=by)
    # There is one open matter: with it ends what the family was asked for its sake.
    notices.settle(child_id=matter.child_id, kinds=[TaskKind.ANSWER_CONSENT, TaskKind.RENEW_CONSENT], by=by)
    log(
        events.MatterClosed(outcome=outcome),
        by=by,
        child_id=matter.child_id,
        subject=matter.log_name,
    )
    return matter


def _say_why(matter: Matter, because: str, by: Actor) -> None:
    record: Record = circles.write_record(
        child_id=matter.child_id,
        kind=Kind.MATTER,
        headline=closed_as(matter.outcome),
        happened_on=clock.today(),
        practice_version=matter.record.practice_version,
        owner_id=matter.record.owner_id,
        part_of=matter.record,
        by=by,
    )
    Closing(record=record, child_id=matter.child_id, matter=matter, because=because).save(force_insert=True)

"""Everything that changes who sits with a child and what is passed on. Nothing else writes here."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.authorities.rules import MEETS_NO_CHILDREN, STUDIES_OR_LEADS
from kronobarn.circles import events, policy
from kronobarn.circles.blocking import unit_of
from kronobarn.circles.models import Block, Disclosure, Record, Seat, Withheld
from kronobarn.circles.reads import guardians, kept_from
from kronobarn.circles.rules import (
    AN_EMERGENCY_LASTS,
    NOTICED_FOR,
    RETENTION,
    WITHHELD_AT_MOST,
    Ground,
    Kind,
    Role,
    SeatGround,
    WithheldBecause,
)
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.core.prepared import prepared, the_one
from kronobarn.grounds.policy import may_use
from kronobarn.people.models import Person


@action
def grant_seat(
    *,
    child_id: UUID,
    role: Role,
    ground: SeatGround,
    by: Actor,
    assignment: Assignment | None = None,
    person: Person | None = None,
    why: str = "",
    until: datetime | None = None,
) -> Seat:
    """Give a place at the child's table: to an assignment, or to a person as family.

    A standing seat of the same kind is returned as it is. The calling feature has decided that
    the seat may be given; `seat` below is the one a page calls.
    """
    holder_id = assignment.person_id if assignment else person.pk if person else None
    assert holder_id is not None
    if standing := _sits_already(child_id, holder_id, assignment.pk if assignment else None, role.value):
        return standing[0]
    assert by.person_id is not None
    seat = Seat(
        child_id=child_id,
        person_id=holder_id,
        assignment=assignment,
        area_id=assignment.unit.area_id if assignment else None,
        role=role,
        ground=ground,
        why=why,
        since=clock.now(),
        until=until,
        granted_by_id=by.person_id,
    )
    with _on_an_open_card(child_id):
        seat.save(force_insert=True)
    log(
        events.SeatGranted(
            person=holder_id,
            assignment=assignment.pk if assignment else None,
            role=role,
            ground=ground,
        ),
        by=by,
        child_id=child_id,
        subject=f"seat:{seat.pk}",
        why=ground,
    )
    return seat


@prepared
def _sits_already(child_id: UUID, person_id: int, assignment_id: int | None, role: str) -> QuerySet[Seat]:
    """A standing seat of the same kind, as far as the database lets the actor see."""
    return Seat.objects.standing().filter(child=child_id, person=person_id, assignment=assignment_id, role=role)


@action
def seat(*, child_id: UUID, assignment: Assignment, why: str, by: Actor) -> Seat:
    """Ask a professional to the table. They see what their own area wrote and what is passed on."""
    policy.may_seat(by, child_id).enforce(child_id=child_id)
    if not Assignment.objects.standing().filter(pk=assignment.pk).exists():
        raise ValidationError({"assignment": _("Personen har inte längre det uppdraget.")})
    if assignment.role in MEETS_NO_CHILDREN or assignment.profession in STUDIES_OR_LEADS:
        raise ValidationError({"assignment": _("Personens uppdrag möter inga barn. Välj någon annan.")})
    return grant_seat(
        child_id=child_id,
        role=Role.PARTICIPANT,
        ground=SeatGround.TASK,
        assignment=assignment,
        why=why,
        by=by,
    )


@action
def come_forward(*, child_id: UUID, by: Actor) -> Seat:
    """Sit down as one who has noticed something about a child that was found by its number.

    The place is for a day: long enough to write what was seen, and of no use for reading anything.
    """
    policy.may_seek(by).enforce()
    assert by.assignment_id is not None
    mine = Seat.objects.held_by(by).filter(child=child_id).first()
    if mine is not None:
        return mine
    return grant_seat(
        child_id=child_id,
        role=Role.NOTIFIER,
        ground=SeatGround.NOTICED,
        assignment=Assignment.objects.select_related("unit").get(pk=by.assignment_id),
        until=clock.now() + NOTICED_FOR,
        by=by,
    )


@action
def open_seat(*, child_id: UUID, seat_id: UUID, until: datetime, by: Actor) -> Seat:
    """Sit down for a few hours in an emergency. The calling feature has asked why, and tells those who are to know."""
    assert by.person_id is not None
    seat = Seat(
        pk=seat_id,
        child_id=child_id,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        area_id=by.area_id,
        role=Role.EMERGENCY,
        ground=SeatGround.EMERGENCY,
        since=until - AN_EMERGENCY_LASTS,
        until=until,
        told_from=until - AN_EMERGENCY_LASTS,
        granted_by_id=by.person_id,
    )
    seat.save(force_insert=True)
    return seat


@action
def tell_later(*, seat_id: UUID, moment: datetime, by: Actor) -> None:
    """Let the family know of an emergency opening from a later moment. The calling feature holds the decision."""
    Seat.objects.visible_to(by).filter(pk=seat_id, role=Role.EMERGENCY).update(told_from=moment)


@action
def end_seat(*, seat: Seat, by: Actor) -> Seat:
    """End a place at the table, now. What was written and logged remains."""
    seat = Seat.objects.visible_to(by).locked().get(pk=seat.pk)
    policy.may_end_seat(by, seat).enforce(child_id=seat.child_id)
    return close_seat(seat=seat, by=by)


@action
def close_seat(*, seat: Seat, by: Actor) -> Seat:
    """End a seat when the calling feature has decided so: a baton passed on, a plan closed."""
    seat.until = clock.now()
    seat.save(update_fields=["until"])
    log(
        events.SeatEnded(person=seat.person_id, role=seat.role),
        by=by,
        child_id=seat.child_id,
        subject=f"seat:{seat.pk}",
        # By which the log knows what belongs to an emergency opening.
        why=SeatGround.EMERGENCY if seat.role == Role.EMERGENCY else "",
    )
    return seat


@action
def prolong_seat(*, seat: Seat, until: datetime, by: Actor) -> Seat:
    """Let one who noticed something stay longer than they would have; other seats are not prolonged."""
    seat.until = until
    seat.save(update_fields=["until"])
    log(
        events.SeatGranted(
            person=seat.person_id,
            assignment=seat.assignment_id,
            role=seat.role,
            ground=seat.ground,
        ),
        by=by,
        child_id=seat.child_id,
        subject=f"seat:{seat.pk}",
        why=seat.ground,
    )
    return seat


@action
def write_record(
    *,
    child_id: UUID,
    kind: Kind,
    headline: str,
    happened_on: date,
    practice_version: str,
    by: Actor,
    owner_id: int | None = None,
    record_id: UUID | None = None,
    part_of: Record | None = None,
) -> Record:
    """Begin a record in one's own area; family write into the area that asked (`owner_id`).

    What is part of another record is withheld with it. What family write is at once disclosed to themselves: their own words are never hidden from them.
    """
    assert by.person_id is not None
    owner = owner_id if by.is_family else by.area_id
    assert owner is not None
    record = Record(
        pk=record_id or uuid.uuid4(),
        child_id=child_id,
        owner_id=owner,
        kind=kind,
        author_id=by.person_id,
        author_assignment_id=by.assignment_id,
        headline=headline[:200],
        happened_on=happened_on,
        written_at=clock.now(),
        practice_version=practice_version,
        retention_class=RETENTION[kind],
        part_of=part_of,
    )
    if by.is_family:
        # Before the record, so that its writer sees it the moment it exists (keys are deferred).
        _own_words(record, by)
    with _on_an_open_card(child_id):
        record.save(force_insert=True)
    return record


@contextmanager
def _on_an_open_card(child_id: UUID) -> Iterator[None]:
    """What the database says when the card is closed (merges/policies.sql), as a sentence: it is asked by it alone."""
    try:
        yield
    except IntegrityError as problem:
        if "a closed card takes nothing new" not in str(problem):
            raise
        raise Denied(policy.closed(), child_id) from problem


def _own_words(record: Record, by: Actor) -> None:
    assert by.person_id is not None
    _write(
        record,
        granted=True,
        to_person_id=by.person_id,
        ground=Ground.CHILD_OR_GUARDIAN,
        decided_by_id=by.person_id,
        decided_for_id=None,
    )


@action
def disclose(
    *,
    record: Record,
    ground: Ground,
    by: Actor,
    to_area: SecrecyArea | None = None,
    to_person: Person | None = None,
    consent: UUID | None = None,
    kinds: Collection[str] = (),
    necessity: str = "",
    until: datetime | None = None,
    decision: UUID | None = None,
) -> Disclosure:
    """Pass one record on to another area or to a member of the family, on a ground.

    What is decided about several records at once has one `decision`. Given twice to the same recipient, the first decision stands and is returned. On consent it is called by
    `consents.actions.disclose`, which knows what the family has said yes to.
    """
    record = the_one(_seen(record.pk, by), Record)
    policy.may_disclose(by, record).enforce(child_id=record.child_id)
    if ground == Ground.CONSENT and (consent is None or until is None):
        raise ValidationError(_("Skriv in vad familjen har sagt ja till, eller välj en annan grund."))
    if to_area is not None and not (allowed := may_use(ground, record.owner, to_area)):
        raise ValidationError(str(allowed.reason))
    if to_person is not None and to_person.pk in kept_from(record, by):
        raise ValidationError(
            _("Handlingen är dold för %(who)s (OSL 12 kap. 3 §) och kan inte lämnas ut dit så länge.")
            % {"who": to_person.full_name}
        )
    if already := _given(record.pk, to_area.pk if to_area else None, to_person.pk if to_person else None):
        return already[0]
    assert by.person_id is not None
    disclosure = _write(
        record,
        granted=True,
        to_area_id=to_area.pk if to_area else None,
        to_person_id=to_person.pk if to_person else None,
        ground=ground,
        consent=consent,
        kinds=kinds,
        necessity=necessity,
        until=until,
        decision=decision,
        decided_by_id=by.person_id,
        decided_for_id=by.assignment_id,
    )
    log(
        events.RecordDisclosed(
            to_area=to_area.pk if to_area else None,
            to_person=to_person.pk if to_person else None,
            ground=ground,
            consent=consent,
        ),
        by=by,
        child_id=record.child_id,
        subject=record.log_name,
        why=ground,
    )
    return disclosure


@prepared
def _seen(record_id: UUID, by: Actor) -> QuerySet[Record]:
    """The record as it is now, if the actor sees it."""
    return Record.objects.visible_to(by).filter(pk=record_id)


@prepared
def _given(record_id: UUID, to_area: int | None, to_person: int | None) -> QuerySet[Disclosure]:
    """What stands, as far as the database lets the actor see."""
    return Disclosure.objects.standing().filter(record=record_id, to_area=to_area, to_person=to_person)[:1]


@action
def refuse_disclosure(*, record: Record, to_area: SecrecyArea, necessity: str, by: Actor) -> Disclosure:
    """Decide not to pass a record on, and say why. The refusal is kept (domain.md 7.2)."""
    record = the_one(_seen(record.pk, by), Record)
    policy.may_disclose(by, record).enforce(child_id=record.child_id)
    if not necessity.strip():
        raise ValidationError({"necessity": _("Skriv varför handlingen inte lämnas ut.")})
    assert by.person_id is not None
    disclosure = _write(
        record,
        granted=False,
        to_area_id=to_area.pk,
        necessity=necessity,
        decided_by_id=by.person_id,
        decided_for_id=by.assignment_id,
    )
    log(
        events.DisclosureRefused(to_area=to_area.pk, to_person=None),
        by=by,
        child_id=record.child_id,
        subject=record.log_name,
    )
    return disclosure


def _write(
    record: Record,
    *,
    granted: bool,
    decided_by_id: int,
    decided_for_id: int | None,
    to_area_id: int | None = None,
    to_person_id: int | None = None,
    ground: str = "",
    consent: UUID | None = None,
    kinds: Collection[str] = (),
    necessity: str = "",
    until: datetime | None = None,
    decision: UUID | None = None,
) -> Disclosure:
    """The row itself: every decision about a record, to let it go or not, begins now."""
    disclosure = Disclosure(
        child_id=record.child_id,
        record=record,
        owner_id=record.owner_id,
        to_area_id=to_area_id,
        to_person_id=to_person_id,
        granted=granted,
        ground=ground,
        consent=consent,
        kinds=sorted(kinds),
        necessity=necessity,
        decision=decision,
        since=clock.now(),
        until=until,
        decided_by_id=decided_by_id,
        decided_for_id=decided_for_id,
    )
    disclosure.save(force_insert=True)
    return disclosure


@action
def take_effect(
    *,
    record: Record,
    to_area_id: int,
    ground: str,
    consent: UUID | None,
    kinds: Collection[str],
    necessity: str,
    until: datetime | None,
    decided_by_id: int,
    decided_for_id: int,
    by: Actor,
) -> None:
    """Let a disclosure begin that the owner's area decided earlier, to hold from when `by` took something over.

    The calling feature has kept the decision; the database lets nothing else through.
    """
    given = Disclosure.objects.visible_to(by).standing().filter(child=record.child_id, record=record.pk)
    if given.filter(to_area=to_area_id).exists():
        return
    _write(
        record,
        granted=True,
        to_area_id=to_area_id,
        ground=ground,
        consent=consent,
        kinds=kinds,
        necessity=necessity,
        until=until,
        decided_by_id=decided_by_id,
        decided_for_id=decided_for_id,
    )
    log(
        events.DisclosureTookEffect(to_area=to_area_id, ground=ground, consent=consent, decided_by=decided_by_id),
        by=by,
        child_id=record.child_id,
        subject=record.log_name,
        why=ground,
    )


@prepared
def _locked(disclosure_id: UUID, by: Actor) -> QuerySet[Disclosure]:
    """The disclosure as it is now, and for nobody else to change meanwhile."""
    return Disclosure.objects.visible_to(by).locked().filter(pk=disclosure_id)


@action
def end_disclosure(*, disclosure: Disclosure, by: Actor) -> Disclosure:
    """Stop a disclosure from now on. That it was given remains on record."""
    disclosure = the_one(_locked(disclosure.pk, by), Disclosure)
    if disclosure.ended_at is not None:
        return disclosure
    assert by.person_id is not None
    now = clock.now()
    disclosure.until = min(now, disclosure.until) if disclosure.until else now
    disclosure.ended_at = now
    disclosure.ended_by_id = by.person_id
    disclosure.save(update_fields=["until", "ended_at", "ended_by"])
    log(
        events.DisclosureEnded(),
        by=by,
        child_id=disclosure.child_id,
        subject=f"disclosure:{disclosure.pk}",
    )
    return disclosure


@action
def stop_sharing(*, disclosure: Disclosure, by: Actor) -> Disclosure:
    """The service that passed a record on to another decides that it reads it no more."""
    disclosure = Disclosure.objects.visible_to(by).get(pk=disclosure.pk)
    policy.may_end_disclosure(by, disclosure).enforce(child_id=disclosure.child_id)
    return end_disclosure(disclosure=disclosure, by=by)


@action
def shorten_disclosure(*, disclosure: Disclosure, until: datetime, by: Actor) -> Disclosure:
    """Let a disclosure end earlier than it would have, but not yet."""
    disclosure = Disclosure.objects.visible_to(by).locked().get(pk=disclosure.pk)
    if disclosure.until is not None and disclosure.until <= until:
        return disclosure
    disclosure.until = until
    disclosure.save(update_fields=["until"])
    log(events.DisclosureShortened(), by=by, child_id=disclosure.child_id, subject=f"disclosure:{disclosure.pk}")
    return disclosure


@action
def carry_more(*, disclosure: Disclosure, kinds: Collection[str], by: Actor) -> Disclosure:
    """More kinds of information are now written in what was passed on. The caller has looked that they may be."""
    disclosure = Disclosure.objects.visible_to(by).locked().get(pk=disclosure.pk)
    disclosure.kinds = sorted({*disclosure.kinds, *kinds})
    disclosure.save(update_fields=["kinds"])
    return disclosure


@action
def withhold(
    *,
    record: Record,
    guardians: Collection[Person],
    reason: str,
    review_on: date,
    by: Actor,
    because: WithheldBecause = WithheldBecause.CHILD,
    part: UUID | None = None,
) -> list[Withheld]:
    """Let nothing of a record, nor of what is part of it, be known to a guardian, or to both (OSL 12 kap. 3 §).

    Or of one `part` alone, which the calling feature has looked for. It takes effect at once, whatever has been passed on to them before. What is withheld from somebody already stays
    as it is.
    """
    record = the_one(_seen(record.pk, by), Record)
    policy.may_withhold(by, record).enforce(child_id=record.child_id)
    _sound_withholding(reason, review_on)
    may_be = {one.pk for one in _guardians(record, by)}
    if not guardians or not {one.pk for one in guardians} <= may_be:
        raise ValidationError({"guardians": _("Välj den vårdnadshavare som handlingen ska döljas för.")})
    kept = kept_from(record, by, part)
    decided = [
        _decide_to_withhold(record, one.pk, part, because, reason, review_on, by)
        for one in guardians
        if one.pk not in kept
    ]
    for one in decided:
        log(
            events.Withheld(from_person=one.from_person_id, review_on=review_on),
            by=by,
            child_id=record.child_id,
            subject=record.log_name,
        )
    return decided


def _guardians(record: Record, by: Actor) -> list[Person]:
    """Of whom one's own words are not withheld."""
    return [one for one in guardians(record.child_id, by) if one.pk != record.author_id]


def _sound_withholding(reason: str, review_on: date) -> None:
    wrong: dict[str, str] = {}
    if not reason.strip():
        wrong["reason"] = _("Skriv varför uppgifterna skulle vara till betydande men för barnet.")
    if not clock.today() < review_on <= clock.today() + WITHHELD_AT_MOST:
        wrong["review_on"] = _("Välj en dag efter i dag och inom tolv månader.")
    if wrong:
        raise ValidationError(wrong)


def _decide_to_withhold(
    record: Record, person_id: int, part: UUID | None, because: str, reason: str, review_on: date, by: Actor
) -> Withheld:
    assert by.person_id is not None
    assert by.assignment_id is not None
    withheld = Withheld(
        record=record,
        child_id=record.child_id,
        from_person_id=person_id,
        part=part,
        because=because,
        reason=reason,
        since=clock.now(),
        review_on=review_on,
        decided_by_id=by.person_id,
        decided_for_id=by.assignment_id,
    )
    withheld.save(force_insert=True)
    return withheld


@action
def withhold_longer(*, withheld: Withheld, reason: str, review_on: date, by: Actor) -> Withheld:
    """Having looked it over: it is needed still, for the reason that holds today."""
    withheld = Withheld.objects.visible_to(by).locked().get(pk=withheld.pk)
    policy.may_look_over(withheld).enforce(child_id=withheld.child_id)
    _sound_withholding(reason, review_on)
    _end_withholding(withheld, _("Förlängt efter översyn"), by)
    longer = _decide_to_withhold(
        withheld.record, withheld.from_person_id, withheld.part, withheld.because, reason, review_on, by
    )
    log(
        events.WithheldLonger(from_person=longer.from_person_id, review_on=review_on),
        by=by,
        child_id=longer.child_id,
        subject=longer.log_name,
    )
    return longer


@action
def withhold_no_more(*, withheld: Withheld, because: str, by: Actor) -> Withheld:
    """Let the guardian know what they would have known. They are not told that they did not."""
    withheld = Withheld.objects.visible_to(by).locked().get(pk=withheld.pk)
    policy.may_look_over(withheld).enforce(child_id=withheld.child_id)
    if not because.strip():
        raise ValidationError({"because": _("Skriv varför det inte längre behöver döljas.")})
    _end_withholding(withheld, because, by)
    log(
        events.WithheldNoMore(from_person=withheld.from_person_id),
        by=by,
        child_id=withheld.child_id,
        subject=withheld.log_name,
    )
    return withheld


def _end_withholding(withheld: Withheld, because: str, by: Actor) -> None:
    assert by.person_id is not None
    withheld.ended_at = clock.now()
    withheld.ended_by_id = by.person_id
    withheld.ended_because = because
    withheld.save(update_fields=["ended_at", "ended_by", "ended_because"])


@action
def block(*, child_id: UUID, wish: str, maturity: str, by: Actor) -> Block:
    """Close what the actor's unit has documented to the other units of its area, as the child wishes (PDL 4 kap. 4 §)."""
    unit = unit_of(by)
    policy.may_block(by, child_id, unit).enforce(child_id=child_id)
    assert unit is not None
    assert by.person_id is not None
    assert by.assignment_id is not None
    wrong = {}
    if not wish.strip():
        wrong["wish"] = _("Skriv vad barnet vill, med barnets egna ord om det går.")
    if not maturity.strip():
        wrong["maturity"] = _("Skriv hur du har bedömt att barnet är moget att bestämma det här.")
    if wrong:
        raise ValidationError(wrong)
    blocked = Block(
        child_id=child_id,
        area_id=unit.area_id,
        unit=unit,
        since=clock.now(),
        wish=wish,
        maturity=maturity,
        recorded_by_id=by.person_id,
        recorded_for_id=by.assignment_id,
    )
    try:
        with transaction.atomic():
            blocked.save(force_insert=True)
    except IntegrityError as twice:  # a colleague at the same moment
        raise Denied(_("Det som skrivs på din enhet är redan spärrat."), child_id) from twice
    log(events.Blocked(unit=unit.pk), by=by, child_id=child_id, subject=blocked.log_name)
    return blocked


@action
def lift(*, block: Block, because: str, by: Actor) -> Block:
    """Let the other units read again: the child wishes it no more."""
    block = Block.objects.visible_to(by).locked().get(pk=block.pk)
    policy.may_lift(by, block).enforce(child_id=block.child_id)
    if not because.strip():
        raise ValidationError({"because": _("Skriv vad barnet har sagt om att häva spärren.")})
    assert by.person_id is not None
    block.ended_at = clock.now()
    block.ended_by_id = by.person_id
    block.ended_because = because
    block.save(update_fields=["ended_at", "ended_by", "ended_because"])
    log(events.BlockLifted(unit=block.unit_id), by=by, child_id=block.child_id, subject=block.log_name)
    return block


@action
def refuse(*, view: str, child_id: UUID | None, by: Actor) -> None:
    """Write in the log that something was asked for and refused."""
    log(events.Refused(view=view), by=by, child_id=child_id)

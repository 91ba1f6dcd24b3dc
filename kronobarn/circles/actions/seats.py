"""Who sits with a child: let in, opened, prolonged, ended."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import MEETS_NO_CHILDREN, STUDIES_OR_LEADS
from kronobarn.circles import events, policy
from kronobarn.circles.actions.common import on_an_open_card
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import (
    AN_EMERGENCY_LASTS,
    NOTICED_FOR,
    Role,
    SeatGround,
)
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
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
    with on_an_open_card(child_id):
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

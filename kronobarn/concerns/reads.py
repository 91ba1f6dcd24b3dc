"""What the pages about signals and matters show."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment, Organisation
from kronobarn.circles import places
from kronobarn.circles.listing import listed_name
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.reads import age_line
from kronobarn.circles.rules import Kind, Role
from kronobarn.concerns import rules
from kronobarn.concerns.models import Matter, MatterQuerySet, Signal, SignalQuerySet
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.people.models import Child
from kronobarn.responsibility.models import Responsibility
from kronobarn.ui.signs import commas

RECENT = timedelta(days=30)
MOST = 50


def signals() -> SignalQuerySet:
    """Signals with what their page shows; a door lets one through."""
    return Signal.objects.select_related("child", "record__author", "record__author_assignment__unit", "sent_to__unit")


def matters() -> MatterQuerySet:
    """Matters with what their page shows; a door lets one through."""
    return Matter.objects.select_related("child", "record")


def municipalities() -> list[Organisation]:
    """Whose social services one may need to call."""
    return list(Organisation.objects.filter(kind="municipality").order_by("name"))


@dataclass(frozen=True)
class Receiver:
    """To whom a signal goes, and who will be able to read it."""

    name: str
    function: str
    unit: str
    leaves_the_area: bool
    seen_by: list[str]

    @property
    def line(self) -> str:
        return commas(part for part in (self.name, self.function, self.unit) if part)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the baton, as ids: what sending a signal needs to know."""

    assignment_id: int
    person_id: int
    area_id: int


def current_holder(child_id: UUID, *, by: Actor) -> Holder:
    """The child's responsible today; there is always one."""
    [row] = _holder(by, child_id)
    return Holder(*row)


@prepared
def _holder(actor: Actor, child_id: UUID) -> QuerySet[Responsibility, tuple[int, int, int]]:
    current = Responsibility.objects.visible_to(actor).current().filter(child=child_id)
    return current.values_list("holder_id", "holder__person_id", "holder__unit__area_id")


def other_area(child_id: UUID, *, by: Actor) -> int | None:
    """The secrecy area that what a member of staff sends about the child goes to; None when it stays in their own."""
    area = None if by.is_family else current_holder(child_id, by=by).area_id
    return None if area == by.area_id else area


def receiver(child: Child, *, by: Actor) -> Receiver:
    """The child's responsible today, and everyone else who reads what is sent."""
    responsibility = (
        Responsibility.objects.visible_to(by)
        .current()
        .select_related("holder__person", "holder__unit")
        .get(child=child)
    )
    holder = responsibility.holder
    areas = {holder.unit.area_id, by.area_id}
    readers = (
        Seat.objects.visible_to(by)
        .standing()
        .filter(child=child, area__in=[area for area in areas if area is not None])
        .working()
        .select_related("person", "assignment__unit")
        .order_by("since")
    )
    names = [_("dig")] + [
        _reader(seat.person.full_name, seat.assignment, child, by) for seat in readers if seat.person_id != by.person_id
    ]
    if not Seat.objects.held_by(by).working().filter(child=child).exists():
        # Whoever has only noticed something is not told who else is involved.
        names.append(_("de som arbetar runt barnet i samma verksamhet"))
    return Receiver(
        name=holder.person.full_name,
        function=responsibility.function_words,
        unit=places.unit(child, by, holder.unit),
        leaves_the_area=not by.is_family and holder.unit.area_id != by.area_id,
        seen_by=list(dict.fromkeys(names)),
    )


def _reader(name: str, assignment: Assignment | None, child: Child, by: Actor) -> str:
    return name if assignment is None else f"{name} ({places.unit(child, by, assignment.unit)})"


@dataclass(frozen=True)
class InboxRow:
    """A signal as a list may show it."""

    signal_id: UUID
    child: str
    age: str
    protected: bool
    sender: str
    sent_at: datetime
    received_at: datetime | None
    urgent: bool
    overdue: bool


@dataclass(frozen=True)
class Inbox:
    waiting: list[InboxRow]
    received: list[InboxRow]
    sent: list[InboxRow]


def inbox(*, by: Actor) -> Inbox:
    """What waits for the actor as responsible, what was received lately, and what they have sent."""
    seats = Seat.objects.held_by(by)
    responsible = list(seats.filter(role=Role.RESPONSIBLE).values_list("child", flat=True))
    mine = list(seats.values_list("child", flat=True).distinct())
    signals = Signal.objects.visible_to(by).select_related("child", "record__author", "record__author_assignment__unit")
    to_me = signals.filter(child__in=responsible)
    recent = clock.now() - RECENT
    return Inbox(
        waiting=[_row(signal, by) for signal in to_me.waiting().order_by("-urgent", "sent_at")[:MOST]],
        received=[_row(signal, by) for signal in to_me.filter(received_at__gt=recent).order_by("-received_at")[:MOST]],
        sent=[
            _row(signal, by)
            for signal in signals.filter(child__in=mine, record__author=by.person_id).order_by("-sent_at")[:MOST]
        ],
    )


def _row(signal: Signal, by: Actor) -> InboxRow:
    today = clock.today()
    due_on = rules.receive_by(day_of(signal.sent_at), urgent=signal.urgent)
    return InboxRow(
        signal_id=signal.pk,
        child=listed_name(signal.child),
        age="" if signal.child.is_protected else age_line(signal.child),
        protected=signal.child.is_protected,
        sender=sender(signal, by=by),
        sent_at=signal.sent_at,
        received_at=signal.received_at,
        urgent=signal.urgent,
        overdue=signal.received_at is None and due_on < today,
    )


def sender(signal: Signal, *, by: Actor) -> str:
    """Who sent it: a unit, or the family."""
    assignment = signal.record.author_assignment
    return places.unit(signal.child, by, assignment.unit) if assignment else _("Familjen")


def day_of(moment: datetime) -> date:
    """The day in Sweden."""
    return timezone.localdate(moment)


def outcome(matter: Matter, *, by: Actor) -> str:
    """What a closed matter came to. That a plan was carried out is told to those in the family who know of a plan."""
    if by.is_family and matter.outcome == rules.Outcome.PLAN_DONE:
        plans = Record.objects.visible_to(by).filter(child=matter.child_id, kind=Kind.PLAN)
        if not plans.exists():
            return ""
    return str(matter.get_outcome_display())

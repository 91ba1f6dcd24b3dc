"""What the pages about the units' way into the model show. Places and units stand by name, and in no other order."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.authorities.models import Organisation, Unit
from kronobarn.authorities.rules import OrganisationKind, UnitKind
from kronobarn.core.actor import Actor
from kronobarn.core.paging import page_of
from kronobarn.implementation import rules
from kronobarn.implementation.models import Reply, Request, StepTaken, Telling
from kronobarn.implementation.rules import REACHED, ReplyKind, Standing, State, Step, Taken, TargetGroup

NO_TOWN: Final = 0
"""Stands in the address for units that belong to no municipality."""
NOT_COUNTED: Final = (UnitKind.COUNTY_OFFICE, UnitKind.MUNICIPAL_OFFICE)
"""Where the process is led from: nobody there meets children."""
AT_A_TIME: Final = 30
STATES: Final[dict[State, tuple[Any, str]]] = {
    State.WAITING: (gettext_lazy("Väntar på svar"), "info"),
    State.BOOKED: (gettext_lazy("Bokat"), "info"),
    State.DONE: (gettext_lazy("Klart"), "success"),
    State.DECLINED: (gettext_lazy("Gick inte"), "neutral"),
    State.TAKEN_BACK: (gettext_lazy("Tillbakataget"), "neutral"),
}


@dataclass(frozen=True)
class UnitRow:
    """A unit and where it is."""

    unit: Unit
    standing: Standing


@dataclass(frozen=True)
class Place:
    """A municipality, or what belongs to none, with its units."""

    id: int
    name: str
    rows: list[UnitRow]

    def counted(self, step: Step) -> int:
        """How many units have taken the step, also those that make a pause."""
        return sum(step in one.standing.days for one in self.rows)

    @property
    def paused(self) -> int:
        return sum(one.standing.paused_since is not None for one in self.rows)


@dataclass(frozen=True)
class Asked:
    """A request with what has been said to it."""

    request: Request
    replies: list[Reply]

    @property
    def state(self) -> State:
        return rules.state(ReplyKind(one.kind) for one in self.replies)

    @property
    def booked_for(self) -> date | None:
        return self.replies[-1].day if self.state is State.BOOKED else None


@dataclass(frozen=True)
class ToldRow:
    """One principal, or the whole county, and the latest that each group has been told there."""

    name: str
    latest: dict[TargetGroup, Telling]


def places(actor: Actor, *, on: date | None = None) -> list[Place]:
    """Every municipality, and last what belongs to none, if something does: as they are now, or by a day."""
    by_code: dict[str, list[UnitRow]] = defaultdict(list)
    for row in _rows(actor, _units(), on):
        by_code[row.unit.municipality_code].append(row)
    towns = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY).order_by("name")
    found = [Place(one.pk, one.name, by_code.pop(one.municipality_code or "", [])) for one in towns]
    rest = sorted((row for rows in by_code.values() for row in rows), key=lambda one: one.unit.name)
    return [*found, *([Place(NO_TOWN, _("Utan kommun"), rest)] if rest else [])]


def place(actor: Actor, place_id: int) -> Place | None:
    """One of them; what belongs to no municipality is there, also when nothing does."""
    empty = Place(NO_TOWN, _("Utan kommun"), []) if place_id == NO_TOWN else None
    return next((one for one in places(actor) if one.id == place_id), empty)


def unit(actor: Actor, unit_id: int) -> Unit | None:
    """A unit that can come somewhere."""
    return _units().filter(pk=unit_id).first() if actor.assignment_id is not None else None


def place_of(one: Unit) -> tuple[int, str]:
    """The number and the name of the place that a unit stands under."""
    town = Organisation.objects.filter(municipality_code=one.municipality_code or None).first()
    return (town.pk, town.name) if town and one.municipality_code else (NO_TOWN, _("Utan kommun"))


def history(actor: Actor, one: Unit) -> list[StepTaken]:
    """Everything that has been written of a unit, the latest first, also what has been corrected."""
    return list(StepTaken.objects.visible_to(actor).filter(unit=one))


def standing(taken: Iterable[StepTaken]) -> Standing:
    """Where a unit is by what stands."""
    stand = [one for one in taken if one.corrected_at is None]
    return rules.standing(Taken(Step(one.step), one.since, one.written_at) for one in stand)


def taken(actor: Actor, taken_id: UUID) -> StepTaken | None:
    found: StepTaken | None = (
        StepTaken.objects.visible_to(actor).select_related("unit__area").filter(pk=taken_id).first()
    )
    return found


def requests(actor: Actor, *, number: int = 1) -> tuple[list[Asked], bool]:
    """A page of what has been asked, the latest first, and whether there is more."""
    rows, more = page_of(_requests(actor), number, AT_A_TIME)
    return [_asked(one) for one in rows], more


def request(actor: Actor, request_id: UUID) -> Asked | None:
    found = _requests(actor).filter(pk=request_id).first()
    return None if found is None else _asked(found)


def going_on(actor: Actor) -> list[Asked]:
    """What is waited for, the oldest first; bounded, for the day's list."""
    done = [ReplyKind.HELD, ReplyKind.ANSWERED, ReplyKind.DECLINED, ReplyKind.TAKEN_BACK]
    rows = _requests(actor).exclude(replies__kind__in=[one.value for one in done]).order_by("asked_at")
    return [_asked(one) for one in rows[:AT_A_TIME]]


def told(actor: Actor) -> list[ToldRow]:
    """Whom each has told what, latest of all; those who have told nobody are there too, for what is missing to be seen."""
    latest: dict[int | None, dict[TargetGroup, Telling]] = defaultdict(dict)
    rows = Telling.objects.visible_to(actor).filter(corrected_at=None)
    by = ("organisation_id", "group")
    for one in rows.order_by(*by, "-told_on", "-written_at").distinct(*by):
        latest[one.organisation_id][TargetGroup(one.group)] = one
    county = ToldRow(_("Hela länet"), latest[None])
    return [county, *(ToldRow(one.name, latest[one.pk]) for one in Organisation.objects.principals())]


def tellings(actor: Actor, *, number: int = 1) -> tuple[list[Telling], bool]:
    """A page of everything that has been told, the latest first, also what has been corrected."""
    return page_of(Telling.objects.visible_to(actor).select_related("organisation"), number, AT_A_TIME)


def telling(actor: Actor, telling_id: UUID) -> Telling | None:
    found: Telling | None = (
        Telling.objects.visible_to(actor).select_related("organisation").filter(pk=telling_id).first()
    )
    return found


def done_in(actor: Actor, year: int) -> tuple[int, int]:
    """How many visits were made in a year, and how many questions were answered."""
    said = Reply.objects.visible_to(actor)
    answered = said.filter(kind=ReplyKind.ANSWERED, written_at__year=year)
    return said.filter(kind=ReplyKind.HELD, day__year=year).count(), answered.count()


def told_in(actor: Actor, year: int) -> dict[TargetGroup, int]:
    """How many times each of the five groups was told something in a year; none of them, when nobody was."""
    rows = Telling.objects.visible_to(actor).filter(corrected_at=None, told_on__year=year)
    counts = Counter(rows.values_list("group", flat=True))
    return {group: counts[group.value] for group in TargetGroup} if counts else {}


def steps() -> list[tuple[Step, Any]]:
    """The columns of a table of units."""
    return [(one, StepTaken.STEPS[one]) for one in REACHED]


def _units() -> QuerySet[Unit]:
    kinds = [one.value for one in NOT_COUNTED]
    return Unit.objects.active().exclude(kind__in=kinds).select_related("area__organisation").order_by("name")


def _rows(actor: Actor, units: QuerySet[Unit], on: date | None) -> list[UnitRow]:
    by_unit: dict[int, list[StepTaken]] = defaultdict(list)
    stand = StepTaken.objects.visible_to(actor).filter(corrected_at=None)
    for one in stand if on is None else stand.filter(since__lte=on):
        by_unit[one.unit_id].append(one)
    return [UnitRow(one, standing(by_unit[one.pk])) for one in units]


def _requests(actor: Actor) -> QuerySet[Any]:
    found: QuerySet[Any] = Request.objects.visible_to(actor).select_related("unit").prefetch_related("replies")
    return found


def _asked(found: Request) -> Asked:
    return Asked(found, list(found.replies.all()))

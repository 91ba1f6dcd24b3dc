"""One record: who can read it and on what ground, who has read it, and what changes if a consent is taken back.

It tells of the record and does not show it. Whoever may know of the record may ask; family read workplaces and roles,
staff also names, and nobody the name or workplace of somebody whose own data are protected.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from kronobarn.authorities.models import Assignment
from kronobarn.chronology.log import roles, who_it_was
from kronobarn.chronology.story import where_read
from kronobarn.chronology.who_sits import Sits, blocked, seats, who_sits
from kronobarn.circles import places, sharing
from kronobarn.circles.models import Block, Record, Seat
from kronobarn.circles.reads import is_own
from kronobarn.circles.rules import Kind, Role, SeatGround
from kronobarn.circles.sharing import Given, Shared, looks_at
from kronobarn.communication.models import Participant
from kronobarn.consents.models import Consent
from kronobarn.consents.reads import allowed, deciders
from kronobarn.consents.rules import JOINT, AsRole
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child

Row = dict[str, Any]
ITEMS: Final = Record.objects.select_related("owner", "child")
READ_ON_THE_MATTER: Final = frozenset({Kind.OBSERVATION, Kind.ANALYSIS, Kind.NOTE})
"""What has no page of its own."""
MOST: Final = 1000
"""So many of the latest days and people are told; the log holds the rest."""


@dataclass(frozen=True)
class Days:
    """How often a record was opened by one workplace or person in one role, the latest day first."""

    who: str
    role: str
    days: list[tuple[date, int]]

    @property
    def times(self) -> int:
        return sum(times for _day, times in self.days)


@dataclass(frozen=True)
class Loss:
    """What taking back the yes that one disclosure rests on would do to it."""

    to: str
    goes_on_until: date | None
    """None: it stops at once. A day: another yes carries it as long."""
    have_read: date | None
    """When the service last opened it: that is not taken back."""
    seats_end: bool
    """Places around the child that somebody there has thanks to the yes end as well."""


@dataclass(frozen=True)
class WhoSees:
    """The page."""

    one: Shared
    href: str
    at_home: list[Sits]
    there: dict[int, list[Sits]]
    """Who sits with the child, for each service that it was passed on to."""
    block: tuple[Block, str, str] | None
    """What the child has had closed to other units, with the unit and the service, for those who may know."""
    in_a_thread: bool
    """Messages are read by those who take part, and by nobody else at their workplaces."""
    read: list[Days]
    read_on: bool
    """The record has no page of its own: it is read on the matter's, and that is what was opened."""
    losses: list[Loss]
    stays: list[Given]
    """Those who go on reading it whatever the family answers."""
    answer: UUID | None
    """Where the yes is taken back: the reader's own answer, or the question for whoever carries it."""
    only_heard: bool
    """The reader is the child, who is listened to but does not decide: the guardians' yes is what counts."""


def who_sees(record: Record, child: Child, actor: Actor) -> WhoSees:
    """Everything that a lawyer, a guardian or a colleague asks of one record."""
    one = sharing.one(child, record, by=actor)
    sitting, block = seats(child, actor), blocked(record, actor)
    readers = {record.owner_id, *(given.disclosure.to_area_id for given in one.standing if given.disclosure.to_area_id)}
    in_a_thread = record.kind == Kind.THREAD
    people = who_sits(
        record, _taking_part(record, sitting, actor) if in_a_thread else sitting, readers, block, child, actor
    )
    matter = _matter(record)
    resting = [given for given in one.standing if given.on_consent and given.disclosure.to_area_id is not None]
    rows = _rows(record, matter, child, actor)
    works = Assignment.objects.select_related("person", "unit").in_bulk({row["assignment_id"] for row in rows} - {None})
    if matter:  # whoever opens the matter reads of it only what their own service may
        may = {record.owner_id, *(given.disclosure.to_area_id for given in one.given)}
        rows = [row for row in rows if row["assignment_id"] is None or works[row["assignment_id"]].unit.area_id in may]
    return WhoSees(
        one=one,
        href=where_read(record.kind, record.pk),
        at_home=people.get(record.owner_id, []),
        there=people,
        block=(block, places.unit(child, actor, block.unit), places.area(child, actor, block.area)) if block else None,
        in_a_thread=in_a_thread,
        read=_days(rows, works, child, actor),
        read_on=matter is not None,
        losses=_losses(resting, sitting, _latest(rows, works), child) if resting else [],
        stays=[given for given in one.standing if given not in resting],
        answer=_answer(resting, child, actor) if resting else None,
        only_heard=bool(resting) and is_own(child, actor) and not _decides(child),
    )


def _taking_part(record: Record, sitting: list[Seat], actor: Actor) -> list[Seat]:
    """Of those who sit there, whom the messages are written to, for a reader who is one of them."""
    here = Participant.objects.visible_to(actor).filter(child=record.child_id, record=record.pk, until=None)
    hats = set(here.values_list("person_id", "assignment_id"))
    return [seat for seat in sitting if (seat.person_id, seat.assignment_id) in hats]


def _decides(child: Child) -> bool:
    """Whether the child's own answer is one of those that count."""
    return any(one.role == AsRole.CHILD and one.must_agree for one in deciders(child.pk, clock.today(), child=child))


def _matter(record: Record) -> UUID | None:
    """The matter on whose page the record is read, when it has none of its own."""
    if record.kind not in READ_ON_THE_MATTER:
        return None
    found: UUID | None = Record.objects.filter(pk=record.pk).values_list(f"{record.kind}__matter", flat=True).first()
    return found


def _rows(record: Record, matter: UUID | None, child: Child, actor: Actor) -> list[Row]:
    """Who opened it on which day and how often, counted by the database, the latest first."""
    looks = looks_at([matter or record.pk], child, actor).filter(at__gte=record.written_at)
    counted: QuerySet[Any, Any] = (
        looks.annotate(day=TruncDate("at")).order_by().values("day", "assignment_id", "person_id", "why")
    )
    return list(counted.annotate(times=Count("id")).order_by("-day", "assignment_id", "person_id", "why")[:MOST])


def _days(rows: list[Row], works: dict[int, Assignment], child: Child, actor: Actor) -> list[Days]:
    """The same in words: to family those of one workplace and role are one."""
    people = {one.person_id: one.person.full_name for one in works.values() if not one.person.protected}
    units = {one.unit_id: places.unit(child, actor, one.unit) for one in works.values()}
    hide, words = child.is_protected and actor.is_family, roles(actor)
    found: dict[tuple[str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        unit = works[row["assignment_id"]].unit_id if row["assignment_id"] else None
        who = who_it_was(row["person_id"], unit, people, units, actor, hide=hide)
        found[who, words.get(row["why"], "")][row["day"]] += row["times"]
    return [Days(who, role, list(days.items())) for (who, role), days in found.items()]


def _latest(rows: list[Row], works: dict[int, Assignment]) -> dict[int, date]:
    """When each service last opened the record."""
    found: dict[int, date] = {}
    for row in rows:
        if row["assignment_id"]:
            found.setdefault(works[row["assignment_id"]].unit.area_id, row["day"])
    return found


def _losses(resting: list[Given], seats: list[Seat], latest: dict[int, date], child: Child) -> list[Loss]:
    what = allowed(child.pk, child=child)
    home = {seat.area_id for seat in seats if seat.role == Role.RESPONSIBLE}
    invited = {seat.area_id for seat in seats if seat.ground == SeatGround.CONSENT} - home
    found = []
    for given in resting:
        area = given.disclosure.to_area_id
        assert area is not None  # see who_sees
        alone = what.besides(given.disclosure.consent).flow({area}, JOINT) is None
        found.append(
            Loss(
                to=given.to,
                goes_on_until=what.carries_besides(given.disclosure),
                have_read=latest.get(area),
                seats_end=area in invited and alone,
            )
        )
    return found


def _answer(resting: list[Given], child: Child, actor: Actor) -> UUID | None:
    asked = Consent.objects.visible_to(actor).filter(
        child=child, request__in=[given.disclosure.consent for given in resting]
    )
    own = asked.filter(giver=actor.person_id) if actor.is_family else asked
    found: UUID | None = own.order_by("-since", "pk").values_list("pk", flat=True).first()
    return found

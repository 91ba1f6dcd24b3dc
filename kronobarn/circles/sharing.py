"""Who can see what about one child, and why: every record that the reader may know of, with whom it was passed on to.

The answer to what a lawyer, a guardian or a colleague asks of any item: who can read it, on what ground, since when,
who decided, who has read it, and what a withdrawn consent would change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Count, F, Func, Max, QuerySet, Value, Window
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import SecrecyArea, Unit
from kronobarn.circles import events, places, policy
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import Ground, Kind, Role, last_moment
from kronobarn.circles.withholding import Around, around_each
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.core.paging import page_of
from kronobarn.grounds.reads import by_code
from kronobarn.grounds.rules import LegalGround
from kronobarn.people.models import Child
from kronobarn.ui.signs import commas

LOOKS = (events.RecordOpened.kind, events.DocumentTaken.kind)
"""What the log calls it when somebody has read something."""
A_PAGE = 60
FEW = 8
"""So many records are read without opening anything."""


@dataclass(frozen=True)
class Given:
    """One decision to pass a record on, or not to."""

    disclosure: Disclosure
    to: str
    ground: str
    law: str
    in_words: str
    """Why, as a family says it."""
    is_me: bool
    decided_by: str
    why: str
    stands: bool
    on_consent: bool
    may_end: Decision

    @property
    def last_day(self) -> datetime | None:
        """A time within the last day on which it can be read."""
        until = self.disclosure.until
        return last_moment(until) if until else None


@dataclass(frozen=True)
class Shared:
    """One record: whose it is, and everyone it was passed on to."""

    record: Record
    kind: str
    owner: str
    given: list[Given] = field(default_factory=list)
    read_by: list[tuple[str, datetime]] = field(default_factory=list)
    """Workplaces that have opened it, each with the last time."""
    kept: Around | None = None
    """From whom it is withheld, for the service that wrote it."""

    @property
    def heading(self) -> str:
        """The headline, after what kind of record it is where the headline does not say so."""
        called = self.record.called
        return called if self.kind.lower() in called.lower() else f"{self.kind}: {called}"

    @property
    def standing(self) -> list[Given]:
        """To those who can read it: nobody whom it is withheld from, whatever was decided before."""
        kept = {mark.person_id for mark in self.kept.marks} if self.kept else set()
        return [one for one in self.given if one.stands and one.disclosure.to_person_id not in kept]

    @property
    def to_me(self) -> bool:
        """Whether it was passed on to the reader."""
        return any(one.is_me for one in self.standing)

    @property
    def to_others(self) -> list[tuple[str, str, datetime | None]]:
        """Everyone else who reads it now, once each: who, why in everyday words, and the last day."""
        return [(one.to, one.in_words, one.last_day) for one in self.standing if not one.is_me]

    @property
    def ended(self) -> list[Given]:
        return [one for one in self.given if one.disclosure.granted and not one.stands]

    @property
    def refused(self) -> list[Given]:
        return [one for one in self.given if not one.disclosure.granted]

    @property
    def readers(self) -> list[str]:
        """Everyone it was passed on to, once each, with the ground: as staff read it."""
        return list(dict.fromkeys(f"{one.to} ({one.ground.lower()})" for one in self.standing))


@dataclass(frozen=True)
class Emergency:
    """One time somebody opened the child in an emergency."""

    who: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Group:
    """What one service has written, of what is on the page."""

    owner: str
    own: bool
    """The reader's own service: it knows of everyone it has passed something on to."""
    shared: list[Shared]
    total: int
    """How many of its records the reader may know of, on this page and the others."""

    @property
    def holds(self) -> str:
        """The kinds of records in it, as "analys, barnets plan"."""
        return commas(sorted({one.kind.lower() for one in self.shared}))

    @property
    def in_words(self) -> str:
        if len(self.shared) < self.total:
            return _("%(n)d av %(total)d handlingar") % {"n": len(self.shared), "total": self.total}
        return ngettext("%(number)s handling", "%(number)s handlingar", self.total) % {"number": self.total}


@dataclass(frozen=True)
class Page:
    """Some of the child's records, the latest first, and whether there are more."""

    shared: list[Shared]
    groups: list[Group]
    """The same by the service that wrote them: the one with the latest first."""
    older: bool
    number: int

    @property
    def opened(self) -> bool:
        """Whether there is so little that nothing is folded."""
        return len(self.shared) <= FEW


def emergencies(child: Child, *, by: Actor) -> list[Emergency]:
    """The latest emergency openings that the reader may know of: to family by workplace, to staff also by name."""
    seats = Seat.objects.visible_to(by).filter(child=child, role=Role.EMERGENCY)
    found = []
    for seat in seats.select_related("person", "assignment__unit").order_by("-since")[:A_PAGE]:
        assert seat.assignment is not None
        assert seat.until is not None
        unit = places.unit(child, by, seat.assignment.unit)
        hidden = by.is_family or seat.person.protected
        found.append(Emergency(unit if hidden else commas([seat.person.full_name, unit]), seat.since, seat.until))
    return found


@dataclass(frozen=True)
class Held:
    """One service that has written something about the child: what, and which others can read some of it."""

    service: str
    wrote: list[str]
    readers: list[tuple[str, str, str]]
    """Who, what, and why in everyday words."""


def held(child: Child, *, by: Actor) -> list[Held]:
    """For one of the family: every service that holds something, also of what they may not read themselves.

    The database tells kinds and services, and leaves out what is withheld from the reader and who noticed something.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, owner, reader, ground FROM circles_held_about(%s)", [child.pk])
        rows = cursor.fetchall()
    areas = SecrecyArea.objects.in_bulk({pk for _kind, owner, reader, _ground in rows for pk in (owner, reader) if pk})
    wrote: dict[int, set[str]] = defaultdict(set)
    read: dict[int, dict[tuple[int, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind, owner, reader, ground in rows:
        said = str(Record.KINDS[Kind(kind)]).lower()
        wrote[owner].add(said)
        if reader is not None:
            read[owner][reader, _why(ground)].add(said)
    found = [
        Held(
            places.area(child, by, areas[owner]),
            sorted(kinds),
            sorted(
                (places.area(child, by, areas[reader]), commas(sorted(what)), why)
                for (reader, why), what in read[owner].items()
            ),
        )
        for owner, kinds in wrote.items()
    ]
    return sorted(found, key=lambda one: one.service)


def sharing(child: Child, *, by: Actor, number: int = 1) -> Page:
    """The records the reader may know of, a page at a time, with what has been decided about each."""
    records = Record.objects.visible_to(by).filter(child=child).select_related("owner")
    counted = records.annotate(total=Window(Count("pk"), partition_by="owner"))
    shown, older = page_of(counted.order_by("-happened_on", "-written_at", "pk"), number, A_PAGE)
    shared = _each(child, shown, _readers(child, shown, by), by)
    groups: dict[int, Group] = {}
    for told, record in zip(shared, shown, strict=True):
        groups.setdefault(
            record.owner_id, Group(told.owner, record.owner_id == by.area_id, [], record.total)
        ).shared.append(told)
    return Page(shared, list(groups.values()), older=older, number=number)


def one(child: Child, record: Record, *, by: Actor) -> Shared:
    """What has been decided about one record."""
    return _each(child, [record], {}, by)[0]


def _each(
    child: Child, records: Sequence[Record], readers: Mapping[str, list[tuple[str, datetime]]], by: Actor
) -> list[Shared]:
    given = _given(child, records, by)
    kept = around_each(records, by, child)
    return [
        Shared(
            record=record,
            kind=str(record.get_kind_display()),
            owner=places.area(child, by, record.owner),
            given=given[record.pk],
            read_by=readers.get(str(record.pk), []),
            kept=kept.get(record.pk),
        )
        for record in records
    ]


def _given(child: Child, records: Iterable[Record], by: Actor) -> dict[UUID, list[Given]]:
    decisions = (
        Disclosure.objects.visible_to(by)
        .filter(child=child, record__in=[record.pk for record in records])
        .select_related("to_area", "to_person", "decided_by")
        .order_by("since", "pk")
    )
    found: dict[UUID, list[Given]] = defaultdict(list)
    grounds = by_code()
    for disclosure in decisions:
        found[disclosure.record_id].append(_one(disclosure, child, grounds, by))
    return found


def _one(disclosure: Disclosure, child: Child, grounds: Mapping[Ground, LegalGround], by: Actor) -> Given:
    now = clock.now()
    ground = grounds[Ground(disclosure.ground)] if disclosure.ground else None
    begun = disclosure.granted and disclosure.since <= now
    return Given(
        disclosure=disclosure,
        to=_recipient(disclosure, child, by),
        ground=str(ground.name) if ground else "",
        law=str(ground.law) if ground else "",
        in_words=_in_words(disclosure),
        is_me=disclosure.to_person_id is not None and disclosure.to_person_id == by.person_id,
        decided_by=_decider(disclosure, child, by),
        why="" if by.is_family else disclosure.necessity,
        stands=begun and (disclosure.until is None or disclosure.until > now),
        on_consent=disclosure.ground == Ground.CONSENT,
        may_end=policy.may_end_disclosure(by, disclosure),
    )


def _in_words(disclosure: Disclosure) -> str:
    return _why(disclosure.ground)


def _why(ground: str) -> str:
    if ground == Ground.CONSENT:
        return _("eftersom familjen har sagt ja")
    if ground == Ground.CHILD_OR_GUARDIAN:
        return _("hör till familjen")
    return _("enligt lag")


def _recipient(disclosure: Disclosure, child: Child, by: Actor) -> str:
    if disclosure.to_area is not None:
        return places.area(child, by, disclosure.to_area)
    assert disclosure.to_person is not None
    if disclosure.to_person_id == by.person_id:
        return _("Du")
    hidden = by.is_family and (disclosure.to_person.protected or child.is_protected)
    return _("Någon i familjen") if hidden else disclosure.to_person.full_name


def _decider(disclosure: Disclosure, child: Child, by: Actor) -> str:
    """Who decided; for family and around a protected child the service answers for it."""
    if disclosure.decided_by_id == by.person_id:
        return _("dig")
    if by.is_family or child.is_protected or disclosure.decided_by.protected:
        return _("verksamheten") if disclosure.decided_for_id else _("någon i familjen")
    return disclosure.decided_by.full_name


def looks_at(records: Iterable[UUID], child: Child, by: Actor) -> "QuerySet[Any, Any]":
    """Each time one of the records was opened, or taken along on paper, with which of them as `record`.

    A line's subject is named by the page that was opened ("lifeevent:…", "plan:…/2"): the id in it is the record's.
    """
    named = _part(F("subject"), ":", 2)
    rows = LogEntry.objects.visible_to(by).filter(child_id=child.pk, kind__in=LOOKS)
    return rows.annotate(record=_part(named, "/", 1)).filter(record__in=[str(one) for one in records])


def _part(text: Combinable, between: str, number: int) -> Func:
    return Func(text, Value(between), Value(number), function="split_part", output_field=CharField())


def _readers(child: Child, records: Iterable[Record], by: Actor) -> dict[str, list[tuple[str, datetime]]]:
    """The workplaces that have opened each record. Family's own reading is theirs and stands only in the log."""
    looks = looks_at([record.pk for record in records], child, by).filter(unit_id__isnull=False)
    rows = list(looks.order_by().values_list("record", "unit_id").annotate(last=Max("at")))
    units = Unit.objects.in_bulk({unit_id for _record, unit_id, _last in rows if unit_id is not None})
    found: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for record, unit_id, last in sorted(rows, key=lambda row: row[2], reverse=True):
        if unit_id in units:
            found[record].append((places.unit(child, by, units[unit_id]), last))
    return found

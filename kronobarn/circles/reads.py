"""What stands at the top of every page about a child."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Case, F, Func, OuterRef, QuerySet, Value, When
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kronobarn.circles import places
from kronobarn.circles.models import Disclosure, Record, Seat, Withheld
from kronobarn.circles.rules import BESIDE_THE_WORK, FAMILY, LEADING, Ground, Kind, Role, last_moment
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.prepared import prepared
from kronobarn.core.withheld import not_withheld
from kronobarn.people.models import Child, Guardianship, Person, Protection, SameChild
from kronobarn.people.rules import age_on
from kronobarn.ui.language import Names, spoken
from kronobarn.ui.signs import with_and

Link = tuple[str, str]


@dataclass(frozen=True)
class Closed:
    """That the card is closed, for the child has another: where the work goes on, for those who sit there."""

    goes_on_href: str = ""
    why_href: str = ""


@dataclass(frozen=True)
class ChildHeader:
    """The arguments of the `child_header` component, in its order."""

    name: str
    age_line: str
    actor_line: str
    protection: str
    consent_chip: str
    links: Sequence[Link]
    pronoun: str
    own: bool = False
    """The reader is the child: the page speaks to "du", not about "barnet"."""
    crumbs: Sequence[Link] = ()
    """The way to the child's page, for `child_crumbs`."""
    plan: str = ""
    """What the plan is called to the reader."""
    closed: Closed | None = None
    """Shown by the base of every page that is about the child."""
    in_emergency: bool = False
    """The reader has opened the child in an emergency and has no other place: may read, not write."""

    @property
    def page(self) -> str:
        """What the child's page is called to the reader."""
        return self.links[0][0]

    @property
    def people(self) -> str:
        """What the page about everyone around the child is called to the reader."""
        return self.links[2][0]


def header(child: Child, actor: Actor) -> ChildHeader:
    """Who the child is, who the reader is to the child, and what is being shared."""
    known = knows(child, actor)
    held = roles_at(child, actor)
    return ChildHeader(
        name=child.full_name if known else _("Skyddade personuppgifter"),
        age_line=age_line(child) if known else "",
        actor_line=_actor_line(child, actor, held),
        protection=_protection(child),
        consent_chip=_consent_chip(child, actor),
        links=links(child, actor),
        pronoun=pronoun_of(child) if known else "",
        own=is_own(child, actor),
        crumbs=_crumbs(child, actor),
        plan=_("Min plan") if is_own(child, actor) else _("Barnets plan"),
        closed=_closed(child, actor) if is_closed(child) else None,
        in_emergency=held == [Role.EMERGENCY],
    )


def knows(child: Child, actor: Actor) -> bool:
    """Whether the reader may know who the child is (see `ChildQuerySet.known_to`)."""
    if not child.is_protected:
        return True
    told: bool | None = getattr(child, "is_known", None)  # by the door that the child came through
    return Child.objects.known_to(actor).filter(pk=child.pk).exists() if told is None else told


def _in_order(rows: QuerySet[Any], column: str) -> ArraySubquery:
    return ArraySubquery(rows.filter(child=OuterRef("pk")).order_by("since", "pk").values(column))


GUARDIANS_FIRST: Final = Case(
    When(protection=Protection.NONE, then=Value([])),
    default=Func(
        _in_order(Guardianship.objects.all(), "guardian"),
        _in_order(Seat.objects.filter(role__in=FAMILY), "person"),
        function="array_cat",
    ),
    output_field=ArrayField(BigIntegerField()),
)
"""Everybody in the family of a child whose data are protected, those with custody first, in an order that stays."""


def veiled_names(child: Child, actor: Actor) -> dict[int | UUID, str]:
    """What a child and its family are called to those who may not know who it is: the same on every page."""
    if (guardians := getattr(child, "guardians_first", None)) is None:  # told by the child's own door
        found = Child.objects.visible_to(actor).filter(pk=child.pk).annotate(guardians_first=GUARDIANS_FIRST)
        guardians = found.values_list("guardians_first", flat=True).first() or []
    numbered = dict.fromkeys(one for one in guardians if one != child.person_id)
    names: dict[int | UUID, str] = {child.pk: _("Barnet")}
    if child.person_id:
        names[child.person_id] = _("Barnet")
    return names | {one: _("Vårdnadshavare %(n)d") % {"n": place} for place, one in enumerate(numbered, 1)}


def _closed(child: Child, actor: Actor) -> Closed:
    """Few cards are closed, so it is asked by itself."""
    rows = SameChild.objects.visible_to(actor).standing().filter(child=child.pk).values_list("pk", "kept")
    for pk, kept in rows:
        return Closed(address("chronology:child", kept), address("merges:part", pk))
    return Closed()


def _in(cards: str, of: str = "pk") -> Func:
    template = "(%(expressions)s IN (SELECT card FROM people_joined()%(cards)s))"
    return Func(F(of), template=template, cards=cards, output_field=BooleanField())


IS_CLOSED: Final = _in(" WHERE closed")
"""Whether a card is closed because the child has another: to be asked with the child."""
IS_ON_CLOSED: Final = _in(" WHERE closed", of="child")
"""The same, to be asked with a row about the child."""
IS_JOINED: Final = _in("")
"""Whether there is another card, this one closed or not."""


def is_closed(child: Child) -> bool:
    """The answer, for a child that came through the door."""
    return bool(getattr(child, "is_closed", False))


PRONOUNS: Final = Names({"hon": gettext_lazy("hon"), "han": gettext_lazy("han"), "hen": gettext_lazy("hen")})


def pronoun_of(child: Child) -> str:
    """The usual ones in the language of the page; another as it was written."""
    return PRONOUNS.said().get(child.pronoun.lower(), child.pronoun)


def age_line(child: Child) -> str:
    """As "9 år", "8 månader", or when the child is expected."""
    return age_words(child.born_on, child.expected_on, clock.today())


def age_words(born_on: date | None, expected_on: date | None, today: date) -> str:
    """The same from the days alone."""
    years = age_on(today, born_on=born_on)
    if years is None or born_on is None:
        return _("beräknas födas %(date)s") % {"date": _day(expected_on)} if expected_on else ""
    if years >= 2:
        return _years(years, spoken())
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    return ngettext("%(n)d månad", "%(n)d månader", months) % {"n": months}


@lru_cache(maxsize=1024)
def _years(years: int, language: str) -> str:
    """A list says the same few of these over and over."""
    return _("%(years)d år") % {"years": years}


def is_own(child: Child, actor: Actor) -> bool:
    """Whether the reader is the child."""
    return actor.is_family and child.person_id is not None and child.person_id == actor.person_id


def _crumbs(child: Child, actor: Actor) -> list[Link]:
    home = _("Mina sidor") if actor.is_family else _("Mina barn")
    return [(home, address("circles:children")), links(child, actor)[0]]


def links(child: Child, actor: Actor) -> list[Link]:
    """The pages about this child, in the order of the component."""
    own = is_own(child, actor)
    pages = [
        (_("Min sida") if own else _("Barnets sida"), "chronology:child"),
        (_("Händelser"), "chronology:events"),
        (_("Personer runt mig") if own else _("Personer runt barnet"), "circles:people"),
        (_("Vem har tittat?"), "chronology:log"),
    ]
    found = [(label, address(name, child.pk)) for label, name in pages]
    if not actor.is_family:
        found.append((_("Orosanmälan"), address("concerns:duty")))
    return found


def roles_at(child: Child, actor: Actor) -> list[str]:
    """The actor's roles at the child's table. A child that came through the door has brought them along."""
    brought: list[str] | None = getattr(child, "my_roles", None)
    return [role for (role,) in my_roles(actor, child.pk)] if brought is None else brought


def roles_around(row: Any, actor: Actor) -> list[str]:
    """The same of the child that a row is about; the child is not fetched for it."""
    child: Child | None = row._state.fields_cache.get("child")
    return [role for (role,) in my_roles(actor, row.child_id)] if child is None else roles_at(child, actor)


def sits_beside(child: Child, actor: Actor) -> bool:
    """Whether the actor sits here only beside the work: has noticed something, or opened the child in an emergency."""
    return set(roles_at(child, actor)) <= BESIDE_THE_WORK


def leads(child: Child, actor: Actor) -> bool:
    """Whether the actor answers for the work with the child, or holds it together."""
    return not LEADING.isdisjoint(roles_at(child, actor))


@prepared
def my_roles(actor: Actor, child_id: UUID) -> QuerySet[Seat, tuple[str]]:
    seats = Seat.objects.held_by(actor).filter(child=child_id)
    return seats.order_by("role").values_list("role").distinct()


@prepared
def sitting(child_id: UUID, actor: Actor) -> QuerySet[Seat]:
    """Everyone who has a place with the child now, as far as the actor sees."""
    return Seat.objects.visible_to(actor).standing().filter(child=child_id)


def family(child_id: UUID, actor: Actor) -> list[Seat]:
    """The child and the guardians among them, in the order in which they came."""
    return sorted((seat for seat in sitting(child_id, actor) if seat.role in FAMILY), key=lambda seat: seat.since)


def guardians(child_id: UUID, actor: Actor) -> list[Person]:
    """The guardians who have their place with the child now."""
    seats = Seat.objects.visible_to(actor).standing().filter(child=child_id, role=Role.GUARDIAN)
    return [seat.person for seat in seats.select_related("person").order_by("since", "pk")]


def kept_from(record: Record, actor: Actor, part: UUID | None = None) -> set[int]:
    """Those whom a record is withheld from, or one part of it, as far as the actor may know."""
    if record.owner_id != actor.area_id:
        return set()
    return {person for person, of in _kept_from(record.child_id, record.pk, actor) if of in (None, part)}


@prepared
def _kept_from(child_id: UUID, record_id: UUID, actor: Actor) -> QuerySet[Withheld, tuple[int, UUID | None]]:
    rows = Withheld.objects.visible_to(actor).standing().filter(child=child_id, record=record_id)
    return rows.values_list("from_person", "part")


def is_known_to(record: Record, people: Collection[int | None]) -> bool:
    """Whether a record is withheld from none of these people, by whichever service. For those who work with the child."""
    known = (not_withheld("pk", Actor(person, "")) for person in people if person is not None)
    return Record.objects.filter(*known, pk=record.pk).exists()


def know_of(record: Record, actor: Actor) -> set[int]:
    """Those whom a record is never withheld from: whoever wrote it, and of a matter whoever has been asked in it."""
    known = {record.author_id}
    if record.kind == Kind.MATTER:
        asked = Disclosure.objects.visible_to(actor).filter(child=record.child_id, record=record.pk, granted=True)
        known |= set(asked.filter(to_person__isnull=False).values_list("to_person", flat=True))
    return known


def _actor_line(child: Child, actor: Actor, held: Sequence[str]) -> str:
    if is_own(child, actor):
        return _("Det här är sidorna om dig")
    if held == [Role.EMERGENCY]:
        return _in_emergency(child, actor)
    roles = [str(Seat.ROLES[role]) for role in held]
    return _("Du är här som %(roles)s") % {"roles": with_and(sorted(roles))} if roles else ""


def _in_emergency(child: Child, actor: Actor) -> str:
    seats = Seat.objects.held_by(actor).filter(child=child, role=Role.EMERGENCY)
    until = seats.order_by("-until").values_list("until", flat=True).first()
    assert until is not None  # an emergency seat always ends
    return _("Öppnat i ett nödläge: du kan läsa till klockan %(time)s, men inte skriva.") % {
        "time": time_format(timezone.localtime(until), "H.i")
    }


def _protection(child: Child) -> str:
    if not child.is_protected:
        return ""
    known = child.protection in Protection.values
    label = Protection(child.protection).label if known else _("okänt slag")
    return _("Skyddade personuppgifter (%(mark)s)") % {"mark": label}


def _consent_chip(child: Child, actor: Actor) -> str:
    """What is shared right now on the family's yes, as far as the reader may know."""
    shared = _shared(actor, child.pk)
    if not shared:
        return ""
    names = list(
        dict.fromkeys(places.area_of(child, actor, area, name, regime) for area, name, regime, _until in shared)
    )
    ends = [until for *_area, until in shared if isinstance(until, datetime)]
    if not ends:
        return _("Delas med %(areas)s") % {"areas": with_and(names)}
    return _("Delas med %(areas)s till %(date)s") % {
        "areas": with_and(names),
        "date": _day(timezone.localdate(last_moment(min(ends)))),
    }


@prepared
def _shared(actor: Actor, child_id: UUID) -> QuerySet[Disclosure, tuple[int, str, str, datetime | None]]:
    shared = Disclosure.objects.visible_to(actor).standing()
    return (
        shared.filter(child=child_id, ground=Ground.CONSENT, to_area__isnull=False)
        .order_by("to_area__name")
        .values_list("to_area", "to_area__name", "to_area__regime", "until")
    )


def _day(value: date) -> str:
    return date_format(value, "j F Y")

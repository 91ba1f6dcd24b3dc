"""Who works where in the administrator's own organisation. Nothing here reads a table about children."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Now, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.accounts.models import LastChoice
from kronobarn.authorities.models import Assignment, Organisation, Unit
from kronobarn.authorities.rules import Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.people.models import Person, swedish_order

MOST = 50
"""How many a search shows."""


def organisation(actor: Actor) -> Organisation:
    """The one that the administrator belongs to."""
    return Organisation.objects.get(areas=actor.area_id)


def units(actor: Actor) -> QuerySet[Unit]:
    """The organisation's units."""
    return Unit.objects.filter(area__organisation__in=Organisation.objects.filter(areas=actor.area_id))


@dataclass(frozen=True)
class UnitRow:
    """A unit and how many work there."""

    key: str
    name: str
    area: str
    people: int
    active: bool


def unit_rows(actor: Actor) -> list[UnitRow]:
    """Every unit in use, and those where somebody is left, area by area."""
    today = TruncDate(Now())
    lasting = Q(assignments__until=None) | Q(assignments__until__gte=today)
    rows = (
        units(actor)
        .annotate(people=Count("assignments__person", filter=lasting, distinct=True))
        .filter(Q(active=True) | Q(people__gt=0))
        .select_related("area")
        .order_by("area__name", swedish_order("name"))
    )
    return [UnitRow(one.key, one.name, one.area.name, one.people, one.active) for one in rows]


@dataclass(frozen=True)
class Unled:
    """A unit where somebody who is gone still answers for children, and nobody leads it who could ask a colleague."""

    key: str
    name: str


def left_without_a_manager() -> list[Unled]:
    """In the administrator's organisation: the units alone, which the database tells."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit FROM administration_left_without_a_manager()")
        found = [unit for (unit,) in cursor.fetchall()]
    units = Unit.objects.filter(pk__in=found).order_by(swedish_order("name")) if found else ()
    return [Unled(unit.key, unit.name) for unit in units]


def waiting_for_a_manager(actor: Actor) -> list[Line]:
    """What an administrator is told on the day's list."""
    if actor.role != Role.ADMINISTRATOR:
        return []
    return [
        Line(_("Ge %(unit)s en chef") % {"unit": one.name}, address("administration:overview"), clock.today())
        for one in left_without_a_manager()
    ]


@dataclass(frozen=True)
class Colleague:
    """A person as a line of a list."""

    person_id: int
    name: str
    works: str
    has_codes: bool
    is_open: bool
    has_begun: bool


def in_unit(unit: Unit) -> list[Colleague]:
    """Those who work in the unit, or will."""
    rows = Assignment.objects.living().filter(unit=unit)
    return _colleagues(list(_people(rows)), list(rows.select_related("unit")))


def by_name(name: str, actor: Actor) -> list[Colleague]:
    """Those who work or have worked in the organisation and whose names hold every word. One more than are shown."""
    here = Assignment.objects.within(actor.area_id)
    people = _people(here)
    for word in name.split():
        people = people.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    found = list(people[: MOST + 1])
    return _colleagues(found, list(here.living().filter(person__in=found).select_related("unit")))


def _people(rows: QuerySet[Assignment]) -> QuerySet[Person]:
    codes = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    people = Person.objects.filter(pk__in=rows.values("person")).annotate(has_codes=Exists(codes))
    return people.order_by(swedish_order("family_name", "given_name"), "pk")


def _colleagues(people: list[Person], rows: list[Assignment]) -> list[Colleague]:
    works: dict[int, list[str]] = {}
    for one in rows:
        works.setdefault(one.person_id, []).append(str(one))
    return [
        Colleague(
            person_id=one.pk,
            name=f"{one.family_name}, {one.given_name}",
            works="; ".join(works.get(one.pk, ())) or _("Inget uppdrag nu"),
            has_codes=one.has_codes or one.is_demo,  # type: ignore[attr-defined]
            is_open=one.is_active,
            has_begun=one.has_usable_password() or one.is_demo,
        )
        for one in people
    ]


def colleague(person_id: int, actor: Actor) -> Person | None:
    """Somebody who works or has worked in the organisation."""
    return _people(Assignment.objects.within(actor.area_id).filter(person=person_id)).first()


@dataclass(frozen=True)
class Work:
    """One assignment, as the person's page shows it."""

    id: int
    profession: str
    role: str
    unit: str
    since: date
    until: date | None
    is_over: bool
    can_end: bool
    last_in: date | None


def works(person: Person, actor: Actor) -> list[Work]:
    """The person's assignments in the organisation, those that last first. Those elsewhere are not told of."""
    today = clock.today()
    last: dict[int | None, datetime] = dict(
        LastChoice.objects.filter(person=person).values_list("assignment").annotate(Max("used_at"))
    )
    rows = Assignment.objects.within(actor.area_id).filter(person=person).select_related("unit")
    found = [
        Work(
            id=one.pk,
            profession=str(one.get_profession_display()),
            role=str(one.get_role_display()),
            unit=one.unit.name,
            since=one.since,
            until=one.until,
            is_over=one.until is not None and one.until < today,
            can_end=one.until is None or one.until > max(today, one.since),
            last_in=timezone.localtime(last[one.pk]).date() if one.pk in last else None,
        )
        for one in rows
    ]
    return sorted(found, key=lambda one: (one.is_over, -one.since.toordinal(), one.id))


def living(person: Person, actor: Actor) -> list[Assignment]:
    """What has not ended of the person's work in the organisation."""
    return list(Assignment.objects.living().within(actor.area_id).filter(person=person).select_related("unit"))


def assignment(assignment_id: int, actor: Actor) -> Assignment | None:
    """One of the organisation's."""
    rows = Assignment.objects.within(actor.area_id).select_related("unit__area", "person")
    return rows.filter(pk=assignment_id).first()


def is_responsible(unit: Unit) -> bool:
    """Whether the unit answers for any child. The database says yes or no, and nothing of whom."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT administration_unit_is_responsible(%s)", [unit.pk])
        (answer,) = cursor.fetchone() or (False,)
    return bool(answer)


def must_hand_over(assignment: Assignment) -> bool:
    """Whether something is left that only the holder can hand over. The database says yes or no, and nothing of what."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT administration_must_hand_over(%s)", [assignment.pk])
        (answer,) = cursor.fetchone() or (False,)
    return bool(answer)

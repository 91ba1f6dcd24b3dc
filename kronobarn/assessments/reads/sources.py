"""Who is asked, who can be, and how far they have come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kronobarn.assessments.asked import Whom
from kronobarn.assessments.models import Source
from kronobarn.assessments.policy import FAMILY_ROLES
from kronobarn.assessments.reads.wheel import AreaViews, Said
from kronobarn.assessments.rules import FINISHED, NOT_ASKED, Perspective
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.authorities.rules import MEETS_NO_CHILDREN
from kronobarn.circles import places
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.people.models import Person
from kronobarn.ui.signs import commas


@dataclass(frozen=True)
class Earlier:
    """A question that the same source was asked before."""

    asked_on: date
    due_on: date
    question: str
    purpose: str


@dataclass(frozen=True)
class Asked:
    """One who has been asked, as the list shows them."""

    source: Source
    name: str
    what: str
    state: str
    finished: bool
    areas: Sequence[str] = ()
    """What they have told about, by its labels."""
    overdue: bool = False

    @property
    def earlier(self) -> list[Earlier]:
        """What they were asked before, the latest first."""
        return [
            Earlier(
                date.fromisoformat(one["asked_on"]), date.fromisoformat(one["due_on"]), one["question"], one["purpose"]
            )
            for one in reversed(self.source.earlier)
        ]


SOURCES = Source.objects.select_related("person", "assignment__unit", "unit", "asked_by", "finished_by")
"""One who has been asked, with what every page about it shows."""


def asked(matter: Matter, actor: Actor, told: Sequence[AreaViews] = ()) -> list[Asked]:
    """Everyone who has been asked; for someone who was asked in another area, only themselves."""
    rows = SOURCES.visible_to(actor).filter(child=matter.child_id, record=matter.pk).order_by("kind", "asked_at")
    return [asked_one(row, matter, actor, told) for row in rows]


def asked_one(row: Source, matter: Matter, actor: Actor, told: Sequence[AreaViews] = ()) -> Asked:
    if row.kind == Perspective.CHILD:
        name, what = matter.child.short_name or _("Barnet"), _("barnet")
    elif row.assignment is not None:
        name = row.person.full_name if row.person else ""
        what = commas([row.assignment.get_profession_display(), places.unit(matter.child, actor, row.assignment.unit)])
    elif row.unit is not None:
        name = places.unit(matter.child, actor, row.unit)
        what = _("hela enheten, ingen har tagit frågan än")
    else:
        name, what = row.person.full_name if row.person else "", _("vårdnadshavare")
    state = str(row.get_state_display())
    if row.told_how and row.finished_by is not None:
        state = _("Klar, berättade för %(who)s %(how)s") % {
            "who": row.finished_by.full_name,
            "how": row.get_told_how_display(),
        }
    finished = row.state in {state.value for state in FINISHED}
    areas = [area.area.label for area in told for view in area.views if any(_is_of(row, one) for one in view.said)]
    return Asked(row, name, what, state, finished, areas, overdue=not finished and row.due_on < clock.today())


def _is_of(row: Source, one: Said) -> bool:
    """Whether the words are those that were asked for."""
    if row.kind == Perspective.CHILD:
        return one.perspective == Perspective.CHILD
    if one.perspective != row.kind or row.person_id is None:
        return False
    return one.author == (row.person_id, row.assignment_id) or one.told_by == row.person_id


def in_the_box(source_id: UUID, actor: Actor) -> Source | None:
    """What the actor's unit is asked, as long as nobody there has taken it."""
    found: Source | None = Source.objects.in_the_box(actor).filter(pk=source_id).first()
    return found


def not_asked(matter: Matter, actor: Actor, asked: Iterable[Asked]) -> list[tuple[str, str]]:
    """The child, and guardians who have their place, as long as nobody has asked them: name and what they are."""
    sources = [one.source for one in asked]
    found: list[tuple[str, str]] = []
    if not any(source.kind == Perspective.CHILD for source in sources):
        found.append((matter.child.short_name or _("Barnet"), _("barnet")))
    have_been = {source.person_id for source in sources if source.kind == Perspective.GUARDIAN}
    found += [(name, _("vårdnadshavare")) for pk, name in guardians(matter, actor) if int(pk) not in have_been]
    return found


@dataclass(frozen=True)
class InTheBox:
    """What a unit is asked, as those who work there see it: no child."""

    id: UUID
    question: str
    purpose: str
    asks: str
    due_on: date
    overdue: bool


def box(actor: Actor) -> list[InTheBox]:
    """What waits for anybody in the actor's unit, the earliest day first."""
    rows = list(Source.objects.in_the_box(actor).select_related("asked_by").order_by("due_on", "asked_at")[:MOST])
    places_of = Assignment.objects.standing().filter(person__in={row.asked_by_id for row in rows})
    units = dict(places_of.order_by("since").values_list("person", "unit__name"))
    return [
        InTheBox(
            id=row.pk,
            question=row.question,
            purpose=row.purpose,
            asks=commas(filter(None, [row.asked_by.full_name, units.get(row.asked_by_id, "")])),
            due_on=row.due_on,
            overdue=row.due_on < clock.today(),
        )
        for row in rows
    ]


def own_source(asked: Iterable[Asked], actor: Actor) -> Asked | None:
    """The question that was put to the actor."""
    for one in asked:
        if one.source.person_id == actor.person_id and one.source.assignment_id == actor.assignment_id:
            return one
    return None


def own_perspective(matter: Matter, actor: Actor) -> Perspective:
    """From which side the actor tells."""
    if not actor.is_family:
        return Perspective.PROFESSIONAL
    is_child = Seat.objects.held_by(actor, Role.CHILD).filter(child=matter.child_id).exists()
    return Perspective.CHILD if is_child else Perspective.GUARDIAN


def guardians(matter: Matter, actor: Actor) -> list[tuple[str, str]]:
    """Whose words a member of staff may write down: the guardians who have their place."""
    seats = Seat.objects.visible_to(actor).standing().filter(child=matter.child_id, role=Role.GUARDIAN)
    return [(str(seat.person_id), seat.person.full_name) for seat in seats.select_related("person").order_by("since")]


MOST = 100

Groups: TypeAlias = list[tuple[str, bool, list[tuple[str, str]]]]
"""People in groups: the group's name, whether it is another secrecy area, and (value, words) for each."""


CHILD_TOLD = "child"
"""The choice of asking a child who has no sign-in."""


def people_to_ask(matter: Matter, actor: Actor) -> Groups:
    """Whom one may ask: the child first, then guardians, then services."""
    family = (
        Seat.objects.visible_to(actor)
        .standing()
        .filter(child=matter.child_id, role__in=[role.value for role in FAMILY_ROLES.values()])
    )
    child, guardians = [], []
    for seat in family.select_related("person").order_by("since"):
        if seat.role == Role.CHILD:
            child.append((f"c:{seat.person_id}", _("%(name)s (barnet)") % {"name": seat.person.short_name}))
        else:
            guardians.append((f"g:{seat.person_id}", _("%(name)s (vårdnadshavare)") % {"name": seat.person.full_name}))
    if not child:
        child = [(CHILD_TOLD, _("Barnet, i ett samtal som någon skriver ner"))]
    return [(_("Familjen"), False, child + guardians), *professionals(matter, actor, whole_units=True)]


def professionals(matter: Matter, actor: Actor, *, whole_units: bool = False) -> Groups:
    """Services that meet children in the municipality, unit by unit, one's own first. A whole unit can be asked too."""
    rows = (
        Assignment.objects.standing()
        .filter(Q(unit__municipality_code=actor.municipality_code) | Q(unit__municipality_code=""), unit__active=True)
        .exclude(profession__in=NOT_ASKED)
        .exclude(role__in=MEETS_NO_CHILDREN)
        .select_related("person", "unit")
        .order_by("unit__name", "person__given_name")
    )
    groups: dict[int, tuple[str, bool, list[tuple[str, str]]]] = {}
    for row in sorted(rows, key=lambda row: row.unit_id != actor.unit_id):
        other = row.unit.area_id != matter.record.owner_id
        whole = (
            [(f"u:{row.unit_id}", _("%(unit)s, den som kan svara") % {"unit": row.unit.name})] if whole_units else []
        )
        group = groups.setdefault(row.unit_id, (row.unit.name, other, whole))
        group[2].append((f"a:{row.pk}", f"{row.person.full_name}, {row.get_profession_display()}"))
    return list(groups.values())


def whom(choice: str) -> Whom:
    """What a choice in the list of people stands for. The choice has been checked against the list."""
    letter, _colon, number = choice.partition(":")
    if letter == "a":
        assignment = Assignment.objects.select_related("person", "unit__area").get(pk=number)
        return Whom(Perspective.PROFESSIONAL, assignment=assignment)
    if letter == "u":
        return Whom(Perspective.PROFESSIONAL, unit=Unit.objects.select_related("area").get(pk=number))
    if not number:
        return Whom(Perspective.CHILD)
    kind = Perspective.CHILD if letter == "c" else Perspective.GUARDIAN
    return Whom(kind, person=Person.objects.get(pk=number))


def person(pk: str) -> Person:
    """Somebody chosen from a list that has been checked."""
    return Person.objects.get(pk=pk)

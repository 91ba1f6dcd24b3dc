"""What the pages of a gathering show: who is asked, what is said, what is still missing.

Nothing here is counted into a figure. Words are put beside words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kronobarn.assessments.models import FEELINGS, Analysis, Handover, Observation, Source
from kronobarn.assessments.policy import FAMILY_ROLES, may_amend
from kronobarn.assessments.rules import FINISHED, NOT_ASKED, UNSAID, Filled, Perspective, filled, seen_differently
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import MEETS_NO_CHILDREN
from kronobarn.circles import places
from kronobarn.circles.models import Seat
from kronobarn.circles.reads import is_own
from kronobarn.circles.rules import Role
from kronobarn.concerns.models import Matter
from kronobarn.core import veil
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child, Person
from kronobarn.practice.pack import Area, Pack
from kronobarn.ui.wheel import FILLED_WORDS, WheelPart

MATTERS = Matter.objects.select_related("record__owner__organisation", "child")
"""A matter with what every page about it shows."""


def headings() -> dict[Perspective, str]:
    """Whose ring is whose."""
    return {
        Perspective.CHILD: _("Barnet"),
        Perspective.GUARDIAN: _("Vårdnadshavare"),
        Perspective.PROFESSIONAL: _("Professionella"),
    }


@dataclass(frozen=True)
class Said:
    """One observation as a page shows it, with the ones it has replaced."""

    id: UUID
    area_key: str
    perspective: Perspective
    works: str
    hard: str
    exact_words: str
    said_by: str
    who: str
    unit: str
    happened_on: date
    written_at: datetime
    own_words: bool
    mine: bool
    may_amend: bool
    told_by: int | None = None
    answer: str = ""
    """A child's answer in the wheel, in words: how it is, or that it was not said."""
    talk_more: bool | None = None
    earlier: "tuple[Said, ...]" = ()


def said(matter: Matter, actor: Actor) -> list[Said]:
    """What the actor may read of what has been told, the latest wording of each, oldest first."""
    rows = list(
        Observation.objects.visible_to(actor)
        .filter(child=matter.child_id, matter=matter)
        .select_related("record__author", "record__author_assignment__unit")
        .order_by("record__happened_on", "record__written_at")
    )
    by_id = {row.pk: row for row in rows}
    replaced = {row.amends_id for row in rows if row.amends_id}
    return [_said(row, by_id, actor, matter.child) for row in rows if row.pk not in replaced]


def _said(row: Observation, by_id: dict[UUID, Observation], actor: Actor, child: Child) -> Said:
    before = by_id.get(row.amends_id) if row.amends_id else None
    older = _said(before, by_id, actor, child) if before else None
    record = row.record
    assignment = record.author_assignment
    return Said(
        id=row.pk,
        area_key=row.area_key,
        perspective=Perspective(row.perspective),
        works=row.works,
        hard=row.hard,
        exact_words=row.exact_words,
        said_by="" if veil.hangs() else row.said_by,  # often somebody of the family, by name
        who=str(assignment.get_profession_display()) if assignment else record.author.short_name,
        unit=places.unit(child, actor, assignment.unit) if assignment else "",
        happened_on=record.happened_on,
        written_at=record.written_at,
        own_words=assignment is None,
        mine=record.author_id == actor.person_id and record.author_assignment_id == actor.assignment_id,
        may_amend=bool(may_amend(actor, row)),
        told_by=row.told_by_id,
        answer=_in_words(row),
        talk_more=row.talk_more,
        earlier=(older, *older.earlier) if older else (),
    )


def _in_words(row: Observation) -> str:
    if row.feeling:
        return str(FEELINGS.get(row.feeling, row.feeling))
    return str(row.get_answer_display()) if row.answer in UNSAID else ""


@dataclass(frozen=True)
class View:
    """One perspective on one area."""

    perspective: Perspective
    heading: str
    filled: Filled
    said: Sequence[Said]


@dataclass(frozen=True)
class AreaViews:
    """One area of the wheel, seen from all sides."""

    area: Area
    views: Sequence[View]
    talk: bool

    @property
    def spoken(self) -> bool:
        return any(view.said for view in self.views)


def around(observations: Sequence[Said], pack: Pack) -> list[AreaViews]:
    """The whole wheel, area by area, with the perspectives side by side."""
    names = headings()
    found: list[AreaViews] = []
    for area in pack.areas:
        views = [
            View(perspective, names[perspective], filled((one.works, one.hard) for one in told), told)
            for perspective in Perspective
            for told in [[o for o in observations if o.area_key == area.key and o.perspective == perspective]]
        ]
        found.append(AreaViews(area, views, seen_differently({view.perspective: view.filled for view in views})))
    return found


def has_told(wheel: Sequence[AreaViews], perspective: Perspective) -> bool:
    """Whether anything from this side is there to read."""
    return any(view.said for area in wheel for view in area.views if view.perspective == perspective)


def rings(wheel: Sequence[AreaViews]) -> list[tuple[Perspective, str, list[WheelPart]]]:
    """One wheel for each perspective, for the picture."""
    return [
        (perspective, heading, [_part(area, perspective) for area in wheel])
        for perspective, heading in headings().items()
    ]


def _part(area: AreaViews, perspective: Perspective) -> WheelPart:
    view = next(view for view in area.views if view.perspective == perspective)
    return WheelPart(area.area.key, area.area.label, view.filled, href=f"#{area.area.key}")


@dataclass(frozen=True)
class Asked:
    """One who has been asked, as the list shows them."""

    source: Source
    name: str
    what: str
    state: str
    finished: bool


def asked(matter: Matter, actor: Actor) -> list[Asked]:
    """Everyone who has been asked; for someone who was asked in another area, only themselves."""
    rows = (
        Source.objects.visible_to(actor)
        .filter(child=matter.child_id, record=matter.pk)
        .select_related("person", "assignment__unit", "asked_by", "finished_by")
        .order_by("kind", "asked_at")
    )
    return [asked_one(row, matter, actor) for row in rows]


def asked_one(row: Source, matter: Matter, actor: Actor) -> Asked:
    if row.kind == Perspective.CHILD:
        name, what = matter.child.short_name or _("Barnet"), _("barnet")
    elif row.assignment is not None:
        name = row.person.full_name if row.person else ""
        what = f"{row.assignment.get_profession_display()}, {places.unit(matter.child, actor, row.assignment.unit)}"
    else:
        name, what = row.person.full_name if row.person else "", _("vårdnadshavare")
    state = str(row.get_state_display())
    if row.told_how and row.finished_by is not None:
        state = _("Klar, berättade för %(who)s %(how)s") % {
            "who": row.finished_by.full_name,
            "how": row.get_told_how_display(),
        }
    return Asked(row, name, what, state, row.state in {state.value for state in FINISHED})


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
    return [(_("Familjen"), False, child + guardians), *professionals(matter, actor)]


def professionals(matter: Matter, actor: Actor) -> Groups:
    """Services that meet children in the municipality, unit by unit, one's own first."""
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
        group = groups.setdefault(row.unit_id, (row.unit.name, other, []))
        group[2].append((f"a:{row.pk}", f"{row.person.full_name}, {row.get_profession_display()}"))
    return list(groups.values())


@dataclass(frozen=True)
class Glance:
    """What is known and not known, for the analysis: lists of (area, whose view, words)."""

    works: list[tuple[str, str, str]]
    hard: list[tuple[str, str, str]]
    child_words: list[tuple[str, str]]
    missing: list[str]


def glance(wheel: Sequence[AreaViews], asked: Sequence[Asked]) -> Glance:
    """What works, what worries and what is missing, from what the reader may see."""
    told = [(area, view, one) for area in wheel for view in area.views for one in view.said]
    missing = [
        _("%(name)s, %(what)s: %(state)s") % {"name": one.name, "what": one.what, "state": one.state.lower()}
        for one in asked
        if not one.finished
    ]
    for perspective, heading in headings().items():
        if not any(view.perspective == perspective for _area, view, _one in told):
            missing.append(_("Ingen bild från: %(who)s") % {"who": heading.lower()})
    unspoken = [area.area.label for area in wheel if not area.spoken]
    if unspoken and told:
        missing.append(_("Områden som ingen har berättat om: %(areas)s") % {"areas": ", ".join(unspoken)})
    return Glance(
        works=[(area.area.label, view.heading, one.works) for area, view, one in told if one.works],
        hard=[(area.area.label, view.heading, one.hard) for area, view, one in told if one.hard],
        child_words=[
            (one.exact_words, area.area.label)
            for area, view, one in told
            if view.perspective == Perspective.CHILD and one.exact_words
        ],
        missing=missing,
    )


def analyses(matter: Matter, actor: Actor) -> list[Analysis]:
    """The matter's analyses, the latest first."""
    rows = Analysis.objects.visible_to(actor).filter(child=matter.child_id, matter=matter)
    return list(rows.select_related("decided_by", "to_unit", "record").order_by("-record__written_at"))


def latest_handover(matter: Matter, actor: Actor) -> Handover | None:
    """The hand-over under way, or the last one."""
    rows = Handover.objects.visible_to(actor).filter(child=matter.child_id, matter=matter)
    found: Handover | None = (
        rows.select_related("to_assignment__person", "to_assignment__unit", "asked_by", "record__analysis")
        .order_by("-asked_at")
        .first()
    )
    return found


def area_name(matter: Matter, actor: Actor) -> str:
    """The area that asks, with its principal: who they are to someone outside it."""
    owner = matter.record.owner
    if not places.tells(matter.child, actor, owner.pk):
        return places.area(matter.child, actor, owner)
    return f"{owner.name} ({owner.organisation.name})"


def spoken_words(view: View) -> str:
    """What a perspective has spoken of, in a word list's words."""
    return str(FILLED_WORDS[view.filled])


@dataclass(frozen=True)
class Whom:
    """Someone chosen from a list: arguments of the action."""

    kind: Perspective
    person: Person | None = None
    assignment: Assignment | None = None


def whom(choice: str) -> Whom:
    """What a choice in the list of people stands for. The choice has been checked against the list."""
    letter, _colon, number = choice.partition(":")
    if letter == "a":
        assignment = Assignment.objects.select_related("person", "unit__area").get(pk=number)
        return Whom(Perspective.PROFESSIONAL, assignment=assignment)
    if not number:
        return Whom(Perspective.CHILD)
    kind = Perspective.CHILD if letter == "c" else Perspective.GUARDIAN
    return Whom(kind, person=Person.objects.get(pk=number))


def person(pk: str) -> Person:
    """Somebody chosen from a list that has been checked."""
    return Person.objects.get(pk=pk)


def words_of(one: Said) -> dict[str, str]:
    """An observation's words, as a form that puts them right begins with them."""
    words = {"works": one.works, "hard": one.hard, "exact_words": one.exact_words, "said_by": one.said_by}
    return words | ({"told_by": str(one.told_by)} if one.told_by else {})


def seen_by(matter: Matter, actor: Actor, side: Perspective) -> list[str]:
    """Who will read what is about to be written, in words and before it is saved."""
    own_child = is_own(matter.child, actor)
    asks = (_("de som arbetar med dig i %(area)s") if own_child else _("de som arbetar med barnet i %(area)s")) % {
        "area": area_name(matter, actor)
    }
    if actor.is_family:
        return [_("du"), asks]
    told_by = [_("den vårdnadshavare som sa det")] if side == Perspective.GUARDIAN else []
    if actor.area_id == matter.record.owner_id:
        return [asks, *told_by]
    own = _("de på %(unit)s som har en plats kring barnet") % {"unit": actor.unit_name}
    return [own, *told_by, _("om du lämnar ut det: %(who)s") % {"who": asks}]

"""What has been told, as the wheel and the pages under it show it. Words are put beside words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kronobarn.assessments.models import FEELINGS, Observation
from kronobarn.assessments.policy import may_amend
from kronobarn.assessments.rules import UNSAID, Filled, Perspective, filled, seen_differently
from kronobarn.circles import places
from kronobarn.concerns.models import Matter
from kronobarn.core import veil
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child
from kronobarn.practice import pack
from kronobarn.practice.pack import Area, Pack
from kronobarn.ui.wheel import WheelPart


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
    known_how: str = ""
    known: str = ""
    """How it came to be known, in words; or from whom, where there is no quotation that says it."""
    author: tuple[int, int | None] = (0, None)
    """The person and the assignment."""
    earlier: "tuple[Said, ...]" = ()


def said(matter: Matter, actor: Actor) -> list[Said]:
    """What the actor may read of what has been told, the latest wording of each, oldest first."""
    return _latest(list(_told(matter, actor).filter(matter=matter)), actor, matter.child)


def _told(matter: Matter, actor: Actor) -> "QuerySet[Observation]":
    rows: QuerySet[Observation] = (
        Observation.objects.visible_to(actor)
        .filter(child=matter.child_id)
        .select_related("record__author", "record__author_assignment__unit")
        .order_by("record__happened_on", "record__written_at")
    )
    return rows


def by_the_child(
    child: Child, actor: Actor, *, since: datetime, until: datetime | None = None
) -> tuple[list[Said], list[Said]]:
    """What the child has said of the wheel, as far as the actor may read it: before a moment, and after it."""
    rows = (
        Observation.objects.visible_to(actor)
        .filter(child=child.pk, perspective=Perspective.CHILD)
        .select_related("record__author", "record__author_assignment__unit")
        .order_by("record__happened_on", "record__written_at")
    )
    then = [row for row in rows if row.record.written_at <= since]
    now = [row for row in rows if since < row.record.written_at and (until is None or row.record.written_at <= until)]
    return _latest(then, actor, child), _latest(now, actor, child)


def _latest(rows: Sequence[Observation], actor: Actor, child: Child) -> list[Said]:
    by_id = {row.pk: row for row in rows}
    replaced = {row.amends_id for row in rows if row.amends_id}
    return [_said(row, by_id, actor, child) for row in rows if row.pk not in replaced]


def _said(row: Observation, by_id: dict[UUID, Observation], actor: Actor, child: Child) -> Said:
    before = by_id.get(row.amends_id) if row.amends_id else None
    older = _said(before, by_id, actor, child) if before else None
    record = row.record
    assignment = record.author_assignment
    said_by = "" if veil.hangs() else row.said_by  # often somebody of the family, by name
    known = str(row.get_known_how_display()) if row.known_how else ""
    return Said(
        id=row.pk,
        area_key=row.area_key,
        perspective=Perspective(row.perspective),
        works=row.works,
        hard=row.hard,
        exact_words=row.exact_words,
        said_by=said_by,
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
        known_how=row.known_how,
        known=known if row.exact_words or not said_by else said_by,
        author=(record.author_id, record.author_assignment_id),
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


def around(observations: Sequence[Said], practice: Pack) -> list[AreaViews]:
    """The whole wheel, area by area, with the perspectives side by side."""
    names = headings()
    found: list[AreaViews] = []
    for area in practice.areas:
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


def words_of(one: Said) -> dict[str, str]:
    """An observation's words, as a form that puts them right begins with them."""
    words = {"works": one.works, "hard": one.hard, "exact_words": one.exact_words, "said_by": one.said_by}
    words["known_how"] = one.known_how
    return words | ({"told_by": str(one.told_by)} if one.told_by else {})


MOST_GATHERINGS = 6
"""So many are shown side by side, the latest."""


@dataclass(frozen=True)
class Gathering:
    """What was told in one matter: its wheel, in the words of its own version."""

    matter_id: UUID
    since: date | None
    until: date | None
    wheel: list[AreaViews]
    now: bool

    def tells(self, perspective: Perspective) -> bool:
        """Whether there is anything of one side to read."""
        return has_told(self.wheel, perspective)

    def view(self, area_key: str, perspective: Perspective) -> View | None:
        """One side's words about one area; None where the version had no such area."""
        for area in self.wheel:
            if area.area.key == area_key:
                return next(view for view in area.views if view.perspective == perspective)
        return None


def over_time(matter: Matter, actor: Actor, practice: Pack) -> list[Gathering]:
    """This gathering and the earlier ones about the same child that the actor may read of, the oldest first."""
    found: dict[UUID, list[Observation]] = {matter.pk: []}
    for row in _told(matter, actor):
        found.setdefault(row.matter_id, []).append(row)
    gatherings = [_gathering(pk, rows, matter, actor, practice) for pk, rows in found.items()]
    # One that has nothing yet is the one that goes on.
    gatherings.sort(key=lambda one: (one.now, one.since or date.max))
    return gatherings[-MOST_GATHERINGS:]


def _gathering(pk: UUID, rows: Sequence[Observation], matter: Matter, actor: Actor, practice: Pack) -> Gathering:
    version = practice if pk == matter.pk else pack.told(rows[0].record.practice_version)
    days = [row.record.happened_on for row in rows]
    return Gathering(
        matter_id=pk,
        since=min(days, default=None),
        until=max(days, default=None),
        wheel=around(_latest(rows, actor, matter.child), version),
        now=pk == matter.pk,
    )


def areas_over_time(gatherings: Sequence[Gathering]) -> list[tuple[str, str]]:
    """Every area that any of the versions has: key and label, as the latest version calls it."""
    labels: dict[str, str] = {}
    for one in reversed(gatherings):
        for area in one.wheel:
            labels.setdefault(area.area.key, area.area.label)
    return list(labels.items())

"""What the pages of a module show: its places, with the notes in them. Nothing is counted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.text import capfirst

from kronobarn.assessments.beside import Beside
from kronobarn.assessments.models import PERSPECTIVES
from kronobarn.assessments.rules import Perspective
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.decisions import Decision
from kronobarn.my_world.maps import Map, Place, all_on
from kronobarn.my_world.models import Note
from kronobarn.my_world.policy import may_correct
from kronobarn.practice import pack
from kronobarn.ui.signs import commas

NOTES = Note.objects.select_related("matter__record__owner", "child", "record")
"""A note with what the page that puts it right needs."""


@dataclass(frozen=True)
class Written:
    """One note as a page shows it, with the wordings it has replaced, the latest first."""

    id: UUID
    place: str
    works: str
    hard: str
    who: str
    written_at: datetime
    may_correct: bool
    earlier: "tuple[Written, ...]" = ()


@dataclass(frozen=True)
class Here:
    """A place with its notes, the oldest first."""

    place: Place
    notes: list[Written] = field(default_factory=list)


def placed(of: Map, matter: Matter, actor: Actor, may_add: Decision) -> list[tuple[str, str, list[Here]]]:
    """The module's sides as (key, label, places): one query. `may_add` is the answer of the policy."""
    rows = Note.objects.visible_to(actor).filter(child=matter.child_id, matter=matter, module=of.module)
    found = {row.pk: row for row in rows.select_related("record__author").order_by("record__written_at")}
    replaced = {row.amends_id for row in found.values()}
    here: dict[str, list[Written]] = defaultdict(list)
    for row in found.values():
        if row.pk not in replaced:
            here[row.place].append(_written(row, found, matter, actor, may_add))
    return [(side.key, side.label, [Here(one, here[one.key]) for one in side.places]) for side in of.sides]


def _written(row: Note, found: dict[UUID, Note], matter: Matter, actor: Actor, may_add: Decision) -> Written:
    before = found.get(row.amends_id) if row.amends_id else None
    older = _written(before, found, matter, actor, may_add) if before else None
    return Written(
        id=row.pk,
        place=row.place,
        works=row.works,
        hard=row.hard,
        who=capfirst(_who(row)),
        written_at=row.record.written_at,
        may_correct=bool(may_correct(actor, row, matter, may_add)),
        earlier=(older, *older.earlier) if older else (),
    )


def beside(matter: Matter, actor: Actor) -> list[Beside]:
    """What has been put in each module's places, for the analysis: one query, and none where no module is on."""
    on = all_on(pack.told(matter.record.practice_version))
    if not on or matter.record.owner_id != actor.area_id:
        return []
    rows = Note.objects.visible_to(actor).filter(child=matter.child_id, matter=matter, amended_by=None)
    notes = list(rows.select_related("record__author").order_by("record__written_at"))
    return [_beside(of, [note for note in notes if note.module == of.module], matter) for of in on]


def _beside(of: Map, notes: Sequence[Note], matter: Matter) -> Beside:
    places = {place.key: place.label for side in of.sides for place in side.places}
    told = [(note, commas([places.get(note.place, note.place), _who(note)])) for note in notes]
    return Beside(
        label=of.label,
        href=address(f"my_world:{of.module}", matter.pk),
        works=[(note.works, whose) for note, whose in told if note.works],
        hard=[(note.hard, whose) for note, whose in told if note.hard],
    )


def _who(note: Note) -> str:
    if note.perspective == Perspective.PROFESSIONAL:
        return note.record.author.full_name
    return f"{PERSPECTIVES[Perspective(note.perspective)]}: {note.said_by}"


def to_choose(of: Map) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """Every place, side by side, for a list to choose from."""
    return [(side.label, [(one.key, one.label) for one in side.places]) for side in of.sides]

"""What the pages about learning material show: what there is to read, and how far the reader has come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.learning_material import policy, rules
from kronobarn.learning_material.models import Material, MaterialFile, MaterialPart, MaterialVersion, Reading
from kronobarn.learning_material.rules import PartState, Place, State
from kronobarn.practice import pack
from kronobarn.practice.pack import NoPracticeModel
from kronobarn.practice.parts import Area

STATES: Final[dict[State, tuple[Any, str]]] = {
    State.DRAFT: (gettext_lazy("Utkast"), "neutral"),
    State.IN_USE: (gettext_lazy("Används"), "success"),
    State.REPLACED: (gettext_lazy("Äldre version"), "neutral"),
    State.WITHDRAWN: (gettext_lazy("Tillbakadraget"), "warning"),
}
PART_STATES: Final[dict[PartState, tuple[Any, str]]] = {
    PartState.UNREAD: (gettext_lazy("Inte läst"), "neutral"),
    PartState.READ: (gettext_lazy("Läst"), "success"),
    PartState.CHANGED: (gettext_lazy("Ändrad sedan du läste"), "info"),
    PartState.ADDED: (gettext_lazy("Ny sedan du läste"), "info"),
}


@dataclass(frozen=True)
class PartRow:
    """A part, and where the reader stands with it."""

    part: MaterialPart
    state: PartState

    @property
    def tag(self) -> tuple[Any, str]:
        return PART_STATES[self.state]


@dataclass(frozen=True)
class Row:
    """A material as it is read now, and how far the reader has come."""

    version: MaterialVersion
    parts: list[PartRow]

    @property
    def material(self) -> Material:
        return self.version.material

    @property
    def read(self) -> int:
        return sum(one.state is PartState.READ for one in self.parts)

    @property
    def is_whole(self) -> bool:
        return bool(self.parts) and self.read == len(self.parts)

    @property
    def changed(self) -> list[PartRow]:
        """What is other than what the reader has read."""
        return [one for one in self.parts if one.state in {PartState.CHANGED, PartState.ADDED}]

    @property
    def next(self) -> MaterialPart | None:
        """What is to be read next."""
        return next((one.part for one in self.parts if one.state is not PartState.READ), None)

    @property
    def published_on(self) -> date:
        assert self.version.published_at is not None
        return timezone.localdate(self.version.published_at)

    def is_for(self, actor: Actor) -> bool:
        return bool(self.version.basic) or actor.profession in self.version.professions

    def words(self) -> str:
        """How far, in words."""
        if not self.read:
            return _("inte börjat")
        if self.is_whole:
            return _("allt läst")
        return _("%(read)d av %(parts)d delar lästa") % {"read": self.read, "parts": len(self.parts)}


@dataclass(frozen=True)
class Shelf:
    """Everything there is, for one reader."""

    for_me: list[Row]
    others: list[Row]
    drafts: list[MaterialVersion]
    withdrawn: list[Row]


def shelf(actor: Actor) -> Shelf:
    """By title: what is for everybody or for the reader's profession first. Drafts and what is withdrawn for those who lead."""
    rows = sorted(_rows(actor), key=lambda one: (not one.version.basic, one.version.title))
    used = [one for one in rows if one.material.withdrawn_at is None]
    leads = bool(policy.may_lead(actor))
    drafts = MaterialVersion.objects.visible_to(actor).filter(published_at=None).order_by("title") if leads else []
    return Shelf(
        for_me=[one for one in used if one.is_for(actor)],
        others=[one for one in used if not one.is_for(actor)],
        drafts=list(drafts),
        withdrawn=[one for one in rows if one.material.withdrawn_at is not None] if leads else [],
    )


def begun(actor: Actor) -> list[Row]:
    """What the reader has read of, also what has been withdrawn since."""
    materials = Reading.objects.visible_to(actor).values("material")
    return sorted(_rows(actor, material__in=materials), key=lambda one: one.version.title)


def changed_for(actor: Actor, *, within: timedelta) -> list[Row]:
    """What has been changed lately of what the reader has read. One question where nothing has."""
    since = clock.now() - within
    lately = (
        MaterialVersion.objects.visible_to(actor)
        .published()
        .filter(
            number__gt=1,
            published_at__gte=since,
            material__withdrawn_at=None,
            material__in=Reading.objects.visible_to(actor).values("material"),
        )
    )
    found = set(lately.values_list("material", flat=True))
    return [one for one in _rows(actor, material__in=found) if one.changed] if found else []


def in_use(actor: Actor, material_id: UUID) -> Row | None:
    """A material as it is read now."""
    return next(iter(_rows(actor, material=material_id)), None)


def material(actor: Actor, material_id: UUID) -> Material | None:
    found: Material | None = Material.objects.visible_to(actor).filter(pk=material_id).first()
    return found


def versions(actor: Actor, one: Material) -> list[MaterialVersion]:
    """All of them, the latest first; a draft for those who lead."""
    return list(MaterialVersion.objects.visible_to(actor).filter(material=one).select_related("material"))


def version(actor: Actor, version_id: UUID) -> MaterialVersion | None:
    """One version, with its parts."""
    found: MaterialVersion | None = _whole(actor).filter(pk=version_id).first()
    return found


def part(actor: Actor, part_id: UUID) -> MaterialPart | None:
    """A part of a version that the reader may see."""
    seen = MaterialVersion.objects.visible_to(actor)
    rows = MaterialPart.objects.visible_to(actor).select_related("version__material", "file")
    found: MaterialPart | None = rows.defer("file__content").filter(pk=part_id, version__in=seen).first()
    return found


def file(actor: Actor, file_id: UUID) -> MaterialFile | None:
    """A file of a version that the reader may see."""
    seen = MaterialVersion.objects.visible_to(actor)
    found: MaterialFile | None = (
        MaterialFile.objects.visible_to(actor).filter(pk=file_id, parts__version__in=seen).distinct().first()
    )
    return found


def latest(shown: Iterable[MaterialVersion]) -> int | None:
    """The number of the version that is read now."""
    return max((one.number for one in shown if one.published_at is not None), default=None)


def differences(one: MaterialVersion, before: MaterialVersion | None) -> dict[UUID, PartState]:
    """What a version has that the one before it had not, by the id of the part."""
    if before is None:
        return {}
    found = rules.changed(map(_place, one.parts.all()), map(_place, before.parts.all()))
    return {each.pk: found[each.place] for each in one.parts.all() if each.place in found}


def before(actor: Actor, one: MaterialVersion) -> MaterialVersion | None:
    """The version that it came after."""
    found: MaterialVersion | None = _whole(actor).filter(material=one.material_id, number=one.number - 1).first()
    return found


def areas() -> Mapping[str, Area]:
    """The areas of the practice model in force, in the reader's language; none before there is a model."""
    try:
        return {one.key: one for one in pack.told().areas}
    except NoPracticeModel:
        return {}


def _place(one: MaterialPart) -> Place:
    return Place(one.place, one.words)


def _whole(actor: Actor) -> QuerySet[MaterialVersion]:
    parts = MaterialPart.objects.visible_to(actor).select_related("file").defer("file__content")
    found: QuerySet[MaterialVersion] = MaterialVersion.objects.visible_to(actor).select_related("material")
    return found.prefetch_related(Prefetch("parts", parts))


def _rows(actor: Actor, **which: Any) -> list[Row]:
    """Of each material the version that is read now. Three questions, however many there are."""
    by_material: dict[UUID, list[MaterialVersion]] = defaultdict(list)
    for one in _whole(actor).filter(published_at__isnull=False, **which).order_by("material", "-number"):
        by_material[one.material_id].append(one)
    own = Reading.objects.visible_to(actor).filter(material__in=list(by_material))
    read = set(own.values_list("words", flat=True))
    return [_row(found, read) for found in by_material.values()]


def _row(found: list[MaterialVersion], read: Collection[UUID]) -> Row:
    now, *older = found
    before: dict[UUID, set[UUID]] = defaultdict(set)
    for each in older:
        for old in each.parts.all():
            before[old.place].add(old.words)
    parts = [PartRow(one, rules.part_state(_place(one), read=read, before=before)) for one in now.parts.all()]
    return Row(now, parts)


def beside(row: Row, one: MaterialPart) -> tuple[MaterialPart | None, MaterialPart | None]:
    """The parts before and after one, in the order that they are read."""
    around = [None, *(each.part for each in row.parts), None]
    pairs = list(pairwise(around))
    at = next(nth for nth, each in enumerate(row.parts) if each.part.pk == one.pk)
    return pairs[at][0], pairs[at + 1][1]

"""What a guardian must not know of (OSL 12 kap. 3 §), as the people of the owning service read it. Nobody else does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from kronobarn.circles import policy
from kronobarn.circles.models import Disclosure, Record, Withheld
from kronobarn.circles.reads import guardians, kept_from, know_of, roles_at
from kronobarn.circles.rules import Kind, Role
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.people.models import Child, Person

UNSEEN: dict[str, Any] = {
    Kind.MATTER: _(
        "Ärendet: att det finns, vilka som är tillfrågade i det och hur det slutar. Det som skrivs i det döljs var för sig"
    ),
    Kind.SIGNAL: _("Signalen, och det som någon har uppmärksammat"),
    Kind.OBSERVATION: _("Iakttagelsen i hjulet"),
    Kind.ANALYSIS: _("Analysen"),
    Kind.MEETING: _("Mötet, kallelsen till det och det som bestämdes där"),
    Kind.PLAN: _("Barnets plan med mål, insatser, tidigare versioner och alla uppföljningar av den"),
    Kind.REVIEW: _("Uppföljningen"),
    Kind.EVENT: _("Den viktiga händelsen"),
    Kind.SITTING: _("Stunden med hjulet, men inte svaren: de döljs var för sig"),
    Kind.NOTE: _("Anteckningen om barnets värld"),
    Kind.THREAD: _("Meddelandena i tråden, de som är skrivna och de som kommer"),
    Kind.COMMUNICATION: _("De sparade meddelandena"),
}
"""What is no longer there for the guardian, by the kind of record."""
UNSEEN_PARTS: dict[str, Any] = {
    Kind.PLAN: _("Ett mål i barnets plan, eller en åtgärd: den som är märkt i planen"),
}
"""The same of one part of it. Which, stands on the record's own page."""


def unseen(withheld: Withheld) -> Any:
    """What a decision keeps from the guardian."""
    kind = withheld.record.kind
    return UNSEEN_PARTS[kind] if withheld.part else UNSEEN[kind]


@dataclass(frozen=True)
class Mark:
    """That a record is withheld, for a label."""

    withheld_id: UUID
    person_id: int
    who: str
    review_on: date


@dataclass(frozen=True)
class Around:
    """What a record's page says of it, and whether the reader may withhold it."""

    record_id: UUID
    marks: list[Mark] = field(default_factory=list)
    may: bool = False


IS_MARKED: Final = Exists(Withheld.objects.standing().filter(child=OuterRef("child"), record=OuterRef("pk")))
"""Brought along with a row, it saves a page the question from whom. (The database answers no to who may not know.)"""


def around(record: Record, actor: Actor, *, is_marked: bool = True) -> Around | None:
    """For the page of one record; None for everybody outside the service that wrote it."""
    if actor.is_family or record.owner_id != actor.area_id:
        return None
    found = marks([record], actor)[record.pk] if is_marked else []
    return Around(record.pk, found, may=bool(policy.may_withhold(actor, record)))


def around_each(records: Sequence[Record], actor: Actor, child: Child) -> dict[UUID, Around]:
    """The same for many records of one child, asked once."""
    own = [record for record in records if record.owner_id == actor.area_id]
    if not own or actor.is_family:
        return {}
    found = marks(own, actor)
    responsible = Role.RESPONSIBLE in roles_at(child, actor)
    return {
        record.pk: Around(
            record.pk, found[record.pk], may=bool(policy.may_withhold(actor, record, responsible=responsible))
        )
        for record in own
    }


def marks(records: Iterable[Record], actor: Actor) -> dict[UUID, list[Mark]]:
    """From whom each of some records of one child is withheld: itself, or with what it is part of."""
    own = [record for record in records if not actor.is_family and record.owner_id == actor.area_id]
    found: dict[UUID, list[Mark]] = defaultdict(list)
    if not own:
        return found
    asked = {key for record in own for key in (record.pk, record.part_of_id) if key}
    rows = Withheld.objects.visible_to(actor).standing().filter(child=own[0].child_id, record__in=asked, part=None)
    for row in rows.select_related("from_person").order_by("since", "pk"):
        for record in own:
            if row.record_id in {record.pk, record.part_of_id}:
                found[record.pk].append(_mark(row))
    return found


def around_with_parts(
    record: Record, actor: Actor, *, is_marked: bool = True
) -> tuple[Around | None, dict[UUID, list[Mark]]]:
    """For the page of a record that parts of are withheld by themselves: what is said of it, and of each part. One query."""
    if actor.is_family or record.owner_id != actor.area_id:
        return None, {}
    whole: list[Mark] = []
    parts: dict[UUID, list[Mark]] = defaultdict(list)
    if is_marked:
        rows = Withheld.objects.visible_to(actor).standing().filter(child=record.child_id, record=record.pk)
        for row in rows.select_related("from_person").order_by("since", "pk"):
            (whole if row.part is None else parts[row.part]).append(_mark(row))
    return Around(record.pk, whole, may=bool(policy.may_withhold(actor, record))), parts


def _mark(row: Withheld) -> Mark:
    return Mark(row.pk, row.from_person_id, row.from_person.full_name, row.review_on)


def marks_of_parts(record: Record, actor: Actor) -> dict[UUID, list[Mark]]:
    """From whom parts of a record are withheld, each by itself."""
    if actor.is_family or record.owner_id != actor.area_id:
        return {}
    rows = Withheld.objects.visible_to(actor).standing().filter(child=record.child_id, record=record.pk)
    found: dict[UUID, list[Mark]] = defaultdict(list)
    for row in rows.filter(part__isnull=False).select_related("from_person").order_by("since", "pk"):
        found[row.part].append(_mark(row))
    return found


def may_be_kept_from(record: Record, actor: Actor, part: UUID | None = None) -> list[Person]:
    """The guardians whom it is not withheld from yet, but for whoever knows of it by themselves."""
    kept = kept_from(record, actor, part) | know_of(record, actor)
    return [one for one in guardians(record.child_id, actor) if one.pk not in kept]


def have_read(record: Record, people: Iterable[Person], actor: Actor) -> list[str]:
    """Those of them whom it has been passed on to: what they have read they know."""
    asked = {one.pk: one.full_name for one in people}
    given = Disclosure.objects.visible_to(actor).filter(
        child=record.child_id, record=record.pk, granted=True, to_person__in=list(asked)
    )
    return [asked[pk] for pk in sorted(set(given.values_list("to_person", flat=True))) if pk in asked]


def before(withheld: Withheld, actor: Actor) -> list[Withheld]:
    """What was decided about the same record and guardian before, the latest first."""
    same = Withheld.objects.visible_to(actor).filter(
        child=withheld.child_id,
        record=withheld.record_id,
        from_person=withheld.from_person_id,
        part=withheld.part,
    )
    return list(same.exclude(pk=withheld.pk).order_by("-since", "-pk")[:20])


Due = tuple[UUID, date, str, str, str]


def to_look_over(actor: Actor, day: date, any_due: bool | None = None) -> list[Due]:
    """What is to be looked over by a day, with the child's name and mark of protection.

    Most have nothing: whether there is anything is a third of the work of the whole question, or comes along with
    another (`due_by`).
    """
    if any_due is None:
        any_due = bool(_any_due(day))
    return _to_look_over(actor, day) if any_due else []


def due_by(day: date) -> QuerySet[Withheld]:
    """What the database's own policy shows. Only that there is something is used of it."""
    return Withheld.objects.standing().filter(review_on__lte=day)


@prepared
def _any_due(day: date) -> QuerySet[Withheld, tuple[UUID]]:
    return due_by(day).values_list("pk")[:1]


@prepared
def _to_look_over(actor: Actor, day: date) -> QuerySet[Withheld, Due]:
    rows = Withheld.objects.visible_to(actor).standing()
    return (
        rows.filter(child__in=Child.objects.visible_to(actor), review_on__lte=day)
        .order_by("review_on", "pk")
        .values_list("pk", "review_on", "child__given_name", "child__family_name", "child__protection")
    )

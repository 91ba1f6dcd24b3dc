"""The papers of records, without their pictures: those are fetched one at a time."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kronobarn.core.actor import Actor
from kronobarn.documents.models import Document
from kronobarn.people.models import name_of


class Papers:
    """Documents for the door: the row with its record, and the picture not until it is asked for."""

    def visible_to(self, actor: Actor) -> QuerySet[Document]:
        rows: QuerySet[Document] = Document.objects.visible_to(actor)
        return rows.select_related("record").defer("picture")


@dataclass(frozen=True, slots=True)
class Paper:
    """One picture, for a list."""

    pk: UUID
    number: int
    added_at: datetime
    added_by: str
    removed: bool
    removed_because: str


def papers_of(child_id: UUID, records: Collection[UUID], actor: Actor) -> dict[UUID, list[Paper]]:
    """By record, the first first; those that were taken away with why."""
    rows = (
        Document.objects.visible_to(actor)
        .filter(child=child_id, record__in=list(records))
        .order_by("added_at", "pk")
        .values_list(
            "pk", "record", "added_at", "added_by__given_name", "added_by__family_name", "removed_at", "removed_because"
        )
    )
    found: dict[UUID, list[Paper]] = defaultdict(list)
    for pk, record, added_at, given, family, removed_at, because in rows:
        of_record = found[record]
        of_record.append(
            Paper(pk, len(of_record) + 1, added_at, name_of(given, family), removed_at is not None, because)
        )
    return found

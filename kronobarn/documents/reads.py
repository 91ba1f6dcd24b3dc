"""The papers of records, without what is in them: that is fetched one at a time."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy

from kronobarn.circles import places
from kronobarn.circles.models import Record
from kronobarn.circles.reads import guardians
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.documents import apart, policy, rules
from kronobarn.documents.models import Document
from kronobarn.documents.rules import Form, From
from kronobarn.people.models import Person, name_of
from kronobarn.ui.dates import date_long


class Papers:
    """Documents for the door: the row with its record, and what is in it not until it is asked for."""

    def visible_to(self, actor: Actor) -> QuerySet[Document]:
        rows: QuerySet[Document] = Document.objects.visible_to(actor)
        return rows.select_related("record", "handed_in_by").defer("content")


class Present(Papers):
    """Those that have not been taken away."""

    def visible_to(self, actor: Actor) -> QuerySet[Document]:
        return super().visible_to(actor).filter(removed_at=None)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, for a list."""

    pk: UUID
    number: int
    is_pdf: bool
    pages: int
    added_at: datetime
    added_by: str
    handed_in: str
    """Who handed it in, by function; nothing when it is the service's own."""
    removed: bool
    removed_because: str


def papers_of(child_id: UUID, records: Collection[UUID], actor: Actor) -> dict[UUID, list[Paper]]:
    """By record, the first first; those that were taken away with why."""
    rows = (
        Document.objects.visible_to(actor)
        .filter(child=child_id, record__in=list(records))
        .order_by("added_at", "pk")
        .values_list(
            "pk",
            "record",
            "form",
            "pages",
            "added_at",
            "added_by__given_name",
            "added_by__family_name",
            "came_from",
            "handed_in_as",
            "handed_in_on",
            "removed_at",
            "removed_because",
        )
    )
    found: dict[UUID, list[Paper]] = defaultdict(list)
    for pk, record, form, pages, added_at, given, family, who, function, on, removed_at, because in rows:
        of_record = found[record]
        of_record.append(
            Paper(
                pk=pk,
                number=len(of_record) + 1,
                is_pdf=form == Form.PDF,
                pages=pages,
                added_at=added_at,
                added_by=name_of(given, family),
                handed_in=_handed_in(who, function, on),
                removed=removed_at is not None,
                removed_because=because,
            )
        )
    return found


def _handed_in(who: str, function: str, on: date | None) -> str:
    """As "en vårdnadshavare, 3 november 2026". By function: which of them is told on the paper's own page."""
    if who == From.OWN or on is None:
        return ""
    return ", ".join((function or str(BY_FUNCTION[From(who)]), date_long(on)))


BY_FUNCTION: Final = {From.CHILD: gettext_lazy("barnet"), From.GUARDIAN: gettext_lazy("en vårdnadshavare")}


def handed_in_to(document: Document, actor: Actor) -> str:
    """Who handed a paper in. Which guardian is told to those who work with a child whose details are not protected."""
    said = _handed_in(document.came_from, document.handed_in_as, document.handed_in_on)
    guardian = document.handed_in_by
    if guardian is None or actor.is_family or guardian.protected or document.child.is_protected:
        return said
    return f"{said} ({guardian.full_name})"


def could_hand_in(document: Document, actor: Actor) -> list[Person]:
    """The guardians there are, and the one who handed the paper in and is none any longer."""
    known = guardians(document.child_id, actor)
    before = document.handed_in_by
    return [*known, before] if before is not None and before not in known else known


@dataclass(frozen=True, slots=True)
class Around:
    """The papers of one record, for the record's own page."""

    record_id: UUID
    papers: list[Paper]
    may_add: Decision
    hand_to: str
    """The service that puts papers in, for whoever reads the record in another one or in the family."""


BROUGHT: Final = ArraySubquery(
    Document.objects.filter(child=OuterRef("child"), record=OuterRef("pk"))
    .order_by("added_at", "pk")
    .values_list(
        JSONObject(
            pk="pk",
            form="form",
            pages="pages",
            added_at="added_at",
            given="added_by__given_name",
            family="added_by__family_name",
            came_from="came_from",
            function="handed_in_as",
            on="handed_in_on",
            removed_at="removed_at",
            because="removed_because",
        )
    )
)
"""Brought along with a row, it saves a page the question. (The papers of a record are seen by whoever sees the record;
the database gives nobody else any.)"""


def around_brought(of: Any, actor: Actor, roles: Collection[str]) -> Around:
    """The papers that a meeting or a plan has brought along, for a page with `documents/around.html`. No query."""
    found = [
        Paper(
            pk=UUID(one["pk"]),
            number=number,
            is_pdf=one["form"] == Form.PDF,
            pages=one["pages"],
            added_at=datetime.fromisoformat(one["added_at"]),
            added_by=name_of(one["given"], one["family"]),
            handed_in=_handed_in(one["came_from"], one["function"], one["on"] and date.fromisoformat(one["on"])),
            removed=one["removed_at"] is not None,
            removed_because=one["because"],
        )
        for number, one in enumerate(of.brought, 1)
    ]
    return _around(of, found, actor, roles)


def around(of: Any, actor: Actor, *, before: Sequence[UUID] = ()) -> Around:
    """The papers of an event, and of those it puts right, for a page with `documents/around.html`. Two queries."""
    records = [*before, of.pk]
    found = papers_of(of.child_id, records, actor)
    papers = [paper for pk in records for paper in found.get(pk, [])]
    numbered = [replace(paper, number=number) for number, paper in enumerate(papers, 1)]
    return _around(of, numbered, actor)


def _around(of: Any, papers: list[Paper], actor: Actor, roles: Collection[str] | None = None) -> Around:
    record: Record = of.record
    elsewhere = actor.is_family or record.owner_id != actor.area_id
    hand_to = places.area(of.child, actor, record.owner) if elsewhere else ""
    return Around(record.pk, papers, policy.may_add(actor, record, roles), hand_to)


def shown(document: Document) -> Sequence[str]:
    """What the paper's page shows, as addresses that hold the pictures themselves: one look, one line in the log.

    The pages of a PDF are drawn now and kept nowhere; none when they cannot be drawn just now.
    """
    content = bytes(document.content)
    if not document.is_pdf:
        return [_address(content)]
    try:
        return [_address(one) for one in apart.drawn(content, rules.SHOWN_PAGES)]
    except apart.Refused:
        return []


def _address(picture: bytes) -> str:
    return f"data:{rules.MEDIA_TYPES[Form.PICTURE]};base64,{b64encode(picture).decode()}"

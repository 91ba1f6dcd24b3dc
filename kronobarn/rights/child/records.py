"""What each record says, with all that hangs on it, as one of the family may read it."""

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kronobarn.assessments.models import FEELINGS
from kronobarn.circles import places
from kronobarn.circles.models import Detail, Disclosure, Record
from kronobarn.circles.rules import Ground
from kronobarn.concerns.models import Matter
from kronobarn.concerns.reads import outcome
from kronobarn.consents.models import Consent
from kronobarn.documents import apart
from kronobarn.documents.models import Document
from kronobarn.documents.rules import MEDIA_TYPES, SHOWN_PAGES, Form
from kronobarn.grounds.rules import GROUNDS
from kronobarn.plans.contents import Content, Piece, whole
from kronobarn.plans.models import PlanVersion, VersionPart
from kronobarn.practice import pack
from kronobarn.practice.schema import Pack
from kronobarn.reviews.models import ActionReview
from kronobarn.rights import contents, rules
from kronobarn.rights.child.names import Names
from kronobarn.rights.child.whose import Whose
from kronobarn.rights.child.words import as_the_plan_reads, capital, kinds, spoken
from kronobarn.rights.extract import DAY, Fact, Item, Picture, Said

AREAS = frozenset({"services"})
"""Lists of the ids of secrecy areas."""


def examined_first() -> str:
    return _("Lämnas ut av verksamheten efter prövning: det är en annan persons ord.")


def too_much() -> str:
    return _(
        "Papperet är inte med: med det blir utdraget för stort. Öppna det på sidan om handlingen, eller be om det."
    )


class Records:
    """What is looked up once, and told record by record."""

    def __init__(self, of: Whose) -> None:
        self.of = of
        self.records: dict[UUID, Record] = {record.pk: record for record in self._records()}
        self.rows: dict[type[models.Model], dict[UUID, list[Any]]] = {
            model: self._rows_of(model) for model in contents.tables()
        }
        self.names = Names.within(of, (row for by in self.rows.values() for rows in by.values() for row in rows))
        self.given = self._recipients()
        self.pictures = self._pictures()
        self.may_draw = rules.MOST_DRAWN

    def told(self, record: Record) -> list[Item]:
        """The record's own facts, and those of all that hangs on it."""
        head = [
            Fact(_("Rubrik"), record.headline),
            Fact(_("Hände"), record.happened_on),
            Fact(_("Skrivet"), record.written_at),
            Fact(_("Skrivet av"), self.names.writer(record)),
            Fact(_("Lämnat ut till"), self.given.get(record.pk, [])),
        ]
        items = [Item(f"{record.get_kind_display()}, {date_format(record.happened_on, DAY)}", head)]
        for model, by_record in self.rows.items():
            for row in by_record.get(record.pk, []):
                facts = list(self._facts(row, contents.TOLD[model], record))
                if issubclass(model, Detail):
                    head.extend(facts)
                elif facts:
                    items.append(Item(capital(model._meta.verbose_name), facts))
        return items

    def _records(self) -> Iterable[Record]:
        rows = self.of.mine(Record.objects).select_related("author", "author_assignment__unit__area")
        if self.of.for_another:
            rows = rows.filter(owner__organisation=self.of.own_organisation())
        others = Q(kind__in=contents.OWN_ONLY) & ~Q(author=self.of.subject.person_id)
        found: Iterable[Record] = rows.exclude(others).order_by("happened_on", "written_at", "pk")
        return found

    def _rows_of(self, model: type[Any]) -> dict[UUID, list[Any]]:
        """The rows of one table, by the record that they hang on."""
        found: dict[UUID, list[Any]] = defaultdict(list)
        rows = self.of.mine(model.objects)
        if model is Document:
            rows = rows.defer("content").annotate(size=Func(F("content"), function="octet_length"))
        for row in rows.order_by(contents.TOLD[model].order, "pk"):
            if row.record_id in self.records:
                found[row.record_id].append(row)
        return found

    def _recipients(self) -> dict[UUID, list[str]]:
        """Who has been given each record, as far as the subject may know (article 15.1 c)."""
        found: dict[UUID, list[str]] = defaultdict(list)
        granted = self.of.mine(Disclosure.objects).filter(
            granted=True, record__in=list(self.records), to_area__isnull=False
        )
        for one in granted.order_by("since", "pk"):
            area = places.area(self.of.child, self.of.subject, self.of.areas[one.to_area_id])
            found[one.record_id].append(f"{area}: {GROUNDS[Ground(one.ground)].name}")
        return {pk: list(dict.fromkeys(said)) for pk, said in found.items()}

    def _facts(self, row: Any, told: contents.Told, record: Record) -> Iterable[Fact]:
        for name in told.facts:
            if isinstance(row, PlanVersion) and name == "content":
                yield from as_the_plan_reads(self._whole(row))
                continue
            if isinstance(row, VersionPart):  # it is read within its version
                continue
            if isinstance(row, ActionReview):
                yield Fact(capital(_("det vi gör")), row.before["what"])
                continue
            value = self._value(row, name)
            if value not in (None, "", []):
                yield Fact(self._label(row, name), value)
        masked = self._is_anothers(row, told, record)
        for name in told.words:
            if row.removed_at is None if isinstance(row, Document) else getattr(row, name):
                yield Fact(self._label(row, name), examined_first() if masked else self._value(row, name))
                if isinstance(row, Document) and not masked:
                    yield from self._drawn(row)

    def _whole(self, version: PlanVersion) -> Content:
        """A version with what the subject may know of its goals."""
        parts = [one for one in self.rows[VersionPart].get(version.record_id, []) if one.version == version.number]
        return whole(version.content, [Piece(one.goal_id, one.action_id, one.content) for one in parts])

    def _is_anothers(self, row: Any, told: contents.Told, record: Record) -> bool:
        """Whether the row's words are another guardian's. A paper says what whoever handed it in or gave the consent says."""
        speaker = getattr(row, told.speaker) if told.speaker else None
        if speaker is None and isinstance(row, Document):
            speaker = next((one.giver_id for one in self.rows[Consent].get(record.pk, [])), None)
        assert self.of.subject.person_id is not None
        return rules.is_anothers(
            speaker or record.author_id, subject=self.of.subject.person_id, guardians=self.of.guardians
        )

    def _drawn(self, row: Document) -> Iterable[Fact]:
        """The first pages of a PDF, for a page and a document; the file itself can be shown in neither."""
        file = self.pictures.get(row.pk)
        if file is None or file.is_shown or self.may_draw <= 0:
            return
        self.may_draw -= 1
        with suppress(apart.Refused):
            for number, page in enumerate(apart.drawn(b64decode(file.base64), SHOWN_PAGES), 1):
                yield Fact(_("Sida %(number)d av %(pages)d") % {"number": number, "pages": row.pages}, Picture.of(page))

    def _pictures(self) -> dict[UUID, Picture]:
        """The papers, those of the first records first, as many as there is room for."""
        chosen, left = [], rules.MOST_OF_PICTURES
        for pk, record in self.records.items():
            for row in self.rows[Document].get(pk, []):
                if row.removed_at is None and not self._is_anothers(row, contents.TOLD[Document], record):
                    left -= row.size
                    if left < 0:
                        break
                    chosen.append(row.pk)
        found = Document.objects.filter(pk__in=chosen).values_list("pk", "content", "form")
        return {pk: Picture.of(bytes(content), MEDIA_TYPES[Form(form)]) for pk, content, form in found}

    def _label(self, row: Any, name: str) -> str:
        return capital(contents.LABELS.get(name) or row._meta.get_field(name).verbose_name)

    def _value(self, row: Any, name: str) -> Said:
        """A column in words."""
        column = row._meta.get_field(name)
        if isinstance(row, Document) and name == "content":
            return self.pictures.get(row.pk) or too_much()
        value = getattr(row, column.attname)
        if value is None or value == "":
            return None
        if isinstance(row, Matter) and name == "outcome":
            return outcome(row, by=self.of.subject)
        if column.choices:
            return str(getattr(row, f"get_{name}_display")())
        if name == "feeling":
            return str(FEELINGS.get(value, value))
        if name == "area_key":
            return self._words(row).label(value)
        if name == "place":
            owner = self.records[row.record_id].owner_id
            return places.meeting_place(self.of.child, self.of.subject, owner, value)
        if isinstance(column, models.JSONField):
            return spoken(value, self._words(row))
        if isinstance(column, ArrayField):
            return [self.names.area(int(one)) for one in value] if name in AREAS else kinds(value, self._words(row))
        if column.related_model is not None:
            return self.names.of_kind(column.related_model, value)
        said: Said = value
        return said

    def _words(self, row: Any) -> Pack:
        """Those of the version that the row was written under."""
        return pack.of(self.records[row.record_id].practice_version)

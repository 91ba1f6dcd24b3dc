"""Everything about one child that is given to one of the family: read through the same rules as every page.

What the person may read is what `visible_to` gives them. When the responsible takes it for them it is that, within
what the responsible sees and their own organisation holds: nobody reads more by handing it over, and what has not been
disclosed to the person is disclosed first, on its own page, with a ground. Words of another guardian, signals that
somebody else has sent and names of those with protected data are left for the authority to examine.
"""

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kronobarn.assessments.models import FEELINGS
from kronobarn.authorities.models import Assignment, SecrecyArea, Unit
from kronobarn.circles import places
from kronobarn.circles.blocking import is_closed
from kronobarn.circles.models import Block, Detail, Disclosure, Record, Seat
from kronobarn.circles.rules import FAMILY, Ground, Role
from kronobarn.concerns.models import Matter
from kronobarn.concerns.reads import outcome
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.documents import apart
from kronobarn.documents.models import Document
from kronobarn.documents.rules import MEDIA_TYPES, SHOWN_PAGES, Form
from kronobarn.drafts.models import Draft
from kronobarn.grounds.rules import GROUNDS
from kronobarn.notices.models import Task
from kronobarn.oversight import extract as readers
from kronobarn.people.identity import pretty
from kronobarn.people.models import Child, Guardianship, Identity, Person, SameChild
from kronobarn.plans.contents import Content, Piece, whole
from kronobarn.plans.models import Goal, Plan, PlanVersion, VersionPart
from kronobarn.practice import pack
from kronobarn.practice.schema import Pack
from kronobarn.responsibility.models import Responsibility
from kronobarn.reviews.models import ActionReview
from kronobarn.rights import contents, rules
from kronobarn.rights.extract import DAY, Extract, Fact, Item, Part, Picture, Said, language

AREAS = frozenset({"services"})
"""Lists of the ids of secrecy areas."""


def examined_first() -> str:
    return _("Lämnas ut av verksamheten efter prövning: det är en annan persons ord.")


def too_much() -> str:
    return _(
        "Papperet är inte med: med det blir utdraget för stort. Öppna det på sidan om handlingen, eller be om det."
    )


def cards(child: Child, *, subject: Actor, by: Actor) -> list[Child]:
    """The child's card, and others about the same child that both may know are so: nobody learns of one by this."""
    standing = SameChild.objects.standing()
    kept = standing.filter(child=child.pk).values("kept")  # one step only: a card that others lead to is not closed
    joined = standing.visible_to(subject).filter(Q(child=child.pk) | Q(kept=child.pk) | Q(kept__in=kept))
    if by != subject:
        joined = joined.filter(pk__in=SameChild.objects.visible_to(by).values("pk"))
    ids = {pk for pair in joined.values_list("child", "kept") for pk in pair} - {child.pk}
    return [child, *Child.objects.visible_to(by).filter(pk__in=ids).order_by("registered_at", "pk")]


def gather(child: Child, *, subject: Actor, by: Actor) -> Extract:
    """The extract about the child for one of the family; `by` is that person, or the responsible."""
    sheet = _Sheet(child, subject, by)
    return Extract(about=child.full_name, made_at=clock.now(), parts=sheet.parts())


@dataclass
class _Sheet:
    """One gathering: what has been looked up once, and the parts as they grow."""

    child: Child
    subject: Actor
    by: Actor
    records: dict[UUID, Record] = field(init=False)
    guardians: set[int] = field(init=False)
    people: dict[int, Person] = field(init=False)
    assignments: dict[int, Assignment] = field(init=False)
    areas: dict[int, SecrecyArea] = field(init=False)
    rows: dict[type[models.Model], dict[UUID, list[Any]]] = field(init=False)
    given: dict[UUID, list[str]] = field(init=False)
    pictures: dict[UUID, Picture] = field(init=False)
    cards: list[Child] = field(init=False)
    may_draw: int = field(init=False)

    def __post_init__(self) -> None:
        self.cards = cards(self.child, subject=self.subject, by=self.by)
        self.areas = {area.pk: area for area in SecrecyArea.objects.select_related("organisation")}
        self.records = {record.pk: record for record in self._records()}
        self.rows = {model: self._rows_of(model) for model in contents.tables()}
        self.guardians = set(self._mine(Guardianship.objects).values_list("guardian", flat=True))
        self.people, self.assignments = self._named()
        self.given = self._recipients()
        self.pictures = self._pictures()
        self.may_draw = rules.MOST_DRAWN

    @property
    def for_another(self) -> bool:
        return self.by != self.subject

    def parts(self) -> list[Part]:
        """One for each controller, whoever answers for the child first."""
        found: dict[int, Part] = {}
        home = self._home()
        first = self._part(found, home)
        first.section(_("Barnet")).items.extend(self._identity())
        if not self.for_another or self.areas[home].organisation_id == self._own_organisation():
            first.section(_("Vem som har varit ansvarig")).items.extend(self._responsibility())
            first.section(_("Personer runt barnet")).items.extend(self._seats())
        for block in self._mine(Block.objects).select_related("unit").order_by("since"):
            self._part(found, block.area_id).section(_("Spärrar")).items.append(self._block(block))
        for record in self.records.values():
            part = self._part(found, record.owner_id)
            part.section(str(record.get_kind_display())).items.extend(self._told(record))
        if self.for_another and any(is_closed(card.pk, self.by) for card in self.cards):
            first.section(_("Det som inte är med")).items.append(self._blocked())
        if not self.for_another:
            first.section(_("Det som väntar på dig")).items.extend(self._tasks())
            first.section(_("Dina utkast")).items.extend(self._drafts())
        first.section(_("Vem som har läst")).items.extend(self._readers())
        for part in found.values():
            part.sections[:] = [one for one in part.sections if one.items]
        return list(found.values())

    # Controllers ---------------------------------------------------------------------------------

    def _part(self, found: dict[int, Part], area_id: int) -> Part:
        area = self.areas[area_id]
        if area.organisation_id not in found:
            told = places.tells(self.child, self.subject, area_id)
            name = area.organisation.name if told else places.area(self.child, self.subject, area)
            found[area.organisation_id] = Part(name)
        return found[area.organisation_id]

    def _home(self) -> int:
        """The area of whoever is responsible; where that is not to be seen, of who wrote last."""
        now = self._mine(Responsibility.objects).current().values_list("unit__area", flat=True).first()
        if now is not None:
            return int(now)
        written = next(iter(self.records.values()), None)
        return written.owner_id if written else next(iter(self.areas))

    def _own_organisation(self) -> int:
        assert self.by.area_id is not None
        return self.areas[self.by.area_id].organisation_id

    # Rows ----------------------------------------------------------------------------------------

    def _mine(self, manager: Any) -> Any:
        """What the subject may see of the child and, if another takes it for them, that one sees too."""
        rows = manager.visible_to(self.subject).filter(child__in=[card.pk for card in self.cards])
        return rows.filter(pk__in=manager.visible_to(self.by).values("pk")) if self.for_another else rows

    def _records(self) -> Iterable[Record]:
        rows = self._mine(Record.objects).select_related("author", "author_assignment__unit__area")
        if self.for_another:
            rows = rows.filter(owner__organisation=self._own_organisation())
        others = Q(kind__in=contents.OWN_ONLY) & ~Q(author=self.subject.person_id)
        found: Iterable[Record] = rows.exclude(others).order_by("happened_on", "written_at", "pk")
        return found

    def _rows_of(self, model: type[Any]) -> dict[UUID, list[Any]]:
        """The rows of one table, by the record that they hang on."""
        found: dict[UUID, list[Any]] = defaultdict(list)
        rows = self._mine(model.objects)
        if model is Document:
            rows = rows.defer("content").annotate(size=Func(F("content"), function="octet_length"))
        for row in rows.order_by(contents.TOLD[model].order, "pk"):
            if row.record_id in self.records:
                found[row.record_id].append(row)
        return found

    def _named(self) -> tuple[dict[int, Person], dict[int, Assignment]]:
        """Everyone whom the rows name, in two questions."""
        ids: dict[type[models.Model], set[int]] = {Person: set(), Assignment: set()}
        for model, by_record in self.rows.items():
            for name in contents.TOLD[model].facts:
                column = model._meta.get_field(name)
                kind = column.related_model
                if kind in (Person, Assignment):
                    ids[kind] |= {getattr(row, column.attname) for rows in by_record.values() for row in rows}  # type: ignore[union-attr]
        seats = Assignment.objects.filter(pk__in=ids[Assignment] - {None})
        assignments = {one.pk: one for one in seats.select_related("person", "unit__area")}
        return Person.objects.in_bulk(ids[Person] - {None}), assignments

    # What a record says --------------------------------------------------------------------------

    def _told(self, record: Record) -> list[Item]:
        """The record's own facts, and those of all that hangs on it."""
        head = [
            Fact(_("Rubrik"), record.headline),
            Fact(_("Hände"), record.happened_on),
            Fact(_("Skrivet"), record.written_at),
            Fact(_("Skrivet av"), self._writer(record)),
            Fact(_("Lämnat ut till"), self.given.get(record.pk, [])),
        ]
        items = [Item(f"{record.get_kind_display()}, {date_format(record.happened_on, DAY)}", head)]
        for model, by_record in self.rows.items():
            for row in by_record.get(record.pk, []):
                facts = list(self._facts(row, contents.TOLD[model], record))
                if issubclass(model, Detail):
                    head.extend(facts)
                elif facts:
                    items.append(Item(_capital(model._meta.verbose_name), facts))
        return items

    def _recipients(self) -> dict[UUID, list[str]]:
        """Who has been given each record, as far as the subject may know (article 15.1 c)."""
        found: dict[UUID, list[str]] = defaultdict(list)
        granted = self._mine(Disclosure.objects).filter(
            granted=True, record__in=list(self.records), to_area__isnull=False
        )
        for one in granted.order_by("since", "pk"):
            area = places.area(self.child, self.subject, self.areas[one.to_area_id])
            found[one.record_id].append(f"{area}: {GROUNDS[Ground(one.ground)].name}")
        return {pk: list(dict.fromkeys(said)) for pk, said in found.items()}

    def _facts(self, row: Any, told: contents.Told, record: Record) -> Iterable[Fact]:
        for name in told.facts:
            if isinstance(row, PlanVersion) and name == "content":
                yield from _as_the_plan_reads(self._whole(row))
                continue
            if isinstance(row, VersionPart):  # it is read within its version
                continue
            if isinstance(row, ActionReview):
                yield Fact(_capital(_("det vi gör")), row.before["what"])
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
        """Whether the row's words are another guardian's. A paper says what whoever gave the consent says."""
        speaker = getattr(row, told.speaker) if told.speaker else None
        if isinstance(row, Document):
            speaker = next((one.giver_id for one in self.rows[Consent].get(record.pk, [])), None)
        assert self.subject.person_id is not None
        return rules.is_anothers(speaker or record.author_id, subject=self.subject.person_id, guardians=self.guardians)

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
        return _capital(contents.LABELS.get(name) or row._meta.get_field(name).verbose_name)

    def _value(self, row: Any, name: str) -> Said:
        """A column in words."""
        column = row._meta.get_field(name)
        if isinstance(row, Document) and name == "content":
            return self.pictures.get(row.pk) or too_much()
        value = getattr(row, column.attname)
        if value is None or value == "":
            return None
        if isinstance(row, Matter) and name == "outcome":
            return outcome(row, by=self.subject)
        if column.choices:
            return str(getattr(row, f"get_{name}_display")())
        if name == "feeling":
            return str(FEELINGS.get(value, value))
        if name == "area_key":
            return self._words(row).label(value)
        if name == "place":
            owner = self.records[row.record_id].owner_id
            return places.meeting_place(self.child, self.subject, owner, value)
        if isinstance(column, models.JSONField):
            return _spoken(value, self._words(row))
        if isinstance(column, ArrayField):
            return [self._area(int(one)) for one in value] if name in AREAS else _kinds(value, self._words(row))
        if column.related_model is not None:
            return self._named_in(column.related_model, value)
        said: Said = value
        return said

    def _words(self, row: Any) -> Pack:
        """Those of the version that the row was written under."""
        return pack.of(self.records[row.record_id].practice_version)

    def _named_in(self, model: Any, pk: int) -> str:
        if model is Assignment:
            return self._staff(self.assignments[pk].person, self.assignments[pk])
        if model is SecrecyArea:
            return self._area(pk)
        if model is Unit:
            return places.unit(self.child, self.subject, Unit.objects.get(pk=pk))
        return self._person(self.people[pk])

    def _area(self, pk: int) -> str:
        return places.area(self.child, self.subject, self.areas[pk])

    # People --------------------------------------------------------------------------------------

    def _person(self, person: Person) -> str:
        """The subject and the child by who they are; another guardian never by name."""
        if person.pk == self.subject.person_id:
            return _("Du")
        if person.pk == self.child.person_id:
            return _("Barnet")
        if person.pk in self.guardians:
            return _("En annan vårdnadshavare")
        return _("En medarbetare") if self._is_hidden(person) else person.full_name

    def _staff(self, person: Person, assignment: Assignment) -> str:
        """Name, profession and workplace; where any of them is protected, the profession alone."""
        profession = str(assignment.get_profession_display())
        if person.pk == self.subject.person_id:
            return _("Du")
        if self._is_hidden(person):
            return profession
        return f"{person.full_name}, {profession.lower()}, {assignment.unit.name}"

    def _is_hidden(self, person: Person) -> bool:
        return person.protected or self.child.is_protected

    def _writer(self, record: Record) -> str:
        if record.author_assignment is None:
            return self._person(record.author)
        return self._staff(record.author, record.author_assignment)

    # Around the records ---------------------------------------------------------------------------

    def _identity(self) -> list[Item]:
        items = [self._card(card) for card in self.cards]
        own = self._mine(Guardianship.objects).filter(guardian=self.subject.person_id)
        items += [
            Item(
                _("Din vårdnad"),
                [
                    Fact(_("Vårdnad"), str(one.get_custody_display())),
                    Fact(_("Källa"), str(one.get_source_display())),
                    Fact(_("Från"), one.since),
                    Fact(_("Till"), one.until),
                ],
            )
            for one in own.order_by("since")
        ]
        return items

    def _card(self, child: Child) -> Item:
        facts = [
            Fact(_("Namn"), child.full_name),
            Fact(_("Född"), child.born_on),
            Fact(_("Beräknad födelse"), child.expected_on),
            Fact(_("Pronomen"), child.pronoun),
            Fact(_("Språk"), language(child.language)),
            Fact(_("Skydd"), str(child.get_protection_display()) if child.is_protected else ""),
        ]
        numbers = self._mine(Identity.objects).filter(child=child.pk)
        facts += [Fact(_capital(one.get_kind_display()), pretty(one.number)) for one in numbers]
        heading = _("Uppgifter om barnet") if child == self.child else _("Ett annat kort för samma barn")
        return Item(heading, [one for one in facts if one.value])

    def _responsibility(self) -> list[Item]:
        rows = self._mine(Responsibility.objects).select_related("unit").order_by("since")
        return [
            Item(
                _capital(one.function_words),
                [
                    Fact(_("Enhet"), places.unit(self.child, self.subject, one.unit)),
                    Fact(_("Från"), one.since),
                    Fact(_("Till"), one.until),
                ],
            )
            for one in rows
        ]

    def _seats(self) -> list[Item]:
        # Not who noticed something. Who opened the child in an emergency, when it is to be told.
        seats = self._mine(Seat.objects).exclude(role=Role.NOTIFIER)
        rows = seats.select_related("person", "assignment__unit__area").order_by("since")
        return [
            Item(
                _capital(one.get_role_display()),
                [
                    Fact(_("Vem"), self._staff(one.person, one.assignment) if one.assignment else self._family(one)),
                    Fact(_("Varför"), str(one.get_ground_display())),
                    Fact(_("Från"), one.since),
                    Fact(_("Till"), one.until),
                ],
            )
            for one in rows
        ]

    def _blocked(self) -> Item:
        """That something is blocked, which the family may know: not what, by which unit, or what the child wished."""
        words = _(
            "Barnet har spärrat uppgifter i samma verksamhet för andra enheter (patientdatalagen 4 kap. 4 §). Den som har "
            "tagit fram det här kan inte läsa dem, så de är inte med. De finns kvar. Barnet får dem i sitt eget utdrag, "
            "eller av den enhet som har skrivit dem, som prövar vad andra kan få."
        )
        return Item(_("Spärrade uppgifter"), [Fact(_("Vad som saknas"), words)])

    def _block(self, block: Block) -> Item:
        facts = [
            Fact(_("Enhet"), places.unit(self.child, self.subject, block.unit)),
            Fact(_("Vad barnet vill"), block.wish),
            Fact(_("Hur barnets mognad bedömdes"), block.maturity),
            Fact(_("Från"), block.since),
            Fact(_("Till"), block.ended_at),
            Fact(_("Varför den hävdes"), block.ended_because),
        ]
        return Item(_("Spärr"), [one for one in facts if one.value])

    def _family(self, seat: Seat) -> str:
        assert seat.role in FAMILY
        return self._person(seat.person)

    def _tasks(self) -> list[Item]:
        rows = Task.objects.visible_to(self.subject).filter(child__in=self.cards).order_by("asked_at")
        return [
            Item(_capital(one.get_kind_display()), [Fact(_("Senast"), one.due_on), Fact(_("Gjort"), one.done_at)])
            for one in rows
        ]

    def _drafts(self) -> list[Item]:
        rows = Draft.objects.visible_to(self.subject).filter(child__in=self.cards).order_by("saved_at")
        return [
            Item(_("Utkast"), [Fact(_("Sparat"), one.saved_at), Fact(_("Text"), _spoken(one.typed, pack.current()))])
            for one in rows
        ]

    def _readers(self) -> list[Item]:
        units = None
        if self.for_another:
            units = set(Unit.objects.filter(area__organisation=self._own_organisation()).values_list("pk", flat=True))
        items: list[Item] = []
        for card in self.cards:
            since, today = timezone.localdate(card.registered_at), clock.today()
            sums, more = readers.taken(card, since=since, until=today, actor=self.subject, by_units=units)
            items += [
                Item(date_format(day, DAY), [Fact(f"{one.who}: {one.what}", one.times) for one in lines])
                for day, lines in readers.days(sums)
            ]
            if more:
                items.append(Item(_("Det finns mer"), [Fact(_("Hela loggen"), _("Se sidan Vem har tittat?"))]))
        return items


def _capital(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def _kinds(keys: list[str], words: Pack) -> list[str]:
    named = words.information_kinds
    return [named.get(key, key) for key in keys]


def _as_the_plan_reads(content: Mapping[str, Any]) -> Iterable[Fact]:
    """What a frozen version says, in the order of the plan. Who does what stands beside it as it is now."""

    def words(model: type[models.Model], of: Mapping[str, Any], name: str, before: str = "") -> Iterable[Fact]:
        if of.get(name):
            label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield Fact(f"{before}: {label}" if before else _capital(label), of[name])

    for name in ("child_wants", "child_view_how"):
        yield from words(Plan, content, name)
    for goal in content.get("goals", []):
        heading = _("Mål %(number)d, %(area)s") % {"number": goal["number"], "area": goal["area"]}
        for name in ("need", "desired_outcome", "how_we_see_it"):
            yield from words(Goal, goal, name, heading)
        if actions := [one["what"] for one in goal.get("actions", []) if one["what"]]:
            yield Fact(f"{heading}: {_('det vi gör')}", actions)
    for name in ("contingency", "disagreement"):
        yield from words(Plan, content, name)


def _spoken(value: Any, words: Pack) -> list[str]:
    """The texts in a JSON value, in their order."""
    questions = {question.key: question.text for question in words.questions}

    def texts(one: Any, key: str) -> Iterable[str]:
        if isinstance(one, dict):
            for name, inner in one.items():
                yield from texts(inner, name)
        elif isinstance(one, list):
            for inner in one:
                yield from texts(inner, key)
        elif isinstance(one, str) and one:
            yield f"{questions[key]} {one}" if key in questions else one

    return list(texts(value, ""))

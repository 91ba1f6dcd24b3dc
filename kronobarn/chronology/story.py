"""The story of a child: what has been written, decided and handed over, in the order in which it happened.

Composed for each reader from what that reader may see. Areas of secrecy meet here only by what has been disclosed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from kronobarn.assessments.models import Analysis, Observation
from kronobarn.chronology.models import LifeEvent
from kronobarn.chronology.rules import Precision, Significance, among, quiet_after
from kronobarn.circles import headlines, places
from kronobarn.circles.models import Record
from kronobarn.circles.reads import sits_beside
from kronobarn.circles.rules import UNDER_WAY, Kind
from kronobarn.concerns.models import Matter
from kronobarn.core import veil
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.prepared import prepared
from kronobarn.meetings.models import MeetingDecision
from kronobarn.my_world.models import Note
from kronobarn.people.models import Child, name_of
from kronobarn.responsibility.models import Responsibility
from kronobarn.ui.dates import date_long, date_short
from kronobarn.ui.signs import commas

PAGES: dict[str, str] = {
    Kind.MATTER: "concerns:matter",
    Kind.SIGNAL: "concerns:signal",
    Kind.CONSENT: "consents:consent",
    Kind.MEETING: "meetings:meeting",
    Kind.PLAN: "plans:plan",
    Kind.REVIEW: "reviews:review",
    Kind.SITTING: "wheel:sitting",
    Kind.EVENT: "chronology:event",
    Kind.COMMUNICATION: "communication:thread",
}
"""Where a record is read. Kinds that are not here are read on the page of what they belong to."""

EVENTS = LifeEvent.objects.select_related("child", "record__author", "record__owner")
"""An event with what every page about it shows."""
HANDOVER = "handover"
"""Lines of the responsibility that has passed on: they are no records."""
A_PAGE = 50
LATEST = 5
WHEN: Mapping[str, str] = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}


@dataclass(frozen=True)
class Line:
    """One thing in the story."""

    kind: str
    kind_label: str
    headline: str
    happened_on: date
    when: str
    """The day in words, as exactly as it is known."""
    written_at: datetime | None = None
    owner: str = ""
    author: str = ""
    href: str = ""
    event: LifeEvent | None = None
    decided: Sequence[str] = ()
    quiet_days_after: int = 0

    @property
    def when_short(self) -> str:
        """The same, for a table's narrow column."""
        exact = self.event is None or self.event.precision == Precision.DAY
        return date_short(self.happened_on) if exact else self.when

    @property
    def meta(self) -> str:
        """Under the line: what it is, whose it is, and when it was written if that was another day."""
        kind = self.kind_label if self.kind_label != self.headline else ""
        written = date_long(self.written_at)
        late = _("skrivet %(day)s") % {"day": written} if written and written != self.when else ""
        return " · ".join(part for part in (kind, commas(filter(None, (self.author, self.owner))), late) if part)


@dataclass(frozen=True)
class Asked:
    """What of the story is asked for. Anything odd in an address is no filter."""

    kind: str = ""
    significance: str = ""
    owner: int | None = None
    since: date | None = None
    until: date | None = None
    number: int = 1

    @property
    def is_part(self) -> bool:
        """Whether lines may be left out between those that are shown."""
        return bool(self.kind or self.significance or self.owner is not None)


@dataclass(frozen=True)
class Story:
    """A stretch of the story, newest first."""

    lines: list[Line]
    kinds: dict[str, str]
    owners: list[tuple[int, str]] = field(default_factory=list)
    """Whose lines there are, for whoever works with the child."""
    older: int = 0
    """The number of the next page; 0 when this is the last."""


def story(child: Child, actor: Actor, asked: Asked | None = None, *, limit: int = A_PAGE) -> Story:
    """One page of what has happened, as far as the actor may know: five queries, whatever has been written.

    Whoever sits here beside the work is told of no handovers: where else the child has been known is not theirs to
    learn.
    """
    asked = asked or Asked()
    found, newer = _page(child, actor, asked, limit)
    lines = _told(_lines(found, limit, child, actor), found, child, actor)
    more = len(found) > limit
    whole = asked.kind in ("", HANDOVER) and not asked.significance and asked.owner is None
    if whole and not sits_beside(child, actor):
        lines += _handovers(child, actor, asked, newer=newer, older=lines[-1].happened_on if more else None)
        lines.sort(key=lambda line: line.happened_on, reverse=True)
    if not asked.is_part:
        quiet = quiet_after([line.happened_on for line in lines])
        lines = [replace(line, quiet_days_after=days) for line, days in zip(lines, quiet, strict=True)]
    kept = {value: str(label) for value, label in Record.KINDS.items() if value not in UNDER_WAY}
    kinds = kept | {HANDOVER: _("Ansvaret lämnas vidare")}
    owners = [] if actor.is_family else _owners(child, actor)
    return Story(lines=lines, kinds=kinds, owners=owners, older=asked.number + 1 if more else 0)


def length(child: Child, actor: Actor, asked: Asked) -> int:
    """How many records the whole of what is asked for has. Handovers follow the stretch they happened in."""
    return 0 if asked.kind == HANDOVER else _chosen(child, actor, asked).count()


def latest(child: Child, actor: Actor) -> list[Line]:
    """The last few lines, for the child's page: one query."""
    return _lines(list(_latest(actor, child.pk)), LATEST, child, actor)


Header = tuple[UUID, str, str, date, datetime, int, str, str, int, str, str, str]


def _headers(actor: Actor, child_id: UUID) -> QuerySet[Record, Header]:
    return (
        Record.objects.visible_to(actor)
        .filter(child=child_id)
        .exclude(kind__in=UNDER_WAY)
        .order_by("-happened_on", "-written_at")
        .values_list(
            "pk",
            "kind",
            "headline",
            "happened_on",
            "written_at",
            "owner",
            "owner__name",
            "owner__regime",
            "author",
            "author__given_name",
            "author__family_name",
            "practice_version",
        )
    )


@prepared
def _latest(actor: Actor, child_id: UUID) -> QuerySet[Record, Header]:
    return _headers(actor, child_id)[:LATEST]


def _page(child: Child, actor: Actor, asked: Asked, limit: int) -> tuple[list[Header], date | None]:
    """The headers of one page and one more, and the day of the last line of the page before."""
    if asked.kind == HANDOVER:
        return [], None
    start = (asked.number - 1) * limit
    before = min(start, 1)
    found = list(_chosen(child, actor, asked)[start - before : start + limit + 1])
    return found[before:], found[0][3] if before and found else None


def _chosen(child: Child, actor: Actor, asked: Asked) -> QuerySet[Record, Header]:
    events = LifeEvent.objects.visible_to(actor).filter(child=child.pk)
    # What has been put right is read on the page of the event that did it.
    rows = _headers(actor, child.pk).exclude(Exists(events.filter(amends=OuterRef("pk"))))
    if asked.kind in Record.KINDS:
        rows = rows.filter(kind=asked.kind)
    if asked.significance:
        sought = among(Significance(asked.significance))
        rows = rows.filter(pk__in=events.filter(significance__in=sought).values("pk"))
    if asked.owner is not None:
        rows = rows.filter(owner=asked.owner)
    if asked.since:
        rows = rows.filter(happened_on__gte=asked.since)
    if asked.until:
        rows = rows.filter(happened_on__lte=asked.until)
    return rows


def _lines(found: Sequence[Header], limit: int, child: Child, actor: Actor) -> list[Line]:
    return [
        Line(
            kind=kind,
            kind_label=str(Record.KINDS[kind]),
            headline=headlines.told(kind, headline, version),
            happened_on=happened_on,
            when=date_long(happened_on),
            written_at=written_at,
            owner=places.area_of(child, actor, owner, name, regime),
            author=veil.name_of(writer) or name_of(given, family),
            href=where_read(kind, pk),
        )
        for pk, kind, headline, happened_on, written_at, owner, name, regime, writer, given, family, version in found[
            :limit
        ]
    ]


def where_read(kind: str, pk: UUID) -> str:
    """The page of a record, if it has one of its own."""
    page = PAGES.get(kind)
    return address(page, pk) if page else ""


def _told(lines: list[Line], found: Sequence[Header], child: Child, actor: Actor) -> list[Line]:
    """The lines with what their events say, and with what was decided."""
    keys = [header[0] for header in found[: len(lines)]]
    events: dict[UUID, LifeEvent] = LifeEvent.objects.visible_to(actor).filter(child=child.pk).in_bulk(keys)
    decided = _decided(child, actor, keys)
    read_at = _read_on_a_matter(child, actor, [key for line, key in zip(lines, keys, strict=True) if not line.href])
    return [
        replace(line, event=event, when=when(event, line.happened_on), headline=event.what)
        if (event := events.get(key))
        else replace(line, decided=decided.get(key, ()), href=line.href or read_at.get(key, ""))
        for line, key in zip(lines, keys, strict=True)
    ]


def _read_on_a_matter(child: Child, actor: Actor, keys: Sequence[UUID]) -> Mapping[UUID, str]:
    """Where what has no page of its own is read, for whoever may open that page: an observation in its area of the wheel,
    an analysis where it is written, a note on its module's page. One query."""
    if not keys:
        return {}
    matters = Matter.objects.visible_to(actor).filter(child=child.pk)
    here: dict[str, Any] = {"child": child.pk, "record__in": keys}
    told = Observation.objects.visible_to(actor).filter(**here, matter__in=matters.values("pk"))
    own = matters.filter(record__owner=actor.area_id).values("pk")  # as its page asks
    analyses = Analysis.objects.visible_to(actor).filter(**here, matter__in=own)
    notes = Note.objects.visible_to(actor).filter(**here, matter__in=own)
    found = told.values_list("pk", "matter", Value("assessments:wheel"), "area_key").union(
        analyses.values_list("pk", "matter", Value("assessments:analysis"), Value("")),
        notes.values_list("pk", "matter", Concat(Value("my_world:"), "module"), Value("")),
        all=True,
    )
    return {key: address(page, matter) + (f"#{area}" if area else "") for key, matter, page, area in found}


def when(event: LifeEvent, happened_on: date) -> str:
    """The day of an event, as exactly as it is known."""
    return dateformat.format(happened_on, WHEN[event.precision])


def _decided(child: Child, actor: Actor, keys: Iterable[UUID]) -> Mapping[UUID, Sequence[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    here: dict[str, Any] = {"child": child.pk, "record__in": list(keys)}
    analyses = Analysis.objects.visible_to(actor).filter(**here, decided_at__isnull=False)
    meetings = MeetingDecision.objects.visible_to(actor).filter(**here)
    both = analyses.values_list("pk", Value(0), "decision").union(
        meetings.values_list("record", "number", "text"), all=True
    )
    for key, number, text in sorted(both, key=itemgetter(1)):
        found[key].append(text if number else str(Analysis.DECISIONS[text]))
    return found


def _handovers(child: Child, actor: Actor, asked: Asked, *, newer: date | None, older: date | None) -> list[Line]:
    """The days on which somebody became responsible, within the stretch that is shown."""
    rows = Responsibility.objects.visible_to(actor).filter(child=child.pk).order_by("-since")
    columns = ("since", "holder__person__given_name", "holder__person__family_name")
    unit = ("unit__area", "unit__name", "unit__kind")
    lines = []
    for since, given, family, *where in rows.values_list(*columns, *unit):
        day = timezone.localdate(since)
        begins = max(filter(None, (older, asked.since)), default=None)
        ends = min(filter(None, (newer, asked.until)), default=None)
        if (begins and day < begins) or (ends and day > ends) or (newer and day >= newer):
            continue
        words = {"name": name_of(given, family), "unit": places.unit_of(child, actor, *where)}
        lines.append(
            Line(
                kind=HANDOVER,
                kind_label=_("Ansvaret"),
                headline=_("%(name)s, %(unit)s, blev ansvarig för barnet") % words,
                happened_on=day,
                when=date_long(day),
            )
        )
    return lines


def _owners(child: Child, actor: Actor) -> list[tuple[int, str]]:
    """The services whose lines the actor may read, to choose one of; those that may be named."""
    rows = Record.objects.visible_to(actor).filter(child=child.pk).order_by("owner__name")
    found = rows.values_list("owner", "owner__name").distinct()
    return [(owner, name) for owner, name in found if places.tells(child, actor, owner)]


@dataclass(frozen=True)
class Told:
    """One event as its page shows it, with the wordings it has replaced, the latest first."""

    event: LifeEvent
    when: str
    who: str
    where: str
    earlier: list[LifeEvent]
    replaced_by: UUID | None


def told(event: LifeEvent, child: Child, actor: Actor) -> Told:
    """Everything one may know of an event: one query."""
    chain = {row.pk: row for row in LifeEvent.objects.visible_to(actor).filter(child=child.pk).select_related("record")}
    earlier, before = [], event.amends_id
    while before in chain:
        earlier.append(chain[before])
        before = chain[before].amends_id
    after = next((row.pk for row in chain.values() if row.amends_id == event.pk), None)
    record = event.record
    return Told(
        event=event,
        when=when(event, record.happened_on),
        who=record.author.full_name,
        where=places.area(child, actor, record.owner),
        earlier=earlier,
        replaced_by=after,
    )

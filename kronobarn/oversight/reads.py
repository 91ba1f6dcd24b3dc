"""The pages of whoever reviews the log: who, where, when, what and why; of the child no more than a reference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.audit.events import KINDS
from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Unit
from kronobarn.authorities.rules import Role
from kronobarn.chronology.log import reasons
from kronobarn.circles.listing import listed_name
from kronobarn.circles.models import Record
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.core.paging import page_of
from kronobarn.oversight import references
from kronobarn.oversight.models import Drawn, Judgement, Sample
from kronobarn.oversight.rules import FINAL, Flag
from kronobarn.people.models import Child, Person
from kronobarn.ui.signs import commas

A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One line of the log as its reviewer reads it."""

    at: datetime
    who: str
    unit: str
    what: str
    why: str
    child: str


@dataclass(frozen=True)
class Month:
    """How the reviewing of one month goes, in numbers."""

    sample_id: UUID
    month: date
    due_on: date
    visits: int
    drawn: int
    done: int
    left: int
    outcomes: list[tuple[str, int]]

    @property
    def is_late(self) -> bool:
        return self.left > 0 and self.due_on < clock.today()


@dataclass(frozen=True)
class Visit:
    """One drawn visit: what it was, why it was drawn, and what it has come to."""

    id: UUID
    row: Row
    entries: int
    whys: list[str]
    outcome: str
    is_done: bool


@dataclass(frozen=True)
class Said:
    """One judgement."""

    outcome: str
    note: str
    who: str
    at: datetime


def rows_of(entries: Sequence[LogEntry], actor: Actor) -> list[Row]:
    """Entries with the names of staff and units, and the child's reference."""
    people = names({entry.person_id for entry in entries if entry.person_id})
    units = _units(actor)
    children = _called({entry.child_id for entry in entries if entry.child_id}, actor)
    whys = _whys(actor)
    return [
        Row(
            at=entry.at,
            who=people.get(entry.person_id or 0, ""),
            unit=units.get(entry.unit_id or 0, ""),
            what=_what(entry.kind, entry.subject),
            why=whys.get(entry.why, ""),
            child=children.get(entry.child_id, "") if entry.child_id else "",
        )
        for entry in entries
    ]


def months() -> list[Month]:
    """The last two years' samples in the area, for whoever the database lets know."""
    labels = {str(outcome): str(label) for outcome, label in Judgement.OUTCOMES.items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM oversight_counts(%s)", [[outcome.value for outcome in FINAL]])
        columns = [column.name for column in cursor.description or []]
        found: list[dict[str, Any]] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return [
        Month(
            sample_id=row["sample_id"],
            month=row["month"],
            due_on=row["due_on"],
            visits=row["visits"],
            drawn=row["drawn"],
            done=row["done"],
            left=row["left_to_do"],
            outcomes=[(label, row[key]) for key, label in labels.items() if row[key]],
        )
        for row in found
    ]


def visits(sample: Sample, actor: Actor, *, number: int) -> tuple[list[Visit], bool]:
    """What was drawn, a page at a time: what is left to do first, and of that what most speaks for a question."""
    rows = Drawn.objects.visible_to(actor).filter(sample=sample).with_outcome()
    found = sorted(rows, key=_order)  # a sample is never larger than its limits (rules)
    shown, more = page_of(found, number, A_PAGE)
    return seen(shown, actor), more


def seen(rows: Sequence[Drawn], actor: Actor) -> list[Visit]:
    """Drawn visits as they are read."""
    people = names({row.person_id for row in rows})
    units = _units(actor)
    children = _called({row.child_id for row in rows}, actor)
    whys = _whys(actor)
    labels = {str(outcome): str(label) for outcome, label in Judgement.OUTCOMES.items()}
    return [
        Visit(
            id=row.pk,
            row=Row(
                at=row.at,
                who=people.get(row.person_id, ""),
                unit=units.get(row.unit_id, ""),
                what=commas(sorted({_what(kind, "") for kind in row.kinds})),
                why=commas(sorted({whys[why] for why in row.whys if why in whys})),
                child=children.get(row.child_id, ""),
            ),
            entries=row.entries,
            whys=_drawn_why(row),
            outcome=labels.get(_outcome(row), ""),
            is_done=_outcome(row) in FINAL,
        )
        for row in rows
    ]


def visit(drawn: Drawn, actor: Actor) -> Visit:
    """One of them."""
    row = Drawn.objects.visible_to(actor).with_outcome().get(pk=drawn.pk)
    return seen([row], actor)[0]


def found(sample: Sample) -> list[tuple[str, int]]:
    """What the rules found in the month, drawn or not."""
    return [(str(Drawn.FLAGS[flag]), sample.found[flag]) for flag in Flag if sample.found.get(flag)]


def said(drawn: Drawn, actor: Actor) -> list[Said]:
    """The judgements of one visit, the last first."""
    rows = Judgement.objects.visible_to(actor).filter(drawn=drawn).order_by("-judged_at", "-pk")
    people = names({row.judged_by_id for row in rows})
    return [
        Said(str(row.get_outcome_display()), row.note, people.get(row.judged_by_id, ""), row.judged_at) for row in rows
    ]


def waiting(actor: Actor) -> list[Line]:
    """What waits for whoever reviews: a line for each sample that is not done."""
    if actor.role != Role.LOG_REVIEWER:
        return []
    return [_line(month) for month in months() if month.left]


def _line(month: Month) -> Line:
    title = ngettext(
        "Granska %(n)d besök i loggen för %(month)s", "Granska %(n)d besök i loggen för %(month)s", month.left
    ) % {"n": month.left, "month": month_name(month.month)}
    return Line(title, address("oversight:sample", month.sample_id), month.due_on)


def month_name(month: date) -> str:
    """As "oktober 2026"."""
    return dateformat.format(month, "F Y").lower()


def names(ids: Iterable[int]) -> dict[int, str]:
    """Who they are. One with protected data has a number here: the reviewer must be able to ask about the same person."""
    people = Person.objects.filter(pk__in=set(ids)).only("given_name", "family_name", "protected")
    return {
        person.pk: _("Medarbetare %(number)d (skyddade uppgifter)") % {"number": person.pk}
        if person.protected
        else person.full_name
        for person in people
    }


def _order(row: Drawn) -> tuple[bool, int, datetime]:
    return (_outcome(row) in FINAL, -len(row.flags), row.at)


def _outcome(row: Drawn) -> str:
    return str(getattr(row, "outcome", None) or "")


def _drawn_why(row: Drawn) -> list[str]:
    found = [str(Drawn.FLAGS[Flag(flag)]) for flag in row.flags]
    return [*found, _("Lottat")] if row.at_random else found


def _what(kind: str, subject: str) -> str:
    sentence = str(KINDS[kind].sentence) if kind in KINDS else kind
    of = Record.KINDS.get(subject.partition(":")[0])
    return f"{sentence} ({str(of).lower()})" if of else sentence


def _whys(actor: Actor) -> dict[str, str]:
    return reasons(actor) | {"log_review": _("granskning av loggen")}


def _units(actor: Actor) -> dict[int, str]:
    return dict(Unit.objects.filter(area=actor.area_id).values_list("pk", "name"))


def _called(ids: set[UUID], actor: Actor) -> dict[UUID, str]:
    """Each child's reference, and its name to whoever already sits with it."""
    own = {child.pk: listed_name(child) for child in Child.objects.visible_to(actor).filter(pk__in=ids)}
    return {
        child_id: f"{references.written(child_id, actor)} ({own[child_id]})"
        if child_id in own
        else references.written(child_id, actor)
        for child_id in ids
    }

"""What the pages about emergency openings show: to the responsible, to whoever judges, and to managers in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.authorities.rules import Role
from kronobarn.circles.listing import listed_name
from kronobarn.circles.rules import AN_EMERGENCY_LASTS
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.core.paging import page_of
from kronobarn.emergency.models import Opening, Verdict
from kronobarn.emergency.rules import MANY
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.oversight import references
from kronobarn.oversight.reads import names
from kronobarn.people.models import Child

A_PAGE = 50


@dataclass(frozen=True)
class Counts:
    """How the judging goes in one's area: a year, and whatever is still to be judged."""

    opened: int
    unjudged: int
    overdue: int
    alarms: int
    unjustified: int
    first_due: date | None


@dataclass(frozen=True)
class Row:
    """One opening, as it is read."""

    id: UUID
    at: datetime
    until: datetime
    who: str
    unit: str
    child: str
    child_id: UUID
    reason: str
    words: str
    judge_by: date
    is_late: bool
    is_alarm: bool
    nth: int
    verdict: str
    put_off_until: datetime | None
    put_off_because: str


@dataclass(frozen=True)
class Said:
    """One verdict."""

    at: datetime
    who: str
    verdict: str
    words: str


def counts() -> Counts:
    """For whoever the database lets know."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM emergency_counts(%s, %s)", [clock.today(), MANY])
        columns = [column.name for column in cursor.description or []]
        found: dict[str, Any] = dict(zip(columns, cursor.fetchone(), strict=True))
    return Counts(**found)


def queue(actor: Actor, *, number: int) -> tuple[list[Row], bool]:
    """Openings in the area whose log the actor reviews: those that wait to be judged, else the latest."""
    if actor.role != Role.LOG_REVIEWER:
        return [], False
    openings = Opening.objects.visible_to(actor).filter(area=actor.area_id)
    waiting = openings.unjudged().order_by("judge_by", "pk")
    found, more = page_of(waiting.select_related("assignment__unit"), number, A_PAGE)
    if not found and number == 1:
        found = list(openings.order_by("-opened_at").select_related("assignment__unit")[:A_PAGE])
    return rows(found, actor), more


def row(opening: Opening, actor: Actor) -> Row:
    """One of them."""
    found = Opening.objects.visible_to(actor).select_related("assignment__unit").get(pk=opening.pk)
    return rows([found], actor)[0]


def rows(openings: Sequence[Opening], actor: Actor) -> list[Row]:
    """Openings as they are read: the child by its name to whoever sits with it, else by its reference in the log."""
    people = names({opening.person_id for opening in openings})
    own = {
        child.pk: listed_name(child)
        for child in Child.objects.visible_to(actor).filter(pk__in=[opening.child_id for opening in openings])
    }
    last: dict[UUID, bool] = {}
    for opening_id, justified in (
        Verdict.objects.visible_to(actor)
        .filter(opening__in=[opening.pk for opening in openings])
        .order_by("judged_at", "pk")
        .values_list("opening", "justified")
    ):
        last[opening_id] = justified
    return [
        Row(
            id=opening.pk,
            at=opening.opened_at,
            until=opening.opened_at + AN_EMERGENCY_LASTS,
            who=people.get(opening.person_id, ""),
            unit=opening.assignment.unit.name,
            child=own.get(opening.child_id) or references.written(opening.child_id, actor),
            child_id=opening.child_id,
            reason=str(opening.get_reason_display()),
            words=opening.words,
            judge_by=opening.judge_by,
            is_late=opening.pk not in last and opening.judge_by < clock.today(),
            is_alarm=opening.nth_in_month > MANY,
            nth=opening.nth_in_month,
            verdict=_verdict(last[opening.pk]) if opening.pk in last else "",
            put_off_until=opening.put_off_until,
            put_off_because=opening.put_off_because,
        )
        for opening in openings
    ]


def said(opening: Opening, actor: Actor) -> list[Said]:
    """The verdicts on one opening, the last first."""
    found = Verdict.objects.visible_to(actor).filter(opening=opening).order_by("-judged_at", "-pk")
    people = names({one.judged_by_id for one in found})
    return [Said(one.judged_at, people.get(one.judged_by_id, ""), _verdict(one.justified), one.words) for one in found]


def waiting(actor: Actor) -> list[Line]:
    """What waits for whoever judges, and for a manager what nobody has judged in time."""
    if actor.role not in {Role.LOG_REVIEWER, Role.MANAGER}:
        return []
    found = counts()
    to = address("emergency:queue")
    if actor.role == Role.MANAGER:
        return [Line(_late(found.overdue), to, clock.today())] if found.overdue else []
    if found.first_due is None:
        return []
    title = ngettext("Bedöm %(n)d nödöppning", "Bedöm %(n)d nödöppningar", found.unjudged) % {"n": found.unjudged}
    alarm = [Line(_("Larm: en person har gjort många nödöppningar"), to, clock.today())] if found.alarms else []
    return [*alarm, Line(title, to, found.first_due)]


def _late(number: int) -> str:
    return ngettext("%(n)d nödöppning är inte bedömd i tid", "%(n)d nödöppningar är inte bedömda i tid", number) % {
        "n": number
    }


def _verdict(justified: bool) -> str:
    return _("Befogad") if justified else _("Inte befogad")


def waits(opening: Opening, actor: Actor) -> bool:
    """Whether the actor has been asked to read about the opening, and has not said that they have."""
    tasks = Task.objects.visible_to(actor).about(opening.pk)
    return tasks.filter(kind=TaskKind.READ_EMERGENCY, done_at=None).exists()

"""Who has read about one child, summed up by day and workplace: to read, to print, or to take along as a file.

Health care owes the patient such an extract: from which unit and when, so that it can be understood (PDL 8 kap. 5 §;
HSLF-FS 2016:40 4 kap. 9 §). Family read the workplace and never who; nothing here tells who noticed something.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.audit.actions import record as log
from kronobarn.audit.events import KINDS
from kronobarn.audit.models import LogEntry
from kronobarn.audit.reads import Line
from kronobarn.chronology.log import is_of_anothers_consent, people_named, reasons, units_named, who_it_was
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.tables import written
from kronobarn.oversight import events
from kronobarn.people.models import Child
from kronobarn.ui.dates import date_long

MOST: Final = 2000
"""So many different things are summed up at once. Whoever has more chooses a shorter time."""


@dataclass(frozen=True)
class Sum:
    """What one workplace has done about the child on one day."""

    day: date
    who: str
    what: str
    why: str
    times: int


def taken(
    child: Child, *, since: date, until: date, actor: Actor, by_units: set[int] | None = None
) -> tuple[list[Sum], bool]:
    """The extract, the latest day first, and whether the time held more than it shows. With units, theirs alone."""
    counted = _counted(child, since, until, actor)
    rows = list((counted if by_units is None else counted.filter(unit_id__in=by_units))[: MOST + 1])
    lines = [
        (
            Line(
                id=0,
                at=row["latest"],
                kind=row["kind"],
                sentence=_sentence(row["kind"]),
                is_look=False,
                person_id=row["person_id"],
                unit_id=row["unit_id"],
                why=row["why"],
                child_id=child.pk,
            ),
            row["day"],
            row["times"],
        )
        for row in rows[:MOST]
    ]
    people = people_named({line.person_id for line, _day, _times in lines if line.person_id})
    units = units_named({line.unit_id for line, *_ in lines if line.unit_id}, child, actor)
    hide, whys = child.is_protected and actor.is_family, _whys(actor)
    sums: Counter[tuple[date, str, str, str]] = Counter()
    for line, day, times in lines:
        if not is_of_anothers_consent(line, actor):
            who = who_it_was(line.person_id, line.unit_id, people, units, actor, hide=hide)
            sums[day, who, line.sentence, whys.get(line.why, "")] += times
    return [Sum(*key, times) for key, times in sums.items()], len(rows) > MOST


def _counted(child: Child, since: date, until: date, actor: Actor) -> "QuerySet[Any, Any]":
    """Entries that the actor may see, counted by the database."""
    rows = LogEntry.objects.visible_to(actor).filter(
        child_id=child.pk, at__gte=_begins(since), at__lt=_begins(until + timedelta(days=1))
    )
    named = rows.annotate(day=TruncDate("at")).values("day", "unit_id", "person_id", "kind", "why")
    return named.annotate(times=Count("id"), latest=Max("at")).order_by("-day", "unit_id", "-latest")


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _sentence(kind: str) -> str:
    return str(KINDS[kind].sentence) if kind in KINDS else kind


def _whys(actor: Actor) -> dict[str, str]:
    return reasons(actor) | {"log_review": _("granskning av loggen")}


def days(sums: Iterable[Sum]) -> list[tuple[date, list[Sum]]]:
    """The same, with each day by itself."""
    found: dict[date, list[Sum]] = {}
    for one in sums:
        found.setdefault(one.day, []).append(one)
    return list(found.items())


def as_table(sums: Iterable[Sum]) -> str:
    """A file for table programs."""
    rows: list[list[object]] = [[_("Dag"), _("Verksamhet"), _("Vad"), _("Roll eller skäl"), _("Antal gånger")]]
    return written([*rows, *([one.day.isoformat(), one.who, one.what, one.why, one.times] for one in sums)])


def as_text(sums: Iterable[Sum], *, since: date, until: date) -> str:
    """A file to read anywhere."""
    lines = [
        _("Vem har läst?"),
        _("Från och med %(since)s till och med %(until)s.") % {"since": date_long(since), "until": date_long(until)},
    ]
    for day, parts in days(sums):
        lines += ["", date_long(day)]
        lines += [f"  {_line(one)}" for one in parts]
    return "\r\n".join(lines) + "\r\n"


def _line(one: Sum) -> str:
    why = f" ({one.why})" if one.why else ""
    times = ngettext("%(n)d gång", "%(n)d gånger", one.times) % {"n": one.times}
    return f"{one.who}{why}: {one.what}, {times}"


@action
def note(*, child: Child, form: str, by: Actor) -> None:
    """Write in the log that somebody has taken the extract: on a page, or along in a file."""
    log(events.ExtractTaken(form=form), by=by, child_id=child.pk)

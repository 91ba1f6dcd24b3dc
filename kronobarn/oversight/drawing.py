"""Draws a month's sample for every area, as the log's keeper: the rules run in the database, the draw is pure."""

import json
import secrets
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings

from kronobarn.audit.actions import record
from kronobarn.audit.keeper import Connection, keeper, one
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.oversight import events, rules
from kronobarn.oversight.rules import Flag, Visit

_LOCK: Final = 0x6B726F6E70  # one at a time
_AREAS: Final = "SELECT oversight_areas_without(%s)"
_VISITS: Final = """
SELECT entry_id, at, person_id, unit_id, child_id, kinds, whys, entries, flags
FROM oversight_visits(%s, %s, %s, %s, %s, %s, %s)
"""
_SAMPLE: Final = """
INSERT INTO oversight_sample (id, area_id, month, seed, visits, found, due_on, drawn_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_DRAWN: Final = """
INSERT INTO oversight_drawn
    (id, sample_id, entry_id, at, person_id, unit_id, child_id, kinds, whys, entries, flags, at_random)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def draw(*, month: date | None = None, seed: str = "") -> int:
    """Draw what has not been drawn for a month (the last one, unless another is said). Returns the visits drawn.

    The seed is by chance, and kept with the sample; a test says which.
    """
    month = rules.month_of(month) if month else rules.last_month(clock.today())
    total = 0
    with keeper() as connection:
        if not one(connection, "SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])[0]:
            return 0
        drawn = {
            area: _draw(connection, area, month, seed or secrets.token_hex(16))
            for (area,) in connection.execute(_AREAS, [month]).fetchall()
        }
    for area, count in drawn.items():
        if count:
            with acting(None):
                record(events.SampleDrawn(area=area, month=month, drawn=count), by=SYSTEM)
            total += count
    return total


def _draw(connection: Connection, area: int, month: date, seed: str) -> int:
    """One area. A month in which nothing happened has an empty sample, so that it is seen to have been looked at."""
    limits = [rules.MANY, rules.NIGHT_BEGINS, rules.NIGHT_ENDS, rules.TOLERANCE]
    asked = [area, _begins(month), _begins(rules.after(month)), *limits]
    rows = {row[0]: row for row in connection.execute(_VISITS, asked).fetchall()}
    visits = [Visit(row[0], tuple(Flag(flag) for flag in row[-1])) for row in rows.values()]
    due_on = clock.today() + timedelta(days=rules.DAYS_TO_JUDGE)
    sample = uuid4()
    found = json.dumps(rules.found(visits))
    connection.execute(_SAMPLE, [sample, area, month, seed, len(visits), found, due_on, clock.now()])
    chosen = rules.draw(visits, seed=seed)
    lines: list[list[Any]] = [[uuid4(), sample, *rows[choice.visit.entry_id], choice.at_random] for choice in chosen]
    with connection.cursor() as cursor:
        cursor.executemany(_DRAWN, lines)
    return len(lines)


def _begins(month: date) -> datetime:
    return datetime.combine(month, time(), ZoneInfo(settings.TIME_ZONE))

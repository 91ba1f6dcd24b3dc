"""Looking for entries in the log of some units: each question is answered from an index, a page at a time.

The ids are found first, in an order that an index has; the entries are then fetched through `under_review`, so that
who sees what is asked in one place.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from kronobarn.audit.models import LogEntry
from kronobarn.core.actor import Actor

A_PAGE: Final = 50

Position = tuple[datetime, int]


@dataclass(frozen=True)
class Question:
    """What is asked for: a time in some units, and if one wishes some people, or a child (or a stretch of ids)."""

    units: tuple[int, ...]
    since: datetime
    until: datetime
    persons: tuple[int, ...] = ()
    children: tuple[UUID, UUID] | None = None
    before: Position | None = None


_WHEN = "e.at >= %(since)s AND e.at < %(until)s AND (%(at)s::timestamptz IS NULL OR (e.at, e.id) < (%(at)s, %(id)s))"
_NEWEST = "ORDER BY e.at DESC, e.id DESC LIMIT %(most)s"
# One short reading of an index for each unit, or each person: never all that has happened in the time.
_BY_UNIT = f"""
SELECT e.id, e.at FROM unnest(%(units)s::bigint[]) one (id) CROSS JOIN LATERAL (
    SELECT e.id, e.at FROM audit_logentry e WHERE e.unit_id = one.id AND {_WHEN} {_NEWEST}) e {_NEWEST}
"""
_BY_PERSON = f"""
SELECT e.id, e.at FROM unnest(%(persons)s::bigint[]) one (id) CROSS JOIN LATERAL (
    SELECT e.id, e.at FROM audit_logentry e
    WHERE e.person_id = one.id AND e.unit_id = ANY (%(units)s) AND {_WHEN} {_NEWEST}) e {_NEWEST}
"""
_BY_CHILD = f"""
SELECT e.id, e.at FROM audit_logentry e
WHERE e.child_id BETWEEN %(first)s AND %(last)s AND e.unit_id = ANY (%(units)s)
  AND (%(persons)s::bigint[] = '{{}}' OR e.person_id = ANY (%(persons)s)) AND {_WHEN} {_NEWEST}
"""


def search(asked: Question, actor: Actor) -> tuple[list[LogEntry], bool]:
    """One page of entries, newest first, and whether there are older ones."""
    sql, params = statement(asked)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = cursor.fetchall()
    if not found:
        return [], False
    rows = LogEntry.objects.under_review(actor).filter(
        pk__in=[number for number, _at in found], at__gte=found[-1][1], at__lte=found[0][1]
    )
    return list(rows[:A_PAGE]), len(found) > A_PAGE


def statement(asked: Question) -> tuple[str, dict[str, Any]]:
    """The SQL that finds a page's ids, and what it is sent."""
    at, number = asked.before or (None, None)
    first, last = asked.children or (None, None)
    sql = _BY_CHILD if asked.children else _BY_PERSON if asked.persons else _BY_UNIT
    return sql, {
        "units": list(asked.units),
        "persons": list(asked.persons),
        "first": first,
        "last": last,
        "since": asked.since,
        "until": asked.until,
        "at": at,
        "id": number,
        "most": A_PAGE + 1,
    }

"""Removes the oldest months of the log, in two steps, so that the rest can still be verified.

First it is announced: a certificate is made of what will be gone and what will be left. A week later, if nobody has
changed the rule meanwhile, the months are removed by a function of the database, which by itself refuses what is
younger than five years, not announced, or not what was announced.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from kronobarn.audit import certificates, events, rules, sealing
from kronobarn.audit.actions import record
from kronobarn.audit.certificates import Certificate
from kronobarn.audit.keeper import LINE, Connection, keeper, one
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM

log = structlog.get_logger(__name__)

_WAITING = "SELECT number, before, removed, announced_at FROM audit_logcut WHERE done_at IS NULL"
_GONE = (
    "SELECT number, before, removed, done_at FROM audit_logcut WHERE done_at IS NOT NULL ORDER BY number DESC LIMIT 1"
)
_TO_GO = "SELECT count(*), coalesce(max(tx), -1) FROM audit_logentry WHERE at < %s"
_FIRST_LEFT = "SELECT min(tx) FROM audit_logentry WHERE at >= %s"
_SEALED_TO = "SELECT coalesce(max(next_tx), 0) FROM audit_logblock"
_EMPTIED = "SELECT coalesce(max(number), 0) FROM audit_logblock WHERE next_tx <= %s"
_TOUCHED = """
SELECT number, first_tx, next_tx, before FROM audit_logblock b WHERE number > %(emptied)s
  AND (number = ANY(%(already)s::bigint[]) OR EXISTS (
       SELECT FROM audit_logentry e WHERE e.at < %(day)s AND e.tx >= b.first_tx AND e.tx < b.next_tx))
"""
_LEFT = f"""
SELECT count(*), coalesce(sha256(%(before)s::bytea || convert_to(string_agg({LINE}, E'\\n' ORDER BY tx, id), 'UTF8')), '')
FROM audit_logentry WHERE tx >= %(first)s AND tx < %(next)s AND at >= %(day)s
"""
_ANNOUNCE = """
INSERT INTO audit_logcut (number, before, emptied_to, removed, remnants, previous, seal, signature, announced_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, now())
"""


class NotNow(Exception):
    """Nothing can be removed; the message says why, and what to do."""


@dataclass(frozen=True)
class Cut:
    """Months that are to go, or have gone."""

    number: int
    before: date
    entries: int
    at: datetime


def waiting() -> Cut | None:
    """What has been announced and is still there."""
    return _cut(_WAITING)


def gone() -> Cut | None:
    """What was removed last."""
    return _cut(_GONE)


def announce(*, today: date | None = None) -> Cut | None:
    """First step: say what the rule takes now, and certify it. None when the rule takes nothing."""
    day = rules.removable_before(today or clock.today(), years=settings.LOG_YEARS)
    if earlier := waiting():
        return earlier
    with keeper() as connection:
        entries, newest = one(connection, _TO_GO, [day])
        if not entries:
            return None
        if newest >= one(connection, _SEALED_TO)[0]:
            raise NotNow(
                _("Det finns gamla rader som inte är sigillerade. Låt bakgrundsprocessen arbeta och försök igen.")
            )
    _demand_intact()
    with keeper() as connection:
        made = _certificate(connection, day, entries)
        row = [made.number, made.before, made.emptied_to, made.removed, json.dumps(made.written()), made.previous]
        connection.execute(_ANNOUNCE, [*row, made.seal, made.signature])
    log.info("log_cut_announced", cut=made.number, before=day.isoformat(), entries=entries, seal=made.seal.hex())
    return waiting()


def carry_out() -> Cut | None:
    """Second step, a week later: remove what was announced. None when there is nothing to remove yet.

    A rule that has been lengthened since takes back what was announced.
    """
    found = waiting()
    if found is None or not rules.may_be_removed(found.at, now=clock.now()):
        return None
    if found.before > rules.removable_before(clock.today(), years=settings.LOG_YEARS):
        with keeper() as connection:
            connection.execute("SELECT audit_take_back_cut(%s)", [found.number])
        log.info("log_cut_taken_back", cut=found.number)
        return None
    _demand_intact()
    with keeper() as connection:
        connection.execute("SELECT audit_carry_out_cut(%s)", [found.number])
    with acting(None):
        happened = events.LogCut(cut=found.number, before=found.before, entries=found.entries)
        record(happened, by=SYSTEM, subject=f"cut:{found.number}")
    log.info("log_cut", cut=found.number, before=found.before.isoformat(), entries=found.entries)
    return gone()


def _demand_intact() -> None:
    """What has been tampered with is not removed: it is then needed."""
    answer = sealing.verify()
    if not answer.intact:
        raise NotNow(_("Inget tas bort ur loggen förrän detta är utrett: %s") % answer.sentence)


def _certificate(connection: Connection, day: date, entries: int) -> Certificate:
    before = certificates.latest(connection)
    first_left = one(connection, _FIRST_LEFT, [day])[0]
    end = one(connection, _SEALED_TO)[0] if first_left is None else first_left
    emptied_to = one(connection, _EMPTIED, [end])[0]
    touched = {"emptied": emptied_to, "already": list(before.remnants) if before else [], "day": day}
    remnants = {}
    for number, first, following, sealed_before in connection.execute(_TOUCHED, touched).fetchall():
        asked = {"before": bytes(sealed_before), "first": first, "next": following, "day": day}
        count, digest = one(connection, _LEFT, asked)
        remnants[number] = (count, bytes(digest))
    return Certificate(
        number=before.number + 1 if before else 1,
        before=day,
        emptied_to=emptied_to,
        removed=entries,
        remnants=remnants,
        previous=before.seal if before else certificates.START,
    )


def _cut(question: str) -> Cut | None:
    with keeper() as connection:
        row = connection.execute(question).fetchone()
    return Cut(*row) if row else None

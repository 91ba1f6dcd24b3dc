"""Old months go by rule, in two steps, and what is left can still be verified."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from kronobarn.audit import cutting, rules, sealing
from kronobarn.audit.actions import record
from kronobarn.circles.events import ChildSought
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from tests import plugin

pytestmark = pytest.mark.database

Admin = psycopg.Connection[Any]


@pytest.fixture
def old(fresh_database: str, settings: Any) -> Iterator[Admin]:
    """A log with three lines that are older than the rule, and two that are not; the last two share their block."""
    settings.KEEPER_DSN = plugin.server.url("keeper", fresh_database)
    settings.LOG_YEARS = 5
    with psycopg.connect(plugin.server.url("admin", fresh_database), autocommit=True) as admin:
        day = clock.today() - timedelta(days=6 * 365)
        admin.execute("SELECT audit_make_partitions(%s, %s)", [day, day])
        write(2, years_ago=6)
        sealing.seal()
        write(1, years_ago=6)
        write(1)
        sealing.seal()
        write(1)
        sealing.seal()
        yield admin


def write(lines: int, *, years_ago: int = 0) -> None:
    with clock.shifted(timedelta(days=-365 * years_ago)):
        for _ in range(lines):
            with acting(None):
                record(ChildSought(found=False), by=SYSTEM)


def a_week_passes(admin: Admin) -> None:
    admin.execute("UPDATE audit_logcut SET announced_at = announced_at - interval '8 days' WHERE done_at IS NULL")


def entries(admin: Admin) -> int:
    found = admin.execute("SELECT count(*) FROM audit_logentry WHERE kind = 'child.sought'").fetchone()
    assert found is not None
    return int(found[0])


def test_what_is_announced_is_still_there(old: Admin) -> None:
    announced = cutting.announce()

    assert announced is not None
    assert announced.entries == 3
    assert announced.before == rules.removable_before(clock.today(), years=5)
    assert cutting.carry_out() is None, "not until a week has passed"
    assert entries(old) == 5
    assert sealing.verify().entries == 5


def test_a_week_later_it_goes_and_the_rest_can_be_verified(old: Admin) -> None:
    cutting.announce()
    a_week_passes(old)

    gone = cutting.carry_out()

    assert gone is not None
    assert entries(old) == 2
    sealing.seal()
    verdict = sealing.verify()
    assert verdict.intact, verdict.sentence
    assert verdict.entries == 3, "two that were left, and that the others have gone"
    assert gone.before.isoformat() in verdict.sentence
    assert cutting.announce() is None, "there is nothing more to remove"
    assert not old.execute("SELECT to_regclass(%s)", [_partition()]).fetchone()[0]  # type: ignore[index]


def _partition() -> str:
    day = clock.today() - timedelta(days=6 * 365)
    return f"audit_logentry_{day:%Y%m}"


@pytest.mark.parametrize(
    ("tampering", "words"),
    [
        ("DELETE FROM audit_logentry WHERE at > now() - interval '1 day'", "stämmer inte"),
        ("UPDATE audit_logentry SET why = 'consent' WHERE at > now() - interval '1 day'", "stämmer inte"),
        ("UPDATE audit_logcut SET before = before + 40", "Intyg 1"),
        ("UPDATE audit_logcut SET emptied_to = 9", "Intyg 1"),
        ("UPDATE audit_logcut SET seal = sha256('x')", "Intyg 1"),
        ("UPDATE audit_logcut SET signature = sha256('x')", "undertecknat"),
        ("DELETE FROM audit_logcut", "stämmer inte"),
    ],
)
def test_nothing_hides_behind_a_certificate(old: Admin, tampering: str, words: str) -> None:
    cutting.announce()
    a_week_passes(old)
    cutting.carry_out()

    old.execute(tampering.encode())

    verdict = sealing.verify()
    assert not verdict.intact
    assert words in verdict.sentence


def test_a_second_cut_stands_on_the_first(old: Admin, settings: Any) -> None:
    settings.LOG_YEARS = 6
    old.execute("SELECT audit_make_partitions(%s, %s)", [clock.today() - timedelta(days=7 * 366)] * 2)
    write(1, years_ago=7)
    sealing.seal()
    assert sealing.verify().intact

    cutting.announce()
    a_week_passes(old)
    assert cutting.carry_out() is not None
    sealing.seal()
    assert sealing.verify().intact, sealing.verify().sentence
    settings.LOG_YEARS = 5
    second = cutting.announce()
    assert second is not None
    a_week_passes(old)
    assert cutting.carry_out() is not None
    sealing.seal()

    verdict = sealing.verify()
    assert verdict.intact, verdict.sentence
    assert "intyg 2" in verdict.sentence


def test_a_longer_rule_takes_back_what_was_announced(old: Admin, settings: Any) -> None:
    cutting.announce()
    a_week_passes(old)
    settings.LOG_YEARS = 10

    assert cutting.carry_out() is None
    assert cutting.waiting() is None
    assert entries(old) == 5


def test_a_log_that_has_been_tampered_with_is_not_removed(old: Admin) -> None:
    old.execute("UPDATE audit_logentry SET why = 'consent' WHERE at > now() - interval '1 day'")

    with pytest.raises(cutting.NotNow, match="stämmer inte"):
        cutting.announce()


def test_what_is_not_sealed_is_not_removed(old: Admin) -> None:
    write(1, years_ago=6)

    with pytest.raises(cutting.NotNow, match="sigillerade"):
        cutting.announce()


def test_two_rows_that_read_alike_without_their_gaps_are_told_apart(old: Admin) -> None:
    """A seal that left out what is empty would not see a number move from one column to the next."""
    old.execute("UPDATE audit_logentry SET person_id = 7, assignment_id = NULL WHERE id = 1")
    first = _sealed_as(old)
    old.execute("UPDATE audit_logentry SET person_id = NULL, assignment_id = 7 WHERE id = 1")

    assert _sealed_as(old) != first


def _sealed_as(admin: Admin) -> Any:
    from kronobarn.audit.keeper import LINE

    return admin.execute(f"SELECT {LINE} FROM audit_logentry WHERE id = 1".encode()).fetchone()


@pytest.mark.parametrize(
    ("today", "years", "expected"),
    [("2026-11-22", 10, "2016-11-01"), ("2026-01-01", 5, "2021-01-01"), ("2026-03-31", 3, "2021-03-01")],
)
def test_whole_months_that_are_older_than_the_rule_go(today: str, years: int, expected: str) -> None:
    from datetime import date

    assert rules.removable_before(date.fromisoformat(today), years=years) == date.fromisoformat(expected)

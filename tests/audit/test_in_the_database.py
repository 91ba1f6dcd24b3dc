"""What the database says by itself of the log: what goes with a cut and what never does, and what a reviewer is shown."""

from collections.abc import Iterator

import psycopg
import pytest

from kronobarn.audit.models import LogEntry
from tests.bare import Bare, bare
from tests.world import World

pytestmark = pytest.mark.database

LINE = "INSERT INTO audit_logentry (at, kind, unit_id, subject, why, detail) VALUES (now() - interval '{}', 'x', %s, '', '', '{{}}')"
OLD, YOUNG = ("6 years", "7 years"), ("4 years", "1 day")
"""Of seven and four years there is no month: those lines are where the rest is."""
CUT = """
    INSERT INTO audit_logcut (number, before, emptied_to, removed, remnants, previous, seal, signature, announced_at, done_at)
    VALUES (%s, date_trunc('month', now() - interval '61 months'), 0, 2, '{}', '', '', '', now() - interval '8 days', %s)
"""
LEFT = "SELECT count(*) FROM audit_logentry WHERE kind = 'x'"


@pytest.fixture
def town(world: World) -> Iterator[Bare]:
    """One cut has been made, and another is announced."""
    with bare(world) as asked:
        asked.run("SELECT audit_make_partitions(d, d) FROM (SELECT (now() - interval '6 years')::date) x (d)")
        for age in OLD + YOUNG:
            asked.run(LINE.format(age), world.units["angsskolan"].pk)
        asked.run(CUT, 1, "2020-01-01")
        asked.run(CUT, 2, None)
        yield asked


def test_what_was_announced_goes_and_nothing_else(town: Bare) -> None:
    assert town.ask("keeper", "SELECT audit_carry_out_cut(2)").fetchone() == (2,)

    assert town.run(LEFT).fetchone() == (2,)
    done = "SELECT number, done_at = '2020-01-01', done_at = now() FROM audit_logcut ORDER BY number"
    assert town.run(done).fetchall() == [(1, True, False), (2, False, True)]


@pytest.mark.parametrize(
    ("number", "change", "words"),
    [
        (2, "announced_at = now() - interval '6 days'", "less than a week"),
        (2, "before = date_trunc('month', now() - interval '3 years'), removed = 3", "five whole years"),
        (2, "before = before + 1", "five whole years"),
        (2, "removed = removed - 1", "not what was announced"),
        (1, "remnants = '{}'", "not announced"),  # it has been done
        (9, "remnants = '{}'", "not announced"),
    ],
)
def test_the_rule_is_kept(town: Bare, number: int, change: str, words: str) -> None:
    town.run(f"UPDATE audit_logcut SET {change} WHERE number = 2")

    with pytest.raises(psycopg.Error, match=words):
        town.ask("keeper", f"SELECT audit_carry_out_cut({number})")

    assert town.run(LEFT).fetchone() == (4,)


def test_only_what_is_not_done_is_taken_back(town: Bare) -> None:
    for number, left in ((1, [1, 2]), (9, [1, 2]), (2, [1])):
        town.ask("keeper", f"SELECT audit_take_back_cut({number})")
        assert [one for (one,) in town.run("SELECT number FROM audit_logcut ORDER BY number")] == left


def test_a_reviewer_is_shown_what_the_areas_units_have_done(town: Bare) -> None:
    """In pages and in bare SQL."""
    town.run(LINE.format("1 day"), town.world.units["bup"].pk)
    for who, lines in (("lova", 4), ("tage", 0), ("cecilia", 0)):
        entries = LogEntry.objects.visible_to(town.world.actor(who)).filter(kind="x").values_list("pk", flat=True)
        assert len(town.shown(entries)) == lines
        assert town.ask("app", LEFT, who=who).fetchone() == (lines,)

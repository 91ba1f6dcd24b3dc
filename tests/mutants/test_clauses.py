"""What the cutter takes away, and that what is left is a statement still."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import plugin
from tests.mutants.clauses import declare, in_python, in_sql, mutants


def cuts(folder: Path, sql: str) -> list[str]:
    """What is left of the statement in each mutant, from its first changed line on."""
    (file := folder / "policies.sql").write_text(sql, encoding="utf-8")
    return [one.less for one in in_sql(file)]


def test_each_operand_goes_with_its_and_or_or(tmp_path: Path) -> None:
    policy = "CREATE POLICY one_sees ON things FOR SELECT USING (a = 1 AND (b = 2 OR c = 3));"
    left = [less.split("USING ")[1] for less in cuts(tmp_path, policy)]

    assert [" ".join(one.split()) for one in left] == [
        "(a = 1 );", "( (b = 2 OR c = 3));", "(a = 1 AND (b = 2 ));", "(a = 1 AND ( c = 3));",
    ]  # fmt: skip


def test_a_condition_of_one_operand_becomes_true(tmp_path: Path) -> None:
    policy = "CREATE POLICY one_sees ON things FOR SELECT USING (a = 1);"

    assert cuts(tmp_path, policy) == ["CREATE POLICY one_sees ON things FOR SELECT USING (true);"]


def test_what_says_which_index_is_meant_is_no_condition(tmp_path: Path) -> None:
    function = (
        "CREATE OR REPLACE FUNCTION things_add() RETURNS void LANGUAGE sql AS $$\n"
        "INSERT INTO thing SELECT 1 FROM other o WHERE o.ended_at IS NULL\n"
        "ON CONFLICT (a, b) WHERE ended_at IS NULL DO NOTHING\n$$"
    )

    assert cuts(tmp_path, function) == [function.replace("WHERE o.ended_at IS NULL", "WHERE (true)")]


def test_a_condition_that_ends_where_something_is_done(tmp_path: Path) -> None:
    function = (
        "CREATE OR REPLACE FUNCTION things_add() RETURNS void LANGUAGE sql AS $$\n"
        "INSERT INTO thing SELECT 1 FROM other o WHERE o.a = 1 ON CONFLICT DO NOTHING\n$$"
    )

    assert cuts(tmp_path, function) == [function.replace("o.a = 1", "(true)")]


def test_a_condition_with_words_in_quotes_is_cut_whole(tmp_path: Path) -> None:
    call = "CALL guard('things', changed_by => 'mine() AND role IN (''child'', ''guardian'')');"

    assert [" ".join(one.split()) for one in cuts(tmp_path, call)] == [
        "CALL guard('things', changed_by => 'false');",
        "CALL guard('things', changed_by => 'mine() ');",
        "CALL guard('things', changed_by => ' role IN (''child'', ''guardian'')');",
    ]


def test_in_python_an_argument_a_filter_and_a_not_go(tmp_path: Path) -> None:
    text = "class Things:\n    def visible_to(self, me):\n        return self.filter(~Q(a=1), b=2)\n"
    (file := tmp_path / "models.py").write_text(text, encoding="utf-8")
    left = {one.less.split("return ")[1].strip() for one in in_python(file)}

    assert left == {"self", "self.filter(b=2)", "self.filter(~Q(a=1), )", "self.filter(Q(a=1), b=2)"}


def test_in_python_a_choice_is_made_for_good_either_way(tmp_path: Path) -> None:
    text = "class Things:\n    def known_to(self, me: Me | None):\n        return self.all() if me.works else self.none()\n"
    (file := tmp_path / "models.py").write_text(text, encoding="utf-8")
    left = {one.less.split("return ")[1].strip() for one in in_python(file)}

    assert left == {"self.all()", "self.none()"}


@pytest.fixture
def owner(django_db_setup: None) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(plugin.server.url("owner", plugin.DATABASE), autocommit=True) as connection:
        yield connection


@pytest.mark.database
def test_every_mutant_is_a_statement(owner: psycopg.Connection[tuple[object, ...]]) -> None:
    wrong = []
    for mutant in mutants():
        if mutant.function:
            continue
        try:
            with owner.transaction(force_rollback=True):
                declare(owner, mutant.less)
        except psycopg.ProgrammingError as problem:
            wrong.append(f"{mutant}: {problem}")

    assert wrong == []

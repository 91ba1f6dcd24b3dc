"""What can be taken away, one clause at a time, from what says who sees and writes what.

In Python a clause is one term of `&` or `|`, one `~`, one `filter` or `exclude`, one argument of a filter, one `if`
with what it decides, or the condition of `one if condition else other`, in a `visible_to` and what it asks. In SQL it is one operand of AND or OR, or a condition that has
none, in a policy, a procedure of policies, or a function that they call.
"""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg

ROOT: Final = Path(__file__).resolve().parents[2]
CODE: Final = ROOT / "kronobarn"
FOR_ALL: Final = ("tests/circles", "tests/test_bare_sql.py")
"""Tests that guard every feature, beside its own."""
SEEN_IN_TOWNS: Final = re.compile(
    r"CREATE OR REPLACE (?:FUNCTION|PROCEDURE) (?:circles_|consents_that_stand|disclosures_)"
)


@dataclass(frozen=True)
class Mutant:
    """One clause less, in a module or in a statement of SQL."""

    file: Path
    line: int
    what: str
    whole: str
    """The module or the statement as it is."""
    less: str
    """The same without the clause."""
    function: str = ""
    """In Python: the function that has it, with its class."""

    @property
    def feature(self) -> str:
        return self.file.parent.name

    @property
    def features(self) -> set[str]:
        """Whose tests guard it: that it stands with, and that its function or its table is named for."""
        named = re.match(r"CREATE (?:POLICY \w+ ON|OR REPLACE \w+) ([a-z]+)_", self.whole)
        return {self.feature} | ({named[1]} if named else set())

    @property
    def seen_in_towns(self) -> bool:
        """Whether random towns may tell: what is written in them, and what few people ask, is in the tests alone."""
        if self.table:
            return bool(re.search(r" FOR (?:SELECT|ALL) ", self.whole))
        return bool(self.function or SEEN_IN_TOWNS.match(self.whole))

    @property
    def table(self) -> str:
        """The one table that it is about; empty when it may be about any."""
        policy = re.match(r"CREATE POLICY \w+ ON (\w+)", self.whole)
        return policy[1] if policy else ""

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} {self.what}"


def mutants(only: str = "") -> Iterator[Mutant]:
    """All of them; or those of some features, named with commas between."""
    for feature in sorted(one for one in CODE.iterdir() if one.is_dir() and (not only or one.name in only.split(","))):
        for module in sorted(feature.rglob("*.py")):
            if "models" in (module.stem, module.parent.name) or SAYS_WHO_SEES.search(
                module.read_text(encoding="utf-8")
            ):
                yield from _different(in_python(module))
        if (policies := feature / "policies.sql").exists():
            yield from _different(in_sql(policies))


def _different(some: Iterator[Mutant]) -> Iterator[Mutant]:
    met = set()
    for one in some:
        if one.less not in met and one.less != one.whole and (not one.function or _is_python(one.less)):
            met.add(one.less)
            yield one


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


# Python ------------------------------------------------------------------------------------------

Place = Callable[[ast.expr | ast.stmt | ast.keyword], tuple[int, int]]
Cut = tuple[int, int, str]
"""From where to where in the text, and what stands there instead."""
# fmt: off
WHO_SEES: Final = frozenset({
    "visible_to", "held_by", "standing", "working", "emergency", "with_whom_works", "known_to", "with_notes_for",
    "_takes_part", "_untold", "_reviewed_by",
})
# fmt: on
"""The functions that say it, on querysets and beside them."""
SAYS_WHO_SEES: Final = re.compile(r"^    def visible_to\(.*\n(?! {4}\S)", re.M)
"""Querysets stand in other modules too: what several tables have in common."""


def in_python(file: Path) -> Iterator[Mutant]:
    """Every clause of what a model's querysets say about who sees a row."""
    text = file.read_text(encoding="utf-8")
    for name, function in _functions(ast.parse(text), ""):
        for node in (one for one in ast.walk(function) if isinstance(one, ast.expr | ast.stmt)):
            for start, end, new in _without_a_clause(node, text):
                what = f"{name} without {_one_line(text[start:end])}"
                yield Mutant(file, node.lineno, what, text, text[:start] + new + text[end:], name)


def _functions(within: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in within.body:
        if isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef) and node.name in WHO_SEES:
            yield prefix + node.name, node


def _without_a_clause(node: ast.expr | ast.stmt, text: str) -> Iterator[Cut]:
    def place(one: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        return _offset(text, one.lineno, one.col_offset), _offset(
            text, one.end_lineno or one.lineno, one.end_col_offset or 0
        )

    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr) and not _is_a_type(node):
        start, end = place(node)
        for kept in (node.left, node.right):
            yield start, end, f"({text[slice(*place(kept))]})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        yield *place(node), text[slice(*place(node.operand))]
    elif isinstance(node, ast.IfExp):
        yield place(node.body)[1], place(node)[1], ""
        yield place(node)[0], place(node.orelse)[0], ""
    elif isinstance(node, ast.AugAssign | ast.If):
        yield *place(node), "pass"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in {"filter", "exclude", "working", "standing", "known_to"}:
            yield place(node.func.value)[1], place(node)[1], ""  # the whole call
        if node.func.attr in {"filter", "exclude"} and len(node.args) + len(node.keywords) > 1:
            yield from _each_argument([*node.args, *node.keywords], place, text)
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Q" and len(node.args) + len(node.keywords) > 1:
        yield from _each_argument([*node.args, *node.keywords], place, text)


def _is_a_type(node: ast.BinOp) -> bool:
    """`Actor | None`, beside an argument."""
    return isinstance(node.right, ast.Constant) and node.right.value is None


def _each_argument(arguments: Sequence[ast.expr | ast.keyword], place: Place, text: str) -> Iterator[Cut]:
    for one in arguments:
        start, end = place(one)
        comma = re.match(r"\s*,\s*", text[end:])
        yield start, end + (comma.end() if comma else 0), ""


def _offset(text: str, line: int, column: int) -> int:
    lines = text.splitlines(keepends=True)
    return sum(len(one) for one in lines[: line - 1]) + len(lines[line - 1].encode()[:column].decode())


# SQL ---------------------------------------------------------------------------------------------

WORD: Final = re.compile(
    r"--[^\n]*|'(?:[^']|'')*'|%\d\$\w|\$\w*\$|:=|\bIS\s+(?:NOT\s+)?DISTINCT\s+FROM\b|\b\w+\b|\S",
    re.I,
)
BEGINS_A_CONDITION: Final = {"WHERE", "USING", "CHECK", "ON", "HAVING"}
# fmt: off
ENDS: Final = BEGINS_A_CONDITION | {
    "SELECT", "FROM", "JOIN", "LEFT", "UNION", "ORDER", "GROUP", "IF", "ELSIF", "THEN", "ELSE", "LOOP", "RETURN",
    "AS", "CASE", "WHEN", "END", "WITH", "RETURNING", "DO", ":=", ",", ";",
}
# fmt: on
OURS: Final = re.compile(
    r"^CREATE POLICY.*?;$|^CREATE OR REPLACE (?:FUNCTION|PROCEDURE).*?\$\$.*?\$\$|^CALL .*?\);$|^DO \$\$.*?\$\$;",
    re.S | re.M,
)
NAME: Final = re.compile(r"CREATE (?:OR REPLACE )?(POLICY \w+ ON \w+|\w+ \w+)|(CALL .*?')(?=[,)])|(DO)")
NOT_GUARDS: Final = re.compile(r"RETURNS trigger|_partitions")
"""What a trigger refuses is held by the tests of what is written, and is not about who sees."""


def in_sql(file: Path) -> Iterator[Mutant]:
    """Every clause of a policy, or of a function or procedure of policies."""
    text = file.read_text(encoding="utf-8")
    for block in OURS.finditer(text):
        if NOT_GUARDS.search(block[0]):
            continue
        named = NAME.match(block[0])
        name = named[named.lastindex or 0] if named else ""
        for start, end, new in _conditions(block[0]):
            line = text.count("\n", 0, block.start() + start) + 1
            what = f"{name} without {_one_line(block[0][start:end])}"
            less = block[0][:start] + new + block[0][end:]
            yield Mutant(file, line, what, block[0], less)


def _conditions(sql: str) -> Iterator[Cut]:
    begins = re.match(r"CREATE OR REPLACE|CREATE POLICY \w+ ON", sql)
    skipped = begins.end() if begins else 0
    yield from _operands(sql, skipped)
    if sql.startswith("CALL"):  # conditions on a row, as text
        for words in re.finditer(r"(?<==> ')(?:[^']|'')+(?=')", sql):
            yield *words.span(), "false"
            for start, end, new in _operands(words[0], 0):
                yield words.start() + start, words.start() + end, new


def _operands(sql: str, skipped: int) -> Iterator[Cut]:
    """Each operand, with the AND or OR that goes with it: the one before, or for the first the one after."""
    tokens = [
        (one[0].upper(), one.start(), one.end()) for one in WORD.finditer(sql, skipped) if not one[0].startswith("--")
    ]
    for at, (word, begins, ends) in enumerate(tokens):
        after = _reach(tokens, at, +1)
        if (
            word in BEGINS_A_CONDITION
            and after > at
            and tokens[at + 1][0] not in {"CONFLICT", "ERRCODE", "TRUE"}
            and not {"POLICY", "DISTINCT"} & {one[0] for one in tokens[max(0, at - 2) : at]}
            and not _has_operands(tokens, at, after)
            and not _names_an_index(tokens, at)
        ):
            yield tokens[at + 1][1], tokens[after][2], "(true)"
        if word not in {"AND", "OR"} or _is_between(tokens, at):
            continue
        yield begins, tokens[after][2], " "
        before = _reach(tokens, at, -1)
        if not (before and tokens[before - 1][0] in {"AND", "OR"}):  # the first operand of its row
            yield tokens[before][1], ends, " "


def _has_operands(tokens: list[tuple[str, int, int]], at: int, after: int) -> bool:
    """Whether the condition, in its brackets if it has any, is a row of AND or OR: those are taken one by one."""
    inner = at + 1 if tokens[at + 1][0] == "(" and tokens[after][0] == ")" else at
    end = _reach(tokens, inner, +1)
    return tokens[min(end + 1, len(tokens) - 1)][0] in {"AND", "OR"}


def _names_an_index(tokens: list[tuple[str, int, int]], at: int) -> bool:
    """Whether it is the WHERE of ON CONFLICT (columns) WHERE ..., which is no condition: it says which index is meant."""
    return tokens[_reach(tokens, at, -1)][0] == "CONFLICT"


def _is_between(tokens: list[tuple[str, int, int]], at: int) -> bool:
    return any(word == "BETWEEN" for word, _start, _end in tokens[max(0, at - 3) : at])


def _reach(tokens: list[tuple[str, int, int]], at: int, step: int) -> int:
    """The last token of the operand that begins beside `at`, in that direction."""
    depth, place = 0, at
    opens, closes = ("(", ")") if step > 0 else (")", "(")
    while 0 <= place + step < len(tokens):
        word = tokens[place + step][0]
        depth += (word == opens) - (word == closes)
        if depth < 0 or (depth == 0 and (word in {"AND", "OR"} | ENDS or word.startswith("$"))):
            break
        place += step
    return place


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) < 100 else f"{line[:97]}..."


def declare(owner: psycopg.Connection[Any], statement: str) -> None:
    """Say what a database's policy or function is, and have done again what a procedure of policies does."""
    with owner.transaction():
        if policy := re.match(r"CREATE POLICY (\w+) ON (\w+)", statement):
            owner.execute(f"DROP POLICY IF EXISTS {policy[1]} ON {policy[2]}")
        owner.execute(statement)
        if procedure := re.match(r"CREATE OR REPLACE PROCEDURE (\w+)", statement):
            for file in sorted(CODE.glob("*/policies.sql")):
                for call in re.findall(
                    rf"^CALL {procedure[1]}\(.*?\);$", file.read_text(encoding="utf-8"), re.S | re.M
                ):
                    owner.execute(call)

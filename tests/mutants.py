"""Takes away each clause of who sees what, one at a time, and demands that a test notices.

    make mutants            every `visible_to`, every policy and what they call (hours)
    make mutants ONLY=circles

The policies of what is seen are tried in one process, by random towns (`tests/circles/test_mutants.py`, of which
`make test` tries a few); `visible_to`, the policies of what is written, and the functions, are tried here.

A clause is one term of `&` or `|`, one `filter` or `exclude`, or one argument of a filter in a `visible_to`; and one
operand of AND or OR in a policy, a procedure of policies, or a function that they call. Each mutant is tried in a copy
of the tree, with the tests that guard it, the quickest first. What survives is printed, and the exit code says so.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
CODE: Final = ROOT / "kronobarn"
GUARDS: Final = ("tests/circles", "tests/test_bare_sql.py")
"""Tests that guard every feature; each feature's own come after them."""
LONGEST: Final = 600  # seconds


@dataclass(frozen=True)
class Mutant:
    """One file with one clause less."""

    file: Path
    line: int
    what: str
    text: str
    statement: str = ""
    """In SQL: the policy or the function alone."""

    @property
    def reads_in_a_town(self) -> bool:
        """A policy or a function of what is seen, which random towns can tell about in a moment.

        What reviewers of the log and archivists see is in no town; the features' own tests hold it.
        """
        reads = re.match(
            r"CREATE POLICY.*FOR (?:SELECT|ALL)|CREATE OR REPLACE FUNCTION circles_(?:sees_|blocked_)",
            self.statement,
            re.S,
        )
        elsewhere = (
            self.file.parent.name in {"oversight", "retention"} or "without OR area_id = (SELECT oversight" in self.what
        )
        return bool(reads) and not elsewhere

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} {self.what}"


Place = Callable[[ast.expr | ast.stmt | ast.keyword], tuple[int, int]]
WHO_SEES: Final = frozenset({"visible_to", "held_by", "standing", "working", "with_whom_works"})
"""The functions that say it, on querysets and beside them."""


# Python ------------------------------------------------------------------------------------------


def in_python(file: Path) -> Iterator[Mutant]:
    """Every clause of what a model's querysets say about who sees a row."""
    text = file.read_text(encoding="utf-8")
    for function in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)):
        if function.name in WHO_SEES:
            for node in (one for one in ast.walk(function) if isinstance(one, ast.expr | ast.stmt)):
                for start, end, new in _without_a_clause(node, text):
                    what = f"{function.name} without {_one_line(text[start:end])}"
                    yield Mutant(file, node.lineno, what, text[:start] + new + text[end:])


def _without_a_clause(node: ast.expr | ast.stmt, text: str) -> Iterator[tuple[int, int, str]]:
    """What to take out of the text, and what to put there."""

    def place(one: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        return _offset(text, one.lineno, one.col_offset), _offset(
            text, one.end_lineno or one.lineno, one.end_col_offset or 0
        )

    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        start, end = place(node)
        for kept in (node.left, node.right):
            yield start, end, f"({text[slice(*place(kept))]})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        yield *place(node), text[slice(*place(node.operand))]
    elif isinstance(node, ast.AugAssign):
        start, end = place(node)
        yield start, end, "pass"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in {"filter", "exclude", "working", "standing"}:
            yield place(node.func.value)[1], place(node)[1], ""  # the whole call
        arguments: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        if node.func.attr in {"filter", "exclude"} and len(arguments) > 1:
            yield from _each_argument(arguments, place, text)
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Q" and len(node.args) + len(node.keywords) > 1:
        yield from _each_argument([*node.args, *node.keywords], place, text)


def _each_argument(
    arguments: Sequence[ast.expr | ast.keyword], place: Place, text: str
) -> Iterator[tuple[int, int, str]]:
    for one in arguments:
        start, end = place(one)
        comma = re.match(r"\s*,\s*", text[end:])
        yield start, end + (comma.end() if comma else 0), ""


def _offset(text: str, line: int, column: int) -> int:
    lines = text.splitlines(keepends=True)
    return sum(len(one) for one in lines[: line - 1]) + len(lines[line - 1].encode()[:column].decode())


# SQL ---------------------------------------------------------------------------------------------

WORD: Final = re.compile(
    r"--[^\n]*|'(?:[^']|'')*'|\bIS\s+(?:NOT\s+)?DISTINCT\s+FROM\b|\b(?:AND|OR|BETWEEN|CASE|END|WHERE|USING|CHECK|ON|SELECT|FROM|UNION|THEN|ELSE|WHEN|ORDER)\b|[();]|\S",
    re.I,
)
ENDS: Final = {
    "WHERE",
    "USING",
    "CHECK",
    "ON",
    "SELECT",
    "FROM",
    "UNION",
    "THEN",
    "ELSE",
    "WHEN",
    "ORDER",
    ";",
    "CASE",
    "END",
}
OURS: Final = re.compile(r"CREATE POLICY.*?;|CREATE OR REPLACE (?:FUNCTION|PROCEDURE).*?\$\$.*?\$\$", re.S)
NOT_GUARDS: Final = re.compile(r"RETURNS trigger|_partitions")
"""What a trigger refuses is held by the tests of what is written, and is not about who sees."""


def in_sql(file: Path) -> Iterator[Mutant]:
    """Every operand of AND and OR in a policy, or in a function or procedure of policies."""
    text = file.read_text(encoding="utf-8")
    for block in OURS.finditer(text):
        if NOT_GUARDS.search(block[0]):
            continue
        name = " ".join(block[0].split()[1:6])
        begins = re.match(r"CREATE OR REPLACE", block[0])
        skipped = begins.end() if begins else 0
        for start, end in _operands(block[0][skipped:]):
            first, last = block.start() + skipped + start, block.start() + skipped + end
            line = text.count("\n", 0, first) + 1
            what = f"{name} without {_one_line(text[first:last])}"
            statement = text[block.start() : first] + " " + text[last : block.end()]
            yield Mutant(file, line, what, text[:first] + " " + text[last:], statement)


def _operands(sql: str) -> Iterator[tuple[int, int]]:
    """Where each operand stands, with the AND or OR that goes with it: the one before, or for the first the one after."""
    tokens = [(one[0].upper(), one.start(), one.end()) for one in WORD.finditer(sql) if not one[0].startswith("--")]
    for at, (word, begins, ends) in enumerate(tokens):
        if word not in {"AND", "OR"}:
            continue
        if at and _is_between(tokens, at):
            continue
        after = _reach(tokens, at, +1)
        yield begins, tokens[after][2]
        before = _reach(tokens, at, -1)
        if not (before and tokens[before - 1][0] in {"AND", "OR"}):  # the first operand of its row
            yield tokens[before][1], ends


def _is_between(tokens: list[tuple[str, int, int]], at: int) -> bool:
    return any(word == "BETWEEN" for word, _start, _end in tokens[max(0, at - 3) : at])


def _reach(tokens: list[tuple[str, int, int]], at: int, step: int) -> int:
    """The last token of the operand that begins beside `at`, in that direction."""
    depth, place = 0, at
    opens, closes = ("(", ")") if step > 0 else (")", "(")
    while 0 <= place + step < len(tokens):
        word = tokens[place + step][0]
        depth += (word == opens) - (word == closes)
        if depth < 0 or (depth == 0 and word in {"AND", "OR"} | ENDS):
            break
        place += step
    return place


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) < 100 else f"{line[:97]}..."


# Trying them -------------------------------------------------------------------------------------


def mutants(only: str = "") -> Iterator[Mutant]:
    for feature in sorted(one for one in CODE.iterdir() if one.is_dir() and (not only or one.name in only.split(","))):
        if (models := feature / "models.py").exists():
            yield from _different(in_python(models))
        if (policies := feature / "policies.sql").exists():
            yield from _different(in_sql(policies))


def _different(some: Iterator[Mutant]) -> Iterator[Mutant]:
    met = set()
    for one in some:
        if one.text not in met and one.text != one.file.read_text(encoding="utf-8"):
            met.add(one.text)
            if one.file.suffix != ".py" or _is_python(one.text):
                yield one


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def survives(mutant: Mutant, tree: Path) -> bool:
    """Whether all the tests that guard it still pass."""
    inside = tree / mutant.file.relative_to(ROOT)
    before = inside.read_text(encoding="utf-8")
    inside.write_text(mutant.text, encoding="utf-8")
    own = f"tests/{mutant.file.parent.name}"
    guards = [*GUARDS, *([own] if own not in GUARDS and (ROOT / own).exists() else [])]
    try:
        for guard in guards:
            command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:randomly", guard]
            settings = {"KRONOBARN_TOWNS": "500", "KRONOBARN_TEST_DATA": str(ROOT / ".data" / "mutants")}
            done = subprocess.run(command, cwd=tree, env=os.environ | settings, capture_output=True, timeout=LONGEST)
            if done.returncode:
                return False
    except subprocess.TimeoutExpired:
        return False
    finally:
        inside.write_text(before, encoding="utf-8")
    return True


def main() -> int:
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    tried, left = 0, []
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "kronobarn"
        shutil.copytree(
            ROOT, tree, ignore=shutil.ignore_patterns(".venv", ".data", ".git", "__pycache__", ".mypy_cache")
        )
        for file in sorted({mutant.file for mutant in mutants(only)}):
            if not survives(Mutant(file, 0, "as it is", file.read_text(encoding="utf-8")), tree):
                print(f"the tests of {file.relative_to(ROOT)} fail as it is; nothing can be told")
                return 1
        for mutant in mutants(only):
            if mutant.reads_in_a_town:
                continue
            tried += 1
            if survives(mutant, tree):
                left.append(mutant)
                print(f"SURVIVED {mutant}", flush=True)
            else:
                print(f"killed   {mutant}", flush=True)
    print(f"{tried} mutants, {len(left)} survived")
    return bool(left)


if __name__ == "__main__":
    raise SystemExit(main())

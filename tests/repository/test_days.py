"""A day begins at midnight in Sweden, in Python and in SQL: the database's and Python's own begin an hour or two later."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
A_DAY_OF_ANOTHER_PLACE = {
    "*.py": re.compile(r"\bdate\.today\(\)|\bnow\(\)\.date\(\)|\.\w+_at\.date\(\)"),
    "*.sql": re.compile(r"\bcurrent_date\b|\blocaltimestamp\b|(?:\bnow|_timestamp)\(\)::date|_at::date|since::date|until::date", re.I),
    "*.html": re.compile(r"_at\.date\(\)"),
}  # fmt: skip
IN_UTC = {"kronobarn/audit/policies.sql"}
"""The log's parts are months in UTC, whoever asks."""


@pytest.mark.parametrize("files", A_DAY_OF_ANOTHER_PLACE)
def test_no_day_is_that_of_another_place(files: str) -> None:
    found = []
    for path in sorted(ROOT.glob(f"kronobarn/**/{files}")):
        name = str(path.relative_to(ROOT))
        if "/migrations/" in name or name in IN_UTC:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if A_DAY_OF_ANOTHER_PLACE[files].search(line):
                found.append(f"{name}:{number} {line.strip()}")

    assert found == []

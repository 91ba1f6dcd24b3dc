"""A file for table programs: semicolons and a mark of its letters, as Swedish ones expect, and no cell that is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from django.http import HttpResponse

BOM: Final = "\ufeff"
"""Without it Swedish table programs take the letters for others."""
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: str) -> str:
    """A cell that no table program takes for a formula."""
    return f"'{cell}" if cell.startswith(RISKY) else cell


def written(rows: Iterable[Sequence[object]]) -> str:
    """The rows as they are in the file. Figures stay figures; all else is text, also to a program that would reckon with it."""
    kept = StringIO()
    table = csv.writer(kept, delimiter=";")
    for row in rows:
        table.writerow([cell if isinstance(cell, int) else harmless(str(cell)) for cell in row])
    return BOM + kept.getvalue()


def file(rows: Iterable[Sequence[object]], name: str) -> HttpResponse:
    """The same to take along. Nothing on the way keeps a copy."""
    answer = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer

"""What belongs to somebody's extract, and how often one can be taken. Pure.

Source: dataskyddsförordningen (EU) 2016/679 article 15. What is examined before it is given follows from
offentlighets- och sekretesslagen (2009:400) and dataskyddslagen (2018:218) 5 kap. 1 §; the paragraph is given from
general knowledge: ska bekräftas av jurist.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

EXTRACTS_AN_HOUR: Final = 20
"""So many times an extract is taken by somebody who reads it; more is something else."""
MOST_IN_PDF: Final = 1000
"""Facts in one PDF. A larger extract is given as JSON or printed from the page: it would take minutes to lay out."""
MOST_OF_PICTURES: Final = 20 * 1024 * 1024
"""Bytes of papers in one extract: some forty pages. What is more is said, and taken one at a time."""
MOST_DRAWN: Final = 10
"""PDF whose first pages are drawn for one extract: each takes a good part of a second. The files are all there."""
FORMAT: Final = "kronobarn-registerutdrag-2"


class Form(StrEnum):
    """How the extract is taken."""

    PAGE = "utskrift"
    PDF = "utdrag.pdf"
    JSON = "utdrag.json"


class Asked(StrEnum):
    """How the person asked for it, when somebody else takes it for them: the why of the log."""

    IN_WRITING = "asked_in_writing"
    ON_A_VISIT = "asked_on_a_visit"
    THROUGH_OFFICER = "asked_through_officer"
    AT_THE_TERMINAL = "asked_operator"


def is_anothers(speaker: int | None, *, subject: int, guardians: Iterable[int]) -> bool:
    """Whether words are those of another guardian: they are about that person too, and are examined first."""
    return speaker is not None and speaker != subject and speaker in guardians

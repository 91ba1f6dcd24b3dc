"""Which documents are made while one waits, and what becomes of those that are not."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Final

# What a second of a processor lays out: text, elements, and the text of tables times their columns, since what stands
# in a narrow column becomes many lines. Measured by `python -m bench.paper --rule`, which compares.
TEXT_A_SECOND: Final = 90_000
BLOCKS_A_SECOND: Final = 2_700
COLUMNS_A_SECOND: Final = 115_000
LONG: Final = 2.0
"""Seconds that somebody waits for a page that looks as if nothing happened. What takes longer is made by the worker."""
LIVES: Final = timedelta(minutes=30)
"""How long a document may lie here, from when it was asked for."""
LATE: Final = timedelta(minutes=1)
"""When a document should long have been begun: its page then says what one can do instead."""
MOST_TRIES: Final = 2
"""What has ended the worker twice would do so a third time."""

_TABLE: Final = re.compile(r"<table.*?</table>", re.DOTALL)
_CELL: Final = re.compile(r"<t[dh]\b")


class State(StrEnum):
    """How far a document has come."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


def seconds(text: str) -> float:
    """About how long the text takes to lay out, on a processor that does nothing else."""
    tables: list[str] = _TABLE.findall(text)
    in_columns: float = sum(len(one) * len(_CELL.findall(one)) / max(1, one.count("<tr")) for one in tables)
    beside = len(text) - sum(map(len, tables))
    return beside / TEXT_A_SECOND + text.count("</") / BLOCKS_A_SECOND + in_columns / COLUMNS_A_SECOND


def takes_long(text: str) -> bool:
    """Too long to wait for: made by the worker."""
    return seconds(text) > LONG


def state(*, made: bool, job: str) -> State:
    """Where a document is, by what the queue says of its job. A job that is gone without a document has failed."""
    if made:
        return State.READY
    return {"todo": State.WAITING, "doing": State.MAKING}.get(job, State.FAILED)

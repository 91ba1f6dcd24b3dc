"""The table around one child: who sits there, what each authority has written, what it passed on.

`visible_to` here is the only definition of who sees a record. The database says it again in
`policies.sql`; a property test holds the two and a third, in plain Python, together.
"""

from kronobarn.circles.models.blocks import Block
from kronobarn.circles.models.records import (
    NEEDED_IN_AN_EMERGENCY,
    Detail,
    Disclosure,
    LoggedPart,
    OfRecordQuerySet,
    Part,
    Record,
    RecordQuerySet,
)
from kronobarn.circles.models.seats import Seat
from kronobarn.circles.models.withheld import Withheld

__all__ = [
    "NEEDED_IN_AN_EMERGENCY",
    "Block",
    "Detail",
    "Disclosure",
    "LoggedPart",
    "OfRecordQuerySet",
    "Part",
    "Record",
    "RecordQuerySet",
    "Seat",
    "Withheld",
]

"""When a child may be opened in an emergency, for how long, and how soon it is judged. Pure.

Security checklist 42-45. What such an opening lets its holder see is said in `circles.rules` (IN_AN_EMERGENCY).
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """What kind of emergency it is."""

    DANGER = "danger"
    MISSING = "missing"
    URGENT_CARE = "urgent_care"
    OTHER = "other"


FEWEST_SIGNS: Final = 20
"""So many signs, at least, to say in words what has happened."""
CODE_LASTS: Final = timedelta(minutes=5)
"""So long after the second factor was typed a child may be opened."""
MANY: Final = 3
"""More openings than this by one person in a calendar month raise an alarm."""
JUDGED_WITHIN: Final = 5
"""Working days."""
PUT_OFF_AT_MOST: Final = timedelta(days=30)
"""Telling the family can be put off so long at a time; then the reason is weighed again."""

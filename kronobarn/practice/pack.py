"""The practice model as content: a versioned file, read once, that every record points back to.

What a county calls things, asks and demands stands in `counties/<county>/practice.yaml`.
"""

from functools import lru_cache

from kronobarn.authorities.county import shipped
from kronobarn.practice.reading import FILE, read
from kronobarn.practice.schema import Area, InformationText, Pack

__all__ = ["Area", "InformationText", "Pack", "current"]


@lru_cache
def current() -> Pack:
    """The version in force."""
    return read(shipped("kronoberg", FILE))

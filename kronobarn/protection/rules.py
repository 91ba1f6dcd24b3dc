"""The population register's codes for protected data, and what they mean here. Pure.

Sources: the terms of Navet (01003, 01020, 01051-01055), see the glossary. What is not known counts as protected.
"""

from datetime import timedelta
from typing import Final

CODES: Final[dict[str, str]] = {
    "01003": "secrecy_mark",
    "01020": "protected_registration",
}
"""By code, the mark as the child carries it."""
REMOVED: Final = "ingen"
"""The one word that takes a mark away. An empty code does not: what is missing is not a decision."""
UNKNOWN: Final = "unknown"
"""A mark that is not known here. It protects as any other."""
NAMED_AT_MOST: Final = timedelta(days=365)


def mark_of(code: str) -> str:
    """What a code means here. Unknown means protected."""
    plain = code.strip().lower()
    return "none" if plain == REMOVED else CODES.get(plain.zfill(5) if plain.isdigit() else plain, UNKNOWN)

"""The signs of the reader's language: what stands between several things in one row, and around what somebody said.

Arabic has a comma of its own. What stands in a row is often a name in another alphabet, and two of them with a comma
between would be one run of text, in the wrong order on a page that runs from the right. There each keeps its direction.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from markupsafe import Markup

from kronobarn.ui.language import END, FIRST_STRONG, RIGHT_TO_LEFT, apart, spoken

TO_THE_LEFT: Final = "\u200f"
"""The row itself runs from the right. What is kept apart in it does not say so, when the row is put into a sentence."""
COMMA: Final = {"ar": "، "}
SEMICOLON: Final = {"ar": "؛ "}
QUOTES: Final = {"ar": (f"{TO_THE_LEFT}«", "»"), "uk": ("«", "»"), "en": ("“", "”"), "so": ("“", "”")}


def commas(parts: Iterable[object]) -> str:
    """As "skola, BVC, BUP"."""
    return _in_a_row(COMMA.get(spoken(), ", "), parts)


def semicolons(parts: Iterable[object]) -> str:
    """The same of things that hold commas themselves."""
    return _in_a_row(SEMICOLON.get(spoken(), "; "), parts)


def with_and(parts: Sequence[object]) -> str:
    """As "skola, BVC och BUP"; names that hold commas themselves are told apart by semicolons."""
    if any("," in str(part) for part in parts):
        return semicolons(parts)
    if len(parts) < 2:
        return commas(parts)
    return _("%(first)s och %(last)s") % {"first": commas(parts[:-1]), "last": commas(parts[-1:])}


def quoted(words: object) -> str:
    """What somebody has said or written, as ”Jag vill vara med”."""
    before, after = QUOTES.get(spoken(), ("”", "”"))
    return f"{before}{apart(words)}{after}"


def reread(row: str, parts: int) -> str:
    """What was put together once with plain commas, in the signs of whoever reads it now."""
    return commas(row.split(", ", parts - 1)) if row and spoken() in RIGHT_TO_LEFT else row


def _in_a_row(sign: str, parts: Iterable[object]) -> str:
    """Escapes as Jinja's own `join` does: only when a part is already a piece of a page."""
    each = [part if isinstance(part, Markup) else str(part) for part in parts]
    if spoken() in RIGHT_TO_LEFT and each:
        each = [FIRST_STRONG + part + END for part in each]
        each[0] = TO_THE_LEFT + each[0]
    return (Markup if any(isinstance(part, Markup) for part in each) else str)(sign).join(each)

"""People's names are not taken over from what is read: where a name stood, the function stands.

A name is two or more words with a capital that are no known place, organisation or work, or a double first name. That is
guessed, and rather once too often: the source stands beside the proposal, and the editor decides.
"""

import re
from pathlib import Path
from typing import Final

UNKNOWN: Final = "[namn borttaget]"

_WORD: Final = r"[A-ZÅÄÖ][a-zåäöéèüø]+(?:-[A-ZÅÄÖ][a-zåäöéèüø]+)?"
NAME: Final = re.compile(rf"\b{_WORD}(?: {_WORD}){{1,2}}\b|\b[A-ZÅÄÖ][a-zåäöé]+-[A-ZÅÄÖ][a-zåäöé]+\b")
FUNCTION: Final = re.compile(
    r"\b(\w*(?:ledare|chef|chefer|samordnare|ordförande|rektor|strateg|forskare|docent|professor|handläggare|direktör"
    r"|koordinator|sekreterare|kurator|sköterska|läkare|psykolog|lärare|socionom|utredare|coordinator|manager|leader))\b",
    re.IGNORECASE,
)
NOT_NAMES: Final = frozenset((Path(__file__).parent / "not_names.txt").read_text(encoding="utf-8").split())
"""Words with a capital that are no part of a name: places, organisations, works, months, and how sentences begin."""


def without(text: str, known: dict[str, str] | None = None) -> str:
    """The text with functions where there were names. `known` says whose function is which, from the whole document."""
    functions = known if known is not None else found_in(text)
    for name in sorted(functions, key=len, reverse=True):
        text = _each(name).sub(functions[name] or UNKNOWN, text)
    text = NAME.sub(lambda match: match[0] if _is_known(match[0]) else UNKNOWN, text)
    text = re.sub(rf"{re.escape(UNKNOWN)}(?:(?: och |, | ){re.escape(UNKNOWN)})+", UNKNOWN, text)
    # "processledare processledare" and "chef, chef för": the function stood beside its name.
    return re.sub(r"\b(\w+(?: \w+)?),? \(?\1\b", r"\1", text, flags=re.IGNORECASE)


def found_in(text: str) -> dict[str, str]:
    """Each name in a document, and its parts, with the function that stands beside it somewhere; empty when none does."""
    found: dict[str, str] = {}
    for match in NAME.finditer(text):
        name = match[0]
        if _is_known(name):
            continue
        after, before = text[match.end() : match.end() + 80], text[max(0, match.start() - 40) : match.start()]
        near = re.match(r"(?:\s*\([A-Z]+\))?\s*[,\n(]\s*([^.,;\n)]{0,60})", after)
        beside = FUNCTION.search(near[1]) if near else None
        beside = beside or re.search(FUNCTION.pattern + r"\s*$", before, re.IGNORECASE)
        found[name] = found.get(name) or (beside[1].lower() if beside else "")
    for name in list(found):
        for part in re.split(r" ", name):
            found.setdefault(part, found[name])
    return found


def _each(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}(?:s|:s)?\b(?: \([A-ZÅÄÖ]{{1,4}}\))?")


def _is_known(name: str) -> bool:
    return any(word in NOT_NAMES for word in name.split())

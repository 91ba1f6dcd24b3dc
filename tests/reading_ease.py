"""How hard a Swedish text is to read, by LIX: the words of a sentence, and how many of them are long.

Björnsson 1968: words per sentence plus the share of words with more than six letters, in percent. Up to 25 is as easy as
a book for children, 40 an ordinary newspaper. It says nothing about whether a text is good; it finds one that is heavy.
"""

import re
from collections.abc import Iterable
from typing import Final

CHILD: Final = 25
GUARDIAN: Final = 40
GUIDE: Final = 45
LONG: Final = 6
WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
END: Final = re.compile(r"[.!?:]+(?:\s|$)|\n\s*\n|$")


def lix(texts: Iterable[str]) -> int:
    """The LIX of texts that are read one after another; each ends a sentence."""
    words = sentences = long = 0
    for text in texts:
        for sentence in END.split(text):
            found = WORD.findall(sentence)
            words += len(found)
            sentences += bool(found)
            # A part after a hyphen is read as a word of its own.
            long += sum(len(part) > LONG for word in found for part in word.split("-"))
    return round(words / sentences + 100 * long / words) if words else 0

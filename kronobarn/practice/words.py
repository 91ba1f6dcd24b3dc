"""The county's own names for the functions of the model, in the product's sentences.

The Swedish words in the code say "barnensbästa-ansvarig" and "samverkansansvarig", as in Kronoberg. A county that calls
them something else has its own words laid over these, once in a process, as a catalogue lies over the words in the code:
pages, refusals and what is stored say them, and no sentence has to be written twice.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, trans_real

from kronobarn.practice import pack
from kronobarn.practice.parts import Names
from kronobarn.ui import jinja, language

HOLDER: Final = "barnensbästa-ansvarig"
LEAD: Final = "samverkansansvarig"
WRITTEN_IN: Final = "sv"
AN_HOUR: Final = 3600
INFLECTED: Final = re.compile(rf"\b(?:den )?{HOLDER}a\b")


def said(sentence: str, words: Names) -> str:
    """The sentence in the county's words."""
    sentence = INFLECTED.sub(f"den som är {HOLDER}", sentence)
    for ours, theirs in ((HOLDER, words.responsible), (LEAD, words.lead)):
        sentence = sentence.replace(ours, theirs).replace(_capital(ours), _capital(theirs))
    return sentence


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


_laid: tuple[str, str] = (HOLDER, LEAD)
"""What this process says."""


def lay(words: Names) -> None:
    """Say the county's words in every sentence that names a function."""
    global _laid
    if _laid == (words.responsible, words.lead):
        return
    _laid = (words.responsible, words.lead)
    ours = _laid == (HOLDER, LEAD)
    over = {sentence: sentence if ours else said(sentence, words) for sentence in _naming_a_function()}
    swedish = trans_real.translation(WRITTEN_IN)
    swedish._catalog.update(SimpleNamespace(plural=swedish.plural, _catalog=over))  # type: ignore[attr-defined]
    jinja.forget()
    language.forget()


def _naming_a_function() -> Iterator[str]:
    # English has every word of the product, and so names every sentence.
    for sentence in trans_real.translation("en")._catalog.keys():  # type: ignore[attr-defined]  # noqa: SIM118
        if isinstance(sentence, str) and re.search(rf"{HOLDER}|{LEAD}", sentence, re.IGNORECASE):
            yield sentence


def programme() -> str:
    """What the county calls its work with the model."""
    try:
        content = pack.told()
    except pack.NoPracticeModel:
        return "Kronobarn"
    return content.programme or content.words.model


def programme_here() -> str:
    """The same with the county, as it stands on papers that leave the house."""
    try:
        return gettext("%(programme)s i %(county)s") % {"programme": programme(), "county": pack.current().county}
    except pack.NoPracticeModel:
        return programme()


class CountyWords:
    """Sees that the pages say the words of the practice model that is in force. Looks once an hour."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._looked_at = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = time.monotonic()
        if not self._looked_at or now - self._looked_at > AN_HOUR:
            self._looked_at = now
            self._look()
        return self.get_response(request)

    def _look(self) -> None:
        with suppress(pack.NoPracticeModel):
            lay(pack.current().words)

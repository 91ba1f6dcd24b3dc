"""Refuses long passwords that are guessed first. Offline: nothing typed ever leaves the installation.

The usual lists of leaked passwords are short words, and the length already keeps those out. What
is left to guess at 15 characters is a common word dressed up ("Sommar2024!!!!!"), the same thing
over and over, or a walk along the keyboard. So a password is undressed: figures and signs are
taken away, letters written as figures are put back, and what remains may not be made of the words
in `common_words.txt` alone.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.people.models import Person

FEWEST_DIFFERENT: Final = 6
LEAST_LEFT: Final = 6
ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyzåäö",
    "qwertyuiopå",
    "asdfghjklöä",
    "zxcvbnm",
    "01234567890",
    "1qaz2wsx3edc4rfv5tgb",
)
WRITTEN_AS_FIGURES: Final = str.maketrans("0134578@$!", "oieastbasi")
WALK: Final = 6


class NotGuessable:
    """A validator in AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if is_guessable(password):
            raise ValidationError(
                _(
                    "Lösenordet är lätt att gissa: det är vanliga ord, årtal eller upprepningar. "
                    "Ta i stället fyra ord som inte hör ihop."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Fyra ord som inte hör ihop är lätta att minnas och svåra att gissa.")


def is_guessable(password: str) -> bool:
    """Whether it is among what anyone would try first."""
    text = password.lower()
    if len(set(text)) < FEWEST_DIFFERENT:
        return True
    return any(_is_dressed_up(plain) for plain in (text, text.translate(WRITTEN_AS_FIGURES)))


def _is_dressed_up(text: str) -> bool:
    without_walks = _without_walks(text)
    letters = re.sub(r"[\W\d_]", "", without_walks)
    left = _words().sub("", letters)
    return len(left) < LEAST_LEFT and len(set(left)) < FEWEST_DIFFERENT


def _without_walks(text: str) -> str:
    """Take away stretches that follow the alphabet, the figures or the keyboard."""
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        for length in range(len(row), WALK - 1, -1):
            for start in range(len(row) - length + 1):
                text = text.replace(row[start : start + length], "")
    return text


@cache
def _words() -> re.Pattern[str]:
    """The common words, the longest first."""
    words = (Path(__file__).parent / "common_words.txt").read_text("utf-8").split()
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))

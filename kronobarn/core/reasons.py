"""Why something about a child was decided: a sentence that whoever reads it later can understand."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext as _

THREE_WORDS: Final = r"\S\s+\S+\s+\S"
SOME_SIGNS: Final = r"(\S\s*){6}"
"""What a sentence has at least, for Python and for the database: "Eva sa ja" is one, "x" and "x y z" are none."""


def lacks(text: str, missing: str) -> str:
    """What is said of a reason that is too short, or `missing` when nothing was written. Empty when it will do."""
    if not text.strip():
        return missing
    if re.search(THREE_WORDS, text) and re.search(SOME_SIGNS, text):
        return ""
    return _("Skriv en mening, minst tre ord, så att den som läser senare förstår varför.")


def in_a_sentence(text: str) -> None:
    """The same as the validator of a form's field."""
    if wrong := lacks(text, ""):
        raise ValidationError(wrong)


def demand(field: str, text: str, missing: str) -> None:
    """The same for an action."""
    if wrong := lacks(text, missing):
        raise ValidationError({field: wrong})


def says_why(name: str, field: str, *, unless: Q | None = None) -> CheckConstraint:
    """The same in the database, for the decisions that others' access rests upon."""
    at_least = f"{field}__regex"
    sentence = Q(**{at_least: THREE_WORDS}) & Q(**{at_least: SOME_SIGNS})
    return CheckConstraint(name=name, condition=sentence if unless is None else unless | sentence)

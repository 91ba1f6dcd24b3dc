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
    return CheckConstraint(name=name, condition=_sentence(field) if unless is None else unless | _sentence(field))


def says_why_once_done(name: str, at: str, because: str) -> CheckConstraint:
    """The same for what has a time: once it has been done it says why, and before that it says nothing."""
    undone, done = Q(**{f"{at}__isnull": True, because: ""}), Q(**{f"{at}__isnull": False})
    return CheckConstraint(name=name, condition=undone | (done & _sentence(because)))


def _sentence(field: str) -> Q:
    at_least = f"{field}__regex"
    return Q(**{at_least: THREE_WORDS}) & Q(**{at_least: SOME_SIGNS})

"""The practice model as content: a versioned file, read once, that every record points back to.

What a county calls things, asks and demands stands in `counties/<county>/practice.yaml`.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kronobarn.authorities.county import CountyFilesAreWrong, Problem, shipped
from kronobarn.authorities.county.files import Document, document
from kronobarn.practice.mistakes import problems

FILE = "practice.yaml"
Key = Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=40)]
Words = Annotated[str, Field(min_length=1)]
Prompts = Annotated[list[Words], Field(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Area(Strict):
    """One of the eight parts of the wheel. The key is stable; the words are the county's."""

    key: Key
    label: Words
    confirmed: bool
    icon: Words
    for_professionals: Words
    for_guardians: Words
    for_children: Words
    prompts: Prompts
    prompts_for_guardians: Prompts
    prompts_for_children: Prompts


class Question(Strict):
    """One of the five questions of the analysis (domain.md 1.2)."""

    key: Key
    text: Words


class InformationText(Strict):
    """What a giver of consent is told, in one language. `reviewed` is false until somebody who knows it has read it."""

    key: Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]+)?$", max_length=12)]
    name: Words
    """As those who speak it say it."""
    lang: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    dir: Literal["ltr", "rtl"] = "ltr"
    reviewed: bool
    paragraphs: Prompts
    kinds: dict[Key, Words]


class Pack(Strict):
    """One version of the practice model."""

    version: Words
    county: Words
    adopted_on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    areas: Annotated[list[Area], Field(min_length=8, max_length=8)]
    questions: Annotated[list[Question], Field(min_length=5, max_length=5)]
    information_kinds: Annotated[dict[Key, Words], Field(min_length=1)]
    first_review_weeks: int = Field(ge=1, le=26)
    next_review_weeks: int = Field(ge=1, le=52)
    consent_texts: Annotated[list[InformationText], Field(min_length=1)]
    """The first is the one that all are read unless another is chosen."""
    meeting_agenda: Prompts
    language: Literal["sv"] = "sv"

    def area(self, key: str) -> Area:
        """The part of the wheel with this key; KeyError when the pack has none."""
        for area in self.areas:
            if area.key == key:
                return area
        raise KeyError(key)

    def consent_text(self, key: str = "") -> InformationText:
        """The text in a language, or the first."""
        return next((text for text in self.consent_texts if text.key == key), self.consent_texts[0])


def read(folder: Path) -> Pack:
    """Read a county's practice pack, or raise CountyFilesAreWrong with every mistake, its line and its remedy."""
    where = document(folder, FILE)
    try:
        pack = Pack.model_validate(where.content)
    except ValidationError as error:
        raise CountyFilesAreWrong(problems(error, where)) from None
    twice = [
        *_twice(where, "areas", pack.areas),
        *_twice(where, "questions", pack.questions),
        *_twice(where, "consent_texts", pack.consent_texts),
    ]
    if twice:
        raise CountyFilesAreWrong(twice)
    return pack


def _twice(where: Document, part: str, entries: Sequence[Area | Question | InformationText]) -> list[Problem]:
    uses = Counter(entry.key for entry in entries)
    return [
        Problem(
            where.place(part, number, "key"),
            _("Nyckeln ”%s” används två gånger.") % entry.key,
            _("Ge varje område, varje fråga och varje text en egen nyckel."),
        )
        for number, entry in enumerate(entries)
        if uses[entry.key] > 1
    ]


@lru_cache
def current() -> Pack:
    """The version in force."""
    return read(shipped("kronoberg"))

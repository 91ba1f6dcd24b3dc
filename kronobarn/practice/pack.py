"""The practice model as content: a versioned file, read once, that every record points back to.

What a county calls things, asks and demands stands in `counties/<county>/practice.yaml`.
"""

from functools import lru_cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from kronobarn.authorities.county import shipped


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Area(Strict):
    """One of the eight parts of the wheel. The key is stable; the words are the county's."""

    key: str = Field(pattern=r"^[a-z_]+$")
    label: str
    confirmed: bool
    icon: str
    for_professionals: str
    for_guardians: str
    for_children: str
    prompts: list[str]


class Question(Strict):
    """One of the five questions of the analysis (domain.md 1.2)."""

    key: str = Field(pattern=r"^[a-z_]+$")
    text: str


class Pack(Strict):
    """One version of the practice model."""

    version: str
    county: str
    adopted_on: str
    areas: list[Area] = Field(min_length=8, max_length=8)
    questions: list[Question] = Field(min_length=5, max_length=5)
    information_kinds: dict[str, str]
    first_review_weeks: int = Field(ge=1, le=26)
    next_review_weeks: int = Field(ge=1, le=52)
    consent_text: str
    meeting_agenda: list[str]
    language: Literal["sv"] = "sv"

    def area(self, key: str) -> Area:
        """The part of the wheel with this key; KeyError when the pack has none."""
        for area in self.areas:
            if area.key == key:
                return area
        raise KeyError(key)


@lru_cache
def current() -> Pack:
    """The version in force."""
    file = shipped("kronoberg") / "practice.yaml"
    return Pack.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))

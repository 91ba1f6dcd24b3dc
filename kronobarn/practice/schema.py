"""The shape of a practice pack: what every county's files are checked against, and what a version in the database is."""

from typing import Annotated, Literal

from pydantic import Field

from kronobarn.practice.parts import (
    AgeBand,
    Area,
    Decision,
    InformationText,
    Key,
    Language,
    Letters,
    Modules,
    Names,
    PlanConditions,
    Prompts,
    PromptsByAge,
    Quarter,
    Question,
    ResponsibilityRules,
    Strict,
    VersionName,
    Words,
)
from kronobarn.practice.rules import Function


class AreaWords(Strict):
    """What a child and a guardian read about one area, in another language."""

    label: Words
    for_guardians: Words
    for_children: Words
    prompts_for_guardians: Prompts
    prompts_for_children: PromptsByAge


class StaffAreaWords(Strict):
    """What those who work with the child read about one area, in another language."""

    for_professionals: Words
    prompts: Prompts
    strengths: Prompts
    concerns: Prompts


class PlaceWords(Strict):
    label: Words
    meaning: Words


class SideWords(Strict):
    label: Words
    headings: dict[Key, PlaceWords]


class MyWorldWords(Strict):
    label: Words
    meaning: Words
    sides: dict[Key, SideWords]


class ResilienceWords(Strict):
    label: Words
    meaning: Words
    resilience: Quarter
    vulnerability: Quarter
    protection: Quarter
    adversity: Quarter


class ModuleWords(Strict):
    my_world: MyWorldWords | None = None
    resilience: ResilienceWords | None = None


class StaffWords(Strict):
    """What those who work with children read, in another language. Whole, or not there."""

    areas: dict[Key, StaffAreaWords]
    modules: ModuleWords = ModuleWords()
    questions: dict[Key, Words]
    decision: Decision
    information_kinds: dict[Key, Words]
    plan_conditions: PlanConditions
    functions: dict[Function, Words]
    meeting_agenda: Prompts


class Translation(Strict):
    """The words for the family in one more language, and how they were made."""

    lang: Language
    name: Words
    """As those who speak it say it."""
    dir: Literal["ltr", "rtl"] = "ltr"
    made: Literal["by_us", "by_county", "reviewed"]
    """Translated by us and read by nobody else; by the county; or read by a person who knows the language and the work."""
    words: Names
    areas: dict[Key, AreaWords]
    meeting_agenda: Prompts | None = None
    functions: dict[Function, Words] = {}
    """Both are read by the family too. A language with words for staff has them there; each of the others here."""
    letters: Letters | None = None
    """Without them a letter is written in the pack's own language."""
    staff: StaffWords | None = None


class Content(Strict):
    """What the pack's own file and a version in the database have in common."""

    version: VersionName
    county: Words
    programme: Words | None = None
    """What the county calls its work with the model, where it has another name than the model's."""
    language: Literal["sv", "en"]
    """What the file is written in."""
    words: Names
    age_bands: Annotated[list[AgeBand], Field(min_length=1)]
    areas: Annotated[list[Area], Field(min_length=8, max_length=8)]
    modules: Modules = Modules()
    questions: Annotated[list[Question], Field(min_length=5, max_length=5)]
    decision: Decision
    information_kinds: Annotated[dict[Key, Words], Field(min_length=1)]
    plan_conditions: PlanConditions
    first_review_weeks: int = Field(ge=1, le=26)
    next_review_weeks: int = Field(ge=1, le=52)
    responsibility: ResponsibilityRules
    consent_texts: Annotated[list[InformationText], Field(min_length=1)]
    """The first is the one that all are read unless another is chosen."""
    meeting_agenda: Prompts
    letters: Letters


class PackFile(Content):
    """`practice.yaml`. Each language named here has a file of its own: `languages/<language>.yaml`."""

    translations: list[Language] = []


class Pack(Content):
    """One version of the practice model, whole."""

    translations: list[Translation] = []

    def area(self, key: str) -> Area:
        """The part of the wheel with this key; KeyError when the pack has none."""
        for area in self.areas:
            if area.key == key:
                return area
        raise KeyError(key)

    def label(self, key: str) -> str:
        """What an area is called; the key itself when the pack has none."""
        return next((area.label for area in self.areas if area.key == key), key)

    def has_words_for_staff(self, language: str) -> bool:
        """Whether what those who work with children read is in the language."""
        return language == self.language or any(one.staff for one in self.translations if one.lang == language)

    def band(self, age: int | None) -> AgeBand:
        """The words for a child of an age; the oldest children's when the age is not known."""
        bands = [band for band in self.age_bands if age is None or band.from_age <= age]
        return bands[-1] if bands else self.age_bands[0]

    def consent_text(self, key: str = "") -> InformationText:
        """The text in a language, or the first."""
        return next((text for text in self.consent_texts if text.key == key), self.consent_texts[0])

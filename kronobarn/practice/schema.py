"""The shape of a practice pack: what every county's files are checked against, and what a version in the database is.

A key is stable and never shown; a word is the county's. Nothing here can hold a score, a grade or a rank.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from kronobarn.authorities.rules import UnitKind
from kronobarn.practice.rules import Function, Until

Key = Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=40)]
Words = Annotated[str, Field(min_length=1)]
Prompts = Annotated[list[Words], Field(min_length=1)]
VersionName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=60)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
PromptsByAge: TypeAlias = Annotated[dict[Key, Prompts], Field(min_length=1)]
"""By the key of the age band."""

BbicArea = Literal[
    "health",
    "education",
    "feelings_and_behaviour",
    "social_relations",
    "basic_care",
    "safety",
    "stimulation_and_guidance",
    "emotional_availability",
    "family_now",
    "family_background",
    "housing_work_economy",
    "network_and_integration",
]
IcfChapter = Annotated[str, Field(pattern=r"^[bsde][1-9]$")]
Article = Annotated[int, Field(ge=1, le=54)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Names(Strict):
    """What the county calls the parts of the model."""

    model: Words
    wheel: Words
    responsible: Words
    """The function that holds the baton."""
    lead: Words
    """Who holds a plan of several services together."""
    plan: Words
    meeting: Words


class AgeBand(Strict):
    """Children of an age are asked in words of their own and answer in a way they can use (ux.md 3.1)."""

    key: Key
    from_age: int = Field(ge=0, le=17)
    answers: Literal["faces", "five_words", "words"]
    """Two or three faces, five steps in words, or words only. Never a number."""


class References(Strict):
    """Where the area touches other frames. `made_by` says whose comparison it is: there is no official one."""

    made_by: Literal["us", "county"]
    uncrc: list[Article] = []
    """Articles of the UN Convention on the Rights of the Child."""
    bbic: list[BbicArea] = []
    icf: list[IcfChapter] = []


class Area(Strict):
    """One of the eight parts of the wheel."""

    key: Key
    label: Words
    confirmed: bool
    """Whether the county has confirmed the label as its official one."""
    picture: Words
    for_professionals: Words
    for_guardians: Words
    for_children: Words
    prompts: Prompts
    prompts_for_guardians: Prompts
    prompts_for_children: PromptsByAge
    strengths: Prompts
    concerns: Prompts
    references: References


class Heading(Strict):
    key: Key
    label: Words
    meaning: Words


class Side(Strict):
    """One of the three sides of a child's world."""

    key: Key
    label: Words
    headings: Annotated[list[Heading], Field(min_length=7, max_length=7)]


class MyWorld(Strict):
    """The optional module *Min värld*: three sides, twenty-one headings."""

    on: bool
    confirmed: bool
    label: Words
    meaning: Words
    sides: Annotated[list[Side], Field(min_length=3, max_length=3)]


class Quarter(Strict):
    """One of the four fields."""

    label: Words
    meaning: Words
    examples: Prompts


class Resilience(Strict):
    """The optional module *motståndskraft*: two times two fields in which notes are placed."""

    on: bool
    confirmed: bool
    label: Words
    meaning: Words
    resilience: Quarter
    vulnerability: Quarter
    protection: Quarter
    adversity: Quarter


class Modules(Strict):
    """What a county can switch on. Nothing in the model needs them."""

    my_world: MyWorld | None = None
    resilience: Resilience | None = None


class Question(Strict):
    """One of the five questions of the analysis (domain.md 1.2)."""

    key: Key
    text: Words


class Way(Strict):
    """One of the three ways on from the analysis."""

    label: Words
    meaning: Words


class Decision(Strict):
    """The three-way decision. It is always a person's."""

    own_service: Way
    other_service: Way
    together: Way


class PlanConditions(Strict):
    """What a plan must have before it holds, in the county's words. The demands themselves are in the code."""

    consent: Words
    services: Words
    contacts: Words
    lead: Words
    next_review: Words
    child_view: Words


class ResponsibleFunction(Strict):
    """A function that can be responsible, what it is called and in which kinds of unit it is found."""

    key: Function
    label: Words
    unit_kinds: Annotated[list[UnitKind], Field(min_length=1)]


class PeriodEnd(Strict):
    """`birth`; or `year` with `age` and `day`: that day of the year in which the child reaches the age; or
    `birthday` with `age`."""

    when: Until
    age: int = Field(default=0, ge=0, le=25)
    day: Annotated[str, Field(pattern=r"^(02-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(0[1-9]|[12]\d|30))$")] = "01-01"


class ResponsiblePeriod(Strict):
    """One stretch of a child's life, and who can be responsible in it, the likeliest first."""

    key: Key
    after: Key | None = None
    """The period that comes before. The first has none."""
    until: PeriodEnd
    functions: Annotated[list[Function], Field(min_length=1)]


class ResponsibilityRules(Strict):
    functions: Annotated[list[ResponsibleFunction], Field(min_length=1)]
    periods: Annotated[list[ResponsiblePeriod], Field(min_length=1)]

    def life(self) -> list[ResponsiblePeriod]:
        """The periods in the order of a life."""
        following = {period.after: period for period in self.periods}
        ordered: list[ResponsiblePeriod] = []
        key: str | None = None
        while (period := following.get(key)) is not None and period not in ordered:
            ordered.append(period)
            key = period.key
        return ordered

    def function_of(self, unit_kind: str) -> Function | None:
        """The function a kind of unit can carry."""
        for function in self.functions:
            if unit_kind in function.unit_kinds:
                return function.key
        return None

    def unit_kinds(self, function: Function) -> frozenset[str]:
        """Where the function is found."""
        return frozenset(kind for one in self.functions if one.key == function for kind in one.unit_kinds)


class InformationText(Strict):
    """What a giver of consent is told, in one language. `reviewed` is false until somebody who knows it has read it."""

    key: Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]+)?$", max_length=12)]
    name: Words
    """As those who speak it say it."""
    lang: Language
    dir: Literal["ltr", "rtl"] = "ltr"
    reviewed: bool
    paragraphs: Prompts
    kinds: dict[Key, Words]


class Letter(Strict):
    """A letter to the family. In braces what is filled in when it is written."""

    subject: Words
    paragraphs: Prompts


class Letters(Strict):
    invitation: Letter
    plan_copy: Letter
    ending: Letter


class AreaWords(Strict):
    """What a child and a guardian read about one area, in another language."""

    label: Words
    for_guardians: Words
    for_children: Words
    prompts_for_guardians: Prompts
    prompts_for_children: PromptsByAge


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


class Content(Strict):
    """What the pack's own file and a version in the database have in common."""

    version: VersionName
    county: Words
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
        return language == self.language

    def band(self, age: int | None) -> AgeBand:
        """The words for a child of an age; the oldest children's when the age is not known."""
        bands = [band for band in self.age_bands if age is None or band.from_age <= age]
        return bands[-1] if bands else self.age_bands[0]

    def consent_text(self, key: str = "") -> InformationText:
        """The text in a language, or the first."""
        return next((text for text in self.consent_texts if text.key == key), self.consent_texts[0])

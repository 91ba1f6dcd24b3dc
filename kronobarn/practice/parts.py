"""The parts that a practice pack is made of.

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
    heard: Words | None = None
    """Without words of the county's own, ours are read."""


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

"""A case as it is written: what its file must hold. Pure."""

from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from kronobarn.assessments.rules import KnownHow
from kronobarn.authorities.rules import Profession
from kronobarn.chronology.rules import Significance
from kronobarn.concerns.rules import Knows

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Past = Annotated[int, Field(le=-1, ge=-2000)]
"""A day before the room begins, counted from it."""

EVERYBODY: Final = "alla"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# The people -----------------------------------------------------------------------------------------


class Child(Part):
    """Whom it is about. A child has no number here, so that it can grow older when time is moved."""

    name: Name
    years: Annotated[int, Field(ge=0, le=17)] = 0
    months: Annotated[int, Field(ge=0, le=11)] = 0
    expected_in: Annotated[int, Field(ge=1, le=280)] | None = None
    """Days until the child is to be born, when it is not."""
    pronoun: Literal["hon", "han", "hen", ""] = ""
    at: Key
    """The unit that is responsible when the child becomes known."""
    known: Past
    played_as: Key | None = None
    """The role of whoever plays the child, when somebody does."""


class Role(Part):
    """Somebody to play: staff in a unit, a guardian, or the child."""

    key: Key
    name: Name
    kind: Literal["staff", "guardian", "child"] = "staff"
    unit: Key | None = None
    profession: Profession | None = None
    responsible: bool = False
    who: Text
    """Who it is, for everybody to read."""
    knows: Annotated[list[Text], Field(min_length=1)]
    """What this one alone knows when the room begins."""
    wants: Text
    can_stay_empty: bool = False


# What has happened, and what happens -----------------------------------------------------------------


class Event(Part):
    """Something that is done with the product's own actions. `names` are the fields that hold a role."""

    names: ClassVar[tuple[str, ...]] = ("by",)
    day: Past


class Signal(Event):
    event: Literal["signal"]
    by: Key
    what: Text
    who: str = ""
    urgent: bool = False
    child: Knows = Knows.YES
    guardians: Knows = Knows.YES
    necessity: str = ""
    """Why it may be told to another service, when it is."""


class Received(Event):
    event: Literal["received"]
    names: ClassVar[tuple[str, ...]] = ()


class Meets(Event):
    event: Literal["meets"]
    names: ClassVar[tuple[str, ...]] = ("name",)
    name: Key
    why: Name


class Happened(Event):
    event: Literal["happened"]
    what: Text
    means: Significance
    known: KnownHow = KnownHow.TOLD_BY_GUARDIAN
    source: Name
    why_not: str = ""
    by: Key | None = None


class Asks(Event):
    event: Literal["asks"]
    names: ClassVar[tuple[str, ...]] = ("who",)
    who: Key
    answer_in: Annotated[int, Field(ge=1, le=60)]
    question: str = ""
    necessity: str = ""


class Tells(Event):
    event: Literal["tells"]
    names: ClassVar[tuple[str, ...]] = ("who",)
    who: Key
    area: Key
    works: str = ""
    hard: str = ""


class IsDone(Event):
    event: Literal["is_done"]
    names: ClassVar[tuple[str, ...]] = ("who",)
    who: Key


class ChildSays(Event):
    event: Literal["child_says"]
    names: ClassVar[tuple[str, ...]] = ("to",)
    to: Key | None = None
    words: Text
    area: Key
    where: Name
    works: str = ""
    hard: str = ""


class GuardianSays(ChildSays):
    event: Literal["guardian_says"]  # type: ignore[assignment]


class Analysed(Event):
    event: Literal["analysed"]
    names: ClassVar[tuple[str, ...]] = ()
    obstacle: Text
    information: Text
    myself: Text
    my_service: Text
    others: Text
    child_view: str = ""
    how: str = ""


class Together(Event):
    event: Literal["together"]
    names: ClassVar[tuple[str, ...]] = ()
    reason: Text


class OwnServiceCan(Together):
    event: Literal["own_service_can"]  # type: ignore[assignment]


class OffersBaton(Event):
    event: Literal["offers_baton"]
    names: ClassVar[tuple[str, ...]] = ()
    to_unit: Key
    because: Text


AnyEvent = Annotated[
    Signal
    | Received
    | Meets
    | Happened
    | Asks
    | Tells
    | IsDone
    | ChildSays
    | GuardianSays
    | Analysed
    | Together
    | OwnServiceCan
    | OffersBaton,
    Field(discriminator="event"),
]

# What comes in during the play depends on nothing that the players do, so there is only this.


class ComesIn(Part):
    """A signal about the child that somebody sends when a round begins."""

    event: Literal["signal"]
    by: Key
    what: Text
    who: str = ""
    urgent: bool = False
    child: Knows = Knows.YES
    guardians: Knows = Knows.YES
    necessity: str = ""


class ToldTo(Part):
    """A text that is put out when a round begins, to some of the roles."""

    to: Annotated[list[Key], Field(min_length=1)]
    text: Text


class Round(Part):
    title: Name
    days: Annotated[int, Field(ge=0, le=120)] = 0
    """How many days pass before it begins."""
    scene: Text
    """What everybody is told."""
    told: list[ToldTo] = []
    comes_in: list[ComesIn] = []
    try_this: Annotated[list[Text], Field(min_length=1)]
    """What the group is to do with the tools."""


class Case(Part):
    """A case: who, what has been, what happens, and what to talk about."""

    key: Key
    title: Name
    about: Text
    minutes: Annotated[int, Field(ge=20, le=480)]
    learns: Annotated[list[Text], Field(min_length=1)]
    for_the_leader: Text
    child: Child
    roles: Annotated[list[Role], Field(min_length=2)]
    past: list[AnyEvent]
    rounds: Annotated[list[Round], Field(min_length=1)]
    questions: Annotated[list[Text], Field(min_length=1)]

    def role(self, key: str) -> Role:
        return next(role for role in self.roles if role.key == key)

    def role_or_none(self, key: str) -> Role | None:
        return next((role for role in self.roles if role.key == key), None)

    def fields_of(self, event: Event) -> dict[str, Any]:
        """What the event says, without what it is and when."""
        return event.model_dump(exclude={"event", "day"})

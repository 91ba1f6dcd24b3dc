"""What can happen to the baton."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ChildRegistered(Event):
    kind: ClassVar = "child.registered"
    sentence: ClassVar = _("Lade till barnet")

    unit: int
    function: str
    identity: str


@dataclass(frozen=True)
class GuardianNamed(Event):
    kind: ClassVar = "guardian.named"
    sentence: ClassVar = _("Skrev in en vårdnadshavare")

    guardian: int
    custody: str


@dataclass(frozen=True)
class BatonOffered(Event):
    kind: ClassVar = "baton.offered"
    sentence: ClassVar = _("Bad någon annan ta över ansvaret")

    to_assignment: int


@dataclass(frozen=True)
class BatonOfferedInstead(Event):
    """By whoever leads the unit, when the holder cannot: the account is closed, or the assignment has ended."""

    kind: ClassVar = "baton.offered_instead"
    sentence: ClassVar = _("Bad en kollega ta över ansvaret från någon som inte arbetar kvar")

    to_assignment: int


@dataclass(frozen=True)
class BatonAccepted(Event):
    kind: ClassVar = "baton.accepted"
    sentence: ClassVar = _("Tog över ansvaret för barnet")

    unit: int
    function: str


@dataclass(frozen=True)
class BatonDeclined(Event):
    kind: ClassVar = "baton.declined"
    sentence: ClassVar = _("Tackade nej till att ta över ansvaret")


@dataclass(frozen=True)
class BatonTakenBack(Event):
    """By whoever leads the unit, from somebody who is gone or did not answer."""

    kind: ClassVar = "baton.taken_back"
    sentence: ClassVar = _("Tog tillbaka frågan om ansvaret från någon som inte svarade")

    from_assignment: int


@dataclass(frozen=True)
class BatonWithdrawn(Event):
    kind: ClassVar = "baton.withdrawn"
    sentence: ClassVar = _("Tog tillbaka frågan om att ta över ansvaret")


@dataclass(frozen=True)
class FollowingChosen(Event):
    """What is to be passed on if the other area takes over, and on what ground."""

    kind: ClassVar = "following.chosen"
    sentence: ClassVar = _("Bestämde vad som följer med när ansvaret byter hand")

    to_area: int
    records: list[UUID]
    ground: str


@dataclass(frozen=True)
class FollowingRead(Event):
    kind: ClassVar = "following.read"
    sentence: ClassVar = _("Har läst vad som följer med när ansvaret byter hand")


@dataclass(frozen=True)
class ChildBorn(Event):
    kind: ClassVar = "child.born"
    sentence: ClassVar = _("Skrev att barnet är fött")

    identity: str


@dataclass(frozen=True)
class ChildIdentified(Event):
    """A number was given, or one in place of another. The numbers themselves are not written."""

    kind: ClassVar = "child.identified"
    sentence: ClassVar = _("Skrev barnets nummer")

    identity: str
    before: str
    birth_corrected: bool


@dataclass(frozen=True)
class ChildLetIn(Event):
    """Whose yes it rests on, and what part the child had in the decision."""

    kind: ClassVar = "child.let_in"
    sentence: ClassVar = _("Gav barnet egna sidor")

    agreed: list[int]
    part: str


@dataclass(frozen=True)
class FamilyLinkMade(Event):
    kind: ClassVar = "family.link_made"
    sentence: ClassVar = _("Gjorde en länk där någon i familjen väljer sitt lösenord")

    person: int


@dataclass(frozen=True)
class ChildsWayTakenBack(Event):
    kind: ClassVar = "child.way_taken_back"
    sentence: ClassVar = _("Tog tillbaka barnets egna sidor")

    because: str

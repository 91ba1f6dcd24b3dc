"""What can happen at a child's table."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class RecordOpened(Event):
    kind: ClassVar = "record.opened"
    sentence: ClassVar = _("Läste en handling")
    is_look: ClassVar = True


@dataclass(frozen=True)
class ChildOpened(Event):
    kind: ClassVar = "child.opened"
    sentence: ClassVar = _("Öppnade barnets sida")
    is_look: ClassVar = True


@dataclass(frozen=True)
class DocumentTaken(Event):
    """What a page shows was made into a document, in a language, for whoever read the page."""

    kind: ClassVar = "record.taken"
    sentence: ClassVar = _("Sparade eller skrev ut en handling")
    is_look: ClassVar = True

    language: str


@dataclass(frozen=True)
class ChildSought(Event):
    """Someone asked for an exact identity number; the number itself is not written."""

    kind: ClassVar = "child.sought"
    sentence: ClassVar = _("Sökte på ett fullständigt nummer")
    is_look: ClassVar = True

    found: bool


@dataclass(frozen=True)
class SeatGranted(Event):
    kind: ClassVar = "seat.granted"
    sentence: ClassVar = _("Gav någon en plats kring barnet")

    person: int
    assignment: int | None
    role: str
    ground: str


@dataclass(frozen=True)
class SeatEnded(Event):
    kind: ClassVar = "seat.ended"
    sentence: ClassVar = _("Avslutade någons plats kring barnet")

    person: int
    role: str


@dataclass(frozen=True)
class RecordDisclosed(Event):
    kind: ClassVar = "record.disclosed"
    sentence: ClassVar = _("Lämnade ut en handling")

    to_area: int | None
    to_person: int | None
    ground: str
    consent: UUID | None


@dataclass(frozen=True)
class DisclosureTookEffect(Event):
    """What another area had decided to pass on came to be, when somebody took over."""

    kind: ClassVar = "disclosure.took_effect"
    sentence: ClassVar = _("Fick läsa en handling som följde med ansvaret")

    to_area: int
    ground: str
    consent: UUID | None
    decided_by: int


@dataclass(frozen=True)
class DisclosureRefused(Event):
    kind: ClassVar = "disclosure.refused"
    sentence: ClassVar = _("Beslutade att inte lämna ut en handling")

    to_area: int | None
    to_person: int | None


@dataclass(frozen=True)
class DisclosureEnded(Event):
    kind: ClassVar = "disclosure.ended"
    sentence: ClassVar = _("Avslutade ett utlämnande")


@dataclass(frozen=True)
class DisclosureShortened(Event):
    kind: ClassVar = "disclosure.shortened"
    sentence: ClassVar = _("Satte en tidigare sista dag för ett utlämnande")


@dataclass(frozen=True)
class Withheld(Event):
    """No line of these is told to the family."""

    kind: ClassVar = "withheld.begun"
    sentence: ClassVar = _("Dolde en handling för en vårdnadshavare")

    from_person: int
    review_on: date


@dataclass(frozen=True)
class WithheldLonger(Event):
    kind: ClassVar = "withheld.prolonged"
    sentence: ClassVar = _("Fortsatte att dölja en handling för en vårdnadshavare")

    from_person: int
    review_on: date


@dataclass(frozen=True)
class WithheldNoMore(Event):
    kind: ClassVar = "withheld.ended"
    sentence: ClassVar = _("Slutade dölja en handling för en vårdnadshavare")

    from_person: int


@dataclass(frozen=True)
class Blocked(Event):
    kind: ClassVar = "block.begun"
    sentence: ClassVar = _("Spärrade enhetens uppgifter, som barnet ville")

    unit: int


@dataclass(frozen=True)
class BlockLifted(Event):
    kind: ClassVar = "block.ended"
    sentence: ClassVar = _("Hävde en spärr, som barnet ville")

    unit: int


@dataclass(frozen=True)
class BlockPassed(Event):
    """Somebody was shown in an emergency what is blocked for their unit."""

    kind: ClassVar = "block.passed"
    sentence: ClassVar = _("Läste spärrade uppgifter i ett nödläge")
    is_look: ClassVar = True


@dataclass(frozen=True)
class Refused(Event):
    """Somebody asked for something that a rule or a role did not allow."""

    kind: ClassVar = "request.refused"
    sentence: ClassVar = _("Försökte något som inte var tillåtet")

    view: str

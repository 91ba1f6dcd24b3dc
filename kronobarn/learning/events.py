"""What happens around events, in the words of the log. Events and registrations are named by their ids."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class EventWritten(Event):
    kind: ClassVar[str] = "learning.event_written"
    sentence: ClassVar[str | Promise] = _("Skrev in ett evenemang")


@dataclass(frozen=True)
class EventChanged(Event):
    kind: ClassVar[str] = "learning.event_changed"
    sentence: ClassVar[str | Promise] = _("Ändrade ett evenemang")

    changed: tuple[str, ...]


@dataclass(frozen=True)
class OrganiserNamed(Event):
    kind: ClassVar[str] = "learning.organiser_named"
    sentence: ClassVar[str | Promise] = _("Valde vem som ordnar ett evenemang")

    named: bool


@dataclass(frozen=True)
class EventPublished(Event):
    kind: ClassVar[str] = "learning.event_published"
    sentence: ClassVar[str | Promise] = _("Publicerade ett evenemang")


@dataclass(frozen=True)
class EventClosed(Event):
    kind: ClassVar[str] = "learning.event_closed"
    sentence: ClassVar[str | Promise] = _("Stängde eller öppnade anmälan till ett evenemang")

    closed: bool


@dataclass(frozen=True)
class EventCancelled(Event):
    kind: ClassVar[str] = "learning.event_cancelled"
    sentence: ClassVar[str | Promise] = _("Ställde in ett evenemang")

    letters: int


@dataclass(frozen=True)
class SessionsChanged(Event):
    kind: ClassVar[str] = "learning.sessions_changed"
    sentence: ClassVar[str | Promise] = _("Ändrade programmet för ett evenemang")


@dataclass(frozen=True)
class Registered(Event):
    kind: ClassVar[str] = "learning.registered"
    sentence: ClassVar[str | Promise] = _("Någon anmälde sig till ett evenemang")


@dataclass(frozen=True)
class RegistrationConfirmed(Event):
    kind: ClassVar[str] = "learning.confirmed"
    sentence: ClassVar[str | Promise] = _("Någon bekräftade sin anmälan till ett evenemang")

    standing: str


@dataclass(frozen=True)
class RegistrationChanged(Event):
    kind: ClassVar[str] = "learning.registration_changed"
    sentence: ClassVar[str | Promise] = _("Någon ändrade sin anmälan till ett evenemang")


@dataclass(frozen=True)
class RegistrationCancelled(Event):
    kind: ClassVar[str] = "learning.registration_cancelled"
    sentence: ClassVar[str | Promise] = _("En anmälan till ett evenemang avbokades")


@dataclass(frozen=True)
class PlaceOffered(Event):
    kind: ClassVar[str] = "learning.place_offered"
    sentence: ClassVar[str | Promise] = _("En plats som blev ledig erbjöds den som stod först i kön")


@dataclass(frozen=True)
class PlacesLetGo(Event):
    kind: ClassVar[str] = "learning.let_go"
    sentence: ClassVar[str | Promise] = _("Platser som ingen svarade om släpptes")

    unconfirmed: int
    unanswered: int


@dataclass(frozen=True)
class RegistrationsOpened(Event):
    kind: ClassVar[str] = "learning.registrations_opened"
    sentence: ClassVar[str | Promise] = _("Öppnade listan över anmälda till ett evenemang")
    is_look: ClassVar[bool] = True


@dataclass(frozen=True)
class RegistrationsTaken(Event):
    kind: ClassVar[str] = "learning.registrations_taken"
    sentence: ClassVar[str | Promise] = _("Hämtade listan över anmälda till ett evenemang som fil")

    rows: int


@dataclass(frozen=True)
class AttendanceTicked(Event):
    kind: ClassVar[str] = "learning.attendance"
    sentence: ClassVar[str | Promise] = _("Prickade av någon på ett evenemang")

    came: bool


@dataclass(frozen=True)
class EvaluationSent(Event):
    kind: ClassVar[str] = "learning.evaluation_sent"
    sentence: ClassVar[str | Promise] = _("Sände ut utvärderingen av ett evenemang")

    letters: int


@dataclass(frozen=True)
class AddressSearched(Event):
    kind: ClassVar[str] = "learning.address_searched"
    sentence: ClassVar[str | Promise] = _("Sökte anmälningar till evenemang på en e-postadress")
    is_look: ClassVar[bool] = True

    found: int


@dataclass(frozen=True)
class AddressRemoved(Event):
    kind: ClassVar[str] = "learning.address_removed"
    sentence: ClassVar[str | Promise] = _("Tog bort någons anmälningar till evenemang, på begäran")

    removed: int


@dataclass(frozen=True)
class Forgotten(Event):
    kind: ClassVar[str] = "learning.forgotten"
    sentence: ClassVar[str | Promise] = _("Uppgifter om dem som anmält sig till ett evenemang togs bort enligt regeln")

    registrations: int
    needs: int

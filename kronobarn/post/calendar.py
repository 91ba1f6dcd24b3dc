"""A meeting as an entry in a calendar. It says when, and where one signs in. Nothing else leaves the system.

No place: it tells which service, and where the child will be. No names and no other address than the recipient's own:
a list of those who are called tells who is around the child. Only a meeting that is about no child (`Open`) says what
it is, where and about which things; no names there either.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

MADE_BY = "-//Kronobarn//Kronobarn//SV"


@dataclass(frozen=True)
class Open:
    """What a calendar may say of a meeting that is about no child."""

    title: str
    place: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """What is told of a meeting. The uid is nothing else's; the sequence rises with each change."""

    uid: UUID
    sequence: int
    starts_at: datetime
    minutes: int
    cancelled: bool = False
    told: Open | None = None

    def as_json(self) -> dict[str, Any]:
        """As a letter keeps it."""
        told = {"told": asdict(self.told)} if self.told else {}
        return told | {
            "uid": str(self.uid),
            "sequence": self.sequence,
            "starts_at": self.starts_at.astimezone(UTC).isoformat(),
            "minutes": self.minutes,
            "cancelled": self.cancelled,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        return cls(
            uid=UUID(kept["uid"]),
            sequence=kept["sequence"],
            starts_at=datetime.fromisoformat(kept["starts_at"]),
            minutes=kept["minutes"],
            cancelled=kept["cancelled"],
            told=Open(told["title"], told["place"], tuple(told["about"])) if (told := kept.get("told")) else None,
        )


def sign_in_address() -> str:
    """Where one signs in, for what is read outside of the system; empty when the installation has not said."""
    return str(settings.SITE_ADDRESS).rstrip("/") + "/" if settings.SITE_ADDRESS else ""


def method(entry: Entry, *, invites: bool) -> str:
    """What the receiving calendar is to do with it."""
    if entry.cancelled:
        return "CANCEL"
    return "REQUEST" if invites else "PUBLISH"


def written(entry: Entry, *, made_at: datetime, to: str = "") -> bytes:
    """The entry as a file. With a recipient it is an invitation to that address alone.

    Times are instants in UTC, which every calendar shows by the clock on its owner's wall. With a block of our own about
    the changes of clocks, some programs were an hour wrong on the very day.
    """
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", method(entry, invites=bool(to)))
    event = Event()
    event.add("uid", f"{entry.uid}@kronobarn")
    event.add("dtstamp", made_at)
    event.add("sequence", entry.sequence)
    # In UTC before anything is added: minutes pass, whatever the clock on the wall does.
    begins = entry.starts_at.astimezone(UTC)
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=entry.minutes))
    event.add("summary", entry.told.title if entry.told else _("Möte (Kronobarn)"))
    where = sign_in_address()
    more = " ".join(filter(None, [_("Logga in i Kronobarn för att läsa mer."), where]))
    event.add("description", "\n".join([*(entry.told.about if entry.told else ()), more]))
    if entry.told and entry.told.place:
        event.add("location", entry.told.place)
    if where:
        event.add("url", where)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    organizer = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organizer.params["CN"] = "Kronobarn"
    event["organizer"] = organizer
    if to:
        attendee = vCalAddress(f"mailto:{to}")
        attendee.params["RSVP"] = "FALSE"
        event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())

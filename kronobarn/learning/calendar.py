"""An event as an entry in a calendar: what everybody may read of it, and nothing about who comes."""

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar
from icalendar import Event as Entry

from kronobarn.learning.models import Event
from kronobarn.post.calendar import MADE_BY


def public_address(name: str, *args: object) -> str:
    """A page as it is written in a letter or a calendar; only its path where the installation has no address."""
    return str(settings.SITE_ADDRESS).rstrip("/") + reverse(f"events:{name}", args=args)


def written(event: Event, *, made_at: datetime) -> bytes:
    """The event as a file. Times are instants in UTC, which every calendar shows by the clock on its owner's wall."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if event.cancelled_at else "PUBLISH")
    entry = Entry()
    entry.add("uid", f"{event.pk}@kronobarn")
    entry.add("dtstamp", made_at)
    entry.add("sequence", event.sequence)
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", event.title)
    entry.add("location", event.place)
    entry.add("description", event.text)
    if settings.SITE_ADDRESS:
        entry.add("url", public_address("event", event.pk))
    entry.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())

"""What the pages without account show: what is published, and one's own registration by its signed link."""

from dataclasses import dataclass
from uuid import UUID

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.learning import keys
from kronobarn.learning.keys import Key
from kronobarn.learning.models import Event, Registration, Session, Ticket


@dataclass(frozen=True)
class Shown:
    """One event with its programme, and the others of its series."""

    event: Event
    sessions: list[Session]
    others: list[Event]


def coming() -> list[Event]:
    """What is published and not over, the next first."""
    return list(Event.objects.published().filter(ends_at__gt=clock.now()))


def shown(event_id: UUID) -> Shown | None:
    event: Event | None = Event.objects.published().filter(pk=event_id).first()
    if event is None:
        return None
    in_series = Event.objects.published().filter(series=event.series).exclude(pk=event.pk)
    others = list(in_series.filter(ends_at__gt=clock.now())) if event.series else []
    return Shown(event, sessions_of(event), others)


def sessions_of(event: Event) -> list[Session]:
    return list(Session.objects.filter(event=event))


def by_key(key: str, what: Key) -> Registration | None:
    """The registration that a signed link leads to, if it is ours and still known."""
    found = keys.registration_of(key, what)
    if found is None:
        return None
    with acting(SYSTEM):
        registration: Registration | None = (
            Registration.objects.visible_to(SYSTEM).select_related("event").filter(pk=found).first()
        )
    return registration


def chosen(registration: Registration) -> list[Session]:
    with acting(SYSTEM):
        return list(Session.objects.filter(chosen__registration=registration))


def turn(registration: Registration) -> int:
    """Which in the queue somebody is."""
    with acting(SYSTEM):
        rows = Registration.objects.visible_to(SYSTEM).filter(
            event=registration.event_id, standing=registration.standing, confirmed_at__isnull=False
        )
        return 1 + rows.filter(asked_at__lt=registration.asked_at).count()


def evaluated(ticket: str) -> Event | None:
    """The event that a ticket is for, as long as it has not been used."""
    with acting(SYSTEM):
        found = Ticket.objects.visible_to(SYSTEM).select_related("event").filter(digest=keys.digest(ticket)).first()
    return None if found is None else found.event

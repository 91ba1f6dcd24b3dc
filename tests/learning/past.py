"""An event with a point of the programme and somebody who comes, for tests of other things."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import override_settings

from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.learning import actions, registration_actions
from kronobarn.learning.models import Event, Registration, Session
from kronobarn.learning.rules import EventKind

HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)


def event(by: Actor, *, published: bool = True, starts_at: datetime | None = None, **changes: Any) -> Event:
    """A workshop for two in three weeks, unless something else is said."""
    starts = starts_at or clock.now() + 21 * A_DAY
    said: dict[str, Any] = {
        "kind": EventKind.WORKSHOP,
        "series": "",
        "title": "Hjulet i praktiken",
        "text": "Vi prövar hjulet.",
        "place": "Stadshuset, Ängsby",
        "starts_at": starts,
        "ends_at": starts + 3 * HOUR,
        "closes_at": starts - A_DAY,
        "places": 2,
    } | changes
    made = actions.add_event(by=by, **said)
    return actions.publish(event=made, by=by) if published else made


def session(by: Actor, of: Event, title: str = "Barnets röst", places: int = 1) -> Session:
    said: dict[str, Any] = {"starts_at": of.starts_at, "ends_at": of.starts_at + HOUR}
    return actions.add_session(event=of, title=title, place="Sal 2", places=places, by=by, **said)


def registered(of: Event, email: str = "kim@example.se", *, confirmed: bool = True, **changes: Any) -> Registration:
    said: dict[str, Any] = {"name": "Kim Berg", "workplace": "", "wheelchair": False, "interpreter": "", "diet": ""}
    made = registration_actions.register(event=of, email=email, language="sv", by=SYSTEM, **said | changes)
    return registration_actions.confirm(registration=made, by=SYSTEM) if confirmed else made


def planned(by: Actor) -> dict[str, UUID]:
    """What the addresses about it are made of."""
    with override_settings(EMAIL_HOST="mail.example.se"):
        made = event(by)
        point = session(by, made)
        return {"seminar": made.pk, "point": point.pk, "registered": registered(made).pk}

"""Events of the process: a series that is half way, a full conference, a workshop, and one that was cancelled.

Invented, as those who come; only what is done happened through the product's own actions, at the times it would have.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.test import override_settings
from django.utils import timezone

from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.demo.county.calendar import working_day
from kronobarn.demo.county.town import Town
from kronobarn.learning import actions, keys, letter_actions
from kronobarn.learning import registration_actions as registrations
from kronobarn.learning.models import Event, Registration
from kronobarn.learning.rules import EventKind, Use

A_DAY: Final = timedelta(days=1)
SERIES: Final = "Dialogseminarier om barnets bästa"
GIVEN: Final = ("Kim", "Alex", "Robin", "Love", "Sam", "Charlie", "Mika", "Eli", "Noor", "Tove", "Yari", "Milo")
FAMILY: Final = ("Alm", "Berg", "Dahl", "Ek", "Falk", "Gran", "Holm", "Kvist", "Lind", "Mo", "Ros", "Sten")
WORKPLACES: Final = ("Ekbackeskolan", "BVC Teleborg", "Socialtjänsten i Alvesta", "Polisen", "Ljungby ridklubb", "")
THOUGHTS: Final = (
    (Use.MUCH, Use.MUCH, "Att börja med det som fungerar.", ""),
    (Use.MUCH, Use.QUITE, "Frågorna i hjulet.", "Mer tid i smågrupperna."),
    (Use.MUCH, Use.MUCH, "Jag ringer skolan redan i morgon.", ""),
    (Use.QUITE, Use.MUCH, "", "En längre lunch."),
    (Use.MUCH, Use.MUCH, "Att fråga barnet först.", ""),
    (Use.QUITE, Use.QUITE, "", ""),
    (Use.MUCH, Use.MUCH, "Exemplet om en flytt mellan kommuner.", ""),
    (Use.LITTLE, Use.QUITE, "", "Vi som är nya behövde mer bakgrund."),
)


def seminars(town: Town) -> None:
    """Pär plans, people register and come, and say what they thought."""
    par = town.actor("Pär Lövgren")
    with override_settings(EMAIL_HOST="demo"):
        _past(town, par)
        _coming(town, par)
        _conference(town, par)
        _workshop(town, par)
        _cancelled(town, par)
    actions.add_event(
        by=par,
        **_said(
            "Att lyssna på små barn",
            EventKind.WORKSHOP,
            town.today + 90 * A_DAY,
            places=24,
            text="Ett utkast. Föreläsaren är inte klar än.",
        ),
    )


def _said(title: str, kind: EventKind, on: date, **changes: Any) -> dict[str, Any]:
    day = working_day(on)
    return {
        "kind": kind,
        "series": "",
        "title": title,
        "text": "Fritt inträde. Kaffe och smörgås ingår. Frågor: processledningen på Region Kronoberg.",
        "place": "Kulturhuset, Växjö",
        "starts_at": _at(day, 13),
        "ends_at": _at(day, 16),
        "closes_at": _at(day - 7 * A_DAY, 23),
        "places": 40,
    } | changes


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _register(event: Event, number: int, *, confirm: bool = True, **changes: Any) -> Registration:
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN) % len(FAMILY)]
    said: dict[str, Any] = {
        "name": f"{given} {family}",
        "workplace": WORKPLACES[number % len(WORKPLACES)],
        "wheelchair": number == 4,
        "interpreter": "Teckenspråk" if number == 9 else "",
        "diet": "Nötallergi" if number % 11 == 3 else "",
    }
    made = registrations.register(
        event=event, email=f"deltagare{number}@demo.example", language="sv", by=SYSTEM, **said | changes
    )
    return registrations.confirm(registration=made, by=SYSTEM) if confirm else made


def _past(town: Town, par: Actor) -> None:
    """Two months ago: most came, and of those sixteen said what they thought, half of them in words."""
    on = town.today - 60 * A_DAY
    said = _said(
        "Vad betyder barnets bästa för oss?",
        EventKind.SEMINAR,
        on,
        series=SERIES,
        text="Det första i serien. Vi går igenom grundprinciperna och prövar dem på ett påhittat fall.",
    )
    with clock.shifted(said["starts_at"] - town.now - 30 * A_DAY):
        event = actions.publish(event=actions.add_event(by=par, **said), by=par)
        people = [_register(event, number) for number in range(22)]
    with clock.shifted(said["ends_at"] - town.now + timedelta(hours=1)):
        for one in people[:18]:
            registrations.tick(registration=one, came=True, by=par)
        actions.ask_what_they_thought(event=event, by=par)
    without_words = [(learnt, usable, "", "") for learnt, usable, *_words in THOUGHTS]
    for learnt, usable, takes_along, better in (*THOUGHTS, *without_words):
        ticket = keys.ticket()
        letter_actions.give_ticket(event=event, ticket=ticket, by=SYSTEM)
        actions.evaluate(ticket=ticket, learnt=learnt, usable=usable, takes_along=takes_along, better=better, by=SYSTEM)


def _coming(town: Town, par: Actor) -> None:
    said = _said(
        "När vuxna inte är överens",
        EventKind.SEMINAR,
        town.today + 24 * A_DAY,
        series=SERIES,
        text="Det andra i serien. Hur håller vi barnet i mitten när skola, socialtjänst och föräldrar ser olika på saken?",
    )
    event = actions.publish(event=actions.add_event(by=par, **said), by=par)
    for number in range(14):
        _register(event, number, confirm=number != 13)
    third = _said("Barnets plan, från ord till handling", EventKind.SEMINAR, town.today + 66 * A_DAY, series=SERIES)
    actions.publish(event=actions.add_event(by=par, **third), by=par)


def _conference(town: Town, par: Actor) -> None:
    """Full, with a queue: one has left, and the first in the queue is asked."""
    said = _said(
        "Länskonferens om barnens bästa",
        EventKind.CONFERENCE,
        town.today + 47 * A_DAY,
        text="Hela länet träffas. Förmiddagen är gemensam. På eftermiddagen väljer du mellan två fördjupningar.",
        place="Konserthuset, Växjö",
        places=60,
    )
    said |= {"starts_at": said["starts_at"] - timedelta(hours=4), "ends_at": said["ends_at"] + timedelta(hours=1)}
    event = actions.publish(event=actions.add_event(by=par, **said), by=par)
    points = [
        actions.add_session(
            event=event,
            title=title,
            place=place,
            starts_at=event.starts_at + timedelta(hours=4),
            ends_at=event.starts_at + timedelta(hours=6),
            places=places,
            by=par,
        )
        for title, place, places in (("Före födseln", "Lilla salen", 20), ("Skolfrånvaro", "Foajén", 40))
    ]
    people = [_register(event, number, sessions=[points[number % 3 > 0]]) for number in range(60)]
    for number in range(60, 67):
        _register(event, number)
    registrations.leave(registration=people[5], by=SYSTEM)


def _workshop(town: Town, par: Actor) -> None:
    said = _said(
        "Hjulet i praktiken",
        EventKind.WORKSHOP,
        town.today + 12 * A_DAY,
        text="För dig som ska använda hjulet med barn för första gången. Ta med en kollega.",
        place="Digitalt",
        places=16,
    )
    event = actions.publish(event=actions.add_event(by=par, **said), by=par)
    for number in range(14):
        _register(event, number)


def _cancelled(town: Town, par: Actor) -> None:
    said = _said("Föreningslivet och tidiga insatser", EventKind.SEMINAR, town.today + 18 * A_DAY, series=SERIES)
    event = actions.publish(event=actions.add_event(by=par, **said), by=par)
    for number in range(6):
        _register(event, number)
    actions.cancel(event=event, because="Föreläsaren är sjuk. En ny dag kommer i vår.", by=par)

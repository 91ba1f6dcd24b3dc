"""What is made sure of before anything is served: invented people and real ones never meet."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kronobarn.people.models import Person


def verify() -> None:
    """Refuse to start when the demo holds a real person, or anything else an invented one."""
    if settings.PRACTICE_ROOMS:
        return  # the lobby is empty, and each room's people are looked at when somebody becomes one of them
    strangers = Person.objects.filter(is_demo=not settings.KRONOBARN_DEMO)
    if not strangers.exists():
        return
    if settings.KRONOBARN_DEMO:
        raise ImproperlyConfigured(
            "Det finns riktiga personer i databasen, så demon startar inte: där får vem som helst vara vem som helst. "
            "Peka DATABASE_URL på en egen databas för demon, eller starta utan KRONOBARN_DEMO."
        )
    raise ImproperlyConfigured(
        "Det finns påhittade demopersoner i databasen, så systemet startar inte. "
        "Peka DATABASE_URL på en databas som aldrig har varit demo."
    )

"""How long a link is of use, and how often a code may be wrong. Tables only."""

from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

DAYS: Final = 30
"""The longest that somebody without an account can answer."""
TRIES: Final = 5
"""So many wrong codes close the link: six digits are no secret to one who may guess for ever."""
MINUTES: Final = 60
"""How long the right code opens the question in a browser."""

READ_WITHIN: Final = timedelta(days=3)
"""When an answer is to have been read by the one who asked."""

MISSING: Final[dict[str, Any]] = {
    "label": _("Skriv vem du frågar, till exempel ”Fotbollstränare”."),
    "question": _("Skriv vad du vill veta."),
    "purpose": _("Skriv varför du frågar och vad svaret ska användas till."),
    "agreed": _("Skriv vem i familjen som har sagt ja till frågan, hur och när."),
    "name": _("Skriv ditt namn, så att den som frågade vet vem som har svarat."),
}
"""What is said when something that must be there is not."""


class State(StrEnum):
    """What has become of a question to somebody without an account."""

    WAITING = "waiting"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LOCKED = "locked"
    TOO_LATE = "too_late"

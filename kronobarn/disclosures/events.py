"""What can happen to a request for information. What is passed on is told by `circles.events`."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class InformationAsked(Event):
    kind: ClassVar = "information.asked"
    sentence: ClassVar = _("Bad om uppgifter")

    to_area: int


@dataclass(frozen=True)
class InformationWithdrawn(Event):
    kind: ClassVar = "information.withdrawn"
    sentence: ClassVar = _("Tog tillbaka en begäran om uppgifter")


@dataclass(frozen=True)
class InformationAnswered(Event):
    """How it was answered is in the request, not in the log that everyone around the child may read."""

    kind: ClassVar = "information.answered"
    sentence: ClassVar = _("Svarade på en begäran om uppgifter")

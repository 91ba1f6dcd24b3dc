"""What the log says of looking among those who work in the organisation."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ColleagueSought(Event):
    kind: ClassVar[str] = "colleague.sought"
    sentence: ClassVar[str | Promise] = _("Sökte på namn bland dem som arbetar hos huvudmannen")

    found: int


@dataclass(frozen=True)
class ColleagueSeen(Event):
    kind: ClassVar[str] = "colleague.seen"
    sentence: ClassVar[str | Promise] = _("Såg någons uppdrag och konto")
    is_look: ClassVar[bool] = True

"""What happens with surveys, in the words of the log. That somebody has answered is not in it: when might tell who."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class SurveyWritten(Event):
    kind: ClassVar[str] = "surveys.written"
    sentence: ClassVar[str | Promise] = _("Skrev en enkät som inte har gått ut")


@dataclass(frozen=True)
class RoundOpened(Event):
    kind: ClassVar[str] = "surveys.opened"
    sentence: ClassVar[str | Promise] = _("Lät en enkät gå ut")


@dataclass(frozen=True)
class RoundMoved(Event):
    kind: ClassVar[str] = "surveys.moved"
    sentence: ClassVar[str | Promise] = _("Flyttade sista dagen för en enkät")


@dataclass(frozen=True)
class ResultPublished(Event):
    kind: ClassVar[str] = "surveys.published"
    sentence: ClassVar[str | Promise] = _("Publicerade resultatet av en enkät")


@dataclass(frozen=True)
class ResultTaken(Event):
    kind: ClassVar[str] = "surveys.taken"
    sentence: ClassVar[str | Promise] = _("Hämtade svaren på en enkät som fil")

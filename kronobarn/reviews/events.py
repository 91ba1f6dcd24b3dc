"""What can happen to a follow-up."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ReviewStarted(Event):
    kind: ClassVar = "review.started"
    sentence: ClassVar = _("Började följa upp barnets plan")


@dataclass(frozen=True)
class ReviewDone(Event):
    kind: ClassVar = "review.done"
    sentence: ClassVar = _("Följde upp barnets plan")

    outcome: str

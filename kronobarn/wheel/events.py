"""What happens around the wheel with the child, in the words of the log."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class SittingPrepared(Event):
    kind: ClassVar = "sitting.prepared"
    sentence: ClassVar = _("Förberedde hjulet med barnet")


@dataclass(frozen=True)
class SittingBegun(Event):
    kind: ClassVar = "sitting.begun"
    sentence: ClassVar = _("Började svara i hjulet")


@dataclass(frozen=True)
class ChildModeEntered(Event):
    kind: ClassVar = "sitting.child_mode_entered"
    sentence: ClassVar = _("Vände skärmen till barnet")


@dataclass(frozen=True)
class ChildModeLeft(Event):
    kind: ClassVar = "sitting.child_mode_left"
    sentence: ClassVar = _("Tog tillbaka skärmen efter barnet")


@dataclass(frozen=True)
class SittingReviewed(Event):
    """The child has said whom it wants to show its answers to."""

    kind: ClassVar = "sitting.reviewed"
    sentence: ClassVar = _("Gick igenom vem som får se svaren i hjulet")


@dataclass(frozen=True)
class SittingStopped(Event):
    kind: ClassVar = "sitting.stopped"
    sentence: ClassVar = _("Slutade med hjulet utan att gå igenom svaren")


@dataclass(frozen=True)
class AnswerShown(Event):
    """The adult has judged that an answer that needed a thought may be shown as the child wished."""

    kind: ClassVar = "sitting.answer_shown"
    sentence: ClassVar = _("Visade ett svar för en vårdnadshavare, som barnet ville")

    area: str


@dataclass(frozen=True)
class SheetTaken(Event):
    kind: ClassVar = "sitting.sheet_taken"
    sentence: ClassVar = _("Tog ut barnets blad om hjulet")

"""What happens in a consultation round, in the words of the log. A round or an organisation is named by its id."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class RoundWritten(Event):
    kind: ClassVar[str] = "consultation.written"
    sentence: ClassVar[str | Promise] = _("Började på en remiss")


@dataclass(frozen=True)
class RoundChanged(Event):
    kind: ClassVar[str] = "consultation.changed"
    sentence: ClassVar[str | Promise] = _("Ändrade en remiss som inte är sänd")


@dataclass(frozen=True)
class Invited(Event):
    kind: ClassVar[str] = "consultation.invited"
    sentence: ClassVar[str | Promise] = _("Bjöd in organisationer till en remiss")

    organisations: int


@dataclass(frozen=True)
class RoundSent(Event):
    kind: ClassVar[str] = "consultation.sent"
    sentence: ClassVar[str | Promise] = _("Sände en remiss")

    organisations: int


@dataclass(frozen=True)
class RoundExtended(Event):
    kind: ClassVar[str] = "consultation.extended"
    sentence: ClassVar[str | Promise] = _("Flyttade den sista dagen för en remiss")

    until: date


@dataclass(frozen=True)
class OpenedForOne(Event):
    kind: ClassVar[str] = "consultation.opened_for_one"
    sentence: ClassVar[str | Promise] = _("Lät en organisation svara längre på en remiss")

    until: date


@dataclass(frozen=True)
class RoundWithdrawn(Event):
    kind: ClassVar[str] = "consultation.withdrawn"
    sentence: ClassVar[str | Promise] = _("Drog tillbaka en remiss")


@dataclass(frozen=True)
class LinkMade(Event):
    kind: ClassVar[str] = "consultation.link_made"
    sentence: ClassVar[str | Promise] = _("Gjorde en länk till en remiss för en organisation")


@dataclass(frozen=True)
class LinksRevoked(Event):
    kind: ClassVar[str] = "consultation.links_revoked"
    sentence: ClassVar[str | Promise] = _("Spärrade en organisations länkar till en remiss")

    links: int


@dataclass(frozen=True)
class Reminded(Event):
    kind: ClassVar[str] = "consultation.reminded"
    sentence: ClassVar[str | Promise] = _("Påminde organisationer om en remiss")

    organisations: int


@dataclass(frozen=True)
class LinkOpened(Event):
    """Nobody is signed in: which organisation it is, the subject says."""

    kind: ClassVar[str] = "consultation.link_opened"
    sentence: ClassVar[str | Promise] = _("En organisations länk till en remiss öppnades")


@dataclass(frozen=True)
class WriterCame(Event):
    kind: ClassVar[str] = "consultation.writer_came"
    sentence: ClassVar[str | Promise] = _("Någon började skriva i en organisations remissvar")


@dataclass(frozen=True)
class AnswerSaved(Event):
    kind: ClassVar[str] = "consultation.saved"
    sentence: ClassVar[str | Promise] = _("En organisation sparade i sitt remissvar")

    answers: int


@dataclass(frozen=True)
class AnswerSubmitted(Event):
    kind: ClassVar[str] = "consultation.submitted"
    sentence: ClassVar[str | Promise] = _("En organisation lämnade in sitt remissvar")

    may_be_shown: bool


@dataclass(frozen=True)
class AnswerTakenBack(Event):
    kind: ClassVar[str] = "consultation.taken_back"
    sentence: ClassVar[str | Promise] = _("En organisation tog tillbaka sitt remissvar")


@dataclass(frozen=True)
class Replied(Event):
    kind: ClassVar[str] = "consultation.replied"
    sentence: ClassVar[str | Promise] = _("Skrev ett bemötande i en remiss")


@dataclass(frozen=True)
class CompilationTaken(Event):
    kind: ClassVar[str] = "consultation.compilation_taken"
    sentence: ClassVar[str | Promise] = _("Hämtade sammanställningen av en remiss")

    form: str


@dataclass(frozen=True)
class CompilationPublished(Event):
    kind: ClassVar[str] = "consultation.published"
    sentence: ClassVar[str | Promise] = _("Publicerade sammanställningen av en remiss")


@dataclass(frozen=True)
class RoundAdopted(Event):
    kind: ClassVar[str] = "consultation.adopted"
    sentence: ClassVar[str | Promise] = _("Skrev in att det som varit på remiss är antaget")

    decided_on: date
    in_force_from: date | None

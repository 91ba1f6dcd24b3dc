"""What happens in the county's process, in the words of the log. A body or a question is named by its id."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class BodyAdded(Event):
    kind: ClassVar[str] = "programme.body_added"
    sentence: ClassVar[str | Promise] = _("Lade till ett politiskt organ i länets process")


@dataclass(frozen=True)
class BodyChanged(Event):
    kind: ClassVar[str] = "programme.body_changed"
    sentence: ClassVar[str | Promise] = _("Ändrade namn eller sista dag för ett politiskt organ")

    renamed: bool
    until: date | None


@dataclass(frozen=True)
class QuestionAsked(Event):
    kind: ClassVar[str] = "programme.question_asked"
    sentence: ClassVar[str | Promise] = _("Skrev in en fråga för beslut i politiska organ")

    bodies: int


@dataclass(frozen=True)
class QuestionChanged(Event):
    kind: ClassVar[str] = "programme.question_changed"
    sentence: ClassVar[str | Promise] = _("Ändrade en fråga för beslut i politiska organ")

    changed: tuple[str, ...]


@dataclass(frozen=True)
class MoreAsked(Event):
    kind: ClassVar[str] = "programme.more_asked"
    sentence: ClassVar[str | Promise] = _("Lät en fråga för beslut gälla fler politiska organ")

    bodies: int


@dataclass(frozen=True)
class QuestionWithdrawn(Event):
    kind: ClassVar[str] = "programme.question_withdrawn"
    sentence: ClassVar[str | Promise] = _("Drog tillbaka en fråga för beslut i politiska organ")


@dataclass(frozen=True)
class DecisionWritten(Event):
    kind: ClassVar[str] = "programme.decision_written"
    sentence: ClassVar[str | Promise] = _("Skrev in ett beslut från ett politiskt organ")

    outcome: str
    decided_on: date


@dataclass(frozen=True)
class DecisionCorrected(Event):
    kind: ClassVar[str] = "programme.decision_corrected"
    sentence: ClassVar[str | Promise] = _("Rättade ett beslut från ett politiskt organ")

    outcome: str
    decided_on: date


@dataclass(frozen=True)
class PastBroughtIn(Event):
    kind: ClassVar[str] = "programme.brought_in"
    sentence: ClassVar[str | Promise] = _("Läste in länets process så här långt")

    bodies: int
    questions: int
    decisions: int


@dataclass(frozen=True)
class GroupAdded(Event):
    kind: ClassVar[str] = "programme.group_added"
    sentence: ClassVar[str | Promise] = _("Lade till en grupp i länets process")


@dataclass(frozen=True)
class GroupReorganised(Event):
    kind: ClassVar[str] = "programme.group_reorganised"
    sentence: ClassVar[str | Promise] = _("Skrev in att en grupp i länets process har organiserats om")

    since: date


@dataclass(frozen=True)
class GroupEnded(Event):
    kind: ClassVar[str] = "programme.group_ended"
    sentence: ClassVar[str | Promise] = _("Skrev in sista dagen för en grupp i länets process")

    until: date


@dataclass(frozen=True)
class MandateCorrected(Event):
    kind: ClassVar[str] = "programme.mandate_corrected"
    sentence: ClassVar[str | Promise] = _("Rättade uppdraget för en grupp i länets process")


@dataclass(frozen=True)
class MemberAdded(Event):
    kind: ClassVar[str] = "programme.member_added"
    sentence: ClassVar[str | Promise] = _("Lade till en medlem i en grupp i länets process")


@dataclass(frozen=True)
class MemberEnded(Event):
    kind: ClassVar[str] = "programme.member_ended"
    sentence: ClassVar[str | Promise] = _("Skrev in sista dagen för en medlem i en grupp i länets process")

    until: date


@dataclass(frozen=True)
class MemberLinked(Event):
    kind: ClassVar[str] = "programme.member_linked"
    sentence: ClassVar[str | Promise] = _("Kopplade en medlem i en grupp i länets process till ett konto")


@dataclass(frozen=True)
class MemberCorrected(Event):
    kind: ClassVar[str] = "programme.member_corrected"
    sentence: ClassVar[str | Promise] = _("Rättade en medlem i en grupp i länets process")


@dataclass(frozen=True)
class NameRuleDecided(Event):
    kind: ClassVar[str] = "programme.name_rule_decided"
    sentence: ClassVar[str | Promise] = _("Antecknade ett beslut om hur länge namn på dem som har svarat sparas")

    held: str
    years: int


@dataclass(frozen=True)
class NameRuleTakenBack(Event):
    kind: ClassVar[str] = "programme.name_rule_taken_back"
    sentence: ClassVar[str | Promise] = _("Tog tillbaka ett antecknat beslut om hur länge namn sparas")

    held: str
    years: int


@dataclass(frozen=True)
class NamesProposed(Event):
    kind: ClassVar[str] = "programme.names_proposed"
    sentence: ClassVar[str | Promise] = _("Föreslog att namn på dem som har svarat tas bort")

    held: str
    names: int


@dataclass(frozen=True)
class NamesRemoved(Event):
    kind: ClassVar[str] = "programme.names_removed"
    sentence: ClassVar[str | Promise] = _("Tog bort namn på dem som har svarat, enligt regeln")

    held: str
    names: int


@dataclass(frozen=True)
class NamesProposalWithdrawn(Event):
    kind: ClassVar[str] = "programme.names_withdrawn"
    sentence: ClassVar[str | Promise] = _("Drog tillbaka ett förslag om att namn tas bort")

"""What can happen to a child's plan."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class PlanStarted(Event):
    kind: ClassVar = "plan.started"
    sentence: ClassVar = _("Började på barnets plan")


@dataclass(frozen=True)
class PlanChanged(Event):
    """Some part of the working copy; which one is said by `part`."""

    kind: ClassVar = "plan.changed"
    sentence: ClassVar = _("Ändrade i barnets plan")

    part: str


@dataclass(frozen=True)
class PartyAsked(Event):
    kind: ClassVar = "party.asked"
    sentence: ClassVar = _("Bad en verksamhet vara med i barnets plan")

    area: int
    contact: int


@dataclass(frozen=True)
class PartyAnswered(Event):
    kind: ClassVar = "party.answered"
    sentence: ClassVar = _("Svarade för en verksamhet om barnets plan")

    area: int
    answer: str


@dataclass(frozen=True)
class PartyLeft(Event):
    kind: ClassVar = "party.left"
    sentence: ClassVar = _("Lät en verksamhet lämna barnets plan")

    area: int


@dataclass(frozen=True)
class LeadNamed(Event):
    kind: ClassVar = "lead.named"
    sentence: ClassVar = _("Utsåg samverkansansvarig")

    assignment: int


@dataclass(frozen=True)
class ActionFinished(Event):
    kind: ClassVar = "action.finished"
    sentence: ClassVar = _("Avslutade en åtgärd i barnets plan")

    state: str


@dataclass(frozen=True)
class ActionReplied(Event):
    """The words stand in the plan."""

    kind: ClassVar = "action.replied"
    sentence: ClassVar = _("Svarade om en åtgärd i barnets plan")

    reply: str


@dataclass(frozen=True)
class PlanActivated(Event):
    kind: ClassVar = "plan.activated"
    sentence: ClassVar = _("Gjorde barnets plan aktiv")

    services: int


@dataclass(frozen=True)
class PlanRevised(Event):
    kind: ClassVar = "plan.revised"
    sentence: ClassVar = _("Fastställde en ny version av barnets plan")

    version: int


@dataclass(frozen=True)
class PlanAnswered(Event):
    """What one person says about one version. The answer itself stands in the plan."""

    kind: ClassVar = "plan.answered"
    sentence: ClassVar = _("Svarade på barnets plan")

    version: int
    person: int
    form: str


@dataclass(frozen=True)
class FacesChosen(Event):
    """Whether the child's version shows photographs of the grown-ups."""

    kind: ClassVar = "plan.faces_chosen"
    sentence: ClassVar = _("Valde om barnets egen version ska ha foton på de vuxna")

    shown: bool


@dataclass(frozen=True)
class PlanClosed(Event):
    kind: ClassVar = "plan.closed"
    sentence: ClassVar = _("Avslutade barnets plan")

    was: str


@dataclass(frozen=True)
class FamilyHeard(Event):
    """How, or that they were called and did not come. The words stand in the plan."""

    kind: ClassVar = "family.heard"
    sentence: ClassVar = _("Skrev hur familjen har fått säga vad de tycker om planen")

    heard: str


@dataclass(frozen=True)
class LeadAsked(Event):
    kind: ClassVar = "lead.asked"
    sentence: ClassVar = _("Frågade om någon annan kan hålla ihop planen")

    assignment: int


@dataclass(frozen=True)
class LeadAccepted(Event):
    kind: ClassVar = "lead.accepted"
    sentence: ClassVar = _("Tog över att hålla ihop planen")


@dataclass(frozen=True)
class LeadDeclined(Event):
    """The words stand in the plan."""

    kind: ClassVar = "lead.declined"
    sentence: ClassVar = _("Sa nej till att hålla ihop planen")


@dataclass(frozen=True)
class LeadTakenBack(Event):
    kind: ClassVar = "lead.taken_back"
    sentence: ClassVar = _("Tog tillbaka frågan om att hålla ihop planen")

    assignment: int


@dataclass(frozen=True)
class PlanChased(Event):
    """What has waited too long comes up with somebody: a review, or a question about who leads."""

    kind: ClassVar = "plan.chased"
    sentence: ClassVar = _("Påminde om något i planen som väntat för länge")

    what: str


@dataclass(frozen=True)
class OtherPlanNoted(Event):
    """Another plan that exists is noted, put right or ended."""

    kind: ClassVar = "other_plan.noted"
    sentence: ClassVar = _("Skrev i barnets plan om en annan plan som finns")

    other: str

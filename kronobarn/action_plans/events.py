"""What happens to action plans, in the words of the log. A plan, a row or a version is named by its id."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ActionPlanBegun(Event):
    kind: ClassVar[str] = "action_plans.begun"
    sentence: ClassVar[str | Promise] = _("Började på en handlingsplan")


@dataclass(frozen=True)
class ActionPlanRowAdded(Event):
    kind: ClassVar[str] = "action_plans.row_added"
    sentence: ClassVar[str | Promise] = _("Lade till något i en handlingsplan")

    part: str


@dataclass(frozen=True)
class ActionPlanChanged(Event):
    kind: ClassVar[str] = "action_plans.changed"
    sentence: ClassVar[str | Promise] = _("Ändrade i en handlingsplan")

    part: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class ActionPlanRowMoved(Event):
    kind: ClassVar[str] = "action_plans.moved"
    sentence: ClassVar[str | Promise] = _("Flyttade något i en handlingsplan")

    part: str


@dataclass(frozen=True)
class ActionPlanRowTakenOut(Event):
    kind: ClassVar[str] = "action_plans.taken_out"
    sentence: ClassVar[str | Promise] = _("Tog bort något ur utkastet till en handlingsplan")

    part: str


@dataclass(frozen=True)
class ActionPlanRowPutBack(Event):
    kind: ClassVar[str] = "action_plans.put_back"
    sentence: ClassVar[str | Promise] = _("Lade tillbaka något i utkastet till en handlingsplan")

    part: str


@dataclass(frozen=True)
class ActionPlanAdopted(Event):
    kind: ClassVar[str] = "action_plans.adopted"
    sentence: ClassVar[str | Promise] = _("Skrev in att en handlingsplan har antagits")

    number: int
    adopted_on: date


@dataclass(frozen=True)
class ActionPlanTakenBack(Event):
    kind: ClassVar[str] = "action_plans.version_taken_back"
    sentence: ClassVar[str | Promise] = _("Tog tillbaka en antagen version av en handlingsplan")

    number: int


@dataclass(frozen=True)
class ActionPlanPublished(Event):
    kind: ClassVar[str] = "action_plans.published"
    sentence: ClassVar[str | Promise] = _("Publicerade en handlingsplan på den öppna webbplatsen")

    number: int


@dataclass(frozen=True)
class ActionPlanUnpublished(Event):
    kind: ClassVar[str] = "action_plans.unpublished"
    sentence: ClassVar[str | Promise] = _("Tog bort en handlingsplan från den öppna webbplatsen")

    number: int


@dataclass(frozen=True)
class FollowUpStarted(Event):
    kind: ClassVar[str] = "action_plans.follow_up_started"
    sentence: ClassVar[str | Promise] = _("Började en uppföljning av en handlingsplan")

    asked: int


@dataclass(frozen=True)
class FollowUpReminded(Event):
    kind: ClassVar[str] = "action_plans.follow_up_reminded"
    sentence: ClassVar[str | Promise] = _("Påminde dem som inte har svarat i en uppföljning")

    told: int


@dataclass(frozen=True)
class FollowUpClosed(Event):
    kind: ClassVar[str] = "action_plans.follow_up_closed"
    sentence: ClassVar[str | Promise] = _("Avslutade en uppföljning av en handlingsplan")


@dataclass(frozen=True)
class ActivityReported(Event):
    kind: ClassVar[str] = "action_plans.reported"
    sentence: ClassVar[str | Promise] = _("Skrev hur det går med en aktivitet i en handlingsplan")

    status: str


@dataclass(frozen=True)
class ActionPlanTaken(Event):
    kind: ClassVar[str] = "action_plans.taken"
    sentence: ClassVar[str | Promise] = _("Hämtade en handlingsplan som fil")

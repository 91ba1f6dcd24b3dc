"""What the pages about annual reports show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from kronobarn.annual_reports import rules
from kronobarn.annual_reports.models import AnnualReport, Correction, Part, Settlement
from kronobarn.core.actor import Actor
from kronobarn.group_meetings.models import Decision
from kronobarn.programme.chapters import Chapter, chapters, last_day
from kronobarn.programme.rules import GroupKind


@dataclass(frozen=True)
class Shown:
    """A report, with what has been settled of it and taken back."""

    report: AnnualReport
    settlements: Sequence[Settlement]

    @property
    def settled(self) -> Settlement | None:
        return next((one for one in self.settlements if one.taken_back_at is None), None)

    @property
    def taken_back(self) -> list[Settlement]:
        return [one for one in self.settlements if one.taken_back_at is not None]

    @property
    def state(self) -> rules.State:
        return self.settled.state if self.settled else rules.State.DRAFT

    @property
    def words(self) -> str:
        return str(AnnualReport.STATES[self.state][0])

    @property
    def tone(self) -> str:
        return AnnualReport.STATES[self.state][1]


def reports(actor: Actor) -> list[Shown]:
    """All of them, the latest first; drafts for those who write them."""
    return [_shown(one) for one in _reports(actor)]


def report(actor: Actor, report_id: UUID) -> Shown | None:
    found = _reports(actor).filter(pk=report_id).first()
    return None if found is None else _shown(found)


def written(actor: Actor, report: AnnualReport) -> dict[str, Part]:
    """What holds of what is written by hand, by chapter."""
    rows = Part.objects.visible_to(actor).filter(report=report).select_related("written_by")
    return {one.chapter: one for one in rows.order_by("number")}


def versions(actor: Actor, report: AnnualReport, chapter: str) -> list[Part]:
    """Everything that has been written by hand in a chapter, the latest first."""
    return list(Part.objects.visible_to(actor).filter(report=report, chapter=chapter).select_related("written_by"))


def year_before(actor: Actor, report: AnnualReport, chapter: str) -> Part | None:
    """What was written last in the same chapter of the nearest earlier report, to begin with."""
    rows = Part.objects.visible_to(actor).filter(report__year__lt=report.year, chapter=chapter)
    found: Part | None = rows.select_related("report").order_by("-report__year", "-number").first()
    return found if found and (found.text or found.points) else None


def chapter(key: str) -> Chapter | None:
    return next((one for one in chapters() if one.key == key), None)


def corrections(actor: Actor, settled: Settlement) -> Mapping[str, list[Correction]]:
    """What has been put right beside it, by chapter."""
    found: dict[str, list[Correction]] = {}
    for one in Correction.objects.visible_to(actor).filter(settlement=settled):
        found.setdefault(one.chapter, []).append(one)
    return found


def can_settle(actor: Actor, report: AnnualReport) -> Any:
    """The steering group's decisions after the year, of approved notes: one of them settles the report."""
    rows = Decision.objects.visible_to(actor).filter(number__isnull=False, group__kind=GroupKind.STEERING)
    rows = rows.filter(meeting__starts_at__date__gt=last_day(report.year))
    return rows.select_related("meeting", "group", "item").order_by("-meeting__starts_at", "number")


def decided_on(decision: Decision) -> date:
    return timezone.localdate(decision.meeting.starts_at)


def _reports(actor: Actor) -> Any:
    settlements = Settlement.objects.visible_to(actor).select_related("decision__meeting")
    return AnnualReport.objects.visible_to(actor).prefetch_related(Prefetch("settlements", settlements, "settling"))


def _shown(found: Any) -> Shown:
    return Shown(found, found.settling)

"""A draft and a settled report, for tests of this and of other things."""

from datetime import timedelta
from typing import Any

from kronobarn.annual_reports import actions, frozen, reads
from kronobarn.annual_reports.models import AnnualReport, Settlement
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.group_meetings.models import Decision

YEAR = (clock.today() - timedelta(days=3)).year - 1
"""It was over when the steering group of these tests met (tests/group_meetings/held.py)."""


def begun(by: Actor, year: int = YEAR) -> AnnualReport:
    return actions.begin(year=year, by=by)


def write(
    report: AnnualReport, text: str, by: Actor, *, chapter: str = "summary", points: str = "", seen: int = 0
) -> Any:
    said = {"chapter": chapter, "text": text, "points": points}
    return actions.write(report=report, **said, seen=seen, by=by)


def read(report: AnnualReport, by: Actor) -> str:
    """What the page about settling would show."""
    with acting(by):
        return frozen.digest(frozen.content(by, report, reads.written(by, report)))


def settled(report: AnnualReport, decision: Decision, by: Actor) -> Settlement:
    return actions.settle(report=report, decision=decision, seen=read(report, by), by=by)


def reported(by: Actor, decision_id: Any) -> dict[str, Any]:
    """What the addresses about one that is settled, and one that is not, are made of."""
    draft, done = begun(by, YEAR - 1), begun(by)
    write(draft, "Vi prövade.", by)
    settled(done, Decision.objects.get(pk=decision_id), by)
    return {"annual_report": done.pk, "annual_draft": draft.pk, "report_chapter": "summary"}

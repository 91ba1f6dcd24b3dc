"""What is written of a report: that it was made, by whom. Never about whom."""

from kronobarn.audit.actions import record as log
from kronobarn.concerns.events import ReportMade
from kronobarn.concerns.policy import may_report
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor


@action
def note(*, by: Actor) -> None:
    """Log that somebody made the document. The entry is about no child, so no family is told by it."""
    may_report(by).enforce()
    log(ReportMade(), by=by)

"""The look is written in the log; nothing else is written here."""

from kronobarn.audit.actions import record as log
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.workload import events


@action
def note_look(*, by: Actor) -> None:
    """Write in the log that the numbers are being looked at."""
    log(events.WorkloadSeen(), by=by, subject=f"unit:{by.unit_id}")

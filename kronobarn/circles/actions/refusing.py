"""That somebody was refused."""

from uuid import UUID

from kronobarn.audit.actions import record as log
from kronobarn.circles import events
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor


@action
def refuse(*, view: str, child_id: UUID | None, by: Actor) -> None:
    """Write in the log that something was asked for and refused."""
    log(events.Refused(view=view), by=by, child_id=child_id)

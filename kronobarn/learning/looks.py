"""That somebody has looked at who comes is in the log."""

from kronobarn.audit.actions import record as log
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.learning import events, policy
from kronobarn.learning.models import Event


@action
def opened(*, event: Event, by: Actor) -> None:
    """The list, the certificates or the page to tick off on."""
    policy.may_organise(by, event).enforce()
    log(events.RegistrationsOpened(), by=by, subject=event.log_name)


@action
def taken(*, event: Event, rows: int, by: Actor) -> None:
    """The list as a file, which is then out of our hands."""
    policy.may_organise(by, event).enforce()
    log(events.RegistrationsTaken(rows=rows), by=by, subject=event.log_name)


@action
def searched(*, found: int, by: Actor) -> None:
    """One address. Which is not in the log."""
    policy.may_lead(by).enforce()
    log(events.AddressSearched(found=found), by=by)

"""What the worker does with letters."""

from contextlib import suppress

import structlog
from django.conf import settings
from django.core.mail import get_connection
from procrastinate.contrib.django import app

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.mail import Problem
from kronobarn.core.rounds import each
from kronobarn.post import actions, reads
from kronobarn.post.models import Letter

log = structlog.get_logger(__name__)

A_ROUND = 500
"""Letters that one round sends: the next begins a minute later."""


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="tell_of_what_waits", pass_context=False)
def tell_of_what_waits(timestamp: int) -> None:
    """Write to those for whom something new waits. What waits is the cause, and stays until it is done: nothing is lost."""
    if not settings.EMAIL_HOST:
        return
    with acting(SYSTEM):
        found = reads.to_tell(clock.now())
    each(found, _tell, called="tell_of_what_waits", key=lambda one: one.box_id or one.person_id)


def _tell(one: reads.Waits) -> None:
    person = None if one.box_id else one.person_id
    as_family = one.box_id is None and one.assignment_id is None
    with acting(SYSTEM):
        actions.tell(box_id=one.box_id, person_id=person, as_family=as_family, until=one.asked_at, by=SYSTEM)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="send_letters", pass_context=False)
def send_letters(timestamp: int) -> None:
    """Send what is to be sent, a transaction each, until the mail server does not answer: then the rest waits."""
    if not settings.EMAIL_HOST:
        return
    with acting(SYSTEM):
        due = list(Letter.objects.due(clock.now()).values_list("pk", flat=True)[:A_ROUND])
    through = get_connection()
    try:
        for letter_id in due:
            if actions.send(letter_id=letter_id, through=through, by=SYSTEM) is Problem.SERVER:
                log.warning("mail_server_is_silent", waiting=len(due))
                return
    finally:
        with suppress(OSError):  # a server that has gone away cannot be taken leave of
            through.close()


@app.periodic(cron="35 3 * * *")
@app.task(queueing_lock="sweep_letters", pass_context=False)
def sweep_letters(timestamp: int) -> None:
    """Forget letters that were sent a month ago."""
    actions.sweep(by=SYSTEM)

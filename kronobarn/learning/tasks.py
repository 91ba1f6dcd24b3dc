"""What the worker does with events: letters, places that nobody answered for, reminders, and what is not kept."""

from contextlib import suppress
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import get_connection
from procrastinate.contrib.django import app

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.mail import Problem
from kronobarn.learning import actions, letter_actions, registration_actions, rules
from kronobarn.learning.models import Event, Letter, Registration

log = structlog.get_logger(__name__)

A_ROUND = 500


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="send_event_letters", pass_context=False)
def send_event_letters(timestamp: int) -> None:
    """Send what is to be sent, a transaction each, until the mail server does not answer: then the rest waits."""
    if not settings.EMAIL_HOST:
        return
    with acting(SYSTEM):
        due = list(Letter.objects.visible_to(SYSTEM).due(clock.now()).values_list("pk", flat=True)[:A_ROUND])
    through = get_connection()
    try:
        for letter_id in due:
            if letter_actions.send(letter_id=letter_id, through=through, by=SYSTEM) is Problem.SERVER:
                log.warning("mail_server_is_silent", waiting=len(due))
                return
    finally:
        with suppress(OSError):  # a server that has gone away cannot be taken leave of
            through.close()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="let_places_go", pass_context=False)
def let_places_go(timestamp: int) -> None:
    """Let places go that nobody answered for, and offer them to those who wait."""
    with acting(SYSTEM):
        late = Registration.objects.visible_to(SYSTEM).overdue(clock.now()).values_list("event_id", flat=True)
        events = list(Event.objects.filter(pk__in=set(late)))
    for event in events:
        registration_actions.let_go(event=event, by=SYSTEM)


@app.periodic(cron="15 7 * * *")
@app.task(queueing_lock="remind_of_events", pass_context=False)
def remind_of_events(timestamp: int) -> None:
    """Remind those who have a place, in the morning. A morning that was missed is made up for the next."""
    now = clock.now()
    soon = Event.objects.published().filter(cancelled_at=None, starts_at__gt=now)
    for event in soon.filter(starts_at__lte=now + timedelta(days=max(rules.REMIND))):
        days = min(one for one in rules.REMIND if event.starts_at <= now + timedelta(days=one))
        actions.remind(event=event, days=days, by=SYSTEM)


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="forget_who_came", pass_context=False)
def forget_who_came(timestamp: int) -> None:
    """Remove what is no longer needed about those who came."""
    now = clock.now()
    for event in Event.objects.filter(forgotten_at=None, ends_at__lte=now - rules.NEEDS_KEPT):
        actions.forget(event=event, now=now, by=SYSTEM)
    letter_actions.sweep(before=now, by=SYSTEM)

"""The worker: what is in the outbox is handed to the mail server, one at a time, by one process.

A letter is marked as taken before it is handed over, and as sent after it was accepted; each mark is committed by itself. A
process that dies between the two leaves one letter of which nobody knows. It is not sent again by itself (ADR 0026).
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import connection
from django.utils import timezone

from kronobarn.core.mail import Problem
from webbplats.newsletter import actions, letters, rules
from webbplats.newsletter.mail import Through, Unanswered
from webbplats.newsletter.models import Letter, Sending, Subscriber
from webbplats.proposals import actions as proposals

log = structlog.get_logger(__name__)

ONE_AT_A_TIME: Final = 20261123  # the advisory lock under which letters are sent
AT_ONCE, SOON, WHEN_IT_IS_BACK = 0.0, 2.0, 30.0
"""Seconds until the next round: after one that found something, one that did not, and while the mail server is silent."""
SWEEPS: Final = timedelta(hours=1)
ASKED_FOR: Final = 200

Going = Callable[[], bool]


def work(stop: threading.Event) -> None:
    """Rounds, until told to stop. The letter that is in hand is seen through first."""
    swept: datetime | None = None
    while not stop.is_set():
        if swept is None or timezone.now() - swept >= SWEEPS:
            actions.sweep()
            proposals.sweep()
            swept = timezone.now()
        stop.wait(one_round(lambda: not stop.is_set()))


def until_told(stop: threading.Event) -> None:
    """Let a polite request to end be one: the letter in hand is noted before the process does."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())


class _Silent(Exception):
    """The mail server does not answer: the rest waits."""


def one_round(going: Going = lambda: True) -> float:
    """Send what is due, one batch of each sending. Tells how long to wait until the next."""
    if not rules.is_open():
        return WHEN_IT_IS_BACK
    with _alone() as alone:
        if not alone:
            return SOON
        if left := actions.note_left_behind():
            log.warning("letters_left_behind", letters=left)
        try:
            found = _about_subscriptions(going)
            for sending in Sending.objects.filter(finished_at=None, rests_because=""):
                found = _batch(sending, going) or found
                actions.finish(sending=sending)
        except _Silent:
            log.warning("mail_server_is_silent")
            return WHEN_IT_IS_BACK
    return AT_ONCE if found else SOON


@contextmanager
def _alone() -> Iterator[bool]:
    """Two processes that send would not know of each other's letters. The lock goes with the connection that holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


@contextmanager
def _connected() -> Iterator[Through]:
    through = Through()
    try:
        if through.open() is not None:
            raise _Silent
        yield through
    finally:
        through.close()


def _about_subscriptions(going: Going) -> bool:
    """The letters with a link. Marked when they are sent: one too many does no harm, one too few does."""
    due = list(Subscriber.objects.filter(write_at__lte=timezone.now()).order_by("write_at")[:ASKED_FOR])
    if not due:
        return False
    with _connected() as through:
        for subscriber in due:
            if not going():
                return False
            try:
                problem = through.send(letters.about_subscription(subscriber))
            except Unanswered:
                problem = Problem.SERVER
            actions.written_to(subscriber=subscriber, problem=problem)
            if problem is Problem.SERVER:
                raise _Silent
    return True


def _batch(sending: Sending, going: Going) -> bool:
    """One connection's worth of letters. Tells whether there may be more at once."""
    due = sending.letters.due(timezone.now()).filter(subscriber__stopped_at=None).exclude(subscriber=None)
    batch = list(due.select_related("subscriber").order_by("next_try_at", "pk")[: rules.A_CONNECTION])
    if not batch:
        return False
    with _connected() as through:
        return _hand_over(sending, batch, through, going)


def _hand_over(sending: Sending, batch: list[Letter], through: Through, going: Going) -> bool:
    """One after another. What was accepted is noted together with the next that is taken, and at the end."""
    press = letters.Press(sending)
    sent: Letter | None = None
    refused: list[Letter] = []
    try:
        for letter in batch:
            if not going():
                return False
            assert letter.subscriber is not None  # the batch has none of those
            message = press.of(letter, letter.subscriber)
            is_mine = actions.take(letter=letter, sent=sent)
            sent = None
            if not is_mine:
                continue
            try:
                problem = through.send(message)
            except Unanswered as unanswered:
                actions.note_unanswered(letter=letter)
                raise _Silent from unanswered
            if problem is None:
                sent, refused = letter, []
                continue
            actions.note(letter=letter, problem=problem)
            if problem is Problem.SERVER:
                raise _Silent
            refused = [*refused, letter] if problem is Problem.ADDRESS else []
            if len(refused) >= rules.IN_A_ROW:
                actions.excuse(sending=sending, refused=refused)
                log.warning("everything_is_refused", sending=str(sending.pk))
                return False
    finally:
        if sent is not None:
            actions.note(letter=sent, problem=None)
    return True

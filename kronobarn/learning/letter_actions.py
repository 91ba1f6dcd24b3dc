"""Everything that changes what those who register are to be written. Nothing else writes to it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.mail.backends.base import BaseEmailBackend

from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.mail import SERVER_AGAIN, Problem, hand_over, meaning, tried_again
from kronobarn.learning import keys, letters
from kronobarn.learning.models import Event, Letter, Registration, Ticket
from kronobarn.learning.rules import LETTERS_KEPT, LIVE, LetterKind

AFTERWARDS = (LetterKind.LEFT, LetterKind.LAPSED)
"""What is written to those who no longer come."""


@action
def queue(*, kind: LetterKind, to: Iterable[Registration], number: object = "", by: Actor) -> int:
    """Let them be written to. For the same reason, told by `number`, once."""
    now = clock.now()
    key = f"{kind}:{number}"
    made = [Letter(registration=one, kind=kind, key=key, queued_at=now, next_try_at=now) for one in to]
    Letter.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@action
def send(*, letter_id: UUID, through: BaseEmailBackend, by: Actor) -> Problem | None:
    """Send one letter, and note what came of it, in one transaction. Whoever else is sending it has it locked."""
    rows = Letter.objects.visible_to(by).unsent().filter(pk=letter_id).locked()
    letter = rows.select_related("registration__event").first()
    if letter is None:
        return None
    if not _wanted(letter):
        return _put_off(letter, Problem.UNWANTED)
    ticket = keys.ticket() if letter.kind == LetterKind.EVALUATION else ""
    try:
        hand_over(letters.made(letter, ticket), through=through)
    except OSError as error:  # what mail servers answer is one, too
        return _put_off(letter, meaning(error))
    if ticket:
        give_ticket(event=letter.registration.event, ticket=ticket, by=by)
    letter.sent_at, letter.tries, letter.problem = clock.now(), letter.tries + 1, ""
    letter.save(update_fields=["sent_at", "tries", "problem"])
    return None


@action
def give_ticket(*, event: Event, ticket: str, by: Actor) -> None:
    """Let one answer be given about an event. Only a digest of the ticket is kept, and not whose it is."""
    Ticket(digest=keys.digest(ticket), event=event).save(force_insert=True)


def _wanted(letter: Letter) -> bool:
    """Whoever has left between is not reminded; an offer that was answered is not made."""
    registration = letter.registration
    if letter.kind in AFTERWARDS:
        return registration.standing not in LIVE
    if letter.kind == LetterKind.OFFER:
        return bool(registration.standing == "offered")
    if letter.kind in (LetterKind.CONFIRM, LetterKind.ALREADY) and registration.confirmed_at is None:
        return bool(registration.answer_by and registration.answer_by > clock.now())
    if registration.event.cancelled_at is not None and letter.kind != LetterKind.CANCELLED:
        return False
    return registration.standing in LIVE


def _put_off(letter: Letter, problem: Problem) -> Problem:
    now = clock.now()
    letter.problem = problem
    if problem is Problem.SERVER:
        letter.next_try_at = now + SERVER_AGAIN
    else:
        letter.tries += 1
        again = tried_again(letter.tries, now=now) if problem is Problem.LATER else None
        letter.next_try_at, letter.given_up_at = again or letter.next_try_at, None if again else now
    letter.save(update_fields=["problem", "next_try_at", "tries", "given_up_at"])
    return problem


@action
def try_again(*, event_id: UUID, by: Actor) -> int:
    """Let what did not get through to those who come to an event be tried anew."""
    given_up = Letter.objects.visible_to(by).filter(registration__event=event_id, given_up_at__isnull=False)
    again: int = (
        given_up.exclude(problem=Problem.UNWANTED)
        .filter(registration__standing__in=LIVE)
        .update(given_up_at=None, problem="", tries=0, next_try_at=clock.now())
    )
    return again


@action
def sweep(*, before: datetime, by: Actor) -> None:
    """Forget what was sent, or not wanted, a month ago."""
    old = Letter.objects.visible_to(by)
    old.filter(sent_at__lt=before - LETTERS_KEPT).delete()
    old.filter(given_up_at__lt=before - LETTERS_KEPT, problem=Problem.UNWANTED).delete()

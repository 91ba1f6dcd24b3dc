"""Everything that changes who is written to, and the letters. Nothing else writes to them."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Unit
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.mail import SERVER_AGAIN, Problem, hand_over, meaning, tried_again
from kronobarn.post import events, letters, policy, rules
from kronobarn.post.calendar import Entry
from kronobarn.post.models import Letter, Subscription
from kronobarn.post.rules import Kind, Often


@action
def choose(*, address: str, often: Often, by: Actor) -> Subscription:
    """How often one wants a letter when something waits, as one is signed in, and where to."""
    assert by.person_id is not None
    if often is not Often.NEVER and not address:
        raise ValidationError({"address": _("Skriv en e-postadress, eller välj Aldrig.")})
    own, _made = Subscription.objects.get_or_create(
        person_id=by.person_id, as_family=by.is_family, defaults={"often": often, "told_until": clock.now()}
    )
    if own.address != address:
        own.confirmed_at = None
    own.address, own.often = address, often
    own.asked_with = own.answer_by = None  # an earlier link is of no use from now on, and is not sent either
    earlier = Letter.objects.unsent().filter(to=own, kind=Kind.CONFIRM)
    earlier.update(given_up_at=clock.now(), problem=Problem.UNWANTED)
    if own.address and often is not Often.NEVER and own.confirmed_at is None:
        _ask_to_confirm(own)
    own.save(update_fields=["address", "often", "confirmed_at", "asked_with", "answer_by"])
    log(events.LettersChosen(often=often), by=by)
    return own


def _ask_to_confirm(own: Subscription) -> None:
    """Send a link that only whoever reads what comes to the address has."""
    now = clock.now()
    links = Letter.objects.filter(to=own, kind=Kind.CONFIRM, queued_at__gt=now - timedelta(days=1))
    if links.count() >= rules.MOST_LINKS:
        raise ValidationError(
            {
                "address": _("Du har fått %(links)d länkar det senaste dygnet. Vänta till i morgon.")
                % {"links": rules.MOST_LINKS}
            }
        )
    own.asked_with, own.answer_by = uuid4(), now + rules.CONFIRM_WITHIN
    _queue(own, Kind.CONFIRM, _key("confirm", own.asked_with))


@action
def confirm(*, own: Subscription, by: Actor) -> Subscription:
    """The address is theirs: whoever is signed in has followed the link that was sent there. It is used once."""
    own = Subscription.objects.filter(person=by.person_id).locked().get(pk=own.pk)
    policy.may_confirm(own).enforce()
    own.confirmed_at, own.asked_with, own.answer_by = clock.now(), None, None
    own.save(update_fields=["confirmed_at", "asked_with", "answer_by"])
    log(events.AddressConfirmed(), by=by)
    return own


@action
def choose_for_box(*, unit: Unit, often: Often, by: Actor) -> Subscription:
    """How often a unit's function box gets a letter when something waits for anybody there."""
    policy.may_choose_for(by, unit).enforce()
    box = _box(unit.pk)
    box.often = often
    box.save(update_fields=["often"])
    log(events.BoxChosen(often=often), by=by, subject=f"unit:{unit.pk}")
    return box


def _box(unit_id: int) -> Subscription:
    box, _made = Subscription.objects.get_or_create(unit_id=unit_id, defaults={"often": rules.FOR_STAFF})
    return box


@action
def tell_box(*, unit_id: int, key: str, by: Actor) -> None:
    """Let a unit's function box be told that something waits. Told twice for the same reason, the first stands."""
    box = _box(unit_id)
    if box.goes_to:
        _queue(box, Kind.WAITING, key)


@action
def tell_person(*, person_id: int, key: str, by: Actor) -> None:
    """Let somebody at work be told that something waits which is no task about a child, as often as they have chosen."""
    to = Subscription.objects.filter(person=person_id, as_family=False).select_related("unit", "person").first()
    if to is None or not to.goes_to:
        return
    at = rules.next_time(Often(to.often), now=timezone.localtime(clock.now()))
    if to.often == Often.DAILY:  # the day's letter tells of this, too
        to.told_at = at
        to.save(update_fields=["told_at"])
    _queue(to, Kind.WAITING, _key("person", to.pk, key), at=at)


@action
def tell(*, box_id: int | None, person_id: int | None, as_family: bool, until: datetime, by: Actor) -> None:
    """Let somebody, or a box, be told that something waits, and remember what they have been told of."""
    if box_id is not None:
        _box(box_id)
    rows = Subscription.objects.filter(unit=box_id, person=person_id, as_family=as_family).locked()
    to = rows.select_related("unit", "person").get()
    if to.told_until is not None and to.told_until >= until:
        return
    to.told_until, to.told_at = until, clock.now()
    to.save(update_fields=["told_until", "told_at"])
    _queue(to, Kind.WAITING, _key("waiting", to.pk, until.isoformat()))


@action
def tell_of_meeting(*, person_id: int, as_family: bool, entry: Entry, by: Actor) -> None:
    """Send a meeting's time to the calendar of somebody who wants letters. Once for each change of the meeting.

    At once, also for those who want a letter a day: a calendar that learns of the meeting tomorrow is too late.
    """
    to = Subscription.objects.filter(person=person_id, as_family=as_family).select_related("unit", "person").first()
    if to is None or not to.goes_to:
        return
    changed = (entry.sequence, entry.cancelled)
    _queue(to, Kind.MEETING, _key("meeting", to.pk, entry.uid, *changed), entry)


@action
def take_back_meeting(*, person_id: int, as_family: bool, entry: Entry, by: Actor) -> None:
    """Take a meeting out of the calendar of somebody who was sent it. Whoever was not is not written to."""
    to = Subscription.objects.filter(person=person_id, as_family=as_family).select_related("unit", "person").first()
    if to is None or not to.goes_to:
        return
    if Letter.objects.filter(to=to, kind=Kind.MEETING, sent_at__isnull=False, entry__uid=str(entry.uid)).exists():
        _queue(to, Kind.MEETING, _key("meeting", to.pk, entry.uid, entry.sequence, entry.cancelled), entry)


@action
def tell_function(*, address: str, of: str, row: UUID, about: str, by: Actor) -> None:
    """Write once to a function's box about a row of a feature, which says what when the letter is sent.

    `about` tells this letter from others of the same row. Nothing about a child: the feature knows of none.
    """
    to, _made = Subscription.objects.get_or_create(
        person=None, unit=None, address=address, defaults={"often": Often.AT_ONCE}
    )
    now, key = clock.now(), _key("function", of, row, about)
    entry = {"of": of, "row": str(row), "about": about}
    letter = Letter(to=to, kind=Kind.FUNCTION, key=key, entry=entry, queued_at=now, next_try_at=now)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def _key(*parts: object) -> str:
    return sha256(":".join(map(str, parts)).encode()).hexdigest()


def _queue(to: Subscription, kind: Kind, key: str, entry: Entry | None = None, at: datetime | None = None) -> None:
    now = clock.now()
    kept = entry.as_json() if entry else None
    letter = Letter(to=to, kind=kind, key=key, entry=kept, queued_at=now, next_try_at=at or now)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


@action
def send(*, letter_id: UUID, through: BaseEmailBackend, by: Actor) -> Problem | None:
    """Send one letter, and note what came of it, in one transaction. Whoever else is sending it already has it locked."""
    rows = Letter.objects.unsent().filter(pk=letter_id).locked()
    letter = rows.select_related("to__person", "to__unit").first()
    if letter is None:
        return None
    address = letter.to.asks_at(clock.now()) if letter.kind == Kind.CONFIRM else letter.to.goes_to
    if not address:
        return _put_off(letter, Problem.UNWANTED)
    try:
        with (
            transaction.atomic()
        ):  # what its feature writes while the letter is made is undone if it does not get through
            message = letters.made(letter, address)
            if message is not None:
                hand_over(message, through=through)
    except OSError as error:  # what mail servers answer is one, too
        return _put_off(letter, meaning(error))
    if message is None:
        return _put_off(letter, Problem.UNWANTED)
    letter.sent_at, letter.tries, letter.problem = clock.now(), letter.tries + 1, ""
    letter.save(update_fields=["sent_at", "tries", "problem"])
    return None


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
def try_again(*, by: Actor) -> int:
    """Let all that was given up be tried anew. Of several that only said that something waits, one is enough."""
    policy.may_see_to(by).enforce()
    now, again = clock.now(), 0
    waits = set(Letter.objects.unsent().filter(kind=Kind.WAITING).values_list("to", flat=True))
    for letter in Letter.objects.given_up().locked().order_by("-queued_at"):
        if letter.kind == Kind.WAITING and letter.to_id in waits:
            letter.problem = Problem.UNWANTED
        else:
            if letter.kind == Kind.WAITING:
                waits.add(letter.to_id)
            letter.given_up_at, letter.problem, letter.tries, letter.next_try_at = None, "", 0, now
            again += 1
        letter.save(update_fields=["given_up_at", "problem", "tries", "next_try_at"])
    log(events.LettersTriedAgain(letters=again), by=by)
    return again


@action
def sweep(*, by: Actor) -> None:
    """Forget what was sent, or is not wanted any more, a month ago; of a meeting, when it has been.

    Until then it is known whose calendar it is in, and that it has been taken out of it.
    """
    before = timezone.now() - rules.KEPT
    to_come = Q(kind=Kind.MEETING, entry__starts_at__gt=timezone.now().astimezone(UTC).isoformat())
    Letter.objects.filter(sent_at__lt=before).exclude(to_come).delete()
    Letter.objects.filter(given_up_at__lt=before, problem=Problem.UNWANTED).delete()

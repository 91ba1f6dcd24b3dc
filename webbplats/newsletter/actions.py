"""Everything that changes who gets the newsletter, and what is sent. Nothing else writes to those tables."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.core.mail import SERVER_AGAIN, Problem, tried_again
from webbplats.editors.models import Editor
from webbplats.models import IssuePage
from webbplats.newsletter import letters, rules
from webbplats.newsletter.models import Letter, MailingList, Sending, Subscriber
from webbplats.newsletter.rules import Answer, State, Why

TOLD_AT_ONCE = 2000


# Who gets it ---------------------------------------------------------------------------------------


@transaction.atomic
def ask(*, address: str, language: str, lists: Iterable[MailingList]) -> Subscriber | None:
    """Somebody wants it. The answer to them is the same whoever they are: only a letter to that address says more."""
    now = timezone.now()
    asked = Subscriber.objects.waiting().filter(asked_at__gt=now - rules.AN_HOUR).count()
    if asked >= rules.ASKED_IN_AN_HOUR:  # for all: else the pause would tell who is here already
        raise ValidationError(_("Så många har anmält sig den senaste timmen att vi tar en paus. Försök senare."))
    found = Subscriber.objects.select_for_update().at(address).first()
    if found is None:
        try:
            with transaction.atomic():
                found = Subscriber.objects.create(address=address, language=language, asked_at=now, link=uuid4())
        except IntegrityError:  # somebody pressed twice
            return None
    if found.confirmed_at is None:
        found.language, found.asked_at = language, now
        found.lists.set(lists)
    elif found.stopped_at is not None:  # it is the reader who asks: the address may work again
        found.refusals, found.stopped_at = 0, None
    if found.written_at is None or found.written_at <= now - rules.NOT_SO_SOON:
        found.write_at = now
    found.save(update_fields=["language", "asked_at", "refusals", "stopped_at", "write_at"])
    return found


def confirm(*, token: str) -> tuple[Answer, Subscriber | None]:
    """Follow the link in the letter: good once, and for 48 hours."""
    answer, key, link = read(token)
    if answer is not Answer.CONFIRMED:
        return answer, None
    now = timezone.now()
    changed = Subscriber.objects.filter(pk=key, link=link, asked_at__gt=now - rules.LINK_HOLDS)
    if changed.update(link=None, confirmed_at=now):
        return Answer.CONFIRMED, Subscriber.objects.get(pk=key)
    used = Subscriber.objects.filter(pk=key).exclude(confirmed_at=None).first()
    return (Answer.USED, used) if used else (Answer.EXPIRED, None)


def read(token: str) -> tuple[Answer, UUID, UUID]:
    """What a link holds, when it is ours and still holds. Otherwise it is nobody's."""
    try:
        key, link = signing.loads(token, salt=letters.SALT, max_age=rules.LINK_HOLDS)
    except signing.SignatureExpired:
        return Answer.EXPIRED, letters.NOBODY, letters.NOBODY
    except signing.BadSignature:
        return Answer.FORGED, letters.NOBODY, letters.NOBODY
    return Answer.CONFIRMED, UUID(key), UUID(link)


def choose(*, subscriber: Subscriber, lists: Iterable[MailingList]) -> None:
    """Which lists somebody is on."""
    subscriber.lists.set(lists)


def leave(*, key: UUID) -> bool:
    """End a subscription. Nothing of it is kept: letters that were sent to it are counted, and are nobody's."""
    deleted, _each = Subscriber.objects.filter(pk=key).delete()
    return bool(deleted)


def take_away(*, address: str) -> bool:
    """An editor ends the subscription of somebody who has asked for it in another way."""
    deleted, _each = Subscriber.objects.at(address).delete()
    return bool(deleted)


@transaction.atomic
def bounced(*, address: str) -> bool:
    """An editor has a letter that came back, and says so: the address is not written to any more."""
    found = Subscriber.objects.select_for_update().at(address).first()
    if found is None:
        return False
    found.refusals, found.stopped_at = max(found.refusals, rules.REFUSALS), found.stopped_at or timezone.now()
    found.save(update_fields=["refusals", "stopped_at"])
    return True


@transaction.atomic
def came_back(*, letter_id: UUID) -> bool:
    """A mail server reports that a letter could not be delivered. Told twice, it counts once."""
    changed = Letter.objects.filter(pk=letter_id, state__in=(State.SENT, State.UNCERTAIN))
    if not changed.update(state=State.REFUSED, problem=Problem.ADDRESS):
        return False
    letter = Letter.objects.select_related("subscriber").get(pk=letter_id)
    _count_refusal(letter.subscriber_id)
    return True


def _count_refusal(key: UUID | None) -> None:
    if key is None:  # who has left meanwhile
        return
    found = Subscriber.objects.filter(pk=key)
    found.update(refusals=F("refusals") + 1)
    found.filter(refusals__gte=rules.REFUSALS, stopped_at=None).update(stopped_at=timezone.now())


def let_back_in() -> int:
    """Write to those that were stopped once more: the fault was not theirs."""
    return Subscriber.objects.stopped().update(stopped_at=None, refusals=0)


# Sending ---------------------------------------------------------------------------------------------


@transaction.atomic
def start(*, issue: IssuePage, lists: Iterable[MailingList], by: Editor) -> Sending:
    """Put an issue in the outbox, for everybody who is on the lists now. An issue is sent once."""
    chosen = list(lists)
    if refusal := why_not(issue):
        raise ValidationError(refusal)
    if not chosen:
        raise ValidationError(_("Välj minst en sändlista."))
    now, made = timezone.now(), letters.written(issue)
    try:
        with transaction.atomic():
            sending = Sending.objects.create(
                issue=issue,
                subject=made.subject,
                html=made.html,
                text=made.text,
                language=issue.locale.language_code,
                started_at=now,
                started_by=by,
            )
    except IntegrityError as twice:
        raise ValidationError(_("Numret är redan på väg.")) from twice
    sending.lists.set(chosen)
    to = readers(issue.locale.language_code, chosen).values_list("pk", flat=True)
    outbox = (Letter(sending=sending, subscriber_id=key, next_try_at=now) for key in to)
    Letter.objects.bulk_create(outbox, batch_size=TOLD_AT_ONCE)
    return sending


def readers(language: str, lists: Iterable[MailingList]) -> models.QuerySet[Subscriber]:
    """Who gets an issue in this language for these lists: each once, however many of them they are on."""
    return Subscriber.objects.reading().filter(language=language, lists__in=list(lists)).distinct()


def why_not(issue: IssuePage) -> str:
    """Why an issue cannot be sent; empty when it can."""
    if Sending.objects.filter(issue=issue).exists():
        return _("Numret är redan skickat. Ett nummer skickas en gång: gör ett nytt för det som har kommit till.")
    if not rules.is_open():
        return _("Ingen mejlserver är inställd, så inget kan skickas. Den som sköter driften sätter EMAIL_HOST.")
    if not letters.home():
        return _(
            "Webbplatsens adress är inte inställd, så länkarna i mejlet går inte att göra. Sätt SITE_PUBLIC_ADDRESS."
        )
    if not issue.live or issue.has_unpublished_changes:
        return _("Publicera numret först. Det som skickas är det som står på webben.")
    return ""


def rest(*, sending: Sending, why: Why) -> None:
    Sending.objects.filter(pk=sending.pk, finished_at=None).update(rests_because=why)


def go_on(*, sending: Sending) -> None:
    Sending.objects.filter(pk=sending.pk).update(rests_because="")


@transaction.atomic
def send_again(*, sending: Sending) -> int:
    """Let those be sent of which nobody knows whether they were, and those that were put off too many times."""
    unsure = sending.letters.filter(Q(state=State.UNCERTAIN) | Q(state=State.FAILED, problem=Problem.LATER))
    again = unsure.update(state=State.QUEUED, problem="", tries=0, next_try_at=timezone.now())
    if again:
        Sending.objects.filter(pk=sending.pk).update(finished_at=None)
    return again


# What the worker does -----------------------------------------------------------------------------------


TAKE: Final = """
    UPDATE newsletter_letter
    SET state = CASE id WHEN %(next)s THEN 'taken' ELSE 'sent' END, tries = tries + (id = %(next)s)::int, problem = ''
    WHERE (id = %(before)s AND state = 'taken') OR (
        id = %(next)s AND state = 'queued'
        AND EXISTS (SELECT FROM newsletter_subscriber AS s WHERE s.id = subscriber_id AND s.stopped_at IS NULL)
    )
    RETURNING id
"""


def take(*, letter: Letter, sent: Letter | None = None) -> bool:
    """Say that a letter is about to be handed over, before it is, and in the same breath that the one before it was sent.

    A letter that is taken is never taken again. One statement: ten thousand letters are as many commits.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"next": letter.pk, "before": sent.pk if sent else None})
        found = {key for (key,) in cursor.fetchall()}
    if sent is not None:
        _forgive(sent)
    return letter.pk in found


def _forgive(letter: Letter) -> None:
    """What got through was a fault that has been mended."""
    if letter.subscriber is not None and letter.subscriber.refusals:
        Subscriber.objects.filter(pk=letter.subscriber.pk).update(refusals=0)


def note(*, letter: Letter, problem: Problem | None) -> None:
    """Say what came of it."""
    mine = Letter.objects.filter(pk=letter.pk, state=State.TAKEN)
    match problem:
        case None:
            mine.update(state=State.SENT, problem="")
            _forgive(letter)
        case Problem.SERVER:
            again = timezone.now() + SERVER_AGAIN
            mine.update(state=State.QUEUED, problem=problem, tries=letter.tries, next_try_at=again)
        case Problem.LATER:
            next_try = tried_again(letter.tries + 1, now=timezone.now())
            state = State.QUEUED if next_try else State.FAILED
            mine.update(state=state, problem=problem, next_try_at=next_try or letter.next_try_at)
        case Problem.ADDRESS:
            if mine.update(state=State.REFUSED, problem=problem):
                _count_refusal(letter.subscriber_id)
        case _:
            mine.update(state=State.FAILED, problem=problem)


def note_unanswered(*, letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk, state=State.TAKEN).update(state=State.UNCERTAIN)


def note_left_behind() -> int:
    """What a process had taken when it stopped. Only who is alone in sending may ask."""
    return Letter.objects.filter(state=State.TAKEN).update(state=State.UNCERTAIN)


@transaction.atomic
def excuse(*, sending: Sending, refused: list[Letter]) -> None:
    """So many refused in a row is the mail server's doing: put them back, blame nobody, and rest until somebody has looked."""
    keys = [letter.subscriber_id for letter in refused if letter.subscriber_id is not None]
    Letter.objects.filter(pk__in=[letter.pk for letter in refused], state=State.REFUSED).update(
        state=State.QUEUED, problem="", tries=0
    )
    Subscriber.objects.filter(pk__in=keys, refusals__gt=0).update(refusals=F("refusals") - 1)
    Subscriber.objects.filter(pk__in=keys, refusals__lt=rules.REFUSALS).update(stopped_at=None)
    rest(sending=sending, why=Why.REFUSED)


def finish(*, sending: Sending) -> bool:
    """Note that nothing is left to send. Letters of those who have left, or were stopped, meanwhile are of no use."""
    gone = Q(subscriber=None) | ~Q(subscriber__stopped_at=None)
    waiting = sending.letters.filter(state=State.QUEUED)
    waiting.filter(gone).update(state=State.UNWANTED)
    if waiting.exists():
        return False
    return bool(Sending.objects.filter(pk=sending.pk, finished_at=None).update(finished_at=timezone.now()))


def written_to(*, subscriber: Subscriber, problem: Problem | None) -> None:
    """What came of the letter about a subscription. Not through: it is tried until the link would no longer hold."""
    now = timezone.now()
    if problem is None:
        Subscriber.objects.filter(pk=subscriber.pk).update(write_at=None, written_at=now)
    elif problem in (Problem.ADDRESS, Problem.LETTER):
        Subscriber.objects.filter(pk=subscriber.pk).update(write_at=None)
    else:
        Subscriber.objects.filter(pk=subscriber.pk).update(write_at=now + SERVER_AGAIN)


@transaction.atomic
def sweep(*, now: datetime | None = None) -> None:
    """Forget who never confirmed, who was stopped a month ago, and who had which letter a month ago."""
    now = now or timezone.now()
    Subscriber.objects.waiting().filter(asked_at__lte=now - rules.LINK_HOLDS).delete()
    Subscriber.objects.filter(stopped_at__lte=now - rules.STOPPED_KEPT).delete()
    for sending in Sending.objects.filter(finished_at__lte=now - rules.LETTERS_KEPT, counted={}):
        sending.counted = count(sending)
        sending.save(update_fields=["counted"])
        sending.letters.all().delete()


def count(sending: Sending) -> dict[str, int]:
    """How many letters have come to what."""
    if sending.counted:
        return dict(sending.counted)
    rows = sending.letters.values("state").annotate(letters=Count("pk")).values_list("state", "letters")
    return {str(state): int(letters) for state, letters in rows}

"""Everything that changes an event: by those who lead the process, and by rule."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.ahead import within_reach
from kronobarn.core.reasons import demand
from kronobarn.learning import events, keys, policy, reads, rules
from kronobarn.learning import registration_actions as registrations
from kronobarn.learning.letter_actions import queue
from kronobarn.learning.models import Evaluation, Event, Registration, Session, Ticket
from kronobarn.learning.rules import EventKind, LetterKind, Standing, Use
from kronobarn.post import actions as post

if TYPE_CHECKING:
    from kronobarn.people.models import Person

FIELDS = ("kind", "series", "title", "text", "place", "starts_at", "ends_at", "closes_at", "places")
TOLD = {"place", "starts_at", "ends_at"}
"""What those who come are written of when it changes."""


@action
def add_event(*, kind: EventKind, by: Actor, **said: Any) -> Event:
    """A draft, that nobody else sees."""
    policy.may_lead(by).enforce()
    assert by.person_id is not None
    event = Event(kind=kind, written_at=clock.now(), written_by_id=by.person_id, **said)
    _in_order(event)
    event.save(force_insert=True)
    log(events.EventWritten(), by=by, subject=event.log_name)
    return event


@action
def change_event(*, event: Event, by: Actor, **said: Any) -> Event:
    """What is wrong or has changed. Another time or place is told by letter; more places are offered to the queue."""
    event = _locked(event, by)
    policy.may_change(by, event).enforce()
    changed = tuple(name for name in FIELDS if getattr(event, name) != said[name])
    if not changed:
        return event
    for name in changed:
        setattr(event, name, said[name])
    _in_order(event)
    if event.places < event.taken:
        taken = {"taken": event.taken}
        raise ValidationError({"places": _("%(taken)d platser är tagna. Välj minst så många.") % taken})
    tells = bool(TOLD.intersection(changed)) and event.published_at is not None
    event.sequence += tells
    event.save(update_fields=[*changed, "sequence"])
    if tells:
        queue(kind=LetterKind.CHANGED, to=_confirmed(event, by), number=event.sequence, by=by)
    log(events.EventChanged(changed=changed), by=by, subject=event.log_name)
    registrations.promote(event=event, by=by)
    return event


@action
def name_organiser(*, event: Event, organiser: "Person | None", by: Actor) -> Event:
    """Let somebody who sits in a group, or a coordinator, plan it and follow who comes; or nobody any longer."""
    event = _locked(event, by)
    policy.may_name_organiser(by, event).enforce()
    before = event.organiser_id
    if organiser is not None and not reads.could_organise(by, event).filter(pk=organiser.pk).exists():
        raise ValidationError({"organiser": _("Välj någon som sitter i en grupp, eller en samordnare.")})
    event.organiser = organiser
    if event.organiser_id != before:
        event.save(update_fields=["organiser"])
        log(events.OrganiserNamed(named=organiser is not None), by=by, subject=event.log_name)
        if event.organiser_id not in {None, by.person_id}:
            key = f"organiser:{event.pk}:{clock.today().isoformat()}"
            post.tell_person(person_id=event.organiser_id, key=key, by=by)
    return event


@action
def publish(*, event: Event, by: Actor) -> Event:
    """Let everybody read it and register."""
    event = _locked(event, by)
    policy.may_publish(by, event).enforce()
    event.published_at = clock.now()
    event.save(update_fields=["published_at"])
    log(events.EventPublished(), by=by, subject=event.log_name)
    return event


@action
def close(*, event: Event, closed: bool, by: Actor) -> Event:
    """Let nobody more register, or let them again. Those in the queue still get what becomes free."""
    event = _locked(event, by)
    policy.may_close(by, event).enforce()
    if closed is not (event.closed_at is not None):
        event.closed_at = clock.now() if closed else None
        event.save(update_fields=["closed_at"])
        log(events.EventClosed(closed=closed), by=by, subject=event.log_name)
    return event


@action
def cancel(*, event: Event, because: str, by: Actor) -> Event:
    """It will not be. Everybody who was to come, or waited, is written to."""
    event = _locked(event, by)
    policy.may_cancel(by, event).enforce()
    demand("because", because, _("Skriv varför, så att de som skulle ha kommit förstår."))
    event.cancelled_at, event.cancelled_because = clock.now(), because
    event.sequence += 1
    event.save(update_fields=["cancelled_at", "cancelled_because", "sequence"])
    all_of_them = Registration.objects.visible_to(by).live().filter(event=event)
    letters = queue(kind=LetterKind.CANCELLED, to=all_of_them, by=by)
    log(events.EventCancelled(letters=letters), by=by, subject=event.log_name)
    return event


# The programme ---------------------------------------------------------------------------------------


@action
def add_session(*, event: Event, by: Actor, **said: Any) -> Session:
    """One more point of the programme, with places of its own."""
    event = _locked(event, by)
    policy.may_change(by, event).enforce()
    session = Session(event=event, **said)
    _within(session)
    session.save(force_insert=True)
    log(events.SessionsChanged(), by=by, subject=event.log_name)
    return session


@action
def change_session(*, session: Session, by: Actor, **said: Any) -> Session:
    """What it is called, when and where it is, and its places: not fewer than are taken."""
    event = _locked(session.event, by)
    session = Session.objects.visible_to(by).locked().get(pk=session.pk)
    policy.may_change(by, event).enforce()
    for name, value in said.items():
        setattr(session, name, value)
    _within(session)
    if session.places < session.taken:
        taken = {"taken": session.taken}
        raise ValidationError({"places": _("%(taken)d platser är tagna. Välj minst så många.") % taken})
    session.save(update_fields=list(said))
    log(events.SessionsChanged(), by=by, subject=event.log_name)
    return session


@action
def remove_session(*, session: Session, by: Actor) -> None:
    """Something that nobody has chosen is not in the programme any more."""
    event = _locked(session.event, by)
    session = Session.objects.visible_to(by).select_related("event").locked().get(pk=session.pk)
    policy.may_remove_session(by, session).enforce()
    session.delete()
    log(events.SessionsChanged(), by=by, subject=event.log_name)


# Afterwards ------------------------------------------------------------------------------------------


@action
def ask_what_they_thought(*, event: Event, by: Actor) -> int:
    """A letter to each who came, with a link that leads to nobody."""
    event = _locked(event, by)
    policy.may_ask_what_they_thought(by, event).enforce()
    event.evaluated_at = clock.now()
    event.save(update_fields=["evaluated_at"])
    came = Registration.objects.visible_to(by).filter(event=event, came_at__isnull=False)
    letters = queue(kind=LetterKind.EVALUATION, to=came, by=by)
    log(events.EvaluationSent(letters=letters), by=by, subject=event.log_name)
    return letters


@action
def evaluate(*, ticket: str, learnt: Use, usable: Use, takes_along: str, better: str, by: Actor) -> bool:
    """One answer for one ticket, which is then gone. Not in the log: when it came might tell from whom."""
    found = Ticket.objects.visible_to(by).filter(digest=keys.digest(ticket)).first()
    if found is None or not Ticket.objects.filter(pk=found.pk).delete()[0]:  # somebody used it at the same moment
        return False
    answer = Evaluation(event_id=found.event_id, learnt=learnt, usable=usable, takes_along=takes_along, better=better)
    answer.save(force_insert=True)
    return True


@action
def remind(*, event: Event, days: int, by: Actor) -> int:
    """Tell those who have a place that it is soon. Once for each number of days."""
    coming = Registration.objects.visible_to(by).filter(event=event).coming()
    return queue(kind=LetterKind.REMINDER, to=coming, number=days, by=by)


@action
def forget(*, event: Event, now: datetime, by: Actor) -> None:
    """Remove what is not needed any more: what people need a week after the event, everything else after months."""
    event = _locked(event, by)
    theirs = Registration.objects.visible_to(by).filter(event=event)
    needs = removed = 0
    if event.ends_at + rules.NEEDS_KEPT <= now:
        some = theirs.exclude(wheelchair=False, interpreter="", diet="")
        needs = some.update(wheelchair=False, interpreter="", diet="")
    if event.ends_at + rules.KEPT <= now and event.forgotten_at is None:
        event.had_place = theirs.filter(standing=Standing.PLACE).count()
        event.came = theirs.filter(came_at__isnull=False).count()
        removed = theirs.count()
        theirs.delete()
        Ticket.objects.visible_to(by).filter(event=event).delete()
        event.forgotten_at = now
        event.save(update_fields=["had_place", "came", "forgotten_at"])
    if needs or removed:
        log(events.Forgotten(registrations=removed, needs=needs), by=by, subject=event.log_name)


# The parts -------------------------------------------------------------------------------------------


def _locked(event: Event, by: Actor) -> Event:
    found: Event = Event.objects.visible_to(by).locked().get(pk=event.pk)
    return found


def _confirmed(event: Event, by: Actor) -> Any:
    return Registration.objects.visible_to(by).live().filter(event=event, confirmed_at__isnull=False)


def _in_order(event: Event) -> None:
    if event.ends_at <= event.starts_at:
        raise ValidationError({"ends": _("Evenemanget slutar innan det börjar. Välj en senare tid.")})
    if event.ends_at - event.starts_at > timedelta(days=14):
        raise ValidationError({"ends_on": _("Ett evenemang är högst två veckor. Skriv in flera, om det är en serie.")})
    if event.closes_at > event.ends_at:
        raise ValidationError({"closes_on": _("Sista dagen för anmälan är efter evenemanget. Välj en tidigare dag.")})
    within_reach(starts_on=timezone.localdate(event.starts_at))


def _within(session: Session) -> None:
    event = session.event
    if session.ends_at <= session.starts_at:
        raise ValidationError({"ends": _("Programpunkten slutar innan den börjar. Välj en senare tid.")})
    if session.starts_at < event.starts_at or session.ends_at > event.ends_at:
        raise ValidationError({"starts": _("Programpunkten ligger utanför evenemangets tid. Välj en tid inom den.")})
    twins = Session.objects.filter(event=event, title=session.title, starts_at=session.starts_at)
    if twins.exclude(pk=session.pk).exists():
        raise ValidationError({"title": _("Det finns redan en programpunkt som heter så vid den tiden.")})

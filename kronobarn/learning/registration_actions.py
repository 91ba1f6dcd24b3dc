"""Everything that changes who comes to an event. Whoever takes or gives back a place first locks the event.

By those who come themselves, on pages without account: in the name of the system (`by`), by a signed link.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import Decision
from kronobarn.learning import events, policy, rules
from kronobarn.learning.letter_actions import queue
from kronobarn.learning.models import Choice, Event, Registration, Session
from kronobarn.learning.rules import HOLDS, LIVE, LetterKind, Standing

OWN = ("name", "workplace", "wheelchair", "interpreter", "diet")


@action
def register(
    *, event: Event, email: str, language: str, sessions: Iterable[Session] = (), by: Actor, **said: Any
) -> Registration:
    """Hold a place, or stand in the queue, until the address is confirmed.

    Whoever is registered already is written so, at that address: the page answers the same, and tells nobody.
    """
    event = _locked(event.pk)
    _refuse(policy.may_register(event))
    chosen = [] if event.is_full else _of_event(event, sessions)
    _there_is_room(chosen)
    email, now = email.strip().lower(), clock.now()
    there: Registration | None = Registration.objects.visible_to(by).live().filter(event=event, email=email).first()
    if there is not None:
        queue(kind=LetterKind.ALREADY, to=[there], number=f"{now:%Y%m%d%H}", by=by)
        return there
    registration = Registration(
        event=event,
        email=email,
        language=language,
        standing=Standing.WAITING if event.is_full else Standing.PLACE,
        asked_at=now,
        answer_by=rules.held_until(now=now, starts_at=event.starts_at, ends_at=event.ends_at),
        **{name: said[name] for name in OWN},
    )
    registration.save(force_insert=True)
    _choose(registration, chosen)
    queue(kind=LetterKind.CONFIRM, to=[registration], by=by)
    log(events.Registered(), by=by, subject=event.log_name)
    return registration


@action
def confirm(*, registration: Registration, by: Actor) -> Registration:
    """The address is theirs: the place too, or a place in the queue."""
    registration, event = _both(registration.pk, by)
    _refuse(policy.may_confirm(registration))
    if registration.standing == Standing.WAITING and not event.is_full:
        registration.standing = Standing.PLACE
    registration.confirmed_at, registration.answer_by = clock.now(), None
    registration.save(update_fields=["standing", "confirmed_at", "answer_by"])
    kind = LetterKind.PLACE if registration.standing == Standing.PLACE else LetterKind.WAITING
    queue(kind=kind, to=[registration], by=by)
    log(events.RegistrationConfirmed(standing=registration.standing), by=by, subject=event.log_name)
    return registration


@action
def change_own(*, registration: Registration, sessions: Iterable[Session] = (), by: Actor, **said: Any) -> Registration:
    """One's own name, needs and points of the programme. Another address is another registration."""
    registration, event = _both(registration.pk, by)
    _refuse(policy.may_change_own(registration))
    for name in OWN:
        setattr(registration, name, said[name])
    registration.save(update_fields=OWN)
    if registration.standing == Standing.PLACE:
        wanted = _of_event(event, sessions)
        has = set(registration.chosen.values_list("session_id", flat=True))
        _there_is_room([one for one in wanted if one.pk not in has])
        registration.chosen.exclude(session__in=wanted).delete()
        _choose(registration, [one for one in wanted if one.pk not in has])
    log(events.RegistrationChanged(), by=by, subject=event.log_name)
    return registration


@action
def accept(*, registration: Registration, by: Actor) -> Registration:
    """Yes to a place that became free."""
    registration, event = _both(registration.pk, by)
    _refuse(policy.may_accept(registration))
    registration.standing, registration.answer_by = Standing.PLACE, None
    registration.save(update_fields=["standing", "answer_by"])
    queue(kind=LetterKind.PLACE, to=[registration], number=f"{clock.now():%Y%m%d%H%M%S}", by=by)
    log(events.RegistrationConfirmed(standing=registration.standing), by=by, subject=event.log_name)
    return registration


@action
def leave(*, registration: Registration, by: Actor) -> Registration:
    """Come no more. The place goes to whoever is first in the queue; what they need is removed at once."""
    registration, event = _both(registration.pk, by)
    _refuse(policy.may_change_own(registration))
    _end(registration, Standing.CANCELLED)
    queue(kind=LetterKind.LEFT, to=[registration], by=by)
    log(events.RegistrationCancelled(), by=by, subject=event.log_name)
    promote(event=event, by=by)
    return registration


@action
def promote(*, event: Event, by: Actor) -> int:
    """Offer the places that are free to those who have waited longest."""
    event = _locked(event.pk)
    now = clock.now()
    if event.cancelled_at is not None or event.published_at is None or event.starts_at <= now:
        return 0
    waits = Registration.objects.visible_to(by).filter(
        event=event, standing=Standing.WAITING, confirmed_at__isnull=False
    )
    first = list(waits.order_by("asked_at", "pk")[: event.places - event.taken])
    for one in first:
        one.standing = Standing.OFFERED
        one.answer_by = rules.answer_until(now=now, starts_at=event.starts_at)
        one.save(update_fields=["standing", "answer_by"])
        log(events.PlaceOffered(), by=by, subject=event.log_name)
    queue(kind=LetterKind.OFFER, to=first, number=f"{now:%Y%m%d%H%M%S}", by=by)
    return len(first)


@action
def let_go(*, event: Event, by: Actor) -> None:
    """Places that nobody answered for in time. Whoever never confirmed the address is not known any more."""
    event = _locked(event.pk)
    late = list(Registration.objects.visible_to(by).filter(event=event).overdue(clock.now()).locked())
    offered = [one for one in late if one.standing == Standing.OFFERED]
    unconfirmed = [one for one in late if one.standing != Standing.OFFERED]
    for one in offered:
        _end(one, Standing.LAPSED)
    queue(kind=LetterKind.LAPSED, to=offered, by=by)
    Registration.objects.filter(pk__in=[one.pk for one in unconfirmed]).delete()
    if late:
        told = events.PlacesLetGo(unconfirmed=len(unconfirmed), unanswered=len(offered))
        log(told, by=by, subject=event.log_name)
    promote(event=event, by=by)


# Those who organise it


@action
def tick(*, registration: Registration, came: bool, by: Actor) -> Registration:
    """Whether somebody came; ticked wrongly, it is put right the same way."""
    registration = Registration.objects.visible_to(by).select_related("event").locked().get(pk=registration.pk)
    policy.may_tick(by, registration).enforce()
    if came is (registration.came_at is not None):
        return registration
    registration.came_at = clock.now() if came else None
    registration.save(update_fields=["came_at"])
    log(events.AttendanceTicked(came=came), by=by, subject=registration.log_name)
    return registration


@action
def take_off(*, registration: Registration, by: Actor) -> Registration:
    """Cancel for somebody who has called and said that they do not come."""
    policy.may_organise(by, registration.event).enforce()
    return leave(registration=registration, by=by)


@action
def remove_address(*, email: str, by: Actor) -> int:
    """Everything about an address, when its owner has asked for it. Their places go to the queue."""
    policy.may_lead(by).enforce()
    theirs = Registration.objects.visible_to(by).filter(email=email.strip().lower())
    held = {one.event_id for one in theirs}
    for event_id in sorted(held):
        _locked(event_id)
        theirs.filter(event=event_id).delete()
        promote(event=Event.objects.get(pk=event_id), by=by)
    log(events.AddressRemoved(removed=len(held)), by=by)
    return len(held)


# The parts


def _locked(event_id: UUID) -> Event:
    found: Event = Event.objects.visible_to(SYSTEM).locked().get(pk=event_id)
    return found


def _both(registration_id: UUID, by: Actor) -> tuple[Registration, Event]:
    """The event first, so that all wait in the same order."""
    seen: Registration = Registration.objects.visible_to(by).get(pk=registration_id)
    event = _locked(seen.event_id)
    found: Registration = Registration.objects.visible_to(by).locked().get(pk=registration_id)
    found.event = event
    return found, event


def _refuse(decision: Decision) -> None:
    if not decision:
        raise ValidationError(str(decision.reason))


def _of_event(event: Event, sessions: Iterable[Session]) -> list[Session]:
    """As they stand now: the event is locked, so nobody else takes a place in them."""
    return list(Session.objects.filter(event=event, pk__in=[one.pk for one in sessions]))


def _there_is_room(sessions: Iterable[Session]) -> None:
    for one in sessions:
        if one.is_full:
            raise ValidationError({"sessions": _("”%(title)s” är full. Välj en annan.") % {"title": one.title}})


def _choose(registration: Registration, sessions: Iterable[Session]) -> None:
    Choice.objects.bulk_create(Choice(registration=registration, session=one) for one in sessions)


def _end(registration: Registration, standing: Standing) -> None:
    assert registration.standing in LIVE
    assert standing not in HOLDS
    registration.chosen.all().delete()
    registration.standing, registration.answer_by, registration.came_at = standing, None, None
    registration.wheelchair, registration.interpreter, registration.diet = False, "", ""
    registration.save(update_fields=["standing", "answer_by", "came_at", "wheelchair", "interpreter", "diet"])

"""Who writes about events, and what may be done with a registration now."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.learning.models import Event, Registration, Session
from kronobarn.learning.rules import LIVE, Standing
from kronobarn.programme.policy import may_lead

__all__ = [
    "may_accept",
    "may_ask_what_they_thought",
    "may_cancel",
    "may_change",
    "may_change_own",
    "may_close",
    "may_confirm",
    "may_have_certificate",
    "may_lead",
    "may_name_organiser",
    "may_organise",
    "may_organise_something",
    "may_publish",
    "may_register",
    "may_remove_session",
    "may_tick",
]


def may_organise(actor: Actor, event: Event | None) -> Decision:
    """Those who lead the process, and whoever they have named the organiser of this event."""
    if may_lead(actor) or (event is not None and _organises(actor, event)):
        return ALLOWED
    return Decision(
        _("Här arbetar den som ordnar evenemanget, och länets processledare. Är något fel, säg det till hen.")
    )


def _organises(actor: Actor, event: Event) -> bool:
    return actor.assignment_id is not None and event.organiser_id == actor.person_id


def may_organise_something(actor: Actor) -> Decision:
    """The list of events to plan and follow: who leads sees all, an organiser their own."""
    if may_lead(actor) or Event.objects.organised_by(actor).exists():
        return ALLOWED
    return may_organise(actor, None)


def may_name_organiser(actor: Actor, event: Event) -> Decision:
    """Only those who lead the process let somebody else in, and as long as it is not over."""
    return may_lead(actor) and may_change(actor, event)


def may_change(actor: Actor, event: Event) -> Decision:
    """What has not been cancelled and is not over."""
    if not (decision := may_organise(actor, event)):
        return decision
    if event.cancelled_at is not None:
        return Decision(_("Evenemanget är inställt. Skriv in ett nytt, om det ska bli av en annan dag."))
    if event.is_over():
        return Decision(_("Evenemanget har varit, så det går inte att ändra längre."))
    return ALLOWED


def may_publish(actor: Actor, event: Event) -> Decision:
    """What nobody else has seen yet. Only those who lead the process open anything to everybody."""
    if not (decision := may_lead(actor) and may_change(actor, event)):
        return decision
    if event.published_at is not None:
        return Decision(_("Evenemanget är redan publicerat."))
    return ALLOWED


def may_close(actor: Actor, event: Event) -> Decision:
    """Close the registration, or open it again."""
    if not (decision := may_change(actor, event)):
        return decision
    if event.published_at is None:
        return Decision(_("Evenemanget är inte publicerat, så ingen kan anmäla sig än."))
    return ALLOWED


def may_cancel(actor: Actor, event: Event) -> Decision:
    """What is published: nobody has heard of a draft."""
    return may_close(actor, event)


def may_remove_session(actor: Actor, session: Session) -> Decision:
    """A point of the programme that nobody has chosen."""
    if not (decision := may_change(actor, session.event)):
        return decision
    if session.taken:
        return Decision(
            _("Någon har valt programpunkten. Ändra den i stället, eller hör av dig till dem som valt den.")
        )
    return ALLOWED


def may_tick(actor: Actor, registration: Registration) -> Decision:
    """From the day of the event, until what is known of those who came is removed."""
    if not (decision := may_organise(actor, registration.event)):
        return decision
    if registration.standing != Standing.PLACE or registration.confirmed_at is None:
        return Decision(_("Bara den som har en bekräftad plats kan prickas av."))
    if clock.today() < timezone.localdate(registration.event.starts_at):
        return Decision(_("Evenemanget har inte börjat än. Du kan pricka av från samma dag."))
    return ALLOWED


def may_ask_what_they_thought(actor: Actor, event: Event) -> Decision:
    """Once, when it is over and somebody is ticked off."""
    if not (decision := may_organise(actor, event)):
        return decision
    if event.cancelled_at is not None or not event.is_over():
        return Decision(_("Utvärderingen sänds när evenemanget har varit."))
    if event.evaluated_at is not None:
        return Decision(_("Utvärderingen är redan sänd."))
    if event.forgotten_at is not None or not event.registrations.filter(came_at__isnull=False).exists():
        return Decision(_("Pricka först av dem som kom. Utvärderingen sänds till dem."))
    return ALLOWED


# Those who come, without account


def may_register(event: Event) -> Decision:
    """As long as it is open, and the server can send the letter that confirms the address."""
    if event.cancelled_at is not None:
        return Decision(_("Evenemanget är inställt."))
    if event.is_over():
        return Decision(_("Evenemanget har varit."))
    if not event.is_open():
        return Decision(_("Anmälan är stängd. Hör av dig till den som ordnar evenemanget om du har en fråga."))
    if not settings.EMAIL_HOST and not settings.KRONOBARN_DEMO:
        return Decision(_("Anmälan går inte att göra här just nu, för att servern inte kan sända mejl."))
    return ALLOWED


def may_confirm(registration: Registration) -> Decision:
    """Once, within the time that the place is held."""
    if registration.confirmed_at is not None or registration.standing not in LIVE:
        return Decision(_("Länken är redan använd. I mejlet du fick sedan finns länken till din anmälan."))
    if registration.answer_by is None or registration.answer_by <= clock.now():
        return Decision(_("Länken gällde till och med den tid som står i mejlet. Anmäl dig igen, om det finns plats."))
    if registration.event.cancelled_at is not None:
        return Decision(_("Evenemanget är inställt."))
    return ALLOWED


def may_change_own(registration: Registration) -> Decision:
    """Until the event is over."""
    if registration.event.cancelled_at is not None:
        return Decision(_("Evenemanget är inställt."))
    if registration.event.is_over():
        return Decision(_("Evenemanget har varit."))
    if registration.confirmed_at is None or registration.standing not in LIVE:
        return Decision(_("Anmälan gäller inte längre. Du kan anmäla dig igen."))
    return ALLOWED


def may_accept(registration: Registration) -> Decision:
    """Whoever is offered a place, in time."""
    if not (decision := may_change_own(registration)):
        return decision
    if registration.standing != Standing.OFFERED:
        return Decision(_("Du har redan svarat."))
    if registration.answer_by is None or registration.answer_by <= clock.now():
        return Decision(_("Tiden att svara har gått ut, och platsen har gått vidare till nästa i kön."))
    return ALLOWED


def may_have_certificate(registration: Registration) -> Decision:
    """Whoever was there, when it is over."""
    if registration.came_at is None or not registration.event.is_over():
        return Decision(_("Intyget finns när evenemanget har varit, för dig som blev avprickad."))
    return ALLOWED

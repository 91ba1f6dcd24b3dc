"""Who may ask somebody without an account, take the question back, and answer it."""

from django.utils.translation import gettext as _

from kronobarn.assessments.policy import may_ask
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.guests.models import Guest
from kronobarn.guests.rules import State


def may_ask_guest(actor: Actor, matter: Matter) -> Decision:
    """Whoever asks others in the matter. Never about a child whose personal data are protected."""
    allowed = may_ask(actor, matter)
    if not allowed:
        return allowed
    if matter.child.is_protected:
        return Decision(_("Barnet har skyddade uppgifter. Ring den du vill fråga, och säg inte mer än du måste."))
    return ALLOWED


def may_withdraw(actor: Actor, guest: Guest, matter: Matter) -> Decision:
    """Whoever asked, and whoever may ask, as long as nobody has answered: also when no more is gathered."""
    if guest.state() in {State.ANSWERED, State.WITHDRAWN}:
        return Decision(_("Frågan är redan besvarad eller återtagen. Ladda om sidan."))
    if (guest.asked_by_id, guest.asked_for_id) == (actor.person_id, actor.assignment_id):
        return ALLOWED
    return may_ask(actor, matter)


def may_answer(actor: Actor, guest: Guest, matter: Matter) -> Decision:
    """In the name of the one who asked, once, in time, while what is told is still gathered."""
    if guest.state() != State.WAITING:
        return Decision(_("Länken gäller inte längre."))
    return may_ask_guest(actor, matter)

"""Who sends a consultation round, who may read what, and until when an organisation may answer."""

from django.utils.translation import gettext as _

from kronobarn.consultation.models import Invitation, Round
from kronobarn.consultation.rules import State
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.programme.policy import may_lead, may_read
from kronobarn.ui.dates import date_long as said

__all__ = ["may_lead", "may_read"]

OVER = frozenset({State.PUBLISHED, State.ADOPTED, State.WITHDRAWN})
SENT = frozenset({State.SENT, State.OPEN, State.CLOSED})


def may_change(actor: Actor, one: Round) -> Decision:
    """Until it is sent: what organisations have been asked stands."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() is not State.DRAFT:
        return Decision(
            _("Remissen är sänd, så det som frågas står fast. Du kan flytta sista dagen, eller dra tillbaka.")
        )
    return ALLOWED


def may_send(actor: Actor, one: Round, *, questions: int, invited: int) -> Decision:
    """A draft that asks somebody something, and that ends in the future."""
    if not (decision := may_change(actor, one)):
        return decision
    if not questions:
        return Decision(_("Lägg till minst ett avsnitt med en fråga, så kan du sända remissen."))
    if not invited:
        return Decision(_("Bjud in minst en organisation, så kan du sända remissen."))
    if one.closes_on < clock.today():
        return Decision(_("Sista dagen har varit. Ändra dagarna, så kan du sända remissen."))
    return ALLOWED


def may_invite(actor: Actor, one: Round) -> Decision:
    """A draft, and a round that is going on."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() not in {State.DRAFT, State.SENT, State.OPEN}:
        return Decision(_("Remissen är stängd. Förläng den, om fler ska svara."))
    return ALLOWED


def may_extend(actor: Actor, one: Round) -> Decision:
    """What has been sent, until its compilation is published."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() is State.DRAFT:
        return Decision(_("Remissen är inte sänd. Ändra dagarna i utkastet."))
    if one.state() in OVER:
        return Decision(_("Remissen är avslutad, så ingen kan svara längre."))
    return ALLOWED


def may_withdraw(actor: Actor, one: Round) -> Decision:
    """What is not adopted."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() in {State.ADOPTED, State.WITHDRAWN}:
        return Decision(_("Remissen är redan avslutad."))
    return ALLOWED


def may_let_in(actor: Actor, invitation: Invitation) -> Decision:
    """A link for an organisation that can still answer."""
    if not (decision := may_lead(actor)):
        return decision
    state = invitation.round.state()
    if state not in SENT:
        return Decision(_("Länkar görs när remissen är sänd, och så länge någon kan svara."))
    if clock.today() > invitation.last_day:
        return Decision(_("Sista dagen har varit. Låt organisationen svara längre först."))
    return ALLOWED


def may_remind(actor: Actor, one: Round) -> Decision:
    """While the round is open: each organisation that has not answered."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() is not State.OPEN:
        return Decision(_("Påminnelser går bara att sända medan remissen är öppen."))
    return ALLOWED


def may_read_answers(actor: Actor, one: Round) -> Decision:
    """Whoever leads the process, once the round is sent; others who work in the county, what is published."""
    if one.state() in {State.PUBLISHED, State.ADOPTED}:
        return may_read(actor)
    return may_lead(actor)


def may_reply(actor: Actor, one: Round) -> Decision:
    """When no more is awaited, and until the compilation is published."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() is not State.CLOSED:
        return Decision(_("Bemötanden skrivs när remissen är stängd, och innan sammanställningen är publicerad."))
    return ALLOWED


def may_publish(actor: Actor, one: Round, *, last: Invitation | None) -> Decision:
    """When nobody can answer any more. `last` is who can do so the longest."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() is not State.CLOSED:
        return Decision(_("Sammanställningen publiceras när remissen är stängd."))
    if last is not None and last.last_day >= clock.today():
        return Decision(_("En organisation får fortfarande svara, till och med %s.") % said(last.last_day))
    return ALLOWED


def may_adopt(actor: Actor, one: Round) -> Decision:
    """What has been published."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() is State.ADOPTED:
        return Decision(_("Det är redan antaget."))
    if one.state() is not State.PUBLISHED:
        return Decision(_("Publicera sammanställningen först, så att alla ser vad som blev av synpunkterna."))
    return ALLOWED


# Those who answer, and who have no account ------------------------------------------------------------


def may_answer(invitation: Invitation) -> Decision:
    """From the day it opens to the organisation's last day, as long as the answer is not submitted."""
    if not (decision := may_enter(invitation)):
        return decision
    if invitation.submissions.filter(taken_back_at=None).exists():
        return Decision(_("Ert svar är redan inlämnat. Ta tillbaka det först, om ni vill ändra något."))
    return ALLOWED


def may_take_back(invitation: Invitation) -> Decision:
    """A submitted answer, as long as another can be submitted."""
    if not (decision := may_enter(invitation)):
        return decision
    if not invitation.submissions.filter(taken_back_at=None).exists():
        return Decision(_("Det finns inget inlämnat svar att ta tillbaka. Ladda om sidan."))
    return ALLOWED


def may_enter(invitation: Invitation) -> Decision:
    """Whether an organisation may write at all today."""
    today, one = clock.today(), invitation.round
    if one.state() is State.WITHDRAWN:
        said_why = _("Remissen är tillbakadragen, så det går inte att svara längre. Skälet är: %s")
        return Decision(said_why % one.withdrawn_because)
    if one.state() not in SENT or today > invitation.last_day:
        return Decision(
            _(
                "Remissen stängde %s, så det går inte att svara eller ändra. Hör av dig till länets processledare om ni behöver mer tid."
            )
            % said(invitation.last_day)
        )
    if today < one.opens_on:
        return Decision(_("Remissen öppnar %s. Kom tillbaka då: länken är densamma.") % said(one.opens_on))
    return ALLOWED

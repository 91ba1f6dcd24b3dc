"""Who asks, who answers, and who reads what was answered."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.programme.policy import may_lead, may_read
from kronobarn.surveys.models import Round, Survey
from kronobarn.surveys.rules import State
from kronobarn.ui.dates import date_long as said

__all__ = ["may_lead", "may_read"]


def may_change(actor: Actor, survey: Survey, *, asked: bool) -> Decision:
    """Until the first round: rounds are compared, so that all are asked the same."""
    if not (decision := may_lead(actor)):
        return decision
    if asked:
        return Decision(_("Enkäten har gått ut, så det som frågas står fast. Gör en ny enkät, om frågorna ska ändras."))
    return ALLOWED


def may_open(actor: Actor, survey: Survey, *, questions: int, lacking: list[str]) -> Decision:
    """A survey with questions; for families in all the languages."""
    if not (decision := may_lead(actor)):
        return decision
    if not questions:
        return Decision(_("Lägg till minst en fråga, så kan enkäten gå ut."))
    if survey.for_families and lacking:
        return Decision(_("Familjer frågas på alla språk. Skriv in det som saknas, så kan enkäten gå ut."))
    return ALLOWED


def may_move(actor: Actor, one: Round) -> Decision:
    """The last day of a round that is not over."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() not in {State.COMING, State.OPEN}:
        return Decision(_("Omgången är avslutad. Resultatet kan redan vara läst, så den öppnas inte igen."))
    return ALLOWED


def may_publish(actor: Actor, one: Round) -> Decision:
    """What is over."""
    if not (decision := may_lead(actor)):
        return decision
    if one.state() is State.PUBLISHED:
        return Decision(_("Resultatet är redan publicerat."))
    if one.state() is not State.CLOSED:
        return Decision(_("Resultatet publiceras när omgången är avslutad."))
    return ALLOWED


def may_read_result(actor: Actor, one: Round) -> Decision:
    """When it is over, so that nobody can watch answers come in one by one; for all, when it is published."""
    if one.state() is State.PUBLISHED:
        return may_read(actor)
    if not (decision := may_lead(actor)):
        return decision
    if one.state() is not State.CLOSED:
        return Decision(
            _("Resultatet visas när omgången är avslutad. Annars skulle det synas vad den som svarade sist svarade.")
        )
    return ALLOWED


def may_answer(one: Round) -> Decision:
    """Whoever has the link, between the days."""
    if one.state() is State.COMING:
        return Decision(_("Enkäten öppnar %s. Kom tillbaka då: länken är densamma.") % said(one.opens_on))
    if one.state() is not State.OPEN:
        return Decision(_("Enkäten stängde %s, så det går inte att svara längre.") % said(one.closes_on))
    return ALLOWED

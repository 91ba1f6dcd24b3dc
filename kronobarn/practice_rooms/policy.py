"""Who may do what in a room: the one who leads it, and those who play."""

from django.utils.translation import gettext as _

from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.practice_rooms.passes import Pass
from kronobarn.practice_rooms.schema import Case
from kronobarn.practice_rooms.state import State


def may_lead(by: Pass | None) -> Decision:
    if by is None or not by.leads:
        return Decision(_("Det gör den som leder övningen."))
    return ALLOWED


def may_go_on(by: Pass | None, state: State, case: Case) -> Decision:
    """To the next round, when what belongs to the present one has come in."""
    if not (leads := may_lead(by)):
        return leads
    if state.ended_at:
        return Decision(_("Övningen är avslutad. Nu pratar ni om den."))
    if state.coming:
        return Decision(_("Låt först det som hör till omgången komma in."))
    if state.round >= len(case.rounds):
        return Decision(_("Det finns ingen omgång till. Avsluta, så får alla se vem som visste vad och när."))
    return ALLOWED


def may_end(by: Pass | None, state: State) -> Decision:
    if not (leads := may_lead(by)):
        return leads
    if state.ended_at:
        return Decision(_("Övningen är redan avslutad."))
    return ALLOWED


def may_leave(by: Pass | None, state: State) -> Decision:
    """Whoever leads is the only one who can, in that browser alone."""
    if by is not None and by.leads and not state.ended_at:
        return Decision(_("Du leder övningen i den här webbläsaren. Avsluta den, eller kasta rummet, innan du går."))
    return ALLOWED


def may_play(by: Pass | None, state: State) -> Decision:
    if by is None:
        return Decision(_("Gå med i ett rum först."))
    if state.ended_at:
        return Decision(_("Övningen är avslutad, så ingen spelar längre."))
    return ALLOWED


def may_see_all(by: Pass | None, state: State) -> Decision:
    """Who knew what is hidden until the play has ended; from the leader too, who may be playing a role."""
    if by is None:
        return Decision(_("Gå med i ett rum först."))
    if not state.ended_at:
        return Decision(_("Det här visas för alla när den som leder har avslutat övningen."))
    return ALLOWED

"""Who may send a signal, receive it, and carry the matter on."""

from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.circles.reads import my_roles
from kronobarn.circles.rules import Role
from kronobarn.concerns.models import Matter, Signal
from kronobarn.concerns.rules import ENDS, NEXT, Outcome, State
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision


def may_notice(actor: Actor, child_id: UUID) -> Decision:
    """Whoever sits with the child, if only as the one who noticed."""
    held = {role for (role,) in my_roles(actor, child_id)}
    if held == {Role.EMERGENCY}:
        return Decision(
            _(
                "Du har öppnat barnet i ett nödläge. Då kan du läsa men inte skriva. Ring den som är "
                "barnensbästa-ansvarig, eller gör en orosanmälan om barnet far illa."
            )
        )
    if not held:
        return Decision(_("Sök upp barnet under Hitta barn först. Då får du en plats där du kan berätta vad du sett."))
    return ALLOWED


def may_report(actor: Actor) -> Decision:
    """Those who work with children (SoL 19:1); everybody else tells social services in their own way (19:2)."""
    if actor.is_family:
        return Decision(_("Ring socialtjänsten i stället. Du behöver inte skriva något, och inte säga vem du är."))
    return ALLOWED


def may_receive(actor: Actor, signal: Signal) -> Decision:
    """The child's responsible today, whoever it was first sent to."""
    if signal.received_at is not None:
        return Decision(_("Signalen är redan mottagen."))
    if not _sits(actor, signal.child_id, Role.RESPONSIBLE):
        return Decision(_("Bara den som är barnensbästa-ansvarig tar emot signaler om barnet."))
    return ALLOWED


def may_work(actor: Actor, matter: Matter) -> Decision:
    """The responsible, or the lead of the plan, carries an open matter on."""
    if not matter.is_open:
        return Decision(_("Ärendet är avslutat. En ny signal öppnar ett nytt ärende."))
    if not _sits(actor, matter.child_id, Role.RESPONSIBLE, Role.LEAD):
        return Decision(_("Det är barnensbästa-ansvarig eller samverkansansvarig som för ärendet vidare."))
    return ALLOWED


def may_move(actor: Actor, matter: Matter, state: State) -> Decision:
    """Along the table of what follows what."""
    allowed = may_work(actor, matter)
    if not allowed:
        return allowed
    if state == State.CLOSED or state not in NEXT[State(matter.state)]:
        return Decision(
            _("Ärendet är %(state)s och kan inte gå dit nu. Ladda om sidan och se vad som kommer härnäst.")
            % {"state": matter.get_state_display()}
        )
    return ALLOWED


def may_close(actor: Actor, matter: Matter, outcome: Outcome) -> Decision:
    """From where the matter stands, by whoever carries it; a hand-over is closed by the one who receives it."""
    if outcome == Outcome.HANDED_OVER and matter.state == State.HANDING_OVER:
        if Seat.objects.held_by(actor).filter(child=matter.child_id).working().exists():
            return ALLOWED
        return Decision(_("Det är den som tar emot ärendet som kvitterar överlämningen."))
    allowed = may_work(actor, matter)
    if not allowed:
        return allowed
    if outcome not in ENDS[State(matter.state)]:
        return Decision(
            _("Ärendet är %(state)s och kan inte avslutas så. Välj ett annat utfall.")
            % {"state": matter.get_state_display()},
            for_now=True,
        )
    return ALLOWED


def _sits(actor: Actor, child_id: UUID, *roles: Role) -> bool:
    return any(role in roles for (role,) in my_roles(actor, child_id))

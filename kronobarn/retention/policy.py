"""Who sees what is to be removed, who proposes it, who approves, and who stops it."""

from django.utils.translation import gettext as _

from kronobarn.authorities.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.retention.models import SEES, Proposal


def may_see(actor: Actor) -> Decision:
    """The archivist of an area, and its managers."""
    if actor.role not in SEES:
        return Decision(_("Gallring sköts av arkivarien i området, tillsammans med en chef."))
    return ALLOWED


def may_propose(actor: Actor) -> Decision:
    """The archivist proposes, and puts a stop."""
    if actor.role != Role.ARCHIVIST:
        return Decision(_("Det är arkivarien som föreslår gallring och stoppar den. Du kan godkänna ett förslag."))
    return ALLOWED


def may_propose_now(actor: Actor, waiting: Proposal | None) -> Decision:
    """One proposal at a time: what the next one names depends on what becomes of this."""
    if not (decision := may_propose(actor)):
        return decision
    if waiting is not None:
        return Decision(_("Det finns redan ett förslag. Vänta tills det är utfört, eller dra tillbaka det."))
    return ALLOWED


def may_approve(actor: Actor, proposal: Proposal) -> Decision:
    """Somebody else than whoever proposed it."""
    if not (decision := may_see(actor)):
        return decision
    if proposal.withdrawn_at or proposal.carried_out_at:
        return Decision(_("Förslaget är avslutat."))
    if proposal.approved_at:
        return Decision(_("Förslaget är redan godkänt. Det utförs i natt."))
    if proposal.proposed_by_id == actor.person_id:
        return Decision(
            _("Den som har föreslagit gallringen kan inte godkänna den. Be en chef eller en annan arkivarie.")
        )
    return ALLOWED


def may_withdraw(actor: Actor, proposal: Proposal) -> Decision:
    """Anyone of them, until it has been carried out."""
    if not (decision := may_see(actor)):
        return decision
    if proposal.withdrawn_at or proposal.carried_out_at:
        return Decision(_("Förslaget är avslutat."))
    return ALLOWED

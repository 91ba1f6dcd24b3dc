"""Who may pass on what its service has written, who may ask for what another has, and who answers."""

from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.disclosures.models import InformationRequest
from kronobarn.disclosures.rules import State


def may_pass_on(actor: Actor, child_id: UUID) -> Decision:
    """Whoever works with the child, what the own service has written."""
    if actor.is_family:
        return Decision(
            _("Det är den verksamhet som har skrivit något som lämnar det vidare. Prata med barnensbästa-ansvarig.")
        )
    return ALLOWED if _works(actor, child_id) else _only_noticed()


def may_ask(actor: Actor, child_id: UUID) -> Decision:
    """Whoever works with the child, a guardian, and the child."""
    return ALLOWED if _works(actor, child_id) else _only_noticed()


def may_answer(actor: Actor, request: InformationRequest) -> Decision:
    """Whoever works with the child in the service that was asked; once."""
    if actor.is_family or request.to_area_id != actor.area_id or not _works(actor, request.child_id):
        return Decision(_("Det är den verksamhet som har fått frågan som svarar på den."))
    return _is_open(request)


def may_withdraw(actor: Actor, request: InformationRequest) -> Decision:
    """Whoever asked, in the assignment they asked in, until there is an answer."""
    if (request.asked_by_id, request.asked_for_id) != (actor.person_id, actor.assignment_id):
        return Decision(_("Det är den som har frågat som kan ta tillbaka frågan."))
    return _is_open(request)


def _is_open(request: InformationRequest) -> Decision:
    if request.state == State.WITHDRAWN:
        return Decision(_("Frågan är tillbakatagen. Ingen behöver svara på den."))
    if request.state != State.ASKED:
        return Decision(_("Den här begäran är redan besvarad."))
    return ALLOWED


def _works(actor: Actor, child_id: UUID) -> bool:
    return Seat.objects.held_by(actor).working().filter(child=child_id).exists()


def _only_noticed() -> Decision:
    return Decision(
        _(
            "Din plats är till för att berätta vad du har uppmärksammat. Vänd dig till barnensbästa-ansvarig om du behöver mer."
        )
    )

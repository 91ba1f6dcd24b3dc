"""Who may change the county and give assignments."""

from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea, Unit
from kronobarn.authorities.rules import Role
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import ALLOWED, Decision


def may_apply_county(actor: Actor) -> Decision:
    """The county's files are applied from the command line, where the operator is known."""
    if actor != SYSTEM:
        return Decision(_("Länets enheter ändras i länets filer, av den som driftar systemet."))
    return ALLOWED


def may_give_assignments(actor: Actor, unit: Unit) -> Decision:
    """An administrator gives and ends assignments in their own organisation."""
    if actor == SYSTEM:
        return ALLOWED
    if actor.role != Role.ADMINISTRATOR or actor.area_id is None:
        return Decision(_("Bara en administratör kan ändra uppdrag. Vänd dig till din."))
    own = SecrecyArea.objects.filter(pk=actor.area_id, organisation__areas=unit.area_id)
    if not own.exists():
        return Decision(_("Enheten hör till en annan huvudman. Vänd dig till dess administratör."))
    return ALLOWED


def may_assign(actor: Actor, unit: Unit, *, person_id: int) -> Decision:
    """Nobody gives themselves an assignment, and no one begins work in a closed unit."""
    if decision := may_give_assignments(actor, unit):
        if actor.person_id == person_id:
            return Decision(_("Du kan inte ge dig själv ett uppdrag. Be en annan administratör."))
        if not unit.active:
            return Decision(_("Enheten är avvecklad. Välj en enhet som är i drift."))
    return decision


def may_end(actor: Actor, assignment: Assignment) -> Decision:
    """Nobody ends an assignment of their own: the last administrator would be gone by mistake."""
    if (decision := may_give_assignments(actor, assignment.unit)) and actor.person_id == assignment.person_id:
        return Decision(_("Du kan inte avsluta ditt eget uppdrag. Be en annan administratör."))
    return decision


def may_change_unit(actor: Actor, unit: Unit) -> Decision:
    """An administrator renames and closes the units of their own organisation."""
    if actor.role != Role.ADMINISTRATOR or actor.area_id is None:
        return Decision(_("Bara en administratör kan ändra enheter. Vänd dig till din."))
    if not SecrecyArea.objects.filter(pk=actor.area_id, organisation__areas=unit.area_id).exists():
        return Decision(_("Enheten hör till en annan huvudman. Vänd dig till dess administratör."))
    if not unit.active:
        return Decision(_("Enheten är redan avvecklad."))
    return ALLOWED

"""Who loads a version of the practice model, and who may look at one before it holds."""

from django.utils.translation import gettext as _

from kronobarn.authorities.rules import Profession, Role
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import ALLOWED, Decision


def may_load(actor: Actor) -> Decision:
    """From the command line, where the operator is known, as the county's other files."""
    if actor != SYSTEM:
        return Decision(_("Praxismodellen läses in från filer, av den som driftar systemet."))
    return ALLOWED


def may_preview(actor: Actor) -> Decision:
    """Those who lead the county's process, and administrators."""
    if actor.profession != Profession.PROCESS_LEADER and actor.role != Role.ADMINISTRATOR:
        return Decision(_("Praxismodellens versioner visas för processledare och administratörer."))
    return ALLOWED


def may_adopt(actor: Actor) -> Decision:
    """Those who lead the county's process, when a body or a group has decided."""
    if actor.profession != Profession.PROCESS_LEADER:
        return Decision(_("Länets processledare skriver in när en version är antagen."))
    return ALLOWED

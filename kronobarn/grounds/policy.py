"""Which ground may carry what, and who corrects the table."""

from django.utils.translation import gettext as _

from kronobarn.authorities.models import SecrecyArea, Unit
from kronobarn.authorities.rules import Regime, Role, UnitKind
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.grounds import reads
from kronobarn.grounds.rules import Ground


def may_correct(actor: Actor) -> Decision:
    """The table is one for the county: whoever administers the county's own office corrects it."""
    if actor.role != Role.ADMINISTRATOR or actor.unit_id is None:
        return Decision(_("Bara länets administratör rättar grunderna. Säg till hen om något är fel."))
    if not Unit.objects.filter(pk=actor.unit_id, kind=UnitKind.COUNTY_OFFICE).exists():
        return Decision(_("Grunderna är gemensamma för länet och rättas av administratören på länets kansli."))
    return ALLOWED


def may_use(ground: Ground, owner: SecrecyArea, recipient: SecrecyArea) -> Decision:
    """Whether the owner may pass something on to the recipient with this ground (OSL; domain.md 3.1)."""
    in_use = reads.in_use(ground)
    if owner.regime not in in_use.owners:
        return Decision(
            _("%(ground)s kan inte användas av %(area)s, enligt %(law)s. Välj en annan grund.")
            % {"ground": in_use.name, "law": in_use.law, "area": SecrecyArea.REGIMES[Regime(owner.regime)]}
        )
    if recipient.regime not in in_use.recipients:
        return Decision(
            _("Med %(ground)s kan inget lämnas till %(area)s, enligt %(law)s. Välj en annan grund.")
            % {"ground": in_use.name, "law": in_use.law, "area": SecrecyArea.REGIMES[Regime(recipient.regime)]}
        )
    return ALLOWED

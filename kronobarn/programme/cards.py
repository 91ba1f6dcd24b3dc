"""What the process itself has on its start page: those who carry the work, and the way to the practice rooms."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme import policy, reads
from kronobarn.programme.naming import reads as naming
from kronobarn.programme.start_page import Card


def carriers(actor: Actor) -> Card:
    """Bodies and groups."""
    standing = reads.standing_bodies(actor).count()
    return Card(
        _("De som bär arbetet"),
        ngettext("%(num)d politiskt organ är med.", "%(num)d politiska organ är med.", standing) % {"num": standing},
        ((_("Politiska organ"), address("programme:bodies")), (_("Grupper"), address("programme:groups"))),
    )


def practice_rooms(_actor: Actor) -> Card | None:
    """They are on a server of their own, where there is one."""
    if not settings.PRACTICE_ROOMS_ADDRESS:
        return None
    return Card(
        _("Övningsrum"),
        _(
            "I övningsrummen spelar ni påhittade fall på de riktiga verktygen. De är skilda från allt som handlar om riktiga barn."
        ),
        ((_("Till övningsrummen"), settings.PRACTICE_ROOMS_ADDRESS),),
    )


def names(actor: Actor) -> Card | None:
    """For those who see to it that names are not kept longer than they are to be."""
    if not policy.may_see_names(actor, sits=naming.sits(actor)):
        return None
    return Card(
        _("Namn som vi har kvar"),
        _("Namn på dem som har svarat på remisser och enkäter, och hur länge de sparas."),
        ((_("Namn på dem som har svarat"), address("programme:names")),),
    )

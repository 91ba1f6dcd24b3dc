"""What the process itself has on its start page: those who carry the work, and the way to the practice rooms."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.programme import reads
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

"""What the annual report says of events: how many came, where they are enough to be told of."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kronobarn.core.actor import Actor
from kronobarn.core.small_numbers import FEWEST
from kronobarn.learning import reads
from kronobarn.programme.chapters import Chapter, Facts, Table
from kronobarn.ui.dates import date_long


def year(actor: Actor, number: int) -> Facts:
    """What was held. No sum of those who came: with it, what is too few could be worked out."""
    found = reads.held_in(actor, number)
    if not found:
        return Facts((_("Inget evenemang hölls under året."),))
    said = ngettext("%(num)d evenemang hölls.", "%(num)d evenemang hölls.", len(found)) % {"num": len(found)}
    rows = tuple(
        (one.title, str(one.get_kind_display()), date_long(timezone.localdate(one.starts_at)), _many(came))
        for one, came in found
    )
    heads = (_("Evenemang"), _("Slag"), _("Dag"), _("Kom"))
    return Facts((said,), (Table(_("Evenemang under året"), heads, rows),))


def _many(came: int) -> str:
    return _("färre än %d") % FEWEST if came < FEWEST else str(came)


CHAPTER = Chapter("events", 90, gettext_lazy("Evenemang"), year)

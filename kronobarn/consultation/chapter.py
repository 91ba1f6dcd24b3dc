"""What the annual report says of consultation rounds: how many organisations were asked and answered, and what came of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kronobarn.consultation import reads
from kronobarn.core.actor import Actor
from kronobarn.programme.chapters import Chapter, Facts, Table, last_day
from kronobarn.ui.dates import date_long


def year(actor: Actor, number: int) -> Facts:
    """Rounds that were open some day of the year. Organisations are counted, and nobody's position."""
    found = reads.open_in(actor, number)
    if not found:
        return Facts((_("Ingen remiss var öppen under året."),))
    said = ngettext("%(num)d remiss var öppen.", "%(num)d remisser var öppna.", len(found)) % {"num": len(found)}
    rows, adopted = [], []
    for one in found:
        on = one.adopted_on if one.adopted_on and one.adopted_on <= last_day(number) else None
        rows.append((one.title, str(one.invited), str(one.answered), date_long(on) or "–"))
        if on:
            adopted.append(_("%(title)s antogs %(day)s.") % {"title": one.title, "day": date_long(on)})
    heads = (_("Remiss"), _("Inbjudna"), _("Svarade"), _("Antagen"))
    return Facts((said, *adopted), (Table(_("Remisser under året"), heads, tuple(rows)),))


CHAPTER = Chapter("consultation", 60, gettext_lazy("Remisser"), year)

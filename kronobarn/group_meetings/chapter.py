"""What the annual report says of the groups' meetings: how many, and what the steering group decided."""

from collections import Counter
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kronobarn.core.actor import Actor
from kronobarn.group_meetings import reads
from kronobarn.group_meetings.rules import State
from kronobarn.programme.chapters import Chapter, Facts, Table
from kronobarn.programme.rules import GroupKind

MET: Final = frozenset({State.HELD, State.APPROVED})


def year(actor: Actor, number: int) -> Facts:
    """Meetings that were held, by group; and the decisions of approved notes."""
    met = Counter(one.name for one in reads.meetings(actor, number) if one.meeting.state in MET)
    if not met:
        return Facts((_("Inga möten är inskrivna för året."),))
    total = sum(met.values())
    held = ngettext("Grupperna höll %(num)d möte.", "Grupperna höll %(num)d möten.", total) % {"num": total}
    made = [one for one in reads.decisions(actor, year=number) if one.decision.group.kind == GroupKind.STEERING]
    said = ngettext("Styrgruppen fattade %(num)d beslut.", "Styrgruppen fattade %(num)d beslut.", len(made))
    meetings = tuple((name, str(many)) for name, many in sorted(met.items()))
    tables = [Table(_("Möten i varje grupp"), (_("Grupp"), _("Möten")), meetings)]
    if made:
        rows = tuple((f"§ {one.decision.number}", one.decision.text) for one in reversed(made))
        tables.append(Table(_("Styrgruppens beslut"), (_("Paragraf"), _("Beslut")), rows))
    return Facts((held, said % {"num": len(made)}), tuple(tables))


CHAPTER = Chapter("meetings", 30, gettext_lazy("Möten"), year)

"""A plan as it stands as a table that spreadsheets open. Functions and groups, and no persons: a file goes anywhere."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kronobarn.action_plans.reads import LATE
from kronobarn.action_plans.tree import Tree


def rows(tree: Tree) -> Iterator[list[object]]:
    """A line for each activity, in the order of the plan."""
    yield [
        *(_("Mål"), _("Åtgärd"), _("Aktivitet"), _("Ansvarig"), _("Grupp"), _("Börjar"), _("Klart senast")),
        *(_("Läge"), _("Sent"), _("Så ser vi det"), _("Länets åtgärd"), _("Senast sagt"), _("Det vi har sett")),
    ]
    for goal in tree.goals:
        for measure in goal.measures:
            for one in measure.activities:
                row, said = one.row, one.reports[0] if one.reports else None
                yield [
                    *(goal.row.title, measure.row.title, row.title, row.function, one.group),
                    *(row.since.isoformat(), row.until.isoformat(), one.status_words),
                    *(
                        LATE[one.late] if one.late else "",
                        row.evidence,
                        row.carries_out.title if row.carries_out else "",
                    ),
                    *(said.words if said else "", one.seen[0].seen if one.seen else ""),
                ]

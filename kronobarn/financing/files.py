"""The years side by side as a table that spreadsheets open."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kronobarn.financing.reads import Beside


def rows(found: Beside) -> Iterator[list[object]]:
    """One line for each line of each year: as little to misread as can be."""
    yield [_("År"), _("Slag"), _("Part eller kostnad"), _("Budget, kronor"), _("Utfall, kronor")]
    for each in found.years:
        for one in [*each.shares, *each.costs]:
            outcome = "" if one.outcome is None else one.outcome
            yield [each.year.number, one.get_side_display(), one.name, one.budget, outcome]

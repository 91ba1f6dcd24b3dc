"""The years side by side as a table that spreadsheets open."""

import csv
from io import StringIO

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kronobarn.core.tables import BOM, harmless
from kronobarn.financing.reads import Beside


def table(found: Beside, name: str) -> HttpResponse:
    """One line for each line of each year: as little to misread as can be."""
    kept = StringIO()
    write = csv.writer(kept, delimiter=";").writerow
    write([_("År"), _("Slag"), _("Part eller kostnad"), _("Budget, kronor"), _("Utfall, kronor")])
    for each in found.years:
        for one in [*each.shares, *each.costs]:
            outcome = "" if one.outcome is None else one.outcome
            write([each.year.number, one.get_side_display(), harmless(one.name), one.budget, outcome])
    answer = HttpResponse(BOM + kept.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer

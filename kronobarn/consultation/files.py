"""The compilation as a table that spreadsheets open."""

import csv
from io import StringIO
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kronobarn.consultation.reads import Compilation

BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def table(compiled: Compilation, name: str) -> HttpResponse:
    """One line for each organisation's answer to each question."""
    kept = StringIO()
    write = csv.writer(kept, delimiter=";").writerow
    write([_("Avsnitt"), _("Fråga"), _("Organisation"), _("Svar"), _("Varför"), _("Förslag på ord"), _("Bemötande")])
    for section, questions in compiled.parts:
        for one in questions:
            for point in one.points:
                said = point.answer
                replied = point.reply.text if point.reply else ""
                cells = [section.heading, one.question.text, point.invitation.name]
                cells += [said.get_choice_display(), said.text, said.proposed, replied]
                write([_harmless(cell) for cell in cells])
    answer = HttpResponse("\ufeff" + kept.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _harmless(cell: str) -> str:
    """What strangers have written is text, also to a program that would reckon with it."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell

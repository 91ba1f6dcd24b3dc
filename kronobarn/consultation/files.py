"""The compilation as a table that spreadsheets open."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kronobarn.consultation.reads import Compilation


def rows(compiled: Compilation) -> Iterator[list[object]]:
    """One line for each organisation's answer to each question."""
    yield [_("Avsnitt"), _("Fråga"), _("Organisation"), _("Svar"), _("Varför"), _("Förslag på ord"), _("Bemötande")]
    for section, questions in compiled.parts:
        for one in questions:
            for point in one.points:
                said = point.answer
                replied = point.reply.text if point.reply else ""
                cells = [section.heading, one.question.text, point.invitation.name]
                yield [*cells, said.get_choice_display(), said.text, said.proposed, replied]

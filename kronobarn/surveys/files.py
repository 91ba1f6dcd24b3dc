"""What was answered in each round as a table that spreadsheets open: what the page shows, and no more."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kronobarn.surveys.models import Reply
from kronobarn.surveys.reads import Result


def rows(found: Result) -> Iterator[list[object]]:
    """A column for each round. What is too small to be shown is a word here too; words that were written are not here."""
    yield [_("Fråga"), _("Svar"), *(one.title for one in found.rounds)]
    yield [
        _("Antal svar"),
        "",
        *(how_many if n is None else n for n, how_many in zip(found.answered, found.how_many, strict=True)),
    ]
    hidden = _("för få för att visas")
    for each in found.counted:
        for answer, counts in each.rows:
            said = [hidden if one is None else one for one in counts]
            yield [each.question.text, str(Reply.ANSWERS[answer]), *said]

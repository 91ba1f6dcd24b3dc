"""What the annual report says of surveys: what has been published, with nothing in it that is too few to be shown."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kronobarn.core.actor import Actor
from kronobarn.programme.chapters import Chapter, Facts, Table, last_day
from kronobarn.surveys import reads

BESIDE = 3
"""So many rounds of one survey stand beside each other."""


def year(actor: Actor, number: int) -> Facts:
    """Published rounds that ended in the year, with those before them. Own words are read where they were asked for."""
    sentences, tables = [], []
    rounds = 0
    for survey, published in reads.published_until(actor, last_day(number)):
        here = [one for one in published if one.closes_on.year == number]
        if not here:
            continue
        rounds += len(here)
        result = reads.result(actor, survey, published[-BESIDE:])
        answered = ", ".join(
            f"{one.title} {many}" for one, many in zip(result.rounds, result.how_many, strict=True) if one in here
        )
        sentences.append(_("Svar på ”%(survey)s”: %(many)s.") % {"survey": survey.title, "many": answered})
        for counted in result.counted:
            heads = (_("Svar"), *(one.title for one in result.rounds))
            caption = f"{survey.title} {counted.question.text}"
            tables.append(Table(caption, heads, tuple(tuple(row) for row in counted.cells)))
    if not rounds:
        return Facts((_("Ingen enkät blev klar under året."),))
    said = ngettext("%(num)d omgång blev klar.", "%(num)d omgångar blev klara.", rounds) % {"num": rounds}
    return Facts((said, *sentences), tuple(tables))


CHAPTER = Chapter("surveys", 70, gettext_lazy("Enkäter"), year)

"""What the annual report says of the units' way into the model. Places stand by name, and in no other order."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kronobarn.core.actor import Actor
from kronobarn.implementation import reads
from kronobarn.implementation.models import Telling
from kronobarn.programme.chapters import Chapter, Facts, Table, last_day


def year(actor: Actor, number: int) -> Facts:
    """How many units had taken each step when the year ended, what was asked for in it, and who was told."""
    places = [one for one in reads.places(actor, on=last_day(number)) if one.rows]
    heads = (_("Kommun"), _("Enheter"), *(str(words) for _step, words in reads.steps()))
    rows = tuple(
        (one.name, str(len(one.rows)), *(str(one.counted(step)) for step, _words in reads.steps())) for one in places
    )
    tables = [Table(_("Enheterna när året var slut"), heads, rows)]
    units = sum(len(one.rows) for one in places)
    sentences = [
        _("%(words)s: %(num)d av %(all)d enheter.")
        % {"words": words, "num": sum(one.counted(step) for one in places), "all": units}
        for step, words in reads.steps()
    ]
    visits, answers = reads.done_in(actor, number)
    sentences += [
        ngettext("Processledarna gjorde %(num)d besök.", "Processledarna gjorde %(num)d besök.", visits)
        % {"num": visits},
        ngettext("De svarade på %(num)d fråga.", "De svarade på %(num)d frågor.", answers) % {"num": answers},
    ]
    told = reads.told_in(actor, number)
    if told:
        said = tuple((str(Telling.GROUPS[group]), str(many)) for group, many in told.items())
        tables.append(Table(_("Målgrupper som har fått veta"), (_("Målgrupp"), _("Gånger")), said))
    return Facts(tuple(sentences), tuple(tables))


CHAPTER = Chapter("implementation", 50, gettext_lazy("Införandet"), year)

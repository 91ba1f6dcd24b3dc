"""What the annual report says of those who carry the process: the bodies' decisions, and the groups."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kronobarn.core.actor import Actor
from kronobarn.programme import group_reads, reads
from kronobarn.programme.chapters import Chapter, Facts, Table, last_day
from kronobarn.programme.models import BodyDecision
from kronobarn.programme.rules import Outcome
from kronobarn.ui.dates import date_long


def decided(actor: Actor, year: int) -> Facts:
    """What the bodies decided in the year, question by question; a mistake was never decided."""
    made = reads.decided_in(actor, year)
    carry = reads.bodies_on(actor, last_day(year)).count()
    sentences = [
        ngettext("%(num)d politiskt organ är med.", "%(num)d politiska organ är med.", carry) % {"num": carry},
        ngettext("Organen fattade %(num)d beslut.", "Organen fattade %(num)d beslut.", len(made)) % {"num": len(made)}
        if made
        else _("Organen fattade inga beslut under året."),
    ]
    by_question: dict[str, list[BodyDecision]] = defaultdict(list)
    for one in made:
        by_question[one.awaited.question.title].append(one)
    heads = (_("Organ"), _("Beslut"), _("Dag"), _("Handling"))
    tables = [Table(title, heads, tuple(_row(one) for one in rows)) for title, rows in by_question.items()]
    sentences += [f"{title}: {_counted(rows)}" for title, rows in by_question.items()]
    return Facts(tuple(sentences), tuple(tables))


def _row(one: BodyDecision) -> tuple[str, ...]:
    body = one.awaited.body
    said = str(one.get_outcome_display())
    return f"{body.organisation.name}, {body.name}", said, date_long(one.decided_on), one.document


def _counted(rows: list[BodyDecision]) -> str:
    counts = ((BodyDecision.OUTCOMES[outcome], sum(one.outcome == outcome for one in rows)) for outcome in Outcome)
    return ", ".join(f"{str(words).lower()} {number}" for words, number in counts if number) + "."


def groups(actor: Actor, year: int) -> Facts:
    """The groups as they were when the year ended: by function, and nobody by name."""
    found = group_reads.groups(actor, last_day(year))
    if not found:
        return Facts((_("Inga grupper fanns när året var slut."),))
    number = len(found)
    said = ngettext("%(num)d grupp fanns när året var slut.", "%(num)d grupper fanns när året var slut.", number)
    new = [row.mandate.name for row in found if row.mandate.since.year == year]
    sentences = [said % {"num": number}]
    if new:
        sentences.append(_("Nytt uppdrag under året: %(names)s.") % {"names": ", ".join(new)})
    rows = tuple(
        (row.mandate.name, row.mandate.home or "–", str(row.members), row.chair.function if row.chair else "–")
        for row in found
    )
    heads = (_("Grupp"), _("Hör till"), _("Platser"), _("Ordförande"))
    return Facts(tuple(sentences), (Table(_("Grupperna när året var slut"), heads, rows),))


DECIDED = Chapter("bodies", 10, gettext_lazy("Politiska organ och beslut"), decided)
GROUPS = Chapter("groups", 20, gettext_lazy("Grupperna"), groups)

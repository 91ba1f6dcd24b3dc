"""The sections of a round about a draft of the practice model, made of what the draft says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kronobarn.consultation.rules import Asks
from kronobarn.practice.parts import Area, PlanConditions
from kronobarn.practice.schema import Pack


@dataclass(frozen=True)
class Part:
    """A section that is not stored yet, with what is asked about it."""

    heading: str
    text: str
    questions: tuple[tuple[Asks, str], ...]


def parts(pack: Pack) -> Iterator[Part]:
    """Each area of the wheel, the questions of the analysis, the three ways on, and what a plan must have."""
    for area in pack.areas:
        words = _("Vad tycker ni om området ”%s” och hur det beskrivs?") % area.label
        yield Part(area.label, _area(area), ((Asks.POSITION, words),))
    analysis = _list(one.text for one in pack.questions)
    yield Part(_("Frågorna i analysen"), analysis, ((Asks.POSITION, _("Är det rätt frågor?")),))
    ways = (pack.decision.own_service, pack.decision.other_service, pack.decision.together)
    decision = _list(f"**{_plain(way.label)}** {way.meaning}" for way in ways)
    yield Part(_("De tre vägarna vidare"), decision, ((Asks.POSITION, _("Är de tre vägarna rätt beskrivna?")),))
    conditions = _list(_conditions(pack.plan_conditions))
    asked = ((Asks.POSITION, _("Är det rätt krav på planen?")), (Asks.YES_NO, _("Kan ni leva upp till kraven?")))
    yield Part(_("Vad en plan måste ha"), conditions, asked)
    yield Part(
        _("Övrigt"), "", ((Asks.TEXT, _("Är det något mer ni vill säga om förslaget, som inte hör till ett område?")),)
    )


def _area(area: Area) -> str:
    said = [area.for_professionals, f"### {_('Frågor att utgå från')}", _list(area.prompts)]
    said += [f"### {_('Tecken på att det fungerar')}", _list(area.strengths)]
    said += [f"### {_('Tecken på oro')}", _list(area.concerns)]
    return "\n\n".join(said)


def _conditions(said: PlanConditions) -> list[str]:
    return [words for words in said.model_dump().values() if words]


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _plain(words: str) -> str:
    return words.rstrip(".") + "."

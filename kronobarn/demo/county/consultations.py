"""Four consultation rounds: open, closed and being answered, one that led to a decision, and one whose names may go.

The organisations outside of the county's are invented, and those who write are named by what they do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from kronobarn.authorities.models import Organisation
from kronobarn.consultation import actions
from kronobarn.consultation import answer_actions as answers
from kronobarn.consultation.answer_actions import Said
from kronobarn.consultation.models import Invitation, Question, Round
from kronobarn.consultation.rules import Asks
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.demo.county.group_meetings import ROUTINE
from kronobarn.demo.county.town import Town
from kronobarn.group_meetings.models import Decision
from kronobarn.practice import actions as practice
from kronobarn.practice import pack
from kronobarn.practice.models import Version
from kronobarn.programme.naming import actions as naming
from kronobarn.programme.naming import held

ASSOCIATION: Final = "Föreningen Trygga kvällar"
UNIVERSITY: Final = "Lärosätet, institutionen för socialt arbete"
POLICE: Final = "Polisområdet, brottsförebyggande gruppen"
OUTSIDE: Final = (ASSOCIATION, UNIVERSITY, POLICE)
KEYS: Final = ("vaxjo", "alvesta", "ljungby", "lessebo", "region-kronoberg")


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    with clock.shifted(timedelta(days=-days)):
        yield


def consultations(town: Town) -> None:
    """Pär sends three rounds in the course of a year; one is older than names are kept."""
    by = town.actor("Pär Lövgren")
    _long_ago(by, town.by)
    _adopted(by, town.by)
    _closed(by, town.by)
    _open(by, town.by)


def _draft(
    by: Actor, title: str, about: str, *, lasts: int, document: str = "", version: Version | None = None
) -> Round:
    said = {"title": title, "about": about, "document": document, "address": "", "version": version}
    days = {"opens_on": clock.today(), "closes_on": clock.today() + timedelta(days=lasts)}
    one = actions.write(by=by, **said, **days)
    asked = Organisation.objects.filter(key__in=KEYS)
    actions.invite(one=one, organisations=asked, name="", mailbox="", by=by)
    for nth, name in enumerate(OUTSIDE):
        box = "" if nth else "kansli@tryggakvallar.example.se"
        actions.invite(one=one, organisations=[], name=name, mailbox=box, by=by)
    return one


def _routine(one: Round, by: Actor) -> None:
    section = actions.add_section(
        one=one,
        heading="När ett barn flyttar mellan kommuner",
        text="Den som är barnensbästa-ansvarig i den gamla kommunen ska:\n\n- fråga familjen om samtycke\n"
        "- ringa den nya kommunen inom **två veckor**\n- lämna över när någon har sagt ja.",
        by=by,
    )
    actions.add_question(section=section, asks=Asks.POSITION, text="Är stegen de rätta?", by=by)
    actions.add_question(section=section, asks=Asks.YES_NO, text="Räcker två veckor?", by=by)
    last = actions.add_section(one=one, heading="Stöd till er som ska använda rutinen", text="", by=by)
    actions.add_question(section=last, asks=Asks.TEXT, text="Vad behöver ni för att komma igång?", by=by)


def _answers(
    one: Round, who: str, system: Actor, said: dict[Asks, tuple[str, str, str]], *, submits: bool, shown: bool = True
) -> Invitation:
    invitation: Invitation = Invitation.objects.select_related("round").get(round=one, name=who)
    writer = answers.come(invitation=invitation, name="Robin Sand", function="Utredare", by=system)
    questions = {Asks(each.asks): each for each in reversed(Question.objects.filter(section__round=one))}
    words = [Said(questions[asks], *three, frozenset()) for asks, three in said.items()]
    answers.leave(invitation=invitation, writer=writer, said=words, by=system)
    if submits:
        answers.submit(
            invitation=invitation, name="Jo Strand", function="Förvaltningschef", may_be_shown=shown, by=system
        )
    return invitation


def _long_ago(by: Actor, system: Actor) -> None:
    """It was all over so long ago that the names in it may go, by a rule that the principal has decided."""
    with days_ago(1100):
        about = "Mallen är till för kallelser till möten. Vi vill veta om den går att använda hos er."
        one = _draft(by, "Mall för kallelser", about, lasts=40, document="Mallen, förslag")
        _routine(one, by)
        actions.send(one=one, by=by)
    with days_ago(1080):
        _answers(one, "Växjö kommun", system, {Asks.YES_NO: ("yes", "", "")}, submits=True)
    with days_ago(1040):
        actions.publish(one=one, by=by)
    kept = held.of("consultation")
    assert kept is not None
    decided_on = clock.today() - timedelta(days=60)
    naming.settle(held=kept, decided_on=decided_on, decided_by="Regionstyrelsen, ärende RS 14", by=by)


def _adopted(by: Actor, system: Actor) -> None:
    """A routine that all could accept, with one change; the steering group adopted it."""
    with days_ago(200):
        about = "Rutinen säger vem som gör vad när ett barn flyttar. Vi vill veta om den går att använda hos er."
        one = _draft(by, "Rutin vid flytt mellan kommuner", about, lasts=40, document="Rutinen, förslag")
        _routine(one, by)
        actions.send(one=one, by=by)
    with days_ago(180):
        agrees = {Asks.POSITION: ("agree", "", ""), Asks.YES_NO: ("yes", "", "")}
        _answers(one, "Växjö kommun", system, agrees, submits=True)
        three = {
            Asks.POSITION: ("changes", "Det tar tid att nå rätt person.", "inom tre veckor"),
            Asks.YES_NO: ("no", "", ""),
        }
        _answers(one, "Region Kronoberg", system, three, submits=True)
    with days_ago(150):
        question = Question.objects.get(section__round=one, asks=Asks.YES_NO)
        actions.reply(
            question=question, invitation=None, text="Vi går på den längre tiden.", change="inom tre veckor", by=by
        )
        actions.publish(one=one, by=by)
    with days_ago(120):
        actions.adopt(
            one=one,
            decision=None,
            group_decision=Decision.objects.get(text=ROUTINE),
            version=None,
            in_force_from=None,
            new_document="Rutin vid flytt mellan kommuner, antagen",
            new_address="",
            by=by,
        )


def _closed(by: Actor, system: Actor) -> None:
    """What has come in about how to ask children, and the first replies."""
    with days_ago(70):
        about = "Vägledningen beskriver hur vi frågar barn i olika åldrar. Vi vill veta vad som saknas."
        one = _draft(by, "Vägledning: att fråga barnet", about, lasts=50, document="Vägledningen, utkast 2")
        section = actions.add_section(
            one=one,
            heading="Fråga barnet först",
            text="Barnet får frågan före de vuxna, med ord eller bilder som passar barnet.",
            by=by,
        )
        actions.add_question(section=section, asks=Asks.POSITION, text="Är det rätt ordning?", by=by)
        actions.add_question(section=section, asks=Asks.YES_NO, text="Har ni rum där man kan prata ostört?", by=by)
        actions.add_question(section=section, asks=Asks.TEXT, text="Vad saknas i vägledningen?", by=by)
        actions.send(one=one, by=by)
    with days_ago(40):
        _answers(
            one, "Alvesta kommun", system, {Asks.POSITION: ("agree", "", ""), Asks.YES_NO: ("no", "", "")}, submits=True
        )
        said = {Asks.POSITION: ("disagree", "De minsta behöver en trygg vuxen bredvid sig från början.", "")}
        _answers(one, ASSOCIATION, system, said, submits=True)
        said = {
            Asks.POSITION: ("no_opinion", "", ""),
            Asks.TEXT: ("", "Forskning om bildstöd, som vi gärna bidrar med.", ""),
        }
        _answers(one, UNIVERSITY, system, said, submits=True, shown=False)
        _answers(one, "Ljungby kommun", system, {Asks.TEXT: ("", "Vi återkommer.", "")}, submits=False)
    question = Question.objects.get(section__round=one, asks=Asks.POSITION)
    actions.reply(
        question=question,
        invitation=Invitation.objects.get(round=one, name=ASSOCIATION),
        text="Vi håller med om de minsta.",
        change="Barn under fyra år frågas tillsammans med en vuxen som barnet väljer.",
        by=by,
    )


def _open(by: Actor, system: Actor) -> None:
    """A draft of the practice model: some have answered, one has taken the answer back, two wrote at the same time."""
    now = pack.current()
    content = now.model_copy(update={"version": f"{now.version.partition('-')[0]}-remissutkast"})
    version = practice.load(content=content, by=system)
    with days_ago(12):
        about = "Nästa version av praxismodellen. Läs varje avsnitt och säg om ni håller med.\n\n**Hoppa över** det som inte rör er."
        one = _draft(by, "Praxismodellen, nästa version", about, lasts=45, version=version)
        actions.sections_of_the_pack(one=one, by=by)
        actions.send(one=one, by=by)
    with days_ago(6):
        said = {Asks.POSITION: ("agree", "Bra att frågorna finns med.", "")}
        _answers(one, "Växjö kommun", system, said, submits=True)
        back = _answers(one, UNIVERSITY, system, said, submits=True)
        answers.take_back(invitation=back, by=system)
    with days_ago(3):
        said = {Asks.POSITION: ("changes", "Säg vem som frågar.", "Skolsköterskan frågar.")}
        twice = _answers(one, "Lessebo kommun", system, said, submits=False)
        other = answers.come(invitation=twice, name="Kaj Lind", function="Rektor", by=system)
        first = Question.objects.filter(section__round=one)[0]
        words = Said(first, "agree", "Det är bra som det är.", "", frozenset())
        answers.leave(invitation=twice, writer=other, said=[words], by=system)
    actions.write(
        by=by,
        title="Handlingsplanens uppföljning",
        about="Hur vi vill följa upp länets handlingsplan.",
        version=None,
        document="Uppföljningsmodell, utkast",
        address="",
        opens_on=clock.today() + timedelta(days=20),
        closes_on=clock.today() + timedelta(days=60),
    )

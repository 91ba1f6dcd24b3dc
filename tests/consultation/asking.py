"""One round about a document, with two organisations that are asked, for tests of this and of other things."""

from datetime import timedelta
from typing import Any

from kronobarn.consultation import actions
from kronobarn.consultation import answer_actions as answers
from kronobarn.consultation.models import Invitation, Question, Round, Writer
from kronobarn.consultation.rules import Asks
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM, Actor
from tests.programme.past import leader
from tests.world import World

BOX = "kansli@forening.example.se"


def draft(by: Actor, **said: Any) -> Round:
    """A draft that asks three questions about one section, of the municipality and an association."""
    usual = {
        "title": "Ny rutin för tidiga insatser",
        "about": "Vi vill veta vad ni tycker.",
        "version": None,
        "document": "Rutinen, utkast 2",
        "address": "",
        "opens_on": clock.today(),
        "closes_on": clock.today() + timedelta(days=30),
    }
    one = actions.write(by=by, **(usual | said))
    section = actions.add_section(one=one, heading="Vem gör vad", text="- Skolan\n- Socialtjänsten", by=by)
    actions.add_question(section=section, asks=Asks.POSITION, text="Är det rätt fördelat?", by=by)
    actions.add_question(section=section, asks=Asks.YES_NO, text="Kan ni börja i vår?", by=by)
    actions.add_question(section=section, asks=Asks.TEXT, text="Vad saknas?", by=by)
    actions.invite(one=one, organisations=[], name="Fritidsföreningen", mailbox=BOX, by=by)
    actions.invite(one=one, organisations=[], name="Lärosätet", mailbox="", by=by)
    return one


def sent(by: Actor, **said: Any) -> Round:
    """The same, sent."""
    return actions.send(one=draft(by, **said), by=by)


def invited(one: Round, name: str = "Fritidsföreningen") -> Invitation:
    found: Invitation = Invitation.objects.select_related("round").get(round=one, name=name)
    return found


def questions(one: Round) -> dict[str, Question]:
    """By what they ask."""
    return {each.asks: each for each in Question.objects.filter(section__round=one)}


def writer(invitation: Invitation, name: str = "Kim Ek") -> Writer:
    return answers.come(invitation=invitation, name=name, function="Kanslist", by=SYSTEM)


def said(question: Question, choice: str = "", text: str = "", proposed: str = "", **more: Any) -> answers.Said:
    return answers.Said(question, choice, text, proposed, more.pop("seen", frozenset()), **more)


def answered(one: Round, name: str = "Fritidsföreningen", *, shown: bool = True, text: str = "Det är oklart.") -> None:
    """An organisation that has answered all three, and submitted."""
    invitation, asked = invited(one, name), questions(one)
    words = [said(asked["position"], "changes", text, "Skolan och socialtjänsten"), said(asked["yes_no"], "yes")]
    answers.leave(invitation=invitation, writer=writer(invitation), said=words, by=SYSTEM)
    answers.submit(invitation=invitation, name="Mia Dal", function="Ordförande", may_be_shown=shown, by=SYSTEM)


def asked(world: World) -> dict[str, Any]:
    """What the addresses about a round are made of."""
    one = sent(leader(world, "paula"))
    question = questions(one)["position"]
    return {
        "round": one.pk,
        "part": question.section_id,
        "point": question.pk,
        "invited": invited(one).pk,
        "nth": 1,
        "table_form": "csv",
    }

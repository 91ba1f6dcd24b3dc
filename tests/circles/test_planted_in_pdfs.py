"""Words that one may not read, planted everywhere and searched for in every document as it is made, by another program."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kronobarn.assessments.rules import KnownHow
from kronobarn.chronology import actions as chronology
from kronobarn.chronology.models import LifeEvent
from kronobarn.chronology.rules import Significance
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import WithheldBecause
from kronobarn.communication import actions as communication
from kronobarn.communication.filing import actions as filing
from kronobarn.communication.models import Message
from kronobarn.communication.rules import Subject
from kronobarn.core import clock
from kronobarn.meetings.models import Meeting
from kronobarn.people.models import Child
from kronobarn.plans import actions as plans
from kronobarn.plans.models import Goal
from kronobarn.post.models import Subscription
from kronobarn.ui import documents
from tests.circles.test_papers import PAPERS, address
from tests.communication.talk import seats
from tests.concerns.test_report import send
from tests.documents.pdfs import told as unpacked
from tests.plans import stage
from tests.post.wanting import wants
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.told import told_once
from tests.world import World

pytestmark = pytest.mark.skipif(
    not documents.available(), reason=f"No PDF can be made here: SKIPPED. {documents.REMEDY}"
)
THREAD = "communication:paper"
NAMES = (*PAPERS, THREAD)
DECIDED = "Sofia ringer Eva"
FROM_EMIL = {DECIDED, "Näckros"}
"""Words of a meeting and of a goal that Emil must not know of."""


@told_once
def planted(world: World) -> dict[str, Any]:
    """Elsa's story, with a word in each thing that fewer read than the whole."""
    story = tell(world, Stage.ACTIVE)
    rut = world.actor("rut")
    made: dict[str, Any] = {"story": story, DECIDED: story.meeting}
    for word, by in (("Kastanj", "rut"), ("Ekollon", "sofia"), ("Hasselnöt", "sanna")):
        made[word] = chronology.add(
            child=world.elsa,
            what=f"{word} hände",
            happened_on=clock.today(),
            significance=Significance.BOTH,
            known=KnownHow.OWN_OBSERVATION,
            did="Samtal",
            by=world.actor(by),
        )
    made["Näckros"] = stage.goal(world, story.plan, "Näckros varje dag")
    withheld: dict[str, Any] = {
        "guardians": [world.people["emil"]],
        "because": WithheldBecause.CHILD,
        "reason": "Elsa är rädd.",
        "review_on": clock.today() + timedelta(days=30),
        "by": rut,
    }
    circles.withhold(record=story.meeting.record, **withheld)
    plans.withhold(plan=story.plan, part=made["Näckros"].pk, **withheld)
    thread = communication.start(
        child=world.elsa,
        readers=seats(world, "eva"),
        subject=Subject.PRACTICAL,
        heading="Torsdag",
        text="Vallmo på torsdag?",
        by=rut,
    )
    made["thread"] = filing.file(thread=thread, by=rut)
    return made


def paper(client: Client, world: World, who: str, name: str, made: dict[str, Any]) -> str | None:
    """All words of all pages and what lies around them; None where the document is not there for somebody."""
    story: Story = made["story"]
    own = story.consents.get(who)
    if name == "consents:paper" and own is not None:
        where = reverse(name, args=[own.pk])
    else:
        where = reverse(name, args=[made["thread"].pk]) if name == THREAD else address(story, world, name)
    sign_in(client, world, who)
    answer = client.get(where)
    if answer.status_code == 404:
        return None
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    file = bytes(answer.content)
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())
    return words + unpacked(file).decode("latin-1")


MODELS: dict[str, Any] = {
    "Kastanj": LifeEvent,
    "Ekollon": LifeEvent,
    "Hasselnöt": LifeEvent,
    "Näckros": Goal,
    DECIDED: Meeting,
}


def readable(world: World, who: str, made: dict[str, Any]) -> set[str]:
    """The planted words that are there for somebody, as the rows say."""
    with world.as_(who) as actor:
        found = {word for word, model in MODELS.items() if model.objects.visible_to(actor).filter(pk=made[word].pk)}
        return found | ({"Vallmo"} if Message.objects.visible_to(actor).exists() else set())


@pytest.mark.parametrize("who", ["rut", "sofia", "sanna", "eva", "emil"])
def test_no_document_has_a_word_that_its_reader_does_not_read_elsewhere(client: Client, world: World, who: str) -> None:
    made = planted(world)
    may = readable(world, who, made)
    said = {name: paper(client, world, who, name, made) for name in NAMES}
    there = {name: text for name, text in said.items() if text is not None}
    found = {word for word in (*MODELS, "Vallmo") if any(word in text for text in there.values())}
    assert found <= may, "nothing is in a document that is not there for whoever takes it"
    assert may.isdisjoint(FROM_EMIL) is (who in ("emil", "sanna"))
    planted_for = {
        "rut": {*FROM_EMIL, "Kastanj", "Vallmo"},
        "sofia": {"Ekollon"},
        "sanna": {"Hasselnöt"},
        "eva": FROM_EMIL,
    }
    assert planted_for.get(who, set()) <= found, "the search finds what is there"


TYPED = {
    "to": "Ängsby kommun",
    "danger": "no",
    "child": "Blåklint",
    "seen": "Gråsugga sa att hen inte vågar gå hem.",
    "told": "not_yet",
    "name": "Rönnbär",
    "reached": "Pilfink",
}
"""A report of concern. Nobody's name but what whoever reports has typed."""


@pytest.mark.parametrize("who", ["rut", "sofia", "sanna"])
@pytest.mark.parametrize("as_what", ["pdf", "page"])
def test_a_report_of_concern_has_what_was_typed_and_nothing_that_is_kept_about_anybody(
    client: Client, world: World, who: str, as_what: str
) -> None:
    planted(world)
    wants(address="hemma@example.se", by=world.actor("eva"))
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
    kept = {*MODELS, "Vallmo", "Elsa", "Eva i Ängsby", "Emil", "hemma@example.se", "biblioteket"}
    sign_in(client, world, who)

    answer = client.post(reverse("concerns:report"), {**TYPED, "as_what": as_what})

    made = bytes(answer.content)
    if as_what == "page":
        around, _body, said = made.decode().partition("<main")
        assert answer["Content-Type"].startswith("text/html")
    else:
        assert answer["Content-Type"] == "application/pdf"
        read = PdfReader(io.BytesIO(made))
        said = " ".join(" ".join(page.extract_text() for page in read.pages).split())
        said += unpacked(made).decode("latin-1")
        around = f"{dict(read.metadata or {})}{answer['Content-Disposition']}"
    assert [word for word in kept if word in said + around] == []
    assert [word for word in ("Blåklint", "Gråsugga", "Rönnbär", "Pilfink") if word not in said] == []
    assert [word for word in ("Blåklint", "Gråsugga", "Rönnbär", "Pilfink") if word in around] == []


@pytest.mark.parametrize("who", ["sofia", "eva"])
def test_a_protected_childs_documents_tell_neither_where_nor_who_nor_how_to_reach_them(
    client: Client, world: World, who: str
) -> None:
    made = planted(world)
    wants(address="hemma@example.se", by=world.actor("eva"))
    Subscription.objects.update(told_until=None)
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
    own = {"sofia": ("Socialkontoret",), "eva": ()}[who]
    hidden = {"Ängsskolan", "Socialkontoret", "Emil i Ängsby", "hemma@example.se", "biblioteket"} - {*own}
    if who == "sofia":
        hidden |= {"Elsa i Ängsby", "Eva i Ängsby"}

    said = {name: paper(client, world, who, name, made) for name in NAMES}

    assert sum(text is not None for text in said.values()) >= 4
    assert {name: [word for word in hidden if word in text] for name, text in said.items() if text} == {
        name: [] for name, text in said.items() if text
    }


@pytest.mark.parametrize("as_what", ["", "page"], ids=["pdf", "to print"])
@pytest.mark.parametrize("who", ["rut", "sofia", "sanna"])
def test_a_report_of_concern_has_what_was_typed_and_nothing_that_is_known_of_the_child(
    client: Client, world: World, who: str, as_what: str
) -> None:
    planted(world)
    sign_in(client, world, who)
    client.get(reverse("chronology:child", args=[world.elsa.pk]))

    answer = send(client, as_what=as_what)

    file = bytes(answer.content)
    if as_what:
        said = file.decode()
    else:
        read = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())
        said = read + unpacked(file).decode("latin-1")
    assert "blåmärke" in said, "the search finds what is there"
    known = {*MODELS, "Vallmo", "Elsa", "Eva i Ängsby", "Emil", str(world.elsa.pk)}
    assert {word for word in known if word in said} == set()

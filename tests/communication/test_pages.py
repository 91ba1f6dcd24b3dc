"""The pages about messages, as the people in a thread see them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.circles import actions as circles
from kronobarn.communication import actions
from kronobarn.communication.filing import actions as filing
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.core import clock
from tests.communication.talk import WORDS, around, begun, seats, texts, write
from tests.sign_in import sign_in
from tests.world import World

AT_MOST = 15


def form(world: World, *to: str, **changed: Any) -> dict[str, Any]:
    chosen = [str(pk) for pk in seats(world, *(to or ("eva", "birgit")))]
    return {"subject": "practical", "readers": chosen, "heading": "Tid", "text": WORDS} | changed


def body(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"communication:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_will_read_it_is_said_with_their_units_before_it_is_sent(world: World, client: Client) -> None:
    around(world)
    sign_in(client, world, "rut")
    address = reverse("communication:start", args=[world.elsa.pk])

    asked = client.post(address, form(world))
    page = asked.content.decode()

    assert asked.status_code == 200
    assert "Detta kommer att läsas av:" in page
    assert "BVC Norr)" in page
    assert "kan inte skrivas i en tråd som hen läser" in page
    assert texts(world, "eva") == []
    changed = client.post(address, form(world, change="yes"))
    assert WORDS in changed.content.decode()
    sent = client.post(address, form(world, sure="yes"))
    assert sent.status_code == 302
    assert texts(world, "eva") == [WORDS]


def test_what_is_withheld_is_named_to_those_who_may_know(world: World, client: Client) -> None:
    thread = begun(world)
    other = filing.file(thread=write(world, to=("kim",)), by=world.actor("rut"))
    circles.withhold(
        record=other.record,
        guardians=[world.people["eva"]],
        reason="Hon är rädd.",
        review_on=clock.today() + timedelta(days=30),
        by=world.actor("rut"),
    )
    sign_in(client, world, "rut")
    assert "dolda för Eva" in body(client, "thread", thread.pk)
    sign_in(client, world, "birgit")
    assert "dolda för Eva" not in body(client, "thread", thread.pk)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"heading": ""}, "Skriv en kort rubrik."),
        ({"text": ""}, "Skriv ditt meddelande."),
        ({"readers": []}, "Välj minst en."),
        ({"subject": ""}, "Välj vad det gäller."),
        ({"subject": "home", "sure": "yes"}, "Familjen har inte sagt ja"),
    ],
)
def test_what_was_typed_stays_when_something_is_missing(
    world: World, client: Client, changed: dict[str, Any], words: str
) -> None:
    around(world)
    sign_in(client, world, "rut")

    answer = client.post(reverse("communication:start", args=[world.elsa.pk]), form(world, **changed))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "Tid" in page or "ses på torsdag" in page


def test_everyone_in_it_writes_and_nobody_learns_who_has_read(world: World, client: Client) -> None:
    thread = begun(world)
    sign_in(client, world, "eva")
    page = body(client, "thread", thread.pk)
    assert WORDS in page
    assert "Spara som handling" not in page
    assert "OSL 12 kap" not in page

    assert client.post(reverse("communication:say", args=[thread.pk]), {"text": " "}).status_code == 422
    assert client.post(reverse("communication:say", args=[thread.pk]), {"text": "Ja."}).status_code == 302
    sign_in(client, world, "birgit")
    assert "Klart, jag har läst" in body(client, "thread", thread.pk)
    assert client.post(reverse("communication:read", args=[thread.pk])).status_code == 302
    assert "Klart, jag har läst" not in body(client, "thread", thread.pk)


def test_a_form_that_is_sent_twice_writes_once(world: World, client: Client) -> None:
    thread = begun(world)
    sign_in(client, world, "eva")
    once = {"text": "Ja.", "once": "4f3f4f0c-8a53-4b1c-9a67-1f7f3d2f9c11"}
    for _time in range(2):
        assert client.post(reverse("communication:say", args=[thread.pk]), once).status_code == 302

    assert texts(world, "eva") == [WORDS, "Ja."]


def test_it_is_struck_filed_and_printed(world: World, client: Client) -> None:
    thread = begun(world)
    sign_in(client, world, "rut")
    with world.as_("rut"):
        message = Message.objects.get(record=thread.pk)
    strike = reverse("communication:strike", args=[message.pk])
    for why in ("", "Fel"):
        assert client.post(strike, {"because": why, "instead": "Fredag"}).status_code == 422
    assert client.post(strike, {"because": "Dagen blev fel", "instead": "Fredag?"}).status_code == 302
    page = body(client, "thread", thread.pk)
    assert "Struket: Dagen blev fel" in page
    assert "Fredag?" in page

    kept = client.post(reverse("communication:file", args=[thread.pk]))["Location"]

    page = client.get(kept).content.decode()
    assert "sparades som en handling" in page
    assert "Eva" in page
    assert "Skicka" not in page
    story = client.get(reverse("chronology:events", args=[world.elsa.pk])).content.decode()
    assert f'href="{kept}"' in story
    assert reverse("communication:thread", args=[thread.pk]) not in story
    assert "Öppna handlingen" in body(client, "thread", thread.pk)
    sign_in(client, world, "kim")
    assert "Fredag?" in client.get(kept).content.decode()
    assert client.get(reverse("communication:thread", args=[thread.pk])).status_code == 404


def test_a_filed_thread_is_a_document(world: World, client: Client, documents_as_text: None) -> None:
    kept = filing.file(thread=begun(world), by=world.actor("rut"))
    sign_in(client, world, "rut")

    text = client.get(reverse("communication:paper", args=[kept.pk])).content.decode()

    assert WORDS in text
    assert "De som var med" in text


def test_others_are_taken_in_and_leave(world: World, client: Client) -> None:
    thread = begun(world)
    sign_in(client, world, "rut")
    add = reverse("communication:add", args=[thread.pk])
    assert client.post(add, {"readers": []}).status_code == 422
    assert client.post(add, {"readers": [str(pk) for pk in seats(world, "kim")]}).status_code == 302
    actions.say(thread=thread, text="Hej Kim", by=world.actor("rut"))
    sign_in(client, world, "kim")
    page = body(client, "thread", thread.pk)
    assert WORDS not in page
    assert "Du kom med" in page
    with world.as_("kim"):
        own = Participant.objects.get(record=thread.pk, person=world.people["kim"])
    assert client.post(reverse("communication:end", args=[own.pk])).status_code == 302
    assert client.get(reverse("communication:thread", args=[thread.pk])).status_code == 404


def test_nothing_to_keep(world: World, client: Client) -> None:
    thread = begun(world)
    sign_in(client, world, "rut")
    close = reverse("communication:close", args=[thread.pk])
    for why in ("", "Klart"):
        assert client.post(close, {"because": why}).status_code == 422
    assert client.post(close, {"because": "Det gällde en tid."}).status_code == 302
    assert "Det gällde en tid." in body(client, "thread", thread.pk)
    assert "Avslutad, inget att spara" in body(client, "threads", world.elsa.pk)
    sign_in(client, world, "eva")
    late = client.post(reverse("communication:say", args=[thread.pk]), {"text": "På torsdag."})
    assert late.status_code == 422
    assert "Tråden är avslutad. Börja en ny" in late.content.decode()
    assert "På torsdag." in late.content.decode()


@pytest.mark.parametrize("who", ["rut", "eva", "elsa"])
def test_a_page_asks_few_questions(world: World, client: Client, who: str) -> None:
    around(world)
    thread = write(world, to=("eva", "elsa", "kim", "birgit"))
    for number in range(5):
        actions.say(thread=thread, text=f"Nummer {number}", by=world.actor("rut"))
    sign_in(client, world, who)
    for name, pk in (("threads", world.elsa.pk), ("start", world.elsa.pk), ("thread", thread.pk)):
        address = reverse(f"communication:{name}", args=[pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= AT_MOST, (name, [one["sql"][:400] for one in asked])


def test_a_childs_own_pages_speak_to_it(world: World, client: Client) -> None:
    around(world)
    write(world, "elsa", ("kim",))
    sign_in(client, world, "elsa")
    assert "kring dig" in body(client, "threads", world.elsa.pk)
    with world.as_("elsa"):
        assert Thread.objects.count() == 1

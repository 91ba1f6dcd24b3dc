"""The pages about consent, as the family, the one who asks, other services and strangers meet them."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.circles import actions as circles
from kronobarn.consents import actions
from kronobarn.consents.models import Consent, LawfulAlternative
from kronobarn.core import clock
from kronobarn.documents import actions as documents
from kronobarn.people.models import Child
from kronobarn.ui.dates import date_long
from tests.consents.matters import agreed, areas, asked, cooperating, in_days, yes
from tests.documents.pictures import picture
from tests.sign_in import sign_in
from tests.world import World

AT_MOST = 15


def state(world: World, consent: Consent) -> str:
    with world.as_("rut"):
        return Consent.objects.get(pk=consent.pk).state


def queries_for(client: Client, address: str) -> int:
    """How many questions a page asks the database; the savepoints are the test's own transaction."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries)


def ask_form(world: World, **changed: object) -> dict[str, object]:
    return {
        "why": "För att hjälpa Elsa.",
        "services": areas(world, "bhv"),
        "kinds": ["school"],
        "until": in_days(90).isoformat(),
    } | changed


def test_the_question_is_looked_over_before_it_is_sent(client: Client, world: World) -> None:
    address = reverse("consents:ask", args=[cooperating(world).pk])
    sign_in(client, world, "rut")

    looked_over = client.post(address, ask_form(world))
    with world.as_("rut"):
        anything_before = Consent.objects.exists()
    sent = client.post(address, ask_form(world, step="send"), follow=True)

    assert "Granska frågan" in looked_over.content.decode()
    assert not anything_before
    assert "Eva i Ängsby" in sent.content.decode()
    assert "Emil i Ängsby" in sent.content.decode()


def test_changing_the_question_keeps_what_was_typed(client: Client, world: World) -> None:
    address = reverse("consents:ask", args=[cooperating(world).pk])
    sign_in(client, world, "rut")

    page = client.post(address, ask_form(world, step="change"))

    assert page.status_code == 200
    assert "För att hjälpa Elsa." in page.content.decode()


@pytest.mark.parametrize("step", ["", "send"])
def test_a_consent_that_ends_before_it_begins_is_refused_with_the_text_kept(
    client: Client, world: World, step: str
) -> None:
    address = reverse("consents:ask", args=[cooperating(world).pk])
    sign_in(client, world, "rut")

    page = client.post(address, ask_form(world, until=in_days(-1).isoformat(), step=step))

    assert page.status_code == 422
    assert "Samtycket skulle sluta innan det börjar." in page.content.decode()
    assert "För att hjälpa Elsa." in page.content.decode()


def test_nothing_is_chosen_for_the_guardian(client: Client, world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    sign_in(client, world, "eva")

    page = client.get(reverse("consents:consent", args=[consents["eva"].pk])).content.decode()

    assert "För att hjälpa Elsa att komma till skolan." in page
    assert "Det här bestämmer du" in page
    assert " checked" not in page
    assert "Emil" not in page


def test_a_guardian_says_yes_to_a_part(client: Client, world: World) -> None:
    consent = asked(world, cooperating(world).pk)["eva"]
    sign_in(client, world, "eva")

    page = client.post(
        reverse("consents:consent", args=[consent.pk]),
        {"services": areas(world, "bhv"), "kinds": ["school"], "until": in_days(30).isoformat(), "reply": "yes"},
        follow=True,
    )

    assert state(world, consent) == "limited"
    assert "Ja till en del" in page.content.decode()


def test_a_guardian_says_no(client: Client, world: World) -> None:
    consent = asked(world, cooperating(world).pk)["eva"]
    sign_in(client, world, "eva")

    client.post(reverse("consents:consent", args=[consent.pk]), {"reply": "no"})

    assert state(world, consent) == "refused"


def test_an_empty_answer_is_neither_yes_nor_no(client: Client, world: World) -> None:
    consent = asked(world, cooperating(world).pk)["eva"]
    sign_in(client, world, "eva")

    page = client.post(reverse("consents:consent", args=[consent.pk]), {"reply": "yes"})

    assert page.status_code == 422
    assert "Välj vilka som får dela, eller svara nej." in page.content.decode()
    assert state(world, consent) == "asked"


def test_an_answer_sent_twice_is_one_answer(client: Client, world: World) -> None:
    consent = asked(world, cooperating(world).pk)["eva"]
    sign_in(client, world, "eva")
    form = {"services": areas(world, "bhv"), "kinds": ["school"], "reply": "yes", "once": str(uuid4())}
    form["until"] = in_days(30).isoformat()

    first = client.post(reverse("consents:consent", args=[consent.pk]), form)
    second = client.post(reverse("consents:consent", args=[consent.pk]), form)
    third = client.post(reverse("consents:consent", args=[consent.pk]), form | {"once": str(uuid4())})

    assert (first.status_code, second.status_code, third.status_code) == (302, 302, 403)
    assert "redan besvarad" in third.content.decode()


def test_the_withdrawal_page_says_what_stops_and_what_remains(client: Client, world: World) -> None:
    consent = agreed(world, cooperating(world).pk)["eva"]
    sign_in(client, world, "eva")

    page = client.get(reverse("consents:withdraw", args=[consent.pk])).content.decode()
    after = client.post(
        reverse("consents:withdraw", args=[consent.pk]), {"services": areas(world, "bhv", "bup")}, follow=True
    )

    for words in ("Det här slutar direkt", "Det här gäller ändå, enligt lag", "De här får veta", "Rut i Ängsby"):
        assert words in page
    assert "Tillbakadraget" in after.content.decode()
    assert state(world, consent) == "withdrawn"


def test_after_a_part_is_taken_back_both_guardians_are_told_what_is_still_shared(client: Client, world: World) -> None:
    consents = agreed(world, cooperating(world).pk)
    bhv, bup = (world.areas[key].name for key in ("bhv", "bup"))
    sign_in(client, world, "eva")
    to = reverse("consents:withdraw", args=[consents["eva"].pk])
    said = client.post(to, {"services": areas(world, "bup")}, follow=True).content.decode()
    assert "Det du valde delas inte längre. Resten av samtycket gäller som förut." in said
    assert "delningen har slutat" not in said

    sign_in(client, world, "emil")
    page = client.get(reverse("consents:consent", args=[consents["emil"].pk])).content.decode()
    assert f"De här får dela nu: {bhv}." in page
    assert bup in page  # he has said yes to it himself


def test_a_child_that_is_only_heard_is_not_told_that_the_sharing_has_ended(client: Client, world: World) -> None:
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(
            born_on=clock.today().replace(year=clock.today().year - 13, day=1)
        )
    consents = agreed(world, cooperating(world).pk)
    sign_in(client, world, "elsa")
    to = reverse("consents:withdraw", args=[consents["elsa"].pk])
    before = client.get(to).content.decode()
    after = client.post(to, {"services": areas(world, "bhv", "bup")}, follow=True).content.decode()
    assert "Det här får du tycka till om" in after
    assert "Det här bestämmer du" not in after
    assert "Det här slutar direkt" not in before
    assert "delningen har slutat" not in after
    assert after.count("Dina vårdnadshavare bestämmer, så det som delas kan fortsätta.") == 2  # done, and from now on


def said_aloud(world: World) -> dict[str, object]:
    return {
        "form": "oral",
        "said_on": in_days(0).isoformat(),
        "how": "Telefon",
        "services": areas(world, "bhv"),
        "kinds": ["school"],
        "until": in_days(30).isoformat(),
        "reply": "yes",
    }


def test_what_was_chosen_is_not_lost_when_somebody_else_was_first(client: Client, world: World) -> None:
    consent = asked(world, cooperating(world).pk)["eva"]
    yes(world, consent)
    sign_in(client, world, "rut")

    refused = client.post(reverse("consents:record", args=[consent.pk]), said_aloud(world))
    page = refused.content.decode()

    assert refused.status_code == 403
    assert "Frågan är redan besvarad med ja." in page
    for words in (world.areas["bhv"].name, date_long(in_days(30)), "Muntligt"):
        assert f"<dd>{words}</dd>" in page
    assert "Telefon</textarea>" in page


def test_a_ground_that_does_not_hold_after_a_no_comes_back_with_what_was_chosen(client: Client, world: World) -> None:
    consent = asked(world, cooperating(world).pk)["emil"]
    actions.answer(consent=consent, services=[], kinds=[], until=None, by=world.actor("emil"))
    sign_in(client, world, "rut")

    refused = client.post(
        reverse("consents:alternative", args=[consent.pk]),
        {"basis": "fb_6_13_2", "reason": "På sjön till den 4 mars."},
    )
    page = refused.content.decode()

    assert refused.status_code == 422
    assert "Den grunden gäller bara när någon inte går att nå." in page
    assert re.search(r'value="fb_6_13_2" checked', page)
    assert "På sjön till den 4 mars.</textarea>" in page


def test_the_responsible_writes_down_an_answer_and_a_ground(client: Client, world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    sign_in(client, world, "rut")

    client.post(reverse("consents:record", args=[consents["eva"].pk]), said_aloud(world))
    client.post(
        reverse("consents:alternative", args=[consents["emil"].pk]),
        {"basis": "fb_6_13_2", "reason": "På sjön till den 4 mars."},
    )
    page = client.get(reverse("consents:consent", args=[consents["eva"].pk])).content.decode()

    assert state(world, consents["eva"]) == "limited"
    with world.as_("rut"):
        assert LawfulAlternative.objects.count() == 1
    assert "Ni får dela en del" in page
    assert "På sjön till den 4 mars." in page


def test_a_refused_action_shows_its_sentence(client: Client, world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["tage"], why="x", by=world.actor("rut"))
    sign_in(client, world, "tage")

    looked = client.get(reverse("consents:record", args=[consents["eva"].pk]))
    posted = client.post(reverse("consents:withdraw", args=[consents["eva"].pk]), {"services": [], "how": ""})

    assert "Berätta för hen" in looked.content.decode()
    assert posted.status_code == 403


PAGES = ["consent", "record", "withdraw", "alternative"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("eva", 200), ("rut", 200), ("emil", 404), ("elsa", 404), ("birgit", 404), ("gunnar", 404)]
)
def test_who_finds_evas_answer(client: Client, world: World, name: str, who: str, status: int) -> None:
    consents = agreed(world, cooperating(world).pk)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["birgit"], why="x", by=world.actor("rut"))
    sign_in(client, world, who)

    assert client.get(reverse(f"consents:{name}", args=[consents["eva"].pk])).status_code == status


@pytest.mark.parametrize(("who", "status"), [("rut", 200), ("eva", 404), ("birgit", 404), ("gunnar", 404)])
def test_who_finds_the_page_that_asks(client: Client, world: World, who: str, status: int) -> None:
    matter = cooperating(world)
    sign_in(client, world, who)

    assert client.get(reverse("consents:ask", args=[matter.pk])).status_code == status
    sent = client.post(reverse("consents:ask", args=[matter.pk]), ask_form(world, step="send"))
    assert sent.status_code == (302 if status == 200 else 404)


def test_a_guessed_id_is_not_there(client: Client, world: World) -> None:
    sign_in(client, world, "rut")

    assert client.get(reverse("consents:consent", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("rut", "consent"),
        ("rut", "withdraw"),
        ("rut", "record"),
        ("rut", "alternative"),
        ("eva", "consent"),
        ("eva", "withdraw"),
    ],
)
def test_a_page_asks_the_database_few_questions(client: Client, world: World, who: str, name: str) -> None:
    consents = asked(world, cooperating(world).pk)
    yes(world, consents["eva"])
    actions.answer(consent=consents["emil"], by=world.actor("emil"))
    sign_in(client, world, who)
    address = reverse(f"consents:{name}", args=[consents["eva"].pk])
    client.get(address)

    assert queries_for(client, address) <= AT_MOST


def test_the_page_that_asks_asks_the_database_few_questions(client: Client, world: World) -> None:
    address = reverse("consents:ask", args=[cooperating(world).pk])
    sign_in(client, world, "rut")
    client.get(address)

    assert queries_for(client, address) <= AT_MOST


@pytest.mark.parametrize(
    ("language", "lang", "direction", "words"),
    [
        ("sv", "sv", "ltr", "Du bestämmer om verksamheterna"),
        ("sv-latt", "sv", "ltr", "Du kan säga ja. Du kan säga nej."),
        ("en", "en", "ltr", "You decide whether"),
        ("ar", "ar", "rtl", "أنت من يقرر"),
        ("so", "so", "ltr", "Adiga ayaa"),
        ("made-up", "sv", "ltr", "Du bestämmer om verksamheterna"),
    ],
)
def test_the_giver_chooses_the_language_of_the_information(
    client: Client, world: World, language: str, lang: str, direction: str, words: str
) -> None:
    consent = asked(world, cooperating(world).pk)["eva"]
    sign_in(client, world, "eva")
    address = reverse("consents:consent", args=[consent.pk])
    page = client.get(f"{address}?sprak={language}").content.decode()
    told = page[page.index(f'<div lang="{lang}" dir="{direction}">') :]
    assert words in told
    assert "<table" not in told[: told.index("</div>")]
    assert ("Ej granskad: texten" in page) is (lang != "sv" or language == "sv-latt")
    if language == "ar":
        client.post(address, {"services": areas(world, "bhv"), "kinds": ["school"], "until": in_days(30).isoformat(),
                              "reply": "yes", "text_language": "ar"})  # fmt: skip
        sign_in(client, world, "rut")
        assert "Informationen på العربية." in client.get(address).content.decode()


def test_an_answer_on_paper_through_an_interpreter_says_so(client: Client, world: World) -> None:
    consent = asked(world, cooperating(world).pk)["eva"]
    sign_in(client, world, "rut")
    address = reverse("consents:record", args=[consent.pk])
    said: dict[str, object] = {
        "form": "written", "said_on": in_days(0).isoformat(), "how": "Hon skrev under.", "services": areas(world, "bhv"),
        "kinds": ["school"], "until": in_days(30).isoformat(), "reply": "yes", "interpreter": "phone",
    }  # fmt: skip
    assert "Skriv var papperet förvaras" in client.post(address, said).content.decode()
    wrong = client.post(address, {**said, "kept_at": "Elevakten"})
    assert (wrong.status_code, "Skriv både vilket språk" in wrong.content.decode()) == (422, True)
    assert "Hon skrev under." in wrong.content.decode()
    done = client.post(
        address,
        {**said, "kept_at": "Elevakten", "interpreter_language": "somaliska", "text_language": "so"},
        follow=True,
    ).content.decode()
    for line in ("Tolk per telefon, somaliska.", "Papperet finns: Elevakten.", "Informationen på Soomaali."):
        assert line in done
    assert f'href="{reverse("documents:add", args=[consent.pk])}">Lägg in papperet' in done
    documents.add(record=consent.record, sent=picture(), by=world.actor("rut"))
    sign_in(client, world, "eva")
    assert "Papper 1, bild" in client.get(reverse("consents:consent", args=[consent.pk])).content.decode()

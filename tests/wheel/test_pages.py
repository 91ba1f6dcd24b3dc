"""The pages of the wheel with the child: what they show, and that the child's screen is the only one there is."""

import html
import re
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from pypdf import PdfReader

from kronobarn.accounts import stepup
from kronobarn.assessments.models import Observation
from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.circles.models import Seat
from kronobarn.core import clock
from kronobarn.documents.models import Document
from kronobarn.people.models import Child
from kronobarn.ui.dates import date_long
from kronobarn.wheel import actions, lock
from kronobarn.wheel.actions import Said
from kronobarn.wheel.models import Answered, Sitting
from tests.documents.pictures import picture as drawn
from tests.hunt.crawler import patterns
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.wheel.sitting import begun, prepared
from tests.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def story(world: World) -> Story:
    return tell(world, Stage.ASKED)


@pytest.fixture
def rut(client: Client, world: World) -> Client:
    sign_in(client, world, "rut")
    return client


def wheel(name: str, *args: Any) -> str:
    return reverse(f"wheel:{name}", args=args)


def typed(**words: str) -> dict[str, str]:
    return {
        "present": "Elsa och Rut",
        "language": "sv",
        "band": "middle",
        "shown_as": "both",
        "own_picture": "me-cat",
        "nickname": "Kattis",
        "talk_again_on": "2099-01-01",
        "hears_on": "2099-02-01",
        **words,
    }


def test_the_adult_prepares_and_turns_the_screen(rut: Client, story: Story, world: World) -> None:
    page = rut.get(wheel("start", story.matter.pk)).content.decode()
    assert "Läs tillsammans" in page
    assert "8–12 år" in page
    answer = rut.post(wheel("start", story.matter.pk), typed())
    with world.as_("rut") as actor:
        sitting = Sitting.objects.visible_to(actor).get()
    assert answer["Location"] == wheel("child", sitting.pk)
    assert answer["Clear-Site-Data"] == '"cache"'
    screen = rut.get(answer["Location"]).content.decode()
    assert "Hej Kattis!" in screen
    assert "Inga svar är rätt eller fel." in screen
    assert "0 av 8" in screen
    assert "Elsa" not in screen.replace("Elsa och Rut", "")
    assert "Min dag" not in screen


@pytest.mark.parametrize(
    ("name", "page_in", "child_speaks", "chosen"),
    [
        ("rut", "sv", "sv", "sv"),
        ("rut", "en", "so", "so"),  # the adult reads English; the child does not
        ("rut", "sv", "fa", "sv"),  # not among the wheel's languages
        ("elsa", "ar", "sv", "ar"),
        ("elsa", "sv", "so", "sv"),
    ],
)
def test_it_begins_in_the_childs_language(
    client: Client, story: Story, world: World, name: str, page_in: str, child_speaks: str, chosen: str
) -> None:
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(language=child_speaks)
    sign_in(client, world, name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = page_in
    page = client.get(wheel("start", story.matter.pk)).content.decode()
    ticked = re.findall(r'<input[^>]*name="language"[^>]*>', page)
    assert [one for one in ticked if " checked" in one] == [one for one in ticked if f'value="{chosen}"' in one] != []


@pytest.mark.parametrize(
    ("page_in", "child_speaks", "query", "read_in"),
    [
        ("sv", "sv", "", ["sv"]),
        ("sv", "ar", "", ["sv", "ar"]),
        ("en", "so", "", ["en", "so"]),
        ("sv", "sv", "?las=uk", ["sv", "uk"]),
        ("sv", "ar", "?las=sv", ["sv"]),
        ("sv", "ar", "?las=xx", ["sv", "ar"]),
    ],
)
def test_what_is_read_together_stands_in_the_languages_of_both(
    client: Client, story: Story, world: World, page_in: str, child_speaks: str, query: str, read_in: list[str]
) -> None:
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(language=child_speaks)
    sign_in(client, world, "rut")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = page_in
    page = html.unescape(client.get(wheel("start", story.matter.pk) + query).content.decode())
    together = page.split('id="las">')[1].split("<form")[0]
    assert re.findall(r'<div lang="(\w+)" dir', together) == read_in
    for language in read_in:
        with override(language):
            assert gettext("Du kan hoppa över, ändra dig och sluta när du vill.") in together
            assert str(Assignment.PROFESSIONS[Profession.HEAD_TEACHER]).lower() in together
    assert [one for one in re.findall(r'<input[^>]*name="language"[^>]*>', page) if " checked" in one] == [
        one for one in re.findall(r'<input[^>]*name="language"[^>]*>', page) if f'value="{read_in[-1]}"' in one
    ]


def test_the_sheet_on_paper_comes_in_each_language(rut: Client, story: Story, world: World) -> None:
    page = rut.get(wheel("start", story.matter.pk)).content.decode()
    for language in ("sv", "ar"):
        assert f'{wheel("blank", story.matter.pk)}?sprak={language}" lang="{language}"' in page


def test_what_is_missing_is_said_and_what_was_typed_stays(rut: Client, story: Story) -> None:
    answer = rut.post(wheel("start", story.matter.pk), typed(present="", talk_again_on="2001-01-01"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv vilka som är med" in page
    assert "Kattis" in page


def test_answers_come_one_at_a_time_and_sent_twice_once(rut: Client, story: Story, world: World) -> None:
    sitting = begun(world, story)
    rut.get(wheel("child", sitting.pk))
    once = "2f7f6d3e-0d6c-4b06-a4ab-0f5a5a1d9a11"
    sent = {"choice": "4", "words": "Jag cyklar.", "talk_more": "no", "once": once}
    for _time in range(2):
        answer = rut.post(wheel("answer", sitting.pk, "active"), sent | {"quietly": "1"})
        assert answer["Location"] == wheel("received", sitting.pk)
    assert rut.get(answer["Location"]).status_code == 204
    with world.as_("rut") as actor:
        said = Observation.objects.visible_to(actor).get(perspective="child")
    assert (said.feeling, said.answer, said.exact_words, said.talk_more) == ("4", "told", "Jag cyklar.", False)
    home = rut.post(wheel("answer", sitting.pk, "safe"), {"choice": "will_not_say"})
    assert home["Location"] == wheel("child", sitting.pk) + "#hjulet"
    screen = rut.get(wheel("child", sitting.pk)).content.decode()
    assert "2 av 8" in screen
    # Nothing chosen is to skip.
    assert rut.post(wheel("answer", sitting.pk, "healthy"), {}).status_code == 302
    with world.as_("rut") as actor:
        assert Answered.objects.visible_to(actor).count() == 2


def test_nothing_but_the_childs_page_answers_while_the_child_has_the_screen(
    rut: Client, story: Story, world: World
) -> None:
    """By typed address, by another tab of the same session, by form: everything leads back."""
    sitting = begun(world, story)
    other = begun(world, story, who="elsa")
    rut.get(wheel("child", sitting.pk))
    home = wheel("child", sitting.pk)
    strays = [
        "/",
        "/min-dag/",
        "/no-such-page/",
        reverse("circles:children"),
        reverse("chronology:child", args=[world.elsa.pk]),
        reverse("assessments:gathering", args=[story.matter.pk]),
        reverse("accounts:choose"),
        reverse("account_logout"),
        wheel("sitting", sitting.pk),
        wheel("sheet", sitting.pk),
        wheel("child", other.pk),
        wheel("leave", other.pk),
    ]
    for stray in strays:
        for method in (rut.get, rut.post):
            answer = method(stray)
            assert (answer.status_code, answer["Location"]) == (302, home), stray
    for name, status in {"child": 200, "received": 204, "leave": 200, "thanks": 302, "show": 302}.items():
        assert rut.get(wheel(name, sitting.pk)).status_code == status, name
    assert rut.post(reverse("accounts:stay")).status_code == 204


def test_no_address_of_the_product_is_open_beside_those_that_are_named() -> None:
    names = {pattern.name for pattern in patterns()}
    assert lock.OPEN | {lock.ALIVE, lock.PICTURE} <= names


def test_the_adult_takes_the_screen_back_with_a_code(
    rut: Client, story: Story, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = begun(world, story)
    rut.get(wheel("child", sitting.pk))

    def check(request: Any, code: str) -> None:
        if code != "123 456":
            raise ValidationError("Koden är fel.")

    monkeypatch.setattr(stepup, "type_code", check)
    for code in ("", "000000"):
        answer = rut.post(wheel("leave", sitting.pk), {"code": code})
        assert answer.status_code == 422
        assert rut.get("/min-dag/")["Location"] == wheel("child", sitting.pk)
    answer = rut.post(wheel("leave", sitting.pk), {"code": "123 456"})
    assert answer["Location"] == wheel("sitting", sitting.pk)
    assert rut.get("/min-dag/").status_code == 200
    page = rut.get(wheel("sitting", sitting.pk)).content.decode()
    assert "Stunden är inte slut" in page
    # Without the screen turned the child's page is not there, and nobody answers for the child.
    assert rut.get(wheel("child", sitting.pk))["Location"] == wheel("sitting", sitting.pk)
    assert rut.post(wheel("answer", sitting.pk, "safe"), {"choice": "4"}).status_code == 403
    with world.as_("rut") as actor:
        told = [line.kind for line in LogEntry.objects.visible_to(actor).order_by("pk") if "child_mode" in line.kind]
    assert told == ["sitting.child_mode_entered", "sitting.child_mode_left"]


def test_when_the_session_ends_the_same_adult_comes_back_to_the_childs_page(
    rut: Client, story: Story, world: World
) -> None:
    sitting = begun(world, story)
    rut.get(wheel("child", sitting.pk))
    rut.logout()
    kept = rut.post(wheel("answer", sitting.pk, "safe"), {"choice": "4", "quietly": "1"})
    assert kept["Location"].startswith(reverse("account_login"))
    sign_in(rut, world, "rut")
    assert "Inga svar är rätt eller fel." in rut.get(wheel("child", sitting.pk)).content.decode()
    assert rut.get("/min-dag/")["Location"] == wheel("child", sitting.pk)


def test_whoever_loses_the_place_meanwhile_leaves_no_open_screen(rut: Client, story: Story, world: World) -> None:
    sitting = begun(world, story)
    rut.get(wheel("child", sitting.pk))
    with world.as_("rut") as actor:
        Seat.objects.held_by(actor).update(until=clock.now())
    answer = rut.get(wheel("child", sitting.pk))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert rut.get("/min-dag/").status_code == 302


def test_the_child_chooses_who_may_see_and_hears_what_happens(rut: Client, story: Story, world: World) -> None:
    sitting = begun(world, story)
    rut.get(wheel("child", sitting.pk))
    for area, choice in {"active": "5", "healthy": "4", "safe": "will_not_say"}.items():
        rut.post(wheel("answer", sitting.pk, area), {"choice": choice, "talk_more": "yes" if area == "active" else ""})
    assert rut.post(wheel("go_through", sitting.pk))["Location"] == wheel("show", sitting.pk)
    page = rut.get(wheel("show", sitting.pk)).content.decode()
    assert "Om du inte är trygg måste vi vuxna berätta" in page
    assert "rektor" in page
    assert 'name="safe"' not in page  # not to answer is nobody's business
    eva = world.people["eva"].pk
    chosen = {"active": [f"g{eva}"], "healthy": ["us", f"g{eva}"], "the_rest": [f"g{eva}"]}
    assert rut.post(wheel("show", sitting.pk), {"active": ["g999"]}).status_code == 422
    assert rut.post(wheel("show", sitting.pk), chosen)["Location"] == wheel("thanks", sitting.pk)
    thanks = rut.get(wheel("thanks", sitting.pk)).content.decode()
    assert "Tack. Det här händer nu" in thanks
    assert date_long(sitting.hears_on) in thanks
    with world.as_("eva") as actor:
        seen = list(Observation.objects.visible_to(actor).values_list("area_key", flat=True))
    assert seen == ["active"]


def test_the_screen_speaks_the_childs_language(rut: Client, story: Story, world: World) -> None:
    sitting = begun(world, story, language="ar", band="early", shown_as="pictures")
    screen = rut.get(wheel("child", sitting.pk)).content.decode()
    assert '<html lang="ar" dir="rtl">' in screen
    assert "آمن" in screen
    assert screen.count('name="choice" value="') == 8 * 5  # three faces, and the two beside
    assert "screen--pictures" in screen


def test_whom_the_child_can_choose_stands_in_the_childs_language(rut: Client, story: Story, world: World) -> None:
    sitting = begun(world, story, language="ar")
    rut.get(wheel("child", sitting.pk))
    rut.post(wheel("answer", sitting.pk, "active"), {"choice": "5"})
    rut.post(wheel("go_through", sitting.pk))
    page = rut.get(wheel("show", sitting.pk)).content.decode()
    assert "نحن فقط" in page
    assert "bara oss" not in page


def test_what_cannot_be_kept_is_said_where_it_was_answered(rut: Client, story: Story, world: World) -> None:
    sitting = begun(world, story)
    rut.get(wheel("child", sitting.pk))
    answer = rut.post(
        wheel("answer", sitting.pk, "safe"),
        {"choice": "4", "picture": SimpleUploadedFile("x.png", b"no picture", "image/png")},
    )
    assert answer.status_code == 422
    assert "room--wrong" in answer.content.decode()
    kept = rut.post(
        wheel("answer", sitting.pk, "safe"),
        {"choice": "4", "picture": SimpleUploadedFile("x.png", drawn(), "image/png")},
    )
    assert kept.status_code == 302
    with world.as_("rut") as actor:
        assert Document.objects.visible_to(actor).count() == 1


def test_the_adults_page_afterwards(rut: Client, story: Story, world: World) -> None:
    sitting, by = begun(world, story, nickname="Kattis"), world.actor("rut")
    actions.answer(sitting=sitting, area_key="safe", said=Said(feeling="1", talk_more=True), by=by)
    actions.go_through(sitting=sitting, by=by)
    actions.show(sitting=sitting, wishes={"safe": actions.Wish([world.people["eva"].pk])}, by=by)
    actions.turn_back(sitting=sitting, by=by)
    page = rut.get(wheel("sitting", sitting.pk)).content.decode()
    assert "Tänk på barnets trygghet" in page
    assert reverse("concerns:duty") in page
    assert "Barnet vill visa svaret under Trygg för Eva" in page
    assert "Kattis" not in page
    analysis = rut.get(reverse("assessments:analysis", args=[story.matter.pk])).content.decode()
    assert "Barnet vill prata mer om: Trygg." in analysis
    answered = reads_answered(world)
    assert rut.post(wheel("show_on", sitting.pk, answered.pk)).status_code == 302
    assert rut.post(wheel("settle", sitting.pk), {}).status_code == 422
    assert rut.post(wheel("settle", sitting.pk), {"is_all": "yes"}).status_code == 302


def reads_answered(world: World) -> Answered:
    with world.as_("rut") as actor:
        found: Answered = Answered.objects.visible_to(actor).get()
    return found


def test_the_sheet_before_and_after(rut: Client, story: Story, world: World) -> None:
    sitting = prepared(world, story)
    for address in (wheel("blank", story.matter.pk) + "?sprak=ar&for=early", wheel("sheet", sitting.pk)):
        answer = rut.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_the_child_alone_needs_no_code(client: Client, story: Story, world: World) -> None:
    sign_in(client, world, "elsa")
    page = client.get(wheel("start", story.matter.pk)).content.decode()
    assert "Vill du ha bilder?" in page
    assert "Vilka är med?" not in page
    answer = client.post(wheel("start", story.matter.pk), {"language": "sv", "shown_as": "words", "nickname": ""})
    screen = client.get(answer["Location"]).content.decode()
    assert "Till mina sidor" in screen
    assert "För den vuxna" not in screen
    assert client.get("/min-dag/").status_code == 200


def test_the_pages_ask_few_questions(
    rut: Client, story: Story, world: World, django_assert_max_num_queries: Any
) -> None:
    sitting, by = begun(world, story), world.actor("rut")
    for area in ("safe", "active", "healthy", "included"):
        actions.answer(sitting=sitting, area_key=area, said=Said(feeling="4"), by=by)
    rut.get(wheel("child", sitting.pk))
    with django_assert_max_num_queries(15):
        rut.get(wheel("child", sitting.pk))


def test_the_childs_wish_is_read_where_something_is_passed_on(rut: Client, story: Story, world: World) -> None:
    sitting, by = begun(world, story), world.actor("rut")
    kept, wished = (
        actions.answer(sitting=sitting, area_key=area, said=Said(feeling="4"), by=by) for area in ("safe", "active")
    )
    assert kept
    assert wished
    actions.go_through(sitting=sitting, by=by)
    actions.show(sitting=sitting, wishes={"active": actions.Wish([], ["school_nurse"])}, by=by)
    page = rut.post(
        reverse("disclosures:pass_on", args=[world.elsa.pk]),
        {
            "items": [str(kept.observation_id), str(wished.observation_id)],
            "to": str(world.areas["elevhalsa"].pk),
            "step": "recipient",
        },
    ).content.decode()
    assert "barnet vill visa det för skolsköterska" in page
    assert "barnet vill att det stannar hos er" in page


@pytest.mark.parametrize(("language", "band"), [("fi", "early"), ("uk", "middle")])
def test_the_empty_sheet_is_one_page(rut: Client, story: Story, language: str, band: str) -> None:
    sheet = rut.get(f"{wheel('blank', story.matter.pk)}?sprak={language}&for={band}")
    assert len(PdfReader(BytesIO(sheet.content)).pages) == 1

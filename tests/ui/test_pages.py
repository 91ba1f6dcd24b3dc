"""The page around the content."""

import pytest
from django.utils import timezone

from kronobarn.ui import navigation
from kronobarn.ui.pages import page, saved
from tests.ui.rendering import KARIN, a_request

ERROR = {"heading": "Sidan finns inte", "sentence": "Adressen är fel."}


def test_a_page_is_never_stored_and_varies_by_htmx() -> None:
    response = page(a_request(), "ui/error.html", ERROR, status=404)

    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]


def test_htmx_gets_only_the_part_it_asked_for() -> None:
    whole = page(a_request(), "ui/error.html", ERROR, part="main").content.decode()
    part = page(a_request(**{"HX-Request": "true"}), "ui/error.html", ERROR, part="main").content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert part.strip() in whole


def test_the_header_says_who_you_are_and_as_what() -> None:
    html = page(a_request(KARIN), "ui/guide.html", {"nav": "guide"}).content.decode()

    assert "Karin" in html
    assert "Kurator, Ängsskolan" in html
    assert 'aria-current="page"' in html


def test_an_error_page_keeps_what_was_typed() -> None:
    html = page(a_request(), "ui/error.html", {**ERROR, "typed": ["Han grät <i>hela</i> dagen"]})

    assert "Han grät &lt;i&gt;hela&lt;/i&gt; dagen" in html.content.decode()


def test_a_page_has_no_inline_script_or_style_and_calls_nobody_else() -> None:
    html = page(a_request(KARIN), "ui/guide.html", {}).content.decode()

    assert " style=" not in html
    assert "<style" not in html
    assert "//" not in html.replace("http://www.w3.org", "")
    assert html.count("<script") == html.count('nonce="a-nonce"')


def test_autosave_answers_with_the_time() -> None:
    assert saved(a_request(), at=timezone.now()).content.decode().strip().startswith("Sparat ")


@pytest.mark.parametrize("place", [*navigation.STAFF_PLACES, *navigation.FAMILY_PLACES], ids=lambda place: place.name)
def test_every_place_in_the_menu_exists(place: navigation.Place) -> None:
    assert navigation.place(place.name)

"""A county that calls the functions something else reads its own words in every sentence."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy, override, trans_real

from kronobarn.practice import pack, words
from kronobarn.practice.reading import read
from kronobarn.ui.language import Names
from tests.ui.rendering import rendered

COUNTIES = Path(__file__).resolve().parents[2] / "counties"
ASK = "Undrar du över någon rad? Fråga den som är barnensbästa-ansvarig."


@pytest.fixture
def falun() -> None:
    words.lay(read(COUNTIES / "falun").words)


def test_every_sentence_says_the_countys_word(falun: None) -> None:
    assert gettext(ASK) == "Undrar du över någon rad? Fråga den som är trygghetsperson."
    assert rendered('{{ _("Barnensbästa-ansvarig") }}') == "Trygghetsperson"
    assert gettext("samverkansansvarig") == "samordnare för familjeteamet"
    with override("en"):
        assert gettext(ASK) == "If you wonder about a line, ask the named person."


def test_ours_come_back(falun: None) -> None:
    words.lay(read(COUNTIES / "kronoberg").words)

    assert gettext(ASK) == ASK


def test_what_codes_are_called_changes_too() -> None:
    called = Names({"lead": gettext_lazy("samverkansansvarig")})
    assert called.said() == {"lead": "samverkansansvarig"}

    words.lay(read(COUNTIES / "falun").words)

    assert called.said() == {"lead": "samordnare för familjeteamet"}


def test_pages_say_what_is_in_force_even_when_it_becomes_our_own_again(falun: None, db: None) -> None:
    """A process that has said another county's words, and whose practice model is now ours."""
    look = words.CountyWords(lambda _request: HttpResponse())
    look(HttpRequest())

    assert gettext(ASK) == ASK


def test_an_inflected_word_becomes_a_sentence() -> None:
    names = read(COUNTIES / "falun").words

    assert words.said("Be den barnensbästa-ansvariga om det.", names) == "Be den som är trygghetsperson om det."


@pytest.mark.parametrize("county", ["kronoberg", "falun", "girfec"])
def test_what_is_left_in_the_code_is_what_is_laid_over(county: str) -> None:
    names = read(COUNTIES / county).words
    left = [one for one in map(str, words._naming_a_function()) if words.HOLDER in words.said(one, names).lower()]

    assert bool(left) == (county == "kronoberg")


def test_the_work_is_called_what_the_county_calls_it_and_nothing_of_another_countys(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    for county in ("kronoberg", "falun", "girfec"):
        content = read(COUNTIES / county)
        monkeypatch.setattr(pack, "current", lambda content=content: content)
        monkeypatch.setattr(pack, "told", lambda content=content: content)
        shown.append((rendered("{{ county_work() }}"), rendered("{{ county_work_here() }}")))

    assert shown == [
        ("Barnens bästa gäller!", "Barnens bästa gäller! i Kronoberg"),
        ("Tillsammans för varje barn", "Tillsammans för varje barn i Falun"),
        ("Getting it right for every child", "Getting it right for every child i Scotland"),
    ]


def test_no_sentence_of_ours_names_a_county() -> None:
    """English has every word of the product; what a county is called stands in its pack and in its files."""
    names = re.compile("|".join(read(COUNTIES / county).county for county in ("kronoberg", "falun", "girfec")))
    sentences = trans_real.translation("en")._catalog.keys()  # type: ignore[attr-defined]
    named = [one for one in map(str, sentences) if names.search(one)]

    assert named == []

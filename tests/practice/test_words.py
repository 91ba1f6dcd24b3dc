"""A county that calls the functions something else reads its own words in every sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from kronobarn.practice import words
from kronobarn.practice.reading import read
from tests.ui.rendering import rendered

COUNTIES = Path(__file__).resolve().parents[2] / "counties"
ASK = "Undrar du över någon rad? Fråga den som är barnensbästa-ansvarig."


@pytest.fixture
def falun() -> Iterator[None]:
    words.lay(read(COUNTIES / "falun").words)
    yield
    words.lay(read(COUNTIES / "kronoberg").words)


def test_every_sentence_says_the_countys_word(falun: None) -> None:
    assert gettext(ASK) == "Undrar du över någon rad? Fråga den som är trygghetsperson."
    assert rendered('{{ _("Barnensbästa-ansvarig") }}') == "Trygghetsperson"
    assert gettext("samverkansansvarig") == "samordnare för familjeteamet"
    with override("en"):
        assert gettext(ASK) == "If you wonder about a line, ask the named person."


def test_ours_come_back(falun: None) -> None:
    words.lay(read(COUNTIES / "kronoberg").words)

    assert gettext(ASK) == ASK


def test_an_inflected_word_becomes_a_sentence() -> None:
    names = read(COUNTIES / "falun").words

    assert words.said("Be den barnensbästa-ansvariga om det.", names) == "Be den som är trygghetsperson om det."


@pytest.mark.parametrize("county", ["kronoberg", "falun", "girfec"])
def test_what_is_left_in_the_code_is_what_is_laid_over(county: str) -> None:
    names = read(COUNTIES / county).words
    left = [one for one in map(str, words._naming_a_function()) if words.HOLDER in words.said(one, names).lower()]

    assert bool(left) == (county == "kronoberg")

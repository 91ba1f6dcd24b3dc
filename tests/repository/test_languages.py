"""The catalogues hold the words that are in the code, whole, and say how they were made."""

import re

import polib
import pytest

from kronobarn.ui.language import MADE, NAMES, RIGHT_TO_LEFT
from tests import catalogues
from tests.repository import read_by_families

REMEDY = "run: make words"


@pytest.mark.parametrize("language", catalogues.PLURALS)
def test_a_catalogue_is_current_whole_and_sound(language: str) -> None:
    file = catalogues.catalogue(language)
    have = {(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "") for entry in file}
    need = {(word.context, word.one, word.many) for word in catalogues.wanted(language, catalogues.words())}
    assert (need - have, have - need) == (set(), set()), REMEDY
    assert [entry.msgid for entry in file if not entry.translated() or entry.fuzzy] == [], "not translated"
    assert [fault for entry in file for fault in catalogues.faults(entry)] == []
    assert {len(entry.msgstr_plural) for entry in file if entry.msgid_plural} == {catalogues.FORMS[language]}


@pytest.mark.parametrize("language", catalogues.PLURALS)
def test_the_compiled_catalogue_is_the_same(language: str) -> None:
    file = catalogues.catalogue(language)
    compiled = polib.mofile(str(catalogues.LOCALE / language / "LC_MESSAGES" / "django.mo"))
    assert {(one.msgid, one.msgstr, tuple(one.msgstr_plural.items())) for one in compiled} == {
        (one.msgid, one.msgstr, tuple(one.msgstr_plural.items())) for one in file
    }, REMEDY


def test_every_word_is_asked_for_by_a_name_that_the_catalogues_know() -> None:
    """What is asked for by another name is in no catalogue, and is read in Swedish in every language."""
    renamed = re.compile(r"import n?p?gettext(?:_lazy)? as (?!_\b)\w+")
    assert [str(file) for file in catalogues.CODE.rglob("*.py") if renamed.search(file.read_text())] == []


def test_each_language_says_how_it_was_made() -> None:
    assert set(MADE) == set(NAMES) == {"sv", *catalogues.PLURALS}
    assert {language: catalogues.catalogue(language).metadata["X-Made"] for language in catalogues.PLURALS} == {
        language: MADE[language] for language in catalogues.PLURALS
    }
    assert {language for language in NAMES if catalogues.right_to_left(language)} == RIGHT_TO_LEFT


def test_what_a_family_reads_when_the_day_comes_is_in_its_languages() -> None:
    """A follow-up that is done, a goal that is reached: the walk through the town does not meet every one of them."""
    assert set(read_by_families.words()) - set(catalogues.family()) == set()

"""What stands between several things, and around what somebody said, is as the reader's language has it."""

import pytest
from django.utils import translation

from kronobarn.ui.language import way
from kronobarn.ui.signs import commas, quoted, reread, semicolons, with_and
from tests.ui.rendering import rendered

NAMES = ["Rut", "Tage", "Elsa"]


@pytest.mark.parametrize(
    ("language", "row", "sentence", "said"),
    [
        ("sv", "Rut, Tage, Elsa", "Rut, Tage och Elsa", "”Hej”"),
        ("en", "Rut, Tage, Elsa", "Rut, Tage and Elsa", "“Hej”"),
        ("so", "Rut, Tage, Elsa", "Rut, Tage iyo Elsa", "“Hej”"),
        ("uk", "Rut, Tage, Elsa", "Rut, Tage і Elsa", "«Hej»"),
        ("fi", "Rut, Tage, Elsa", "Rut, Tage ja Elsa", "”Hej”"),
        ("ar", "\u200f\u2068Rut\u2069، \u2068Tage\u2069، \u2068Elsa\u2069", None, "\u200f«\u2068Hej\u2069»"),
    ],
)
def test_a_row_has_the_signs_of_the_language(language: str, row: str, sentence: str | None, said: str) -> None:
    with translation.override(language):
        assert commas(NAMES) == row
        assert quoted("Hej") == said
        if sentence:
            assert with_and(NAMES) == sentence


def test_in_arabic_the_last_is_bound_to_the_others_and_each_name_keeps_its_direction() -> None:
    with translation.override("ar"):
        assert with_and(NAMES) == "\u200f\u2068Rut\u2069، \u2068Tage\u2069 و\u200f\u2068Elsa\u2069"
        assert semicolons(NAMES[:2]) == "\u200f\u2068Rut\u2069؛ \u2068Tage\u2069"


def test_names_that_hold_commas_are_told_apart_by_semicolons() -> None:
    assert with_and(["Rut, rektor", "Tage"]) == "Rut, rektor; Tage"


def test_what_was_put_together_with_plain_commas_has_the_signs_of_whoever_reads_it() -> None:
    said = "Rut Ek, rektor, Skola, förskola och fritids"
    assert reread(said, 3) == said
    with translation.override("ar"):
        assert reread(said, 3) == commas(["Rut Ek", "rektor", "Skola, förskola och fritids"])
        assert reread("", 3) == ""


def test_one_or_none_has_nothing_between() -> None:
    assert [with_and([]), with_and(["Rut"]), commas([]), commas(["Rut"])] == ["", "Rut", "", "Rut"]


def test_what_people_have_written_is_escaped_in_a_row() -> None:
    assert rendered("{{ ['<b>', _('Namn')] | commas }}") == "&lt;b&gt;, Namn"
    assert rendered("{{ ['<b>', 'Rut'] | commas }}") == "&lt;b&gt;, Rut"


def test_a_text_runs_as_its_first_letter_does_and_else_as_the_page() -> None:
    with translation.override("ar"):
        assert [way(text) for text in ("”Jag vill. أريد", "3 أريد", "112.")] == ["ltr", "rtl", "rtl"]
    assert way("112.") == "ltr"


def test_in_a_document_what_runs_the_other_way_says_so_on_its_element() -> None:
    """Where a line breaks, the signs that keep it apart are forgotten."""
    said = '{% import "ui/paper.html" as paper with context %}{{ paper.said(text) }}'
    with translation.override("ar"):
        assert '<span dir="ltr">Jag vill.</span>' in rendered(said, text="Jag vill.", direction="rtl")
        assert "<span" not in rendered(said, text="أريد", direction="rtl")

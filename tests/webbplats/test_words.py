"""Every word of the site is there in English too, and nothing is shown that does not go through gettext."""

from tests import catalogues, lint_templates
from tests.webbplats import catalogue


def test_every_word_is_there_in_english() -> None:
    found = catalogue.update()
    assert [entry.msgid for entry in found if not entry.translated()] == []
    assert [fault for entry in found for fault in catalogues.faults(entry)] == []


def test_the_catalogue_is_up_to_date_and_compiled() -> None:
    found = catalogue.update()
    assert {entry.msgid for entry in found} == {entry.msgid for entry in catalogue.stored()}
    assert (catalogue.FOLDER / "django.mo").read_bytes() == catalogue.stored().to_binary()


def test_no_page_says_anything_in_one_language_only() -> None:
    assert lint_templates.main() == 0

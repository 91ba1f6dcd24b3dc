import re
from pathlib import Path

import pytest
from django.apps import apps

from kronobarn.assessments.rules import Filled, Perspective, filled, seen_differently


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ([], "empty"),
        ([("", " ")], "told"),
        ([("Sover.", "")], "works"),
        ([("", "Vaknar.")], "hard"),
        ([("Sover.", "Vaknar.")], "both"),
        ([("Sover.", ""), ("", "Vaknar.")], "both"),
    ],
)
def test_the_wheel_shows_what_has_been_spoken_of(said: list[tuple[str, str]], shown: Filled) -> None:
    assert filled(said) == shown


@pytest.mark.parametrize(
    ("views", "differently"),
    [
        (("works", "hard", "empty"), True),
        (("works", "hard", "both"), True),
        (("works", "works", "empty"), False),
        (("both", "both", "both"), False),
        (("works", "both", "empty"), False),
        (("empty", "empty", "empty"), False),
    ],
)
def test_views_that_differ_are_something_to_talk_about(views: tuple[Filled, ...], differently: bool) -> None:
    assert seen_differently(dict(zip(Perspective, views, strict=True))) is differently


MEASURES = re.compile(
    r"\b(score|scores|sum\(|total|rank|ranking|grade|rating|average|percent|poäng|summa|betyg|medelvärde|procent|nivå)\b",
    re.I,
)


def test_no_column_measures_a_child() -> None:
    columns = [
        f"{model.__name__}.{field.name}:{field.get_internal_type()}"
        for model in apps.get_app_config("assessments").get_models()
        for field in model._meta.get_fields()
        if field.concrete
    ]

    assert [column for column in columns if MEASURES.search(column.replace("_", " "))] == []
    # That somebody has saved since one began is told by how many times it was saved: the text, and not the child.
    columns.remove("Analysis.revision:PositiveIntegerField")
    assert [column for column in columns if re.search(r":(Integer|Float|Decimal|SmallInteger|Positive)", column)] == []


def test_no_page_and_no_code_measures_a_child() -> None:
    import kronobarn.assessments

    folder = Path(kronobarn.assessments.__file__).parent
    files = [*folder.glob("jinja2/assessments/*.html"), *folder.glob("*.py"), *folder.glob("[!m]*/*.py")]
    assert len(files) > 30

    found = {file.name: MEASURES.findall(file.read_text(encoding="utf-8")) for file in files}

    assert {name: words for name, words in found.items() if words} == {}

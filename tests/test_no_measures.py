"""Nothing about a child is a figure: not in the tables, not on the pages, not in what is given out.

The wheel puts words beside words. A sum, an average, a grade, a trend or a rank of a child would be read as a verdict
(domain.md 1.1), so the product is searched for a place where one could stand.
"""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.assessments import actions
from kronobarn.assessments.rules import Perspective
from kronobarn.practice.schema import Pack
from tests.hunt.markers import about_children
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.world import World

MEASURES = re.compile(
    r"\b(scores?|average|mean|percent(age)?|rank(ing|ed)?|trend|rating|grade|"
    r"poäng|summan?|medelvärde[t]?|genomsnitt(et)?|snitt(et)?|procent|trend(en)?|rangordning|betyg|målnivå|index)\b"
    r"|\d\s?%|\d[.,]?\d?\s?(av|/)\s?(5|10)\b",
    re.IGNORECASE,
)
NEVER_SAID = re.compile(r"ingen poäng|inga poäng", re.IGNORECASE)
"""That there are none may be said."""
DRAWN = {"meter", "progress", "polyline", "canvas"}

FIGURES = {
    "Analysis.revision": "how many times the text was saved",
    "Plan.revision": "how many times the text was saved",
    "Meeting.minutes": "how long it lasts",
    "Meeting.sequence": "how many times calendars have been told of it",
    "SharedNotes.revision": "how many times the text was shown",
    "ProposedTime.number": "which of the proposed times",
    "TimeAnswer.number": "which of the proposed times",
    "Order.job": "which job of the queue makes it",
    "Document.pages": "how many pages a paper has",
    "Guest.tries": "how many wrong codes have been typed",
    "MeetingDecision.number": "the order in which they were made",
    "Goal.number": "the order in which they were written",
    "PlanVersion.number": "which version",
    "VersionPart.version": "which version",
    "VersionPart.place": "the order in which it is read",
    "ActionReview.place": "the order in which it is read",
    "Agreement.version": "which version was agreed to",
    "Drawn.entries": "how many looks of one person a reviewer is to judge",
    "Opening.nth_in_month": "how many children one person has opened in an emergency",
    "ProposedAct.records": "how many records are to be removed",
}
"""Every whole number that a table about children holds, and what it counts: never a child."""


def test_every_figure_in_a_table_about_children_counts_something_else() -> None:
    found = {
        f"{model.__name__}.{field.name}"
        for model in about_children()
        for field in model._meta.concrete_fields
        if re.search("Integer|Float|Decimal", field.get_internal_type()) and not field.is_relation
        if not field.name.endswith("id")
    }
    assert found == set(FIGURES)


def test_no_column_and_no_word_of_a_practice_pack_is_a_measure() -> None:
    columns = [f"{model.__name__} {field.name}" for model in about_children() for field in model._meta.concrete_fields]
    keys = re.findall(r'"(\w+)":', str(Pack.model_json_schema()).replace("'", '"'))

    assert [one for one in [*columns, *keys] if MEASURES.search(one.replace("_", " "))] == []


class Read(HTMLParser):
    """The words of a page, and what is drawn on it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.drawn: set[str] = set()
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        names = {name for name, _value in attrs}
        if tag in DRAWN or "aria-valuenow" in names:
            self.drawn.add(tag)

    def handle_data(self, data: str) -> None:
        if self._within not in {"script", "style"}:
            self.words.append(data)


@pytest.fixture
def story(world: World) -> Story:
    """Elsa has answered in the wheel, and others have told."""
    told = tell(world, Stage.TOLD)
    for area, feeling in (("safe", "2"), ("active", "5")):
        actions.observe(
            matter=told.matter,
            perspective=Perspective.CHILD,
            area_key=area,
            feeling=feeling,
            said_by="Elsa, i hjulet",
            by=world.actor("rut"),
        )
    return told


def test_no_page_and_no_extract_makes_a_figure_of_what_a_child_says(client: Client, world: World, story: Story) -> None:
    matter = story.matter.pk
    pages = [
        *(("rut", f"assessments:{name}", matter, {}) for name in ("gathering", "wheel", "over_time", "analysis")),
        *(("rut", f"assessments:{name}", matter, {"visa": "tabell"}) for name in ("wheel", "over_time")),
        ("elsa", "assessments:wheel", matter, {}),
        ("eva", "assessments:over_time", matter, {}),
        ("rut", "chronology:child", world.elsa.pk, {}),
        ("eva", "rights:child", world.elsa.pk, {}),
    ]
    for name, page, subject, query in pages:
        sign_in(client, world, name)
        _figureless(client.get(reverse(page, args=[subject]), query), f"{page} {query} {name}")
        if page == "rights:child":
            given = client.post(reverse("rights:child_file", args=[subject, "utdrag.json"]))
            _figureless(given, "the extract")
    sign_in(client, world, "rut")
    answered = client.get(reverse("assessments:wheel", args=[matter])).content.decode()
    assert "Inte så bra" in answered
    assert "Jättebra" in answered


def _figureless(answer: Any, what: str) -> None:
    assert answer.status_code == 200, what
    read = Read()
    read.feed(answer.content.decode())
    words = NEVER_SAID.sub("", " ".join(" ".join(read.words).split()))
    found = MEASURES.search(words)
    assert not found, f"{what}: …{words[max(0, found.start() - 60) : found.end() + 60] if found else ''}…"
    assert read.drawn == set(), what

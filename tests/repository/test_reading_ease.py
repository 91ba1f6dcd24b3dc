"""What children, guardians and those who work with them read is plain, held against LIX (tests/reading_ease.py)."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from kronobarn.practice.reading import read
from tests import catalogues
from tests.reading_ease import CHILD, GUARDIAN, GUIDE, WORD, lix

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 30
"""Words; the number says little about fewer."""
FOR_CHILDREN = re.compile(
    r"wheel/jinja2/wheel/(child|show|thanks|start|bits|sheet|paper\w*)\.html$|plans/(jinja2/plans/)?childs\w*\.(html|py)$"
)
HEAVIEST_SENTENCE = 50
A_SENTENCE = 12
BY_THE_LETTER = ("grounds/rules.py", "rights/")
"""Says what a law says; those who made the law chose its words."""


def _packs() -> Iterator[tuple[str, list[str], int]]:
    for county in ("kronoberg", "falun"):
        pack = read(ROOT / "counties" / county)
        children = [
            text
            for area in pack.areas
            for text in [area.for_children, *chain.from_iterable(area.prompts_for_children.values())]
        ]
        guardians = [text for area in pack.areas for text in [area.for_guardians, *area.prompts_for_guardians]]
        yield f"{county}: children", children, CHILD
        yield f"{county}: guardians", guardians, GUARDIAN
        for text in pack.consent_texts:
            if text.lang == "sv":
                yield f"{county}: consent, {text.key}", list(text.paragraphs), GUARDIAN
        for name in ("invitation", "plan_copy", "ending"):
            yield f"{county}: {name}", list(getattr(pack.letters, name).paragraphs), GUARDIAN


def _guide() -> Iterator[tuple[str, list[str], int]]:
    for file in sorted((ROOT / "docs" / "guide").glob("*.md")):
        text = re.sub(r"!\[.*?\]\(.*?\)|```.*?```|`[^`]*`", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        # Each point of a list, heading and cell of a table stands for itself.
        yield file.name, re.split(r"\n\s*\n|^\s*(?:[-*]|\d+\.|#+)\s|\|", text, flags=re.MULTILINE), GUIDE


def _pages() -> Iterator[tuple[str, list[str], int]]:
    met = set(catalogues.family())
    by_file: dict[str, list[str]] = {}
    for word, file in catalogues.words().items():
        if word.one in met and word.one.endswith((".", "?", "!")):
            by_file.setdefault(file, []).append(re.sub(r"%\(\w+\)[sd]", "x", word.one))
    for file, texts in sorted(by_file.items()):
        yield file, texts, CHILD if FOR_CHILDREN.search(file) else GUARDIAN


ALL = [*_packs(), *_guide(), *_pages()]


def test_the_measure_tells_easy_from_heavy() -> None:
    assert lix(["Du kan hoppa över. Du kan sluta när du vill."]) < 15
    assert (
        lix(["Implementeringen av samverkansstrukturerna förutsätter verksamhetsövergripande ansvarsfördelning."]) > 70
    )
    assert lix([]) == 0


@pytest.mark.parametrize(("where", "texts", "limit"), ALL, ids=[where for where, _texts, _limit in ALL])
def test_a_text_is_easy_to_read(where: str, texts: list[str], limit: int) -> None:
    if len(WORD.findall(" ".join(texts))) >= ENOUGH:
        assert lix(texts) <= limit
    if not any(part in where for part in BY_THE_LETTER):
        heavy = [
            text
            for text in texts
            if len(WORD.findall(text)) >= A_SENTENCE and lix([text]) > max(limit, HEAVIEST_SENTENCE)
        ]
        assert heavy == []

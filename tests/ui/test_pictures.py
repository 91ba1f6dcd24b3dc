"""Our own pictures are all there, say what they show, and a county's own are laid over them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kronobarn.practice.reading import read
from kronobarn.ui import pictures
from tests.ui.rendering import rendered

COUNTIES = Path(__file__).resolve().parents[2] / "counties"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3" {}/></svg>'


@pytest.fixture
def own(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.PICTURES = tmp_path
    (tmp_path / "manifest.yaml").write_text("source: Vi\nlicence: Fri\npictures: {safe: dot.svg, yes: ja.png}\n")
    (tmp_path / "dot.svg").write_text(DOT.format('fill="currentColor"'))
    (tmp_path / "ja.png").write_bytes(b"png")
    yield tmp_path
    pictures.folders.cache_clear()


def test_ours_are_whole_and_say_what_they_show() -> None:
    assert pictures.unfit(pictures.OURS) == []
    assert pictures.keys() == set(pictures.NAMES) == {file.stem for file in pictures.OURS.glob("*.svg")}
    assert {face for faces in pictures.FACES.values() for face in faces} | set(pictures.OWN) <= pictures.keys()


@pytest.mark.parametrize("county", ["kronoberg", "falun", "girfec"])
def test_each_area_has_a_picture_of_its_own(county: str) -> None:
    assert len({area.picture for area in read(COUNTIES / county).areas} & pictures.keys()) == 8


def test_a_picture_is_silent_beside_words_and_speaks_alone() -> None:
    assert 'aria-hidden="true"' in rendered('{{ picture("safe", 48) }}')
    assert 'role="img" aria-label="Trygg &amp; glad"' in rendered('{{ picture("safe", 200, label="Trygg & glad") }}')
    assert rendered('{{ picture("dragon") }}') == ""
    assert '<span class="sr-only">Trygg</span>' in rendered('{{ ui.pictured("safe", "Trygg", only=true) }}')


def test_a_countys_own_are_laid_over_ours(own: Path) -> None:
    assert "<circle" in rendered('{{ picture("safe") }}')
    assert 'src="/hjalp/bilder/yes/" alt=""' in rendered('{{ picture("yes") }}')
    assert "<svg" in rendered('{{ picture("no") }}')


@pytest.mark.parametrize(
    "inside",
    ['onclick="x()"', 'style="fill: red"', 'fill="url(#a)"', "><script/><circle", "><a/><circle", ">not closed"],
)
def test_a_drawing_holds_nothing_but_shapes(own: Path, inside: str) -> None:
    (own / "dot.svg").write_text(DOT.format(inside))

    assert [problem.what for problem in pictures.unfit(own)] == ["Bilden innehåller annat än former."]
    assert "M10 44" in rendered('{{ picture("safe") }}')  # ours is shown instead

"""The wheel is a picture with words, and never a score."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.ui.gallery import wheel_parts
from kronobarn.ui.wheel import OUTER, WheelPart, draw
from tests.ui.rendering import rendered

labels = st.text(alphabet="abcåäö ", min_size=1, max_size=40).filter(str.strip)


@given(st.lists(labels, min_size=3, max_size=12))
def test_every_label_stands_outside_the_ring_and_inside_the_picture(names: list[str]) -> None:
    picture = draw([WheelPart(str(number), name) for number, name in enumerate(names)])

    left, _top, width, _height = map(float, picture.view_box.split())
    for segment in picture.segments:
        rows = [float(y) for y, _line in segment.lines]
        across = float(segment.label_x)
        nearest = min((across**2 + (y - 6) ** 2) ** 0.5 for y in rows)
        assert nearest > OUTER - 12
        assert left <= across <= left + width


@given(labels)
def test_no_word_of_a_label_is_lost_or_cut(name: str) -> None:
    lines = draw([WheelPart("a", name), WheelPart("b", "b"), WheelPart("c", "c")]).segments[0].lines

    assert " ".join(line for _y, line in lines) == " ".join(name.split())


def test_where_one_reads_from_the_right_the_areas_go_round_the_other_way() -> None:
    swedish = draw(wheel_parts()).segments
    with translation.override("ar"):
        arabic = draw(wheel_parts()).segments

    assert [float(one.label_x) for one in arabic] == [-float(one.label_x) for one in swedish]
    assert arabic[0].anchor == "end"


def test_the_picture_says_in_words_what_it_shows() -> None:
    html = rendered("{{ ui.wheel(parts, 'Barnets hjul') }}", parts=wheel_parts())

    assert 'role="img"' in html
    assert "Barnets hjul.</title>" in html  # a pause before the areas, for who hears it
    assert "Trygg: det som fungerar." in html
    assert "Utvecklas: både det som fungerar och det som är svårt." in html


@pytest.mark.parametrize("kind", ["told", "works", "hard", "both"])
def test_each_kind_has_a_pattern_and_not_only_a_colour(kind: str) -> None:
    html = rendered("{{ ui.wheel(parts, 'Barnets hjul', 'mine') }}", parts=wheel_parts())

    assert f'<pattern id="mine-{kind}"' in html
    assert f'fill="url(#mine-{kind})"' in html


def test_the_picture_holds_no_links_and_the_words_hold_them_all() -> None:
    html = rendered("{{ ui.wheel(parts, 'Barnets hjul') }}", parts=wheel_parts())

    picture = html[html.index('role="img"') : html.index("</svg>")]
    words = html[html.index("wheel__words") :]
    assert "<a " not in picture
    assert re.findall(r'<a href="#(\w+)"', words) == [part.key for part in wheel_parts()]


def test_the_wheel_shows_no_numbers() -> None:
    html = rendered("{{ ui.wheel(parts, 'Barnets hjul') }}", parts=wheel_parts())

    spoken = re.sub(r"<[^>]+>", " ", html)
    assert not re.search(r"\d", spoken)

"""The wheel as a picture made on the server: where each segment lies and what it is called.

It shows which areas someone has spoken about, and of what: what works, what is hard, or both; or that a child has
answered in a way that is neither. It never shows how
much: no score, no sum, no grade, no order of merit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.ui.language import RIGHT_TO_LEFT, spoken

Filled = Literal["empty", "told", "works", "hard", "both"]

FILLED_WORDS: dict[Filled, str | Promise] = {
    "empty": _("inget skrivet än"),
    "told": _("svarat"),
    "works": _("det som fungerar"),
    "hard": _("det som är svårt"),
    "both": _("både det som fungerar och det som är svårt"),
}

# Units of the picture. The middle of the ring is at 0, 0.
OUTER = 128.0
INNER = 45.0
LABEL_AT = 139.0
LINE = 20.0
LETTER = 11.5  # the width of a letter at the largest size the style sheet uses, generously
LONGEST_LINE = 14


@dataclass(frozen=True, slots=True)
class WheelPart:
    """One area of the wheel, and what has been written under it."""

    key: str
    label: str
    filled: Filled = "empty"
    href: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part with its place in the picture."""

    part: WheelPart
    path: str
    said: str | Promise
    lines: list[tuple[str, str]]
    label_x: str
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole wheel, ready to be written as SVG."""

    view_box: str
    segments: list[Segment]


def _point(angle: float, radius: float) -> str:
    return f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"


def _ring_piece(start: float, end: float) -> str:
    far = int(end - start > pi)
    return (
        f"M{_point(start, INNER)}L{_point(start, OUTER)}"
        f"A{OUTER:g} {OUTER:g} 0 {far} 1 {_point(end, OUTER)}"
        f"L{_point(end, INNER)}A{INNER:g} {INNER:g} 0 {far} 0 {_point(start, INNER)}Z"
    )


def _broken(label: str) -> list[str]:
    """The label on as few short lines as its words allow; a word is never cut."""
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LONGEST_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _anchor(angle: float) -> Literal["start", "middle", "end"]:
    across = sin(angle)
    if abs(across) < 0.2:
        return "middle"
    return "start" if across > 0 else "end"


def _view_box(segments: Sequence[Segment]) -> str:
    """Wide enough for the longest label on either side, so that no word is cut on a narrow screen."""
    widest = {"start": 0.0, "middle": 0.0, "end": 0.0}
    for segment in segments:
        for _y, line in segment.lines:
            reach = abs(float(segment.label_x)) + len(line) * LETTER
            widest[segment.anchor] = max(widest[segment.anchor], reach)
    left, right = max(widest["end"], OUTER + 4), max(widest["start"], OUTER + 4)
    above = LABEL_AT + 2 * LINE
    return f"{-left:.0f} {-above:.0f} {left + right:.0f} {2 * above:.0f}"


def draw(parts: Sequence[WheelPart]) -> Picture:
    """Lay the parts out in reading direction from twelve o'clock, labels outside the ring."""
    step = 2 * pi / len(parts)
    backwards = spoken() in RIGHT_TO_LEFT  # as the child's own screen has it
    segments: list[Segment] = []
    for number, part in enumerate(parts):
        start = -(number + 1) * step if backwards else number * step
        middle = start + step / 2
        lines = _broken(part.label)
        # Above the ring the last line rests on it; below it the first line hangs from it.
        top = -LABEL_AT * cos(middle) - (len(lines) - 1) * LINE / 2 * (1 + cos(middle)) + 6 * (1 - cos(middle))
        segments.append(
            Segment(
                part=part,
                path=_ring_piece(start, start + step),
                said=FILLED_WORDS[part.filled],
                lines=[(f"{top + row * LINE:.1f}", line) for row, line in enumerate(lines)],
                label_x=f"{LABEL_AT * sin(middle):.1f}",
                anchor=_anchor(middle),
            )
        )
    return Picture(_view_box(segments), segments)

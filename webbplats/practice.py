"""The practice model in force, as the county's process has adopted it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kronobarn.practice.schema import Pack
from kronobarn.practice.translating import translated
from kronobarn.ui.wheel import Picture, WheelPart, draw
from webbplats import published


@dataclass(frozen=True, slots=True)
class Practice:
    """The model's words in the reader's language, and the wheel as a picture."""

    pack: Pack
    wheel: Picture
    in_force_from: date


def in_force(language: str) -> Practice | None:
    """The version in force today; nothing before a first one has been loaded."""
    for row in published.rows("practice"):
        key = str(row["version"]), language
        if key not in _packs:  # what a version says never changes
            _packs[key] = _spoken(Pack.model_validate(row["content"]), language)
        return Practice(_packs[key], _drawn(_packs[key]), date.fromisoformat(str(row["in_force_from"])))
    return None


_packs: dict[tuple[str, str], Pack] = {}


def _spoken(pack: Pack, language: str) -> Pack:
    said = next((one for one in pack.translations if one.lang == language), None)
    return translated(pack, said) if said else pack


def _drawn(pack: Pack) -> Picture:
    return _picture(tuple((area.key, area.label) for area in pack.areas))


@lru_cache(maxsize=16)
def _picture(areas: tuple[tuple[str, str], ...]) -> Picture:
    return draw([WheelPart(key=key, label=label) for key, label in areas])

"""What two versions of a plan say differently, in words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Said = Mapping[str, Any]

PARTS: Final[dict[str, tuple[Any, Any, Any, Any]]] = {
    "goal": (
        gettext_lazy("Nytt mål"),
        gettext_lazy("Målet är borttaget"),
        gettext_lazy("Målet är ändrat"),
        gettext_lazy("Målet har flyttats i ordningen"),
    ),
    "measure": (
        gettext_lazy("Ny åtgärd"),
        gettext_lazy("Åtgärden är borttagen"),
        gettext_lazy("Åtgärden är ändrad"),
        gettext_lazy("Åtgärden har flyttats"),
    ),
    "activity": (
        gettext_lazy("Ny aktivitet"),
        gettext_lazy("Aktiviteten är borttagen"),
        gettext_lazy("Aktiviteten är ändrad"),
        gettext_lazy("Aktiviteten har flyttats"),
    ),
}
LABELS: Final[dict[str, str | Promise]] = {
    "title": gettext_lazy("Rubrik"),
    "aim": gettext_lazy("Syfte"),
    "text": gettext_lazy("Vad målet innebär"),
    "function": gettext_lazy("Ansvarig funktion"),
    "group": gettext_lazy("Grupp"),
    "since": gettext_lazy("Börjar"),
    "until": gettext_lazy("Klart senast"),
    "evidence": gettext_lazy("Så ser vi det"),
    "carries_out": gettext_lazy("Genomför länets åtgärd"),
}


@dataclass(frozen=True)
class Field:
    """One field that reads differently."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One thing that is new, gone, moved or said otherwise."""

    what: str
    name: str
    fields: tuple[Field, ...] = ()


def between(before: Said, after: Said) -> list[Change]:
    """Everything that has changed, in the order of the later plan; what is gone comes last."""
    fields = tuple(_fields(before, after, ("title", "aim")))
    own = [Change(_("Planen är ändrad"), str(after["title"]), fields)] if fields else []
    rest = [one for part in PARTS for one in _rows(part, _flat(before)[part], _flat(after)[part])]
    return own + rest


def differ(before: Said, after: Said) -> bool:
    """Whether anything has."""
    return bool(between(before, after))


def _flat(said: Said) -> dict[str, dict[str, tuple[Said, tuple[str, int]]]]:
    """Every row by part and id, with the place it has: under what, and which in order."""
    found: dict[str, dict[str, tuple[Said, tuple[str, int]]]] = {part: {} for part in PARTS}
    for g, goal in enumerate(said["goals"]):
        found["goal"][goal["id"]] = goal, ("", g)
        for m, measure in enumerate(goal["measures"]):
            found["measure"][measure["id"]] = measure, (goal["id"], m)
            for a, activity in enumerate(measure["activities"]):
                found["activity"][activity["id"]] = activity, (measure["id"], a)
    return found


def _rows(
    part: str, before: dict[str, tuple[Said, tuple[str, int]]], after: dict[str, tuple[Said, tuple[str, int]]]
) -> Iterator[Change]:
    new, gone, changed, moved = (str(words) for words in PARTS[part])
    both = [key for key in after if key in before]
    order = {key: number for number, key in enumerate(sorted(both, key=lambda key: before[key][1]))}
    now = {key: number for number, key in enumerate(sorted(both, key=lambda key: after[key][1]))}
    for key, (row, _place) in after.items():
        if key not in before:
            yield Change(new, row["title"])
        elif fields := tuple(_fields(before[key][0], row, tuple(LABELS))):
            yield Change(changed, row["title"], fields)
        elif before[key][1][0] != after[key][1][0] or order[key] > now[key]:
            yield Change(moved, row["title"])
    for key, (row, _place) in before.items():
        if key not in after:
            yield Change(gone, row["title"])


def _fields(before: Said, after: Said, names: tuple[str, ...]) -> Iterator[Field]:
    for name in names:
        old, new = str(before.get(name, "")), str(after.get(name, ""))
        if old != new:
            yield Field(str(LABELS[name]), old, new)

"""YAML that remembers on which line everything stood. Pure.

Every value is read as text, so that a municipality code like 0761 is not taken for an
octal number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from django.utils.translation import gettext as _

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The one in C is fifty times as fast, and is there wherever PyYAML is installed as a wheel."""
Steps: TypeAlias = tuple[str | int, ...]
"""The way to a part of a file, like ("units", 3, "name")."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the county's folder something stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return _("%(file)s, rad %(line)d") % {"file": self.file, "line": self.line}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do about it."""

    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.remedy}"


class CountyFilesAreWrong(Exception):
    """The files cannot be used as they are. Carries every problem found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.place.file, p.place.line)))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one file, and the line of each part of it."""

    file: str
    content: Any
    lines: dict[Steps, int]

    def place(self, *path: str | int) -> Place:
        """Where a part stands, or the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def document(folder: Path, file: str) -> Document:
    """Read one file of the folder."""
    try:
        text = (folder / file).read_text(encoding="utf-8")
    except OSError:
        raise _wrong(file, 1, _("Filen saknas eller går inte att läsa."), _("Lägg filen i länets mapp.")) from None
    except UnicodeDecodeError:
        raise _wrong(file, 1, _("Filen är inte sparad som UTF-8."), _("Spara om den som UTF-8.")) from None
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _wrong(
            file,
            line,
            _("Filen går inte att tolka som YAML."),
            _("Kontrollera indrag, kolon och citattecken på raden och raden före."),
        ) from None
    except yaml.YAMLError:
        raise _wrong(
            file,
            1,
            _("Filen innehåller tecken som inte hör hemma i YAML."),
            _("Skriv om den i en vanlig textredigerare."),
        ) from None
    lines: dict[Steps, int] = {}
    content = None if root is None else _content(root, (), lines, file)
    return Document(file, content, lines)


def _content(node: yaml.Node, path: Steps, lines: dict[Steps, int], file: str) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_content(item, (*path, n), lines, file) for n, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        content: dict[str, Any] = {}
        for name, value in node.value:
            key = str(name.value)
            line = name.start_mark.line + 1
            if key in content:
                raise _wrong(
                    file,
                    line,
                    _("Fältet ”%s” står två gånger på samma ställe.") % key,
                    _("Ta bort det ena."),
                )
            lines[(*path, key)] = line
            content[key] = _content(value, (*path, key), lines, file)
        return content
    return node.value


def _wrong(file: str, line: int, what: str, remedy: str) -> CountyFilesAreWrong:
    return CountyFilesAreWrong([Problem(Place(file, line), what, remedy)])

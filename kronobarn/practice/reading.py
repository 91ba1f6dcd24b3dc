"""From a folder with a practice pack to the pack, or to every mistake in it with its place and its remedy.

The folder holds `practice.yaml` and, for each language it names, `languages/<language>.yaml`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kronobarn.authorities.county import CountyFilesAreWrong, Problem
from kronobarn.authorities.county.files import Document, document
from kronobarn.practice import coherence
from kronobarn.practice.mistakes import problems
from kronobarn.practice.schema import Pack, PackFile, Translation

FILE = "practice.yaml"
LANGUAGES = "languages"

M = TypeVar("M", bound=BaseModel)


def read(folder: Path) -> Pack:
    """Read a practice pack, or raise CountyFilesAreWrong with everything that is wrong in all its files."""
    wrong: list[Problem] = []
    main = document(folder, FILE)
    languages: dict[str, Document] = {}
    for language in coherence.promised(main):
        try:
            languages[language] = document(folder, f"{LANGUAGES}/{language}.yaml")
        except CountyFilesAreWrong as unreadable:
            wrong += unreadable.problems
    file = _valid(PackFile, main, wrong)
    words = [_valid(Translation, one, wrong) for one in languages.values()]
    wrong += coherence.problems(main)
    for language, where in languages.items():
        wrong += coherence.problems_of_language(where, language, main)
    if wrong or file is None:
        raise CountyFilesAreWrong(_once(wrong))
    content = file.model_dump(exclude={"translations"})
    return Pack.model_validate({**content, "translations": [one.model_dump() for one in words if one is not None]})


def _valid(shape: type[M], where: Document, wrong: list[Problem]) -> M | None:
    try:
        return shape.model_validate(where.content)
    except ValidationError as error:
        wrong += problems(error, where)
        return None


def _once(wrong: list[Problem]) -> Iterator[Problem]:
    """Two checks can find the same mistake; the first says it."""
    seen: set[tuple[str, int, str]] = set()
    for one in wrong:
        if (key := (one.place.file, one.place.line, one.what)) not in seen:
            seen.add(key)
            yield one

"""From a folder with a practice pack to the pack, or to every mistake in it with its place and its remedy.

The folder holds `practice.yaml` and, for each language it names, `languages/<language>.yaml`. It may hold `pictures`, which
the setting PICTURES then points at.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from kronobarn.authorities.county import CountyFilesAreWrong, Problem
from kronobarn.authorities.county.files import Document, document
from kronobarn.practice import coherence
from kronobarn.practice import languages as spoken
from kronobarn.practice.mistakes import problems
from kronobarn.practice.schema import Pack, PackFile, Translation
from kronobarn.ui import pictures

FILE = "practice.yaml"
LANGUAGES = "languages"
PICTURES = "pictures"

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
    own = folder / PICTURES if (folder / PICTURES).is_dir() else None
    wrong += coherence.problems(main, pictures.keys(own))
    wrong += _pictures(folder, coherence.shown(main)) if own else ()
    for language, where in languages.items():
        wrong += spoken.problems(where, language, main)
    if wrong or file is None:
        raise CountyFilesAreWrong(_once(wrong))
    content = file.model_dump(exclude={"translations"})
    return Pack.model_validate({**content, "translations": [one.model_dump() for one in words if one is not None]})


def _pictures(folder: Path, shown: frozenset[str]) -> Iterator[Problem]:
    """What keeps the county's own pictures from being shown."""
    file = f"{PICTURES}/{pictures.MANIFEST}"
    try:
        where = document(folder, file)
    except CountyFilesAreWrong as unreadable:
        yield from unreadable.problems
        return
    for unfit in pictures.unfit(folder / PICTURES):
        yield Problem(where.place(*unfit.at), ": ".join([*unfit.at[1:], _(unfit.what)]), _(unfit.remedy))
    named = where.content.get("pictures") if isinstance(where.content, dict) else None
    for key in sorted(set(named if isinstance(named, dict) else ()) - pictures.keys() - shown):
        yield Problem(
            where.place("pictures", key),
            _("Ingen sida visar bilden ”%s”.") % key,
            _("Välj en av: %s.") % ", ".join(sorted(pictures.keys() | shown)),
        )


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

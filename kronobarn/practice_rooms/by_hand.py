"""`kronobarn rooms …`: what whoever keeps the cases and the rooms does at the terminal."""

import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.authorities.county import CountyFilesAreWrong, Problem
from kronobarn.practice_rooms import reading


def check(folder: Path) -> int:
    """Whether the cases in a folder can be played; if not, everything that is wrong in them."""
    files = reading.files(folder)
    if not files:
        print(
            _("I %(folder)s finns inga fall. Ett fall är en fil som slutar på .yaml.") % {"folder": folder},
            file=sys.stderr,
        )
        return 1
    wrong: list[Problem] = []
    for file in files:
        try:
            reading.read(file)
        except CountyFilesAreWrong as mistakes:
            wrong += mistakes.problems
    if wrong:
        print(_("Fallen går inte att spela. Rätta det här:"), *wrong, sep="\n", file=sys.stderr)
        return 1
    print(ngettext("%(n)d fall går att spela.", "%(n)d fall går att spela.", len(files)) % {"n": len(files)})
    return 0


def prepare() -> int:
    """The databases that rooms are copies of."""
    from kronobarn.practice_rooms import actions

    try:
        actions.prepare(tell=lambda title: print(_("Gör klart: %s") % title, flush=True))
    except ValidationError as refused:  # what only the product itself knows, like which unit a child of that age has
        print(_("Fallen går inte att spela. Rätta det här:"), *refused.messages, sep="\n", file=sys.stderr)
        return 1
    return 0

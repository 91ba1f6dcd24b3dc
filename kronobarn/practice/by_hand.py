"""`kronobarn practice …`: what whoever keeps a county's practice pack does at the terminal."""

import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.authorities.county import CountyFilesAreWrong
from kronobarn.practice.comparing import differences
from kronobarn.practice.reading import read
from kronobarn.practice.schema import Pack


def check(folder: Path) -> int:
    """Whether a pack can be used; if not, everything that is wrong in it."""
    if (pack := _read(folder)) is None:
        return 1
    unconfirmed = [area.label for area in pack.areas if not area.confirmed]
    print(_("%(version)s går att använda.") % {"version": pack.version})
    if unconfirmed:
        print(_("Benämningar som länet inte har bekräftat: %s.") % ", ".join(unconfirmed))
    for language in pack.translations:
        if language.made != "reviewed":
            print(_("%s: ingen som kan språket har granskat orden.") % language.name)
    return 0


def diff(old: Path, new: Path) -> int:
    """What a new version changes, in words."""
    packs = [_read(folder) for folder in (old, new)]
    if packs[0] is None or packs[1] is None:
        return 1
    changes = differences(packs[0], packs[1])
    print(*changes, sep="\n", end="\n" if changes else "")
    told = ngettext("%(n)d skillnad", "%(n)d skillnader", len(changes)) % {"n": len(changes)}
    print(_("%(told)s mellan %(old)s och %(new)s.") % {"told": told, "old": packs[0].version, "new": packs[1].version})
    return 0


def _read(folder: Path) -> Pack | None:
    try:
        return read(folder)
    except CountyFilesAreWrong as wrong:
        print(_("%(folder)s går inte att använda. Rätta det här:") % {"folder": folder}, file=sys.stderr)
        print(wrong, file=sys.stderr)
        return None

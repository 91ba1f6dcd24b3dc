"""`kronobarn practice …`: what whoever keeps a county's practice pack does at the terminal."""

import sys
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.authorities.county import CountyFilesAreWrong
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.practice import actions, pack
from kronobarn.practice.comparing import differences
from kronobarn.practice.models import Version
from kronobarn.practice.reading import FILE, read
from kronobarn.practice.schema import Pack


def check(folder: Path) -> int:
    """Whether a pack can be used; if not, everything that is wrong in it."""
    if (content := _read(folder)) is None:
        return 1
    unconfirmed = [area.label for area in content.areas if not area.confirmed]
    print(_("%(version)s går att använda.") % {"version": content.version})
    if unconfirmed:
        print(_("Benämningar som länet inte har bekräftat: %s.") % ", ".join(unconfirmed))
    for language in content.translations:
        if language.made != "reviewed":
            print(_("%s: ingen som kan språket har granskat orden.") % language.name)
    read = {text.lang for text in content.consent_texts}
    for language in content.translations:
        if language.lang not in read:
            print(_("%s: texten om samtycke är inte översatt, så den läses på det första språket.") % language.name)
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


def load(folder: Path, *, adopt_from: date | None, dry_run: bool) -> int:
    """Keep a version in the database: as a draft, or with the day from which it holds."""
    if (content := _read(folder)) is None:
        return 1
    if pack.starts():
        changes = differences(pack.current(), content)
        print(*(changes or [_("Samma innehåll som det som gäller.")]), sep="\n")
    try:
        with transaction.atomic():
            version = actions.load(content=content, adopt_from=adopt_from, by=SYSTEM)
            transaction.set_rollback(dry_run)
    except ValidationError as refused:
        print(*refused.messages, _("Inget ändrades."), sep="\n", file=sys.stderr)
        return 1
    print(_stands(version))
    if dry_run:
        print(_("Inget ändrades: det här var en provkörning."))
    return 0


def load_first(folder: Path, *, dry_run: bool) -> int:
    """The practice model that comes with a county's files holds from today, where none has held before."""
    if not (folder / FILE).is_file() or pack.starts():
        return 0
    return load(folder, adopt_from=clock.today(), dry_run=dry_run)


def _stands(version: Version) -> str:
    if version.in_force_from is None:
        return _("%s är ett utkast. Ge det en dag med --adopt-from.") % version.pk
    return _("%(version)s gäller från %(day)s.") % {"version": version.pk, "day": version.in_force_from}


def _read(folder: Path) -> Pack | None:
    if folder.is_file():
        print(
            _("%(file)s är en fil. Ange mappen som paketet ligger i: %(folder)s")
            % {"file": folder, "folder": folder.parent},
            file=sys.stderr,
        )
        return None
    try:
        return read(folder)
    except CountyFilesAreWrong as wrong:
        print(_("%(folder)s går inte att använda. Rätta det här:") % {"folder": folder}, file=sys.stderr)
        print(wrong, file=sys.stderr)
        return None

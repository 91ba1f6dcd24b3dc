"""`import_marks FILE`: marks of protection from the population register, before anything else that is read in."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.people import identity
from kronobarn.protection import actions
from kronobarn.protection.rules import mark_of


class Command(BaseCommand):
    help = "Läser in skyddsmarkeringar: en rad per barn, nummer;kod. En okänd eller tom kod betyder skyddad."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="filen med markeringar")

    def handle(self, *, file: Path, **options: Any) -> None:
        marks, unread = _read(file)
        found = actions.import_marks(marks=marks, by=SYSTEM)
        self.stdout.write(
            ngettext("%(n)d barn fick sin märkning.", "%(n)d barn fick sin märkning.", found) % {"n": found}
        )
        if unread:
            # The numbers of lines, never what stands in them.
            lines = ", ".join(map(str, unread))
            raise CommandError(_("De andra raderna är inlästa, men de här gick inte att läsa: %s") % lines)


def _read(file: Path) -> tuple[list[tuple[str, str]], list[int]]:
    """Number and mark of every line that can be read, and the lines that cannot. One bad line stops no protection."""
    marks, unread = [], []
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(_("Filen gick inte att läsa. Inget ändrades.")) from problem
    for line, row in enumerate(csv.reader(text.splitlines(), delimiter=";"), 1):
        if not row or row[0].strip().lower() == "nummer":
            continue
        try:
            number = identity.parse(row[0], today=clock.today()).number
        except identity.NotAnIdentityNumber:
            unread.append(line)
        else:
            marks.append((number, mark_of(row[1] if len(row) > 1 else "")))
    return marks, unread

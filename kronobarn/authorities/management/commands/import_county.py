"""`import_county FOLDER`: make the tables say what the county's files say."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.authorities import actions, county
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Stale


class Command(BaseCommand):
    help = "Läser in ett län från en mapp med filer. Visar vad som ändras, och ändrar allt eller inget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="länets mapp, till exempel counties/kronoberg")
        parser.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle ändras")

    def handle(self, *, folder: Path, dry_run: bool, **options: Any) -> None:
        try:
            with acting(SYSTEM):
                plan = county.diff(county.read(folder))
        except county.CountyFilesAreWrong as error:
            raise CommandError(_("Inget ändrades. Rätta det här först:\n%s") % error) from None
        for line in plan.kept:
            self.stdout.write(line)
        if not plan:
            self.stdout.write(_("Inget att ändra."))
            return
        for change in plan.changes:
            self.stdout.write(str(change))
        if dry_run:
            self.stdout.write(_("Inget ändrades: det här var en provkörning."))
            return
        try:
            actions.apply_county(plan=plan, by=SYSTEM)
        except Stale:
            raise CommandError(_("Inget ändrades: någon annan ändrade länet samtidigt. Kör om kommandot.")) from None
        self.stdout.write(
            ngettext("%(n)d ändring gjord.", "%(n)d ändringar gjorda.", len(plan.changes)) % {"n": len(plan.changes)}
        )

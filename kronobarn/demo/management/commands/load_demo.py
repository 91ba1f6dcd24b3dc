"""`load_demo`: the demo county, its people and its children, unless they are there."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.demo import actions
from kronobarn.demo.practices import OWN
from kronobarn.demo.tasks import tell_removals
from kronobarn.oversight.tasks import draw_samples


class Command(BaseCommand):
    help = "Läser in det påhittade länet för demon: allt eller inget. Finns det redan händer ingenting."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--hands", type=int, default=1, help="processer som hjälps åt; med fler än en är det inte allt eller inget"
        )

        parser.add_argument("--practice", default=OWN, help="mappen i counties med praxismodellen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = actions.load(by=SYSTEM, hands=options["hands"], model=options["practice"])
        except Denied as refusal:
            raise CommandError(str(refusal.reason)) from None
        if loaded:
            # The worker's first work: something to review and to approve from the first minute.
            draw_samples.defer(timestamp=0)
            tell_removals.defer()
        self.stdout.write("Demolänet är inläst." if loaded else "Demolänet fanns redan.")

"""The public site's commands: `python -m webbplats`, or `kronobarn site`. Django is loaded only where it is needed."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from kronobarn.core import processes

DEMANDED: Final = ("SITE_SECRET_KEY", "SITE_ALLOWED_HOSTS", "SITE_DATABASE_URL")
MODESTY: Final = 15
"""How much the first start in the demo gives way to the casework's, which somebody waits for."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webbplats.settings")
    signal.signal(signal.SIGTERM, _leave)
    options = _parser().parse_args(arguments)
    try:
        sys.exit(options.run(options))
    except KeyboardInterrupt:
        sys.exit(130)


def serve(options: argparse.Namespace) -> int:
    missing = [name for name in DEMANDED if not os.environ.get(name)]
    if missing:
        print(f"Sätt {', '.join(missing)} i miljön först.", file=sys.stderr)
        return 1
    _setup()
    from webbplats import demo as demo_editor

    if demo_editor.is_left_behind():
        print("Demons redaktör finns i databasen. Ta bort kontot innan webbplatsen visas för andra.", file=sys.stderr)
        return 1
    _serve(options, quiet=False)
    return 0


def demo(options: argparse.Namespace) -> int:
    """Migrate and load beside the casework's first start, in a process that gives its memory back; then serve."""
    processes.stop_with_parent()
    prepared = subprocess.run([sys.executable, "-m", "webbplats", "load", "--modest"], check=False).returncode
    if prepared:
        print("Webbplatsen gick inte att förbereda. Resten av demon fungerar utan den.", file=sys.stderr)
        return prepared
    with subprocess.Popen([sys.executable, "-m", "webbplats", "worker", "--modest"]) as sends:
        try:
            _serve(options, quiet=True)
        finally:
            sends.terminate()
    return 0


def worker(options: argparse.Namespace) -> int:
    """What is in the newsletter's outbox is sent, until told to stop."""
    if options.modest:
        processes.die_with_parent()
        os.nice(MODESTY)
    _setup()
    from webbplats.newsletter import sending

    stop = threading.Event()
    sending.until_told(stop)
    sending.work(stop)
    return 0


def bounce(_options: argparse.Namespace) -> int:
    """A report of a letter that came back, as the mail server hands it over."""
    _setup()
    from webbplats.newsletter import bounces

    bounces.register(sys.stdin.buffer)  # what is not about a letter of ours is no fault
    return 0


def migrate(_options: argparse.Namespace) -> int:
    """The site's schema, and a start page to begin with."""
    _setup()
    from webbplats import prepare

    changed = prepare.prepare()
    print("Webbplatsens databas är uppdaterad." if changed else "Webbplatsens databas var redan uppdaterad.")
    return 0


def load(options: argparse.Namespace) -> int:
    """The schema, and the county's content unless the site has pages of its own."""
    if options.modest:
        processes.die_with_parent()
        os.nice(MODESTY)
    _setup()
    from webbplats import filling, prepare

    prepare.prepare()
    loaded = filling.load()
    if not options.modest:
        print("Innehållet är inläst." if loaded else "Webbplatsen har redan ett innehåll. Inget är ändrat.")
    return 0


def bring_in(options: argparse.Namespace) -> int:
    """Read a folder of saved pages and newsletters, and lay what they could become before the editor."""
    if not options.folder.is_dir():
        print(f"Mappen {options.folder} finns inte.", file=sys.stderr)
        return 1
    _setup()
    from webbplats.proposals import actions

    told = actions.bring_in(options.folder)
    for name, proposals in told.items():
        print(f"{name}: {proposals or 'inget nytt'}")
    if not told:
        print("Mappen har inga filer som går att läsa: .txt, .md eller .html, högst 2 MB.", file=sys.stderr)
        return 1
    print(f"{sum(told.values())} förslag väntar under Förslag i redaktionen. Inget är publicerat.")
    return 0


def codes(options: argparse.Namespace) -> int:
    """An editor has lost the telephone and the reserve codes."""
    _setup()
    from webbplats.editors import codes as kept

    if not kept.forget(options.name):
        print(f"Det finns ingen redaktör som heter {options.name}.", file=sys.stderr)
        return 1
    print(f"Koderna för {options.name} är borttagna. Nästa inloggning börjar med att koppla en ny app.")
    return 0


def manage(options: argparse.Namespace) -> int:
    """Django's own commands, in the site's project."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kronobarn site manage", *options.rest])
    return 0


def _serve(options: argparse.Namespace, *, quiet: bool) -> None:
    processes.serve(
        "webbplats.wsgi:application",
        "Webbplatsen",
        host=options.host,
        port=options.port,
        workers=options.workers,
        threads=options.threads,
        quiet=quiet,
    )


def _setup() -> None:
    import django

    django.setup()


def _leave(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kronobarn site", description="Länets öppna webbplats.")
    commands = parser.add_subparsers(required=True, metavar="kommando")
    for name, run, text in (
        ("serve", serve, "starta webbplatsens webbserver"),
        ("demo", demo, argparse.SUPPRESS),
    ):
        added = commands.add_parser(name, help=text, description=text)
        added.add_argument("--host", default=os.environ.get("SITE_HOST") or "127.0.0.1", help="adress att lyssna på")
        added.add_argument("--port", type=int, default=os.environ.get("SITE_PORT") or 8001, help="port att lyssna på")
        added.add_argument("--workers", type=int, default=1, help="processer som svarar")
        added.add_argument("--threads", type=int, default=4, help="trådar i varje process")
        added.set_defaults(run=run)
    commands.add_parser("migrate", help="uppdatera webbplatsens schema").set_defaults(run=migrate)
    worker_parser = commands.add_parser("worker", help="skicka nyhetsbrevet, tills processen avslutas")
    worker_parser.add_argument("--modest", action="store_true", help=argparse.SUPPRESS)
    worker_parser.set_defaults(run=worker)
    bounce_text = "ta emot en rapport om ett brev som kom tillbaka, på standard in"
    commands.add_parser("bounce", help=bounce_text, description=bounce_text).set_defaults(run=bounce)
    import_parser = commands.add_parser("import", help="läs en mapp med sparade sidor, och föreslå vad de kan bli")
    import_parser.add_argument("folder", type=Path, help="mapp med .txt, .md eller .html")
    import_parser.set_defaults(run=bring_in)
    load_parser = commands.add_parser("load", help="läs in ett första innehåll, om webbplatsen är tom")
    load_parser.add_argument("--modest", action="store_true", help=argparse.SUPPRESS)
    load_parser.set_defaults(run=load)
    codes_text = "ta bort koderna för en redaktör som har tappat både telefonen och reservkoderna"
    codes_parser = commands.add_parser("forget-codes", help=codes_text, description=codes_text)
    codes_parser.add_argument("name", help="redaktörens användarnamn")
    codes_parser.set_defaults(run=codes)
    manage_parser = commands.add_parser(
        "manage", help="kör ett av Djangos kommandon", add_help=False, prefix_chars="\0"
    )
    manage_parser.add_argument("rest", nargs="*")
    manage_parser.set_defaults(run=manage)
    return parser


if __name__ == "__main__":
    main()

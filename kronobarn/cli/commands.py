"""What an operator does with the product, a function a command. Django is loaded only where it is needed."""

from __future__ import annotations

import argparse
import gc
import os
import signal
from pathlib import Path
from typing import Final

from kronobarn import site
from kronobarn.cli import demo
from kronobarn.cli.children import run_child
from kronobarn.cli.installation import (
    Refused,
    data_folder,
    django,
    environment,
    refuse_busy_port,
    serve_http,
    setup_django,
    with_files_alone,
)
from kronobarn.core import processes
from kronobarn.database import roles

DEMANDED: Final = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")


def serve(options: argparse.Namespace) -> int:
    """The web server, for an operator who has set everything."""
    missing = [name for name in DEMANDED if not os.environ.get(name)]
    if missing:
        raise Refused(
            f"Sätt {', '.join(missing)} i miljön först. Vill du prova utan att ställa in något: kronobarn demo"
        )
    serve_http(options, quiet=False)
    return 0


def worker(options: argparse.Namespace) -> int:
    """The process that does what need not be done while someone waits."""
    if options.with_parent:
        processes.stop_with_parent()
    with environment(data_folder(options)) as own_server:
        setup_django()
        from kronobarn.ui import documents

        documents.warm_up_beside()
        # Nothing is to be finished until it listens for itself, and torn out of its start it could wait for ever.
        if own_server is None:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
        django("procrastinate", "worker")
    return 0


def migrate(options: argparse.Namespace) -> int:
    """Schema, policies and rights, as the owner of the database."""
    with environment(data_folder(options)):
        if not os.environ.get("DATABASE_OWNER_URL"):
            raise Refused(
                "Sätt DATABASE_OWNER_URL: schemat ändras av rollen kronobarn_owner, inte av applikationens. "
                "kronobarn doctor --sql visar hur rollerna görs."
            )
        if options.with_demo:
            processes.die_with_parent()
            gc.disable()  # a tenth of the time; what it leaves is given back when this process ends, in seconds
        setup_django()
        from kronobarn.database.prepare import prepare

        changed = prepare()
        if options.with_demo:
            demo.load(options.with_demo)
        else:
            print("Databasen är uppdaterad." if changed else "Databasen var redan uppdaterad.")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """One line a check, with what to do; or the statements that make the roles."""
    if options.sql:
        print("\n".join(roles.statements()))
        return 0
    with environment(data_folder(options)):
        setup_django()
        from kronobarn.database import doctor as checks

        return checks.report()


def log(options: argparse.Namespace) -> int:
    """What the keeper of the log does, by hand: the worker does it by itself."""
    with environment(data_folder(options)):
        setup_django()
        from kronobarn.audit import by_hand

        return by_hand.DEEDS[options.deed]()


def access(options: argparse.Namespace) -> int:
    """What is held about one person, for whoever has asked the authority for it."""
    with environment(data_folder(options)):
        setup_django()
        from kronobarn.rights import by_hand
        from kronobarn.rights.rules import Form

        form = Form.PDF if options.form == "pdf" else Form.JSON
        return by_hand.access(person_id=options.person, child_id=options.child, form=form, folder=options.folder)


def retention(options: argparse.Namespace) -> int:
    """What the authorities no longer keep: said, or removed after two persons have approved it."""
    with environment(data_folder(options)):
        setup_django()
        from kronobarn.programme.naming import by_hand as names
        from kronobarn.retention import by_hand

        if options.carry_out:
            return by_hand.carry_out()
        names.dry_run()
        return by_hand.dry_run()


def practice(options: argparse.Namespace) -> int:
    """The practice pack: whether it can be used, what a new version changes, and a version into the database."""
    if options.deed == "load":
        with environment(data_folder(options)):
            setup_django()
            from kronobarn.practice import by_hand

            return by_hand.load(options.folder, adopt_from=options.adopt_from, dry_run=options.dry_run)
    with_files_alone()
    from kronobarn.practice import by_hand

    return by_hand.check(options.folder) if options.deed == "check" else by_hand.diff(options.old, options.new)


def rooms(options: argparse.Namespace) -> int:
    """Practice rooms, on a database server of their own; or whether the cases in a folder can be played."""
    if options.deed == "check":
        with_files_alone()
        from kronobarn.practice_rooms import by_hand

        return by_hand.check(options.folder)
    from kronobarn.practice_rooms import server as own

    data = (options.data or Path(os.environ.get("KRONOBARN_ROOMS_DATA") or own.DATA)).absolute()
    if options.deed == "prepare":  # a process of its own, which gives its memory back
        with own.environment(data):
            setup_django()
            from kronobarn.practice_rooms import by_hand

            return by_hand.prepare()
    refuse_busy_port(options.host, options.port)
    with own.environment(data) as key:
        if prepared := run_child("rooms", "prepare", "--data", str(data)):
            return prepared
        print(f"\nLedarnas nyckel: {key}", flush=True)
        serve_http(options, quiet=True)
    return 0


def import_county(options: argparse.Namespace) -> int:
    """A county from a folder of files."""
    with environment(data_folder(options)):
        django("import_county", str(options.folder), *(["--dry-run"] if options.dry_run else []))
        from kronobarn.practice import by_hand

        return by_hand.load_first(options.folder, dry_run=options.dry_run)


def import_marks(options: argparse.Namespace) -> int:
    """Marks of protection from the population register."""
    with environment(data_folder(options)):
        django("import_marks", str(options.file))
    return 0


def public_site(options: argparse.Namespace) -> int:
    """The public site: a program of its own, which gets nothing of the casework's environment."""
    with site.environment(data_folder(options)) as env:
        return site.run(*options.rest, env=env)


def manage(options: argparse.Namespace) -> int:
    """Django's own commands."""
    with environment(data_folder(options)):
        django(*options.rest)
    return 0

"""The installation that a command works on: its data folder, its database, Django, and its web server."""

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kronobarn.core import processes
from kronobarn.database import roles, server
from kronobarn.demo.practices import PRACTICES

DATA: Final = ".data/demo"
DEMO_MARK: Final = "demo"


class Refused(Exception):
    """The command cannot be carried out. The message tells the person at the terminal what to do."""


def data_folder(options: argparse.Namespace) -> Path:
    """The folder that was named, the environment's, or the demo's."""
    chosen: Path | None = getattr(options, "data", None)
    return (chosen or Path(os.environ.get("KRONOBARN_DATA") or DATA)).absolute()


@contextmanager
def environment(data: Path) -> Iterator[server.Server | None]:
    """Where the settings find the database: the operator's, or the embedded server for as long as this lasts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    with server.running(data) as database:
        roles.ensure(database)
        os.environ |= {
            "DATABASE_URL": database.url("app"),
            "DATABASE_OWNER_URL": database.url("owner"),
            "DATABASE_KEEPER_URL": database.url("keeper"),
            "KRONOBARN_DATA": str(database.data),
        }
        (data / "static").mkdir(exist_ok=True)
        os.environ.setdefault("SECRET_KEY", database.secret("web"))
        os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
        if (data / DEMO_MARK).exists():
            os.environ["KRONOBARN_DEMO"] = "1"
            os.environ.setdefault("COUNTY_LANGUAGE", PRACTICES.get((data / DEMO_MARK).read_text(), "sv"))
        yield database


def setup_django() -> None:
    """Load the product."""
    import django

    django.setup()


def with_files_alone() -> None:
    """Django for what reads files: no database, no installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
    os.environ.setdefault("SECRET_KEY", "nothing is signed here")
    setup_django()


def django(*arguments: str) -> None:
    """One of Django's commands, or of our own of that kind."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kronobarn manage", *arguments])


def serve_http(options: argparse.Namespace, *, quiet: bool) -> None:
    """The web server, until somebody ends it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
    processes.serve(
        "kronobarn.wsgi:application",
        "Kronobarn",
        host=options.host,
        port=options.port,
        workers=options.workers,
        threads=options.threads,
        quiet=quiet,
    )


def refuse_busy_port(host: str, port: int, option: str = "make demo PORT") -> None:
    """Say so before anything is made, if somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise Refused(
                f"Port {port} går inte att använda ({problem.strerror}). Välj en annan: {option}={port + 1}"
            ) from problem

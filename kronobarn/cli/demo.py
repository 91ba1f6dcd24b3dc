"""The demo: one light process that looks after the others.

The database, a short-lived one that prepares the schema and the demo county, the web server's, the worker, and the
public site beside them. However it ends, they end with it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kronobarn import site
from kronobarn.cli.children import child, end_silently_with_parent, run_child, started
from kronobarn.cli.installation import DEMO_MARK, Refused, data_folder, environment, refuse_busy_port, serve_http
from kronobarn.database import server
from kronobarn.demo.practices import OWN, PRACTICES

ROOMS_MARK: Final = "practice-rooms"
LOADING: Final = "loading"
HANDS: Final = 4  # processes that tell the demo's stories, at most


def run(options: argparse.Namespace) -> int:
    """The product with an invented county, a database of its own and everything it needs."""
    data = data_folder(options)
    if (data / ROOMS_MARK).exists():
        raise Refused(f"I {data} finns övningsrum. Demon behöver en egen mapp: välj en annan med DATA=.")
    refuse_busy_port(options.host, options.port)
    if options.reset:
        server.remove(data)
    os.environ.pop("DATABASE_URL", None)
    os.environ["KRONOBARN_DEMO"] = "1"
    remove_half_a_county(data)
    practice = _practice_of(data, options.practice)
    os.environ.setdefault("COUNTY_LANGUAGE", PRACTICES[practice])
    mark = data / DEMO_MARK
    with _page_meanwhile(options, first=not mark.exists()), environment(data) as database:
        if not mark.exists():
            mark.write_text(LOADING)
        with _site_beside(options, database):
            prepared = run_child("migrate", f"--with-demo={practice}")
            if prepared:
                return prepared
            mark.write_text(practice)
            with child("worker", "--with-parent"):
                serve_http(options, quiet=True)
    return 0


def load(practice: str) -> None:
    """The demo county, unless it is there, and the people whom one can be."""
    from django.core.management import call_command

    from kronobarn.demo import cast

    os.register_at_fork(after_in_child=end_silently_with_parent)
    hands = min(HANDS, os.cpu_count() or 1) if sys.platform == "linux" else 1
    call_command("load_demo", hands=hands, practice=practice)
    print(*cast.lines(), "\nÖva tillsammans på påhittade fall, på en egen server: make rooms", sep="\n", flush=True)


def _practice_of(data: Path, asked: str | None) -> str:
    """The practice model that a demo has had from its first start; one without any gets what is asked for."""
    mark = data / DEMO_MARK
    if not mark.exists():
        return asked or OWN
    has = mark.read_text() or OWN
    if asked not in {None, has}:
        raise Refused(
            f"Demon i {data} har praxismodellen {has}. Börja om med --reset, eller välj en annan mapp med --data."
        )
    return has


def remove_half_a_county(data: Path) -> None:
    """A first start that did not get to its end left something that nobody has used."""
    mark = data / DEMO_MARK
    if mark.exists() and mark.read_text() == LOADING:
        server.remove(data)


@contextmanager
def _page_meanwhile(options: argparse.Namespace, *, first: bool) -> Iterator[None]:
    """Something to read on the port from the first second, until the demo itself answers there."""
    if sys.platform != "linux":
        yield
        return
    if first:
        print(
            f"Gör i ordning ett påhittat län: http://{options.host}:{options.port} säger till när det är klart.",
            flush=True,
        )
    arguments = [options.host, str(options.port), "first" if first else "again"]
    with started([sys.executable, "-m", "kronobarn.core.waiting", *arguments]):
        yield


@contextmanager
def _site_beside(options: argparse.Namespace, database: server.Server | None) -> Iterator[None]:
    """The public site in the demo, on the next port. Nobody waits for it, and nothing stops because of it."""
    port = options.site_port or options.port + 1
    try:
        if options.no_site or database is None:
            raise Refused("")
        refuse_busy_port(options.host, port, "--site-port")
    except Refused as refusal:
        print(f"Webbplatsen är inte med. {refusal}".strip())
        yield
        return
    here = f"http://{options.host}"
    env = site.demo_environment(database, address=f"{here}:{port}", process=f"{here}:{options.port}")
    with started([*site.COMMAND, "demo", "--host", options.host, "--port", str(port)], env=env):
        yield

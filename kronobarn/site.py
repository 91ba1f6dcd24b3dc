"""Starts the public site: a program of its own, to which the casework hands a database role and nothing more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kronobarn.database import roles
from kronobarn.database.server import Server, running

COMMAND: Final = (sys.executable, "-m", "webbplats")
NOT_ITS: Final = frozenset(
    {
        *("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_KEEPER_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "LOG_KEY"),
        *("ALLOWED_HOSTS", "DJANGO_SETTINGS_MODULE", "KRONOBARN_DATA", "KRONOBARN_DEMO", "SITE_ADDRESS"),
    }
)
"""What tells of the casework: no key and no address of it is in the site's environment."""


def run(*arguments: str, env: Mapping[str, str]) -> int:
    """One of the site's commands, from start to end."""
    return subprocess.run([*COMMAND, *arguments], env=env, check=False).returncode


@contextmanager
def environment(data: Path) -> Iterator[dict[str, str]]:
    """What the site is told: the operator's words, or where it lies on the embedded server while that runs."""
    if os.environ.get("SITE_DATABASE_URL"):
        yield _without_the_casework()
        return
    with running(data) as server:
        roles.ensure(server)
        yield _on(server)


def demo_environment(server: Server, *, address: str, process: str) -> dict[str, str]:
    """The same in the demo, with where the two are found."""
    return {**_on(server), "SITE_DEMO": "1", "SITE_PUBLIC_ADDRESS": address, "SITE_PROCESS_ADDRESS": process}


def _on(server: Server) -> dict[str, str]:
    return {
        **_without_the_casework(),
        "SITE_DATABASE_URL": server.url("site"),
        "SITE_SECRET_KEY": server.secret("site_web"),
        "SITE_ALLOWED_HOSTS": os.environ.get("SITE_ALLOWED_HOSTS") or "127.0.0.1,localhost",
        "SITE_DATA": str(server.data / "site"),
    }


def _without_the_casework() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in NOT_ITS}

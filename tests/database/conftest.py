"""Servers of the tests' own, in folders that the server's account can reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kronobarn.database import roles
from kronobarn.database.server import Server, running


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that does not exist yet. Not tmp_path: as root that is closed to the server."""
    yield from folder_of_its_own()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One running server, with roles and a database, for the tests of a module."""
    for folder in folder_of_its_own():
        with running(folder) as started:
            roles.ensure(started)
            yield started


def folder_of_its_own() -> Iterator[Path]:
    parent = Path(tempfile.mkdtemp(prefix="kronobarn-test-", dir="/tmp"))
    parent.chmod(0o755)
    yield parent / "data"
    shutil.rmtree(parent)

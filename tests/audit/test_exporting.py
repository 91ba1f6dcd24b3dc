"""The daily copy: whole, in order, provable, and never seen half-made."""

import hashlib
import json
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kronobarn.audit import exporting, sealing
from kronobarn.core import clock
from tests import plugin
from tests.audit.test_sealing import write

pytestmark = pytest.mark.database

DAY = date(2026, 11, 20)


@pytest.fixture
def folder(fresh_database: str, settings: Any, tmp_path: Path) -> Path:
    settings.KEEPER_DSN = plugin.server.url("keeper", fresh_database)
    settings.LOG_EXPORT = tmp_path
    write(3)
    sealing.seal()
    return tmp_path


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_the_copy_holds_every_sealed_entry_and_an_anchor(folder: Path) -> None:
    write(1)  # not sealed: comes with the next copy

    made = exporting.export(day=DAY)

    assert made is not None
    head, block, *entries, last = lines(folder / "kronobarn-logg-2026-11-20.jsonl")
    assert (head["format"], head["after_block"]) == ("kronobarn-log-1", 0)
    assert block["entries"] == len(entries) == made.entries == 3
    assert {entry["kind"] for entry in entries} == {"child.sought"}
    assert last["anchor"] == sealing.anchor()


def test_the_digest_beside_it_is_of_the_file(folder: Path) -> None:
    made = exporting.export(day=DAY)

    assert made is not None
    digest, name = (folder / f"{made.name}.sha256").read_text().split()
    assert name == made.name
    assert digest == made.digest == hashlib.sha256((folder / name).read_bytes()).hexdigest()


def test_only_the_owner_writes_and_only_the_group_reads(folder: Path) -> None:
    exporting.export(day=DAY)

    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o640}
    assert len(list(folder.iterdir())) == 2, "nothing half-made is left"


def test_the_next_copy_goes_on_where_the_last_one_ended(folder: Path) -> None:
    first = exporting.export(day=DAY)
    assert exporting.export(day=DAY) is None, "once a day"
    write(2)
    sealing.seal()

    second = exporting.export(day=DAY + timedelta(days=1))

    assert first is not None
    assert second is not None
    assert (second.first_block, second.last_block, second.entries) == (2, 2, 2)
    assert lines(folder / second.name)[0]["previous_digest"] == first.digest


def test_a_day_without_anything_has_an_anchor_all_the_same(folder: Path) -> None:
    exporting.export(day=DAY)
    quiet = exporting.export(day=DAY + timedelta(days=1))

    assert quiet is not None
    assert lines(folder / quiet.name)[-1]["anchor"] == sealing.anchor()


def test_a_folder_that_is_not_there_makes_no_copy_and_no_claim(folder: Path, settings: Any) -> None:
    settings.LOG_EXPORT = folder / "gone"

    with pytest.raises(OSError, match="gone"):
        exporting.export(day=DAY)

    assert exporting.newest() is None


def test_nothing_is_made_where_nobody_has_asked(folder: Path, settings: Any) -> None:
    settings.LOG_EXPORT = None

    assert exporting.export() is None


def test_usually_it_is_yesterdays(folder: Path) -> None:
    made = exporting.export()

    assert made is not None
    assert made.day == clock.today() - timedelta(days=1)


def test_the_copy_names_nobody(folder: Path, fresh_database: str) -> None:
    with psycopg.connect(plugin.server.url("admin", fresh_database)) as admin:
        names = [name for row in admin.execute("SELECT given_name, family_name FROM people_person") for name in row]
    exporting.export(day=DAY)

    text = (folder / f"kronobarn-logg-{DAY}.jsonl").read_text()
    assert [name for name in names if name in text] == []

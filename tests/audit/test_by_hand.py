"""`kronobarn log …`: each deed says what it did, and what to do when it could not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kronobarn.audit import by_hand, sealing
from tests import plugin
from tests.audit.test_sealing import write

pytestmark = pytest.mark.database


@pytest.fixture
def admin(fresh_database: str, settings: Any, tmp_path: Path) -> Iterator[psycopg.Connection[Any]]:
    settings.KEEPER_DSN = plugin.server.url("keeper", fresh_database)
    settings.LOG_EXPORT = tmp_path
    write(2)
    sealing.seal()
    with psycopg.connect(plugin.server.url("admin", fresh_database), autocommit=True) as connection:
        yield connection


def test_each_deed_says_what_it_did(admin: psycopg.Connection[Any], capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for name, deed in by_hand.DEEDS.items():
        assert deed() == 0, name
        said[name] = capsys.readouterr().out

    assert "1 block med 2 poster är orörda." in said["verify"]
    assert said["anchor"].startswith("block 1: ")
    assert "2 rader, sha256 " in said["export"]
    assert "äldre än regeln" in said["plan"]
    assert "Inget är anmält" in said["remove"]
    assert "0 besök dragna." in said["sample"]
    by_hand.export()
    assert "redan gjord" in capsys.readouterr().out


def test_a_log_that_is_not_as_it_was_sealed_fails(
    admin: psycopg.Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    admin.execute(
        "UPDATE audit_logentry SET at = now() - interval '11 years' WHERE id = (SELECT min(id) FROM audit_logentry)"
    )

    assert by_hand.verify() == 1
    assert by_hand.plan() == 1
    assert "Inget tas bort ur loggen förrän detta är utrett" in capsys.readouterr().out

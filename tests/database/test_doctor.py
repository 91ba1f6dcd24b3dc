"""The doctor: quiet when all is well, and a remedy for each thing that is not."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections

from kronobarn.audit import exporting
from kronobarn.database import doctor, prepare
from kronobarn.database.doctor import Verdict
from tests import plugin

pytestmark = pytest.mark.database


@pytest.mark.django_db
def test_a_fresh_installation_lacks_only_a_worker_mail_and_a_virus_scanner() -> None:
    findings = list(doctor.examine())

    assert {each.about for each in findings if each.verdict is Verdict.BAD} <= {"bakgrundsjobb"}
    assert {each.about for each in findings if each.verdict is Verdict.NOTICE} <= {
        "e-post",
        "virusskydd",
        "loggens kopia",
    }
    assert {each.about for each in findings} == set(doctor.CHECKS)


@pytest.mark.parametrize(
    ("damage", "about", "words"),
    [
        ("GRANT UPDATE ON audit_logentry TO kronobarn_app", "logg", "UPDATE"),
        ("GRANT CREATE ON SCHEMA public TO kronobarn_app", "roll", "fri att skapa tabeller"),
        ("ALTER TABLE circles_record NO FORCE ROW LEVEL SECURITY", "radskydd", "circles_record"),
        ("DELETE FROM django_migrations WHERE app = 'circles'", "schema", "kronobarn migrate"),
        ("COMMENT ON SCHEMA public IS 'something older'", "schema", "kronobarn migrate"),
        ("DROP EXTENSION btree_gist CASCADE", "tillägg", "btree_gist"),
        ("DROP TABLE procrastinate_workers CASCADE", "bakgrundsjobb", "gick inte att göra"),
    ],
)
def test_damage_is_found(fresh_database: str, damage: str, about: str, words: str) -> None:
    with psycopg.connect(plugin.server.url("admin", fresh_database)) as admin:
        admin.execute(damage.encode())

    worst = [each for each in doctor.examine() if each.about == about and each.verdict is Verdict.BAD]

    assert [words in each.sentence for each in worst] == [True]


def test_a_silent_worker_is_noticed_and_a_living_one_too(fresh_database: str) -> None:
    assert [each.verdict for each in doctor.worker()] == [Verdict.BAD]

    with psycopg.connect(plugin.server.url("admin", fresh_database)) as admin:
        admin.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")

    assert [each.verdict for each in doctor.worker()] == [Verdict.GOOD]


def test_a_job_that_failed_lately_is_told_of(fresh_database: str) -> None:
    with psycopg.connect(plugin.server.url("admin", fresh_database)) as admin:
        admin.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
            " VALUES ('default', 'kronobarn.plans.tasks.chase_plans', 'doing')"
        )
        admin.execute("UPDATE procrastinate_jobs SET status = 'failed'")

    (_silent, told) = doctor.worker()
    assert told.verdict is Verdict.NOTICE
    assert "chase_plans har misslyckats 1 gånger" in told.sentence


def test_a_failure_gives_exit_code_one(fresh_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.report() == 1
    assert "FEL      bakgrundsjobb" in capsys.readouterr().out


def test_preparing_again_has_nothing_to_do(fresh_database: str) -> None:
    owner = connections["owner"]
    usual = owner.settings_dict["NAME"]
    owner.settings_dict["NAME"] = fresh_database
    try:
        assert prepare.prepare() is False
        with psycopg.connect(plugin.server.url("owner", fresh_database)) as connection:
            connection.execute("COMMENT ON SCHEMA public IS 'something older'")
        assert prepare.prepare() is True
        assert prepare.prepare() is False
    finally:
        owner.close()
        owner.settings_dict["NAME"] = usual


def test_yesterdays_copy_of_the_log_is_missed(fresh_database: str, settings: Any, tmp_path: Path) -> None:
    settings.KEEPER_DSN = plugin.server.url("keeper", fresh_database)
    settings.LOG_EXPORT = tmp_path / "gone"
    assert [each.verdict for each in doctor.export()] == [Verdict.BAD]
    settings.LOG_EXPORT = tmp_path
    assert ["Ingen är gjord" in each.sentence for each in doctor.export()] == [True]

    exporting.export()

    assert [each.verdict for each in doctor.export()] == [Verdict.GOOD]


def test_what_is_about_to_be_removed_from_the_log_is_said(fresh_database: str, settings: Any) -> None:
    settings.KEEPER_DSN = plugin.server.url("keeper", fresh_database)
    assert [each.verdict for each in doctor.cut()] == [Verdict.GOOD]
    with psycopg.connect(plugin.server.url("admin", fresh_database)) as admin:
        admin.execute(
            "INSERT INTO audit_logcut (number, before, emptied_to, removed, remnants, previous, seal, signature, announced_at)"
            " VALUES (1, '2016-11-01', 0, 12, '{}', '', '', '', now())"
        )

    (said,) = doctor.cut()

    assert said.verdict is Verdict.NOTICE
    assert "12 rader före 2016-11-01" in said.sentence

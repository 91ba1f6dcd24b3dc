"""The command line, as a person meets it: what it refuses, and what it then says."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.database


def test_serve_names_what_is_missing(tmp_path: Path) -> None:
    answer = _kronobarn("serve", cwd=tmp_path, ALLOWED_HOSTS="kronobarn.example")

    assert answer.returncode == 1
    assert "Sätt SECRET_KEY, DATABASE_URL i miljön först" in answer.stderr


def test_demo_refuses_a_busy_port_before_it_makes_anything(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = _kronobarn("demo", "--port", str(port), cwd=tmp_path)

    assert answer.returncode == 1
    assert f"make demo PORT={port + 1}" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_reset_refuses_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Kära du")

    answer = _kronobarn("demo", "--port", "0", "--reset", "--data", str(tmp_path), cwd=tmp_path)

    assert answer.returncode == 1
    assert "är inte Kronobarns datamapp" in answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["brev.txt"]


def test_a_demo_keeps_the_practice_model_it_began_with(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("falun")

    answer = _kronobarn("demo", "--port", "0", "--practice", "girfec", "--data", str(tmp_path), cwd=tmp_path)

    assert answer.returncode == 1
    assert "har praxismodellen falun. Börja om med --reset" in answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_migrate_wants_the_owner(tmp_path: Path) -> None:
    answer = _kronobarn("migrate", cwd=tmp_path, DATABASE_URL="postgresql:///nowhere")

    assert answer.returncode == 1
    assert "DATABASE_OWNER_URL" in answer.stderr


def test_doctor_prints_the_statements_without_a_database(tmp_path: Path) -> None:
    answer = _kronobarn("doctor", "--sql", cwd=tmp_path)

    assert answer.returncode == 0
    assert 'CREATE ROLE "kronobarn_app"' in answer.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_waits_for_its_database_ends_when_it_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        database = f"postgresql://kronobarn@127.0.0.1:{silent.getsockname()[1]}/kronobarn"
        env = _environment(DATABASE_URL=database, SECRET_KEY="nothing is signed here", ALLOWED_HOSTS="localhost")
        with subprocess.Popen([sys.executable, "-m", "kronobarn", "worker"], cwd=tmp_path, env=env) as worker:
            try:
                with silent.accept()[0]:
                    worker.send_signal(signal.SIGTERM)
                    assert worker.wait(60) == -signal.SIGTERM
            finally:
                worker.kill()


def test_manage_passes_options_on(data: Path) -> None:
    answer = _kronobarn("manage", "check", "--verbosity", "0", cwd=data.parent, KRONOBARN_DATA=str(data))

    assert (answer.returncode, answer.stderr) == (0, "")


def _kronobarn(*arguments: str, cwd: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kronobarn", *arguments],
        cwd=cwd,
        env=_environment(**variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _environment(**variables: str) -> dict[str, str]:
    """One without our own settings."""
    return {name: os.environ[name] for name in ("PATH", "KRONOBARN_POSTGRES") if name in os.environ} | variables

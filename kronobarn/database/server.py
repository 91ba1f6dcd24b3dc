"""An embedded PostgreSQL server for the demo, for development and for tests.

Everything lives in one data folder:

    secrets.json   passwords of the roles            leases/   one locked file a process that uses the server
    postgres/      the cluster                       run/      the socket: no other way in, nothing on TCP
    binaries/      a copy, only when the programs cannot be reached by the account that must run them

Socket and copy move to a folder of ours under /tmp when root's data lies where only root can walk, and the
socket when its path is too long for one. Nothing else outside the data folder is made or changed.

Several processes share one server. Each holds a lease, a lock that the kernel lets go of when the process
dies, however it dies; the last one to leave stops the server. Root never runs it: see `account`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Final, Literal
from urllib.parse import quote, urlencode

import psycopg

from kronobarn.database import binaries, passwords
from kronobarn.database.account import Account
from kronobarn.database.binaries import Binaries, ServerRefused

Role = Literal["admin", "owner", "app", "keeper", "site"]
Key = Literal["web", "site_web"]
"""What the casework's web and the public site's sign with: two keys."""

ROLES: Final[tuple[Role, ...]] = ("admin", "owner", "app", "keeper", "site")
KEYS: Final[tuple[Key, ...]] = ("web", "site_web")
MARK: Final = ".kronobarn"
PORT: Final = 5432
LONGEST_SOCKET: Final = 100  # sockaddr_un holds 108 bytes on Linux, 104 on macOS
START_ATTEMPTS: Final = 60
PAUSE: Final = 0.25
PATIENCE: Final = 10
BUSY: Final = "the database system is"  # starting up, shutting down, in recovery mode

ACCESS: Final = "local all all scram-sha-256\n"
SETTINGS: Final = f"""\
listen_addresses = ''
port = {PORT}
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
fsync = on
full_page_writes = on
synchronous_commit = on
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# What people write about children must not reach this log: neither statements nor the values in them.
log_min_error_statement = panic
log_error_verbosity = terse
"""


class Server:
    """The server of one data folder. `start` joins it or starts it; `release` leaves it or stops it."""

    def __init__(self, data: Path) -> None:
        self.data = data.absolute()
        self._cluster = self.data / "postgres"
        self._log = self._cluster / "server.log"
        self._leases = self.data / "leases"
        self._lease: IO[str] | None = None

    @property
    def version(self) -> int:
        """The major version of PostgreSQL."""
        return self._programs.version

    def start(self) -> None:
        """Have the server running, with a lease on it. Again after a crash, it is started anew."""
        self._claim_folder()
        try:
            with self._alone():
                _ = self._programs  # refuses data of another version, before anything is touched
                self._make_folders()
                if not self._cluster.exists():
                    self._create_cluster()
                self._write_settings()
                self._lease = self._lease or self._take_lease()
                if not self._answers():
                    self._start_server()
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Give the lease back; without other leases, stop the server."""
        if self._lease is None:
            return
        with self._alone():
            Path(self._lease.name).unlink(missing_ok=True)
            self._lease.close()
            self._lease = None
            if not self._others_hold_leases():
                self._run("pg_ctl", "-w", "-m", "fast", "stop", folder=self._cluster)

    def url(self, role: Role, database: str = "kronobarn") -> str:
        """How to connect as one of the roles."""
        password = quote(self.secret(role), safe="")
        where = urlencode({"host": str(self.sockets)})
        return f"postgresql://kronobarn_{role}:{password}@/{database}?{where}"

    def secret(self, name: Role | Key) -> str:
        """A role's password or a web's key; made with the folder, and never anew for data that has others."""
        file = self.data / "secrets.json"
        if self._cluster.exists() and not file.exists():
            raise ServerRefused(f"{file} saknas, och utan lösenorden går databasen inte att öppna. Återställ filen.")
        found = passwords.kept(file, (*ROLES, *KEYS))
        self._give_to_owner(file)
        return found[name]

    # The folder

    def _claim_folder(self) -> None:
        """Make the folder ours. One with other things in it is somebody else's and stays as it is."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_ours(self.data):
            if any(self.data.iterdir()):
                raise ServerRefused(
                    f"I mappen {self.data} finns annat än Kronobarns data. Välj en tom eller ny mapp med DATA=."
                )
            (self.data / MARK).write_text("Kronobarns datamapp. Ta bort hela mappen för att börja om.\n")
        let_through = self._account.uid != self.data.stat().st_uid
        self.data.chmod(0o711 if let_through else 0o700)

    @cached_property
    def _account(self) -> Account:
        return Account.serving(self.data)

    @cached_property
    def _hidden(self) -> bool:
        """Whether the data lies below a closed folder (/root), where the account cannot walk by name.

        A server can still be started standing inside it: it then calls the data by the name that a
        process has for where it stands. PostgreSQL manages that from version 16.
        """
        return not self._account.may_reach(self.data)

    @cached_property
    def _programs(self) -> Binaries:
        """The programs to run, at a place where the account reaches them."""
        oldest = 16 if self._hidden else binaries.OLDEST
        found = binaries.choose(existing=self._existing_version(), oldest=oldest)
        return found if self._account.may_reach(found.folder / "postgres") else self._copied(found)

    def _make_folders(self) -> None:
        """The small folders, and whose they are: ours are the locks, the server's is the socket."""
        self._leases.mkdir(mode=0o700, exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        self._account.take(self.sockets, 0o700)
        for ours in (self._leases, self._lock_file, self.data / MARK):
            self._give_to_owner(ours)

    def _give_to_owner(self, path: Path) -> None:
        """What root makes in somebody's data folder belongs to that somebody."""
        if self._account.borrowed:
            owner = self.data.stat()
            os.chown(path, owner.st_uid, owner.st_gid)

    @property
    def sockets(self) -> Path:
        """The folder of the socket: in the data folder when its name is short enough to be one."""
        near = self.data / "run"
        too_long = len(str(near / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET
        return self._outpost() / "run" if too_long or self._hidden else near

    def _outpost(self) -> Path:
        """A small folder under /tmp for what cannot be in the data folder; trusted only if we made it."""
        outpost = _outpost_name(self.data)
        outpost.mkdir(mode=0o711, exist_ok=True)
        found = outpost.lstat()
        if outpost.is_symlink() or found.st_uid != os.geteuid():
            raise ServerRefused(f"Mappen {outpost} tillhör någon annan. Ta bort den och försök igen.")
        outpost.chmod(0o711 if os.geteuid() == 0 else 0o700)
        return outpost

    def _copied(self, found: Binaries) -> Binaries:
        """The programs, copied to where the server's account can reach them (42 MB, once)."""
        source = found.folder.parent
        stamp = (source / "bin" / "postgres").stat().st_mtime_ns
        home = (self._outpost() if self._hidden else self.data) / "binaries" / f"{found.version}-{stamp}"
        package = home / source.parent.name
        if not home.exists():
            draft = home.with_name(f"{home.name}.new")
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(source, draft / package.name / source.name, symlinks=True)
            libraries = binaries.libraries_beside(found.folder)
            if libraries:
                shutil.copytree(libraries, draft / libraries.name)
            _open_for_reading(home.parent, draft, draft / package.name)
            draft.rename(home)
        return Binaries(folder=package / source.name / "bin", version=found.version)

    # The cluster

    def _existing_version(self) -> int | None:
        """The major version that wrote the cluster, if there is one."""
        mark = self._cluster / "PG_VERSION"
        return int(mark.read_text()) if mark.exists() else None

    def _create_cluster(self) -> None:
        """Make the cluster beside its place and move it there whole: a crash leaves no half cluster."""
        draft = self.data / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._account.take(draft, 0o700)
        password = self.sockets / "password"
        passwords.write_private(password, self.secret("admin"))
        self._account.take(password, 0o600)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        try:
            made = self._run(
                "initdb",
                "--username=kronobarn_admin",
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--data-checksums",
                *(locale if self.version >= 17 else ["--locale=C.UTF-8"]),
                folder=draft,
            )
        finally:
            password.unlink()
        if made.returncode:
            raise ServerRefused(f"Det gick inte att skapa databasen i {self.data}:\n{made.stderr.strip()}")
        with (draft / "postgresql.conf").open("a") as settings:
            settings.write("include 'kronobarn.conf'\n")
        draft.rename(self._cluster)

    def _write_settings(self) -> None:
        """Settings and access rules are ours to decide, at every start."""
        for name, text in (("kronobarn.conf", SETTINGS), ("pg_hba.conf", ACCESS)):
            file = self._cluster / name
            if not file.exists() or file.read_text() != text:
                passwords.write_private(file, text)
                self._account.take(file, 0o600)

    def _start_server(self) -> None:
        """Start, and keep trying: after a kill -9 the old server's last processes take a moment to leave."""
        options = f"-k {self.sockets}"
        for _ in range(START_ATTEMPTS):
            log = f"{self._called(self._cluster)}/{self._log.name}"
            started = self._run("pg_ctl", "-w", "-t", "120", "-l", log, "-o", options, "start", folder=self._cluster)
            if started.returncode == 0:
                return
            time.sleep(PAUSE)
        tail = "\n".join(self._log.read_text().splitlines()[-5:]) if self._log.exists() else started.stderr
        raise ServerRefused(f"Databasen i {self.data} startar inte. Det sista i dess logg:\n{tail}")

    def _answers(self) -> bool:
        """Whether a server lets us in or says why not, given time to start or to recover.

        Only a conversation tells. A process id says little, and a socket opens for a moment after a kill.
        """
        for _ in range(START_ATTEMPTS):
            try:
                with psycopg.connect(self.url("admin", "postgres"), connect_timeout=PATIENCE):
                    return True
            except psycopg.OperationalError as problem:
                if BUSY not in str(problem):
                    return "FATAL" in str(problem)
            time.sleep(PAUSE)
        return False

    def _run(self, program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs on the cluster, standing in it, as the server's account."""
        return subprocess.run(
            [self._programs[program], "-D", self._called(folder), *arguments],
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C"},  # no PGHOST or PGPORT of ours may reach it
            capture_output=True,
            text=True,
            check=False,
            **self._account.as_keywords(),
        )

    def _called(self, folder: Path) -> str:
        """What the server's account calls the folder that it stands in."""
        return "/proc/self/cwd" if self._hidden else str(folder)

    # Sharing

    @property
    def _lock_file(self) -> Path:
        return self.data / "lock"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts, joins, leaves or stops the server."""
        with self._lock_file.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _take_lease(self) -> IO[str]:
        lease = (self._leases / f"{os.getpid()}-{secrets.token_hex(4)}").open("w")
        fcntl.flock(lease, fcntl.LOCK_EX)
        return lease

    def _others_hold_leases(self) -> bool:
        """Whether any lease is held; those met whose process is gone are cleared away."""
        return any(_is_held(lease) for lease in self._leases.iterdir())


@contextmanager
def running(data: Path) -> Iterator[Server]:
    """The server of the data folder, running for as long as the block lasts."""
    server = Server(data)
    server.start()
    try:
        yield server
    finally:
        server.release()


def is_ours(data: Path) -> bool:
    """Whether the folder was made by this module."""
    return (data / MARK).is_file()


def remove(data: Path) -> None:
    """Remove a data folder: only one that we made, and only when nobody uses it."""
    data = data.absolute()
    if not data.exists():
        return
    if not is_ours(data):
        raise ServerRefused(f"{data} är inte Kronobarns datamapp och tas inte bort. Kontrollera DATA=.")
    leases = data / "leases"
    if leases.exists() and any(_is_held(lease) for lease in leases.iterdir()):
        raise ServerRefused(f"{data} används av en annan process. Avsluta den först (Ctrl-C i dess terminal).")
    _stop_abandoned(data)
    shutil.rmtree(data)
    shutil.rmtree(_outpost_name(data), ignore_errors=True)


def _stop_abandoned(data: Path) -> None:
    """A server whose last user was killed is still there. Its data goes, so it need not finish anything."""
    mark = data / "postgres" / "postmaster.pid"
    if not mark.exists():
        return
    number, folder, *_ = mark.read_text().splitlines()
    if folder in (str(data / "postgres"), "/proc/self/cwd") and _is_postgres(int(number)):
        os.kill(int(number), signal.SIGQUIT)
        deadline = time.monotonic() + 10
        while _is_postgres(int(number)) and time.monotonic() < deadline:
            time.sleep(PAUSE)


def _is_postgres(process: int) -> bool:
    """Whether the number still belongs to a server: numbers are used again."""
    try:
        return Path(f"/proc/{process}/comm").read_text().strip() == "postgres"
    except OSError:
        return False


def _outpost_name(data: Path) -> Path:
    """The same for every process, so not where TMPDIR says; short, for it may hold the socket."""
    return Path("/tmp") / f"kronobarn-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"  # noqa: S108


def _is_held(lease: Path) -> bool:
    with lease.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        lease.unlink()
        return False


def _open_for_reading(*folders: Path) -> None:
    """Let everyone pass through, whatever the umask was."""
    for folder in folders:
        folder.chmod(0o755)

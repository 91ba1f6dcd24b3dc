"""The command line. It says where the database is, and hands over; Django is loaded only where it is needed.

The demo is one light process that looks after the others: the database, a short-lived one that prepares the
schema and the demo county, the web server's, and the worker. However it ends, they end with it.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final, NoReturn
from uuid import UUID

from kronobarn import site
from kronobarn.core import processes
from kronobarn.database import roles, server
from kronobarn.database.binaries import ServerRefused

DATA: Final = ".data/demo"
DEMO_MARK: Final = "demo"
PRACTICES: Final = {"kronoberg": "sv", "falun": "sv", "girfec": "en"}  # and the language that each county writes in
ROOMS_MARK: Final = "practice-rooms"
LOADING: Final = "loading"
HANDS: Final = 4  # processes that tell the demo's stories, at most
DEMANDED: Final = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")
PATIENCE: Final = 15  # seconds a process gets to finish what it is doing


class Refused(Exception):
    """The command cannot be carried out. The message tells the person at the terminal what to do."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _leave)
    try:
        sys.exit(options.run(options))
    except (Refused, ServerRefused) as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(0 if options.run is demo else 130)


def demo(options: argparse.Namespace) -> int:
    """The product with an invented county, a database of its own and everything it needs."""
    data = _data_folder(options)
    if (data / ROOMS_MARK).exists():
        raise Refused(f"I {data} finns övningsrum. Demon behöver en egen mapp: välj en annan med DATA=.")
    _refuse_busy_port(options.host, options.port)
    if options.reset:
        server.remove(data)
    os.environ.pop("DATABASE_URL", None)
    os.environ["KRONOBARN_DEMO"] = "1"
    _remove_half_a_county(data)
    practice = _practice_of(data, options.practice)
    os.environ.setdefault("COUNTY_LANGUAGE", PRACTICES[practice])
    with environment(data) as database:
        mark = data / DEMO_MARK
        if not mark.exists():
            mark.write_text(LOADING)
        with _site_beside(options, database):
            prepared = _run_child("migrate", f"--with-demo={practice}")
            if prepared:
                return prepared
            mark.write_text(practice)
            with _child("worker", "--with-parent"):
                _serve_http(options, quiet=True)
    return 0


def serve(options: argparse.Namespace) -> int:
    """The web server, for an operator who has set everything."""
    missing = [name for name in DEMANDED if not os.environ.get(name)]
    if missing:
        raise Refused(
            f"Sätt {', '.join(missing)} i miljön först. Vill du prova utan att ställa in något: kronobarn demo"
        )
    _serve_http(options, quiet=False)
    return 0


def worker(options: argparse.Namespace) -> int:
    """The process that does what need not be done while someone waits."""
    if options.with_parent:
        processes.stop_with_parent()
    with environment(_data_folder(options)):
        _django("procrastinate", "worker")
    return 0


def migrate(options: argparse.Namespace) -> int:
    """Schema, policies and rights, as the owner of the database."""
    with environment(_data_folder(options)):
        if not os.environ.get("DATABASE_OWNER_URL"):
            raise Refused(
                "Sätt DATABASE_OWNER_URL: schemat ändras av rollen kronobarn_owner, inte av applikationens. "
                "kronobarn doctor --sql visar hur rollerna görs."
            )
        if options.with_demo:
            processes.die_with_parent()
            gc.disable()  # a tenth of the time; what it leaves is given back when this process ends, in seconds
        _setup_django()
        from kronobarn.database.prepare import prepare

        changed = prepare()
        if options.with_demo:
            _load_demo(options.with_demo)
        else:
            print("Databasen är uppdaterad." if changed else "Databasen var redan uppdaterad.")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """One line a check, with what to do; or the statements that make the roles."""
    if options.sql:
        print("\n".join(roles.statements()))
        return 0
    with environment(_data_folder(options)):
        _setup_django()
        from kronobarn.database import doctor as checks

        return checks.report()


def log(options: argparse.Namespace) -> int:
    """What the keeper of the log does, by hand: the worker does it by itself."""
    with environment(_data_folder(options)):
        _setup_django()
        from kronobarn.audit import by_hand

        return by_hand.DEEDS[options.deed]()


def access(options: argparse.Namespace) -> int:
    """What is held about one person, for whoever has asked the authority for it."""
    with environment(_data_folder(options)):
        _setup_django()
        from kronobarn.rights import by_hand
        from kronobarn.rights.rules import Form

        form = Form.PDF if options.form == "pdf" else Form.JSON
        return by_hand.access(person_id=options.person, child_id=options.child, form=form, folder=options.folder)


def retention(options: argparse.Namespace) -> int:
    """What the authorities no longer keep: said, or removed after two persons have approved it."""
    with environment(_data_folder(options)):
        _setup_django()
        from kronobarn.retention import by_hand

        return by_hand.carry_out() if options.carry_out else by_hand.dry_run()


def practice(options: argparse.Namespace) -> int:
    """The practice pack: whether it can be used, what a new version changes, and a version into the database."""
    if options.deed == "load":
        with environment(_data_folder(options)):
            _setup_django()
            from kronobarn.practice import by_hand

            return by_hand.load(options.folder, adopt_from=options.adopt_from, dry_run=options.dry_run)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
    os.environ.setdefault("SECRET_KEY", "nothing is signed here")  # files alone: no database, no installation
    _setup_django()
    from kronobarn.practice import by_hand

    return by_hand.check(options.folder) if options.deed == "check" else by_hand.diff(options.old, options.new)


def rooms(options: argparse.Namespace) -> int:
    """Practice rooms, on a database server of their own; or whether the cases in a folder can be played."""
    if options.deed == "check":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
        os.environ.setdefault("SECRET_KEY", "nothing is signed here")
        _setup_django()
        from kronobarn.practice_rooms import by_hand

        return by_hand.check(options.folder)
    from kronobarn.practice_rooms import server as own

    data = (options.data or Path(os.environ.get("KRONOBARN_ROOMS_DATA") or own.DATA)).absolute()
    if options.deed == "prepare":  # a process of its own, which gives its memory back
        with own.environment(data):
            _setup_django()
            from kronobarn.practice_rooms import by_hand

            return by_hand.prepare()
    _refuse_busy_port(options.host, options.port)
    with own.environment(data) as key:
        if prepared := _run_child("rooms", "prepare", "--data", str(data)):
            return prepared
        print(f"\nLedarnas nyckel: {key}", flush=True)
        _serve_http(options, quiet=True)
    return 0


def import_county(options: argparse.Namespace) -> int:
    """A county from a folder of files."""
    with environment(_data_folder(options)):
        _django("import_county", str(options.folder), *(["--dry-run"] if options.dry_run else []))
        from kronobarn.practice import by_hand

        return by_hand.load_first(options.folder, dry_run=options.dry_run)


def import_marks(options: argparse.Namespace) -> int:
    """Marks of protection from the population register."""
    with environment(_data_folder(options)):
        _django("import_marks", str(options.file))
    return 0


def public_site(options: argparse.Namespace) -> int:
    """The public site: a program of its own, which gets nothing of the casework's environment."""
    with site.environment(_data_folder(options)) as env:
        return site.run(*options.rest, env=env)


def manage(options: argparse.Namespace) -> int:
    """Django's own commands."""
    with environment(_data_folder(options)):
        _django(*options.rest)
    return 0


def _practice_of(data: Path, asked: str | None) -> str:
    """The practice model that a demo has had from its first start; one without any gets what is asked for."""
    mark = data / DEMO_MARK
    if not mark.exists():
        return asked or next(iter(PRACTICES))
    has = mark.read_text() or next(iter(PRACTICES))
    if asked not in {None, has}:
        raise Refused(
            f"Demon i {data} har praxismodellen {has}. Börja om med --reset, eller välj en annan mapp med --data."
        )
    return has


def _remove_half_a_county(data: Path) -> None:
    """A first start that did not get to its end left something that nobody has used."""
    mark = data / DEMO_MARK
    if mark.exists() and mark.read_text() == LOADING:
        server.remove(data)


@contextmanager
def environment(data: Path) -> Iterator[server.Server | None]:
    """Where the settings find the database: the operator's, or the embedded server for as long as this lasts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    with server.running(data) as database:
        roles.ensure(database)
        os.environ |= {
            "DATABASE_URL": database.url("app"),
            "DATABASE_OWNER_URL": database.url("owner"),
            "DATABASE_KEEPER_URL": database.url("keeper"),
            "KRONOBARN_DATA": str(database.data),
        }
        (data / "static").mkdir(exist_ok=True)
        os.environ.setdefault("SECRET_KEY", database.secret("web"))
        os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
        if (data / DEMO_MARK).exists():
            os.environ["KRONOBARN_DEMO"] = "1"
            os.environ.setdefault("COUNTY_LANGUAGE", PRACTICES.get((data / DEMO_MARK).read_text(), "sv"))
        yield database


# Django, only where it is needed


def _setup_django() -> None:
    import django

    django.setup()


def _django(*arguments: str) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kronobarn manage", *arguments])


def _load_demo(practice: str) -> None:
    """The demo county, unless it is there, and the people whom one can be."""
    from django.core.management import call_command

    from kronobarn.demo import cast

    os.register_at_fork(after_in_child=_end_silently_with_parent)
    hands = min(HANDS, os.cpu_count() or 1) if sys.platform == "linux" else 1
    call_command("load_demo", hands=hands, practice=practice)
    print(*cast.lines(), "\nÖva tillsammans på påhittade fall, på en egen server: make rooms", sep="\n", flush=True)


# The web server


def _serve_http(options: argparse.Namespace, *, quiet: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
    processes.serve(
        "kronobarn.wsgi:application",
        "Kronobarn",
        host=options.host,
        port=options.port,
        workers=options.workers,
        threads=options.threads,
        quiet=quiet,
    )


def _refuse_busy_port(host: str, port: int, option: str = "make demo PORT") -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise Refused(
                f"Port {port} går inte att använda ({problem.strerror}). Välj en annan: {option}={port + 1}"
            ) from problem


# Processes that start and end together


@contextmanager
def _child(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another of our commands, for as long as the block lasts."""
    with _started([sys.executable, "-m", "kronobarn", *arguments]) as process:
        yield process


@contextmanager
def _started(command: Sequence[str], env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A program, for as long as the block lasts. It reads the end of its input as "stop"."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, env=env)
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _site_beside(options: argparse.Namespace, database: server.Server | None) -> Iterator[None]:
    """The public site in the demo, on the next port. Nobody waits for it, and nothing stops because of it."""
    port = options.site_port or options.port + 1
    try:
        if options.no_site or database is None:
            raise Refused("")
        _refuse_busy_port(options.host, port, "--site-port")
    except Refused as refusal:
        print(f"Webbplatsen är inte med. {refusal}".strip())
        yield
        return
    here = f"http://{options.host}"
    env = site.demo_environment(database, address=f"{here}:{port}", process=f"{here}:{options.port}")
    with _started([*site.COMMAND, "demo", "--host", options.host, "--port", str(port)], env=env):
        yield


def _run_child(*arguments: str) -> int:
    """Another of our commands, from start to end; it gives its memory back."""
    process = subprocess.Popen([sys.executable, "-m", "kronobarn", *arguments])
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _end_silently_with_parent() -> None:
    """A helping process has nothing to clean up: the parent says what there is to say."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    processes.die_with_parent()


def _leave(_signal: int, _frame: object) -> NoReturn:
    """A polite request to end is the same as Ctrl-C: every `finally` does its work."""
    raise KeyboardInterrupt


# The data folder


def _data_folder(options: argparse.Namespace) -> Path:
    chosen: Path | None = getattr(options, "data", None)
    return (chosen or Path(os.environ.get("KRONOBARN_DATA") or DATA)).absolute()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kronobarn", description="Verktyget för Kronobarnsmodellen.")
    commands = parser.add_subparsers(required=True, metavar="kommando")
    env = os.environ.get

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    def web_options(added: argparse.ArgumentParser) -> None:
        added.add_argument("--host", default=env("HOST") or "127.0.0.1", help="adress att lyssna på")
        added.add_argument("--port", type=int, default=env("PORT") or 8000, help="port att lyssna på")
        added.add_argument("--workers", type=int, default=1, help="processer som svarar")
        added.add_argument("--threads", type=int, default=4, help="trådar i varje process")

    demo_parser = command("demo", demo, "starta med ett påhittat län och en egen databas")
    web_options(demo_parser)
    demo_parser.set_defaults(host="127.0.0.1")
    demo_parser.add_argument("--data", type=Path, default=env("DATA") or None, help=f"datamapp ({DATA})")
    demo_parser.add_argument("--site-port", type=int, help="port för den öppna webbplatsen (nästa)")
    demo_parser.add_argument("--no-site", action="store_true", help="starta utan den öppna webbplatsen")
    demo_parser.add_argument(
        "--practice", choices=list(PRACTICES), help="länets praxismodell, vid första starten (kronoberg)"
    )
    demo_parser.add_argument("--reset", action="store_true", default=env("RESET") == "1", help="börja om från början")

    web_options(command("serve", serve, "starta webbservern"))

    worker_parser = command("worker", worker, "utför bakgrundsjobb")
    worker_parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)

    migrate_parser = command("migrate", migrate, "uppdatera databasens schema, regler och rättigheter")
    migrate_parser.add_argument("--with-demo", choices=list(PRACTICES), help=argparse.SUPPRESS)

    doctor_parser = command("doctor", doctor, "kontrollera installationen; felkod 1 om något behöver åtgärdas")
    doctor_parser.add_argument("--sql", action="store_true", help="skriv ut SQL som skapar databasens roller")

    log_parser = command("log", log, "sköt loggen: kontrollera, kopiera, gallra")
    log_parser.add_argument(
        "deed",
        choices=["verify", "anchor", "export", "plan", "remove", "sample"],
        help="räkna om alla sigill | visa det senaste | gör gårdagens kopia | anmäl gallring | "
        "utför det som anmälts för en vecka sedan | dra förra månadens stickprov",
    )

    retention_parser = command("retention", retention, "visa vad som får gallras, eller utför det som två har godkänt")
    deed = retention_parser.add_mutually_exclusive_group(required=True)
    deed.add_argument("--dry-run", action="store_true", help="visa i siffror; ändrar inget")
    deed.add_argument("--carry-out", action="store_true", help="gör arkivpaket och gallra det som är godkänt")

    access_parser = command("access", access, "ta fram ett registerutdrag (GDPR artikel 15) åt den som har begärt det")
    access_parser.add_argument("--person", type=int, required=True, help="personens id; aldrig namn eller personnummer")
    access_parser.add_argument("--child", type=UUID, help="barnets id, när utdraget gäller ett barn")
    access_parser.add_argument("--form", choices=["pdf", "json"], default="json", help="vad filen ska vara")
    access_parser.add_argument("--folder", type=Path, default=Path(), help="mappen där filen läggs")

    practice_parser = command("practice", practice, "sköt praxispaketet: kontrollera, jämför, läs in")
    deeds = practice_parser.add_subparsers(required=True, metavar="vad", dest="deed")
    check_parser = deeds.add_parser("check", help="säg allt som är fel, med fil, rad och vad du gör åt det")
    check_parser.add_argument("folder", type=Path, help="paketets mapp, till exempel counties/kronoberg")
    diff_parser = deeds.add_parser("diff", help="säg i ord vad en ny version ändrar")
    diff_parser.add_argument("old", type=Path, help="mappen med den gamla versionen")
    diff_parser.add_argument("new", type=Path, help="mappen med den nya")
    load_parser = deeds.add_parser("load", help="spara en version i databasen, som utkast eller från en dag")
    load_parser.add_argument("folder", type=Path, help="paketets mapp")
    load_parser.add_argument("--adopt-from", type=date.fromisoformat, help="dagen då den börjar gälla, som 2027-01-01")
    load_parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle ändras")

    rooms_parser = command(
        "rooms", rooms, "övningsrum: spela påhittade fall på de riktiga verktygen, skilt från allt annat"
    )
    room_deeds = rooms_parser.add_subparsers(required=True, metavar="vad", dest="deed")
    serve_rooms = room_deeds.add_parser("serve", help="starta övningsrummen, med en egen databasserver")
    web_options(serve_rooms)
    serve_rooms.set_defaults(port=int(env("PORT") or 8100))
    prepare_rooms = room_deeds.add_parser("prepare", help="gör fallen klara att spela, utan att starta")
    for one in (serve_rooms, prepare_rooms):
        one.add_argument("--data", type=Path, help="övningsrummens egen datamapp (.data/rooms)")
    check_cases = room_deeds.add_parser(
        "check", help="säg allt som är fel i fallen, med fil, rad och vad du gör åt det"
    )
    check_cases.add_argument("folder", type=Path, help="mappen med fall, till exempel counties/kronoberg/cases")

    import_parser = command("import", import_county, "läs in ett län från en mapp")
    import_parser.add_argument("folder", type=Path, help="till exempel counties/kronoberg")
    import_parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle ändras")

    marks_parser = command("import-marks", import_marks, "läs in skyddsmarkeringar från en fil")
    marks_parser.add_argument("file", type=Path, help="en rad per barn: nummer;kod")

    # Everything after these is another program's, options too: here nothing begins an option.
    site_text = "sköt den öppna webbplatsen: serve, migrate, load, manage ..."
    for name, run, text in (("site", public_site, site_text), ("manage", manage, "kör ett av Djangos kommandon")):
        passing_on = commands.add_parser(name, help=text, add_help=False, prefix_chars="\0")
        passing_on.set_defaults(run=run)
        passing_on.add_argument("rest", nargs="*")
    return parser

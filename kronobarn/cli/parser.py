"""The words that can be written at the terminal."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path
from uuid import UUID

from kronobarn.cli import commands, demo
from kronobarn.cli.installation import DATA
from kronobarn.demo.practices import PRACTICES


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kronobarn", description="Verktyget för Kronobarnsmodellen.")
    known = parser.add_subparsers(required=True, metavar="kommando")
    env = os.environ.get

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        added = known.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    def web_options(added: argparse.ArgumentParser) -> None:
        added.add_argument("--host", default=env("HOST") or "127.0.0.1", help="adress att lyssna på")
        added.add_argument("--port", type=int, default=env("PORT") or 8000, help="port att lyssna på")
        added.add_argument("--workers", type=int, default=1, help="processer som svarar")
        added.add_argument("--threads", type=int, default=4, help="trådar i varje process")

    demo_parser = command("demo", demo.run, "starta med ett påhittat län och en egen databas")
    web_options(demo_parser)
    demo_parser.set_defaults(host="127.0.0.1")
    demo_parser.add_argument("--data", type=Path, default=env("DATA") or None, help=f"datamapp ({DATA})")
    demo_parser.add_argument("--site-port", type=int, help="port för den öppna webbplatsen (nästa)")
    demo_parser.add_argument("--no-site", action="store_true", help="starta utan den öppna webbplatsen")
    demo_parser.add_argument(
        "--practice", choices=list(PRACTICES), help="länets praxismodell, vid första starten (kronoberg)"
    )
    demo_parser.add_argument("--reset", action="store_true", default=env("RESET") == "1", help="börja om från början")

    web_options(command("serve", commands.serve, "starta webbservern"))

    worker_parser = command("worker", commands.worker, "utför bakgrundsjobb")
    worker_parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)

    migrate_parser = command("migrate", commands.migrate, "uppdatera databasens schema, regler och rättigheter")
    migrate_parser.add_argument("--with-demo", choices=list(PRACTICES), help=argparse.SUPPRESS)

    doctor_parser = command("doctor", commands.doctor, "kontrollera installationen; felkod 1 om något behöver åtgärdas")
    doctor_parser.add_argument("--sql", action="store_true", help="skriv ut SQL som skapar databasens roller")

    log_parser = command("log", commands.log, "sköt loggen: kontrollera, kopiera, gallra")
    log_parser.add_argument(
        "deed",
        choices=["verify", "anchor", "export", "plan", "remove", "sample"],
        help="räkna om alla sigill | visa det senaste | gör gårdagens kopia | anmäl gallring | "
        "utför det som anmälts för en vecka sedan | dra förra månadens stickprov",
    )

    retention_parser = command(
        "retention", commands.retention, "visa vad som får gallras, eller utför det som två har godkänt"
    )
    deed = retention_parser.add_mutually_exclusive_group(required=True)
    deed.add_argument("--dry-run", action="store_true", help="visa i siffror; ändrar inget")
    deed.add_argument("--carry-out", action="store_true", help="gör arkivpaket och gallra det som är godkänt")

    access_parser = command(
        "access", commands.access, "ta fram ett registerutdrag (GDPR artikel 15) åt den som har begärt det"
    )
    access_parser.add_argument("--person", type=int, required=True, help="personens id; aldrig namn eller personnummer")
    access_parser.add_argument("--child", type=UUID, help="barnets id, när utdraget gäller ett barn")
    access_parser.add_argument("--form", choices=["pdf", "json"], default="json", help="vad filen ska vara")
    access_parser.add_argument("--folder", type=Path, default=Path(), help="mappen där filen läggs")

    practice_parser = command("practice", commands.practice, "sköt praxispaketet: kontrollera, jämför, läs in")
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
        "rooms", commands.rooms, "övningsrum: spela påhittade fall på de riktiga verktygen, skilt från allt annat"
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

    import_parser = command("import", commands.import_county, "läs in ett län från en mapp")
    import_parser.add_argument("folder", type=Path, help="till exempel counties/kronoberg")
    import_parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle ändras")

    marks_parser = command("import-marks", commands.import_marks, "läs in skyddsmarkeringar från en fil")
    marks_parser.add_argument("file", type=Path, help="en rad per barn: nummer;kod")

    # Everything after these is another program's, options too: here nothing begins an option.
    site_text = "sköt den öppna webbplatsen: serve, migrate, load, manage ..."
    for name, run, text in (
        ("site", commands.public_site, site_text),
        ("manage", commands.manage, "kör ett av Djangos kommandon"),
    ):
        passing_on = known.add_parser(name, help=text, add_help=False, prefix_chars="\0")
        passing_on.set_defaults(run=run)
        passing_on.add_argument("rest", nargs="*")
    return parser

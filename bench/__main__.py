"""`python -m bench`: its own database, the two servers, one JSON line a case and a summary."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from kronobarn.database import roles, server


def main() -> None:
    """Always leaves with 0: a number that is too high is told, not thrown."""
    options = _options()
    server.remove(options.data)
    with server.running(options.data) as database:
        roles.ensure(database)
        (options.data / "static").mkdir()
        os.environ |= {
            "KRONOBARN_DATA": str(options.data),
            "DATABASE_URL": database.url("app"),
            "DATABASE_OWNER_URL": database.url("owner"),
            "DATABASE_KEEPER_URL": database.url("keeper"),
            "SECRET_KEY": database.secret("web"),
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "0",
            "EMAIL_HOST": "127.0.0.1",  # who registers is written a letter, which nobody sends here
        }
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
        import django

        django.setup()
        from bench import county, measure, rush
        from kronobarn.database.prepare import prepare

        prepare()
        town = county.fill(database.url("admin"), options.children)
        within = True
        for result in measure.run(town, database.url("admin"), requests=options.requests, only=options.case):
            print(measure.line(result), flush=True)
            within = within and result.within_targets
        if options.case in ("", rush.NAME):
            for hurried in rush.run(database.url("admin"), town.head.person):
                print(rush.line(hurried), flush=True)
                within = within and hurried.within_targets
        print(json.dumps({"case": "summary", "within_targets": within}), flush=True)
    if not options.keep:
        server.remove(options.data)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--children", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=400, help="for each case and server")
    parser.add_argument("--case", default="", help="only this one")
    parser.add_argument("--data", type=Path, default=Path(".data/bench"))
    parser.add_argument("--keep", action="store_true", help="leave the database's folder")
    return parser.parse_args()


if __name__ == "__main__":
    main()

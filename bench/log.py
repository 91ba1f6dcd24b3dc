"""`python -m bench.log`: how long it takes to verify, search, sample and copy a large log. One JSON line each.

The entries are invented by the database: a thousand people, ten thousand children, two hundred units in twenty areas,
spread over the last year, sealed in blocks of a minute's size.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from kronobarn.database import roles, server

FILL = """
INSERT INTO audit_logentry (at, kind, person_id, assignment_id, unit_id, child_id, subject, why, detail, tx)
SELECT now() - interval '365 days' * (1 - n::float / %(entries)s::int),
       CASE WHEN n %% 3 = 0 THEN 'child.opened' ELSE 'record.opened' END,
       (SELECT min(id) FROM people_person) + n %% 1000, n %% 1000, (SELECT min(id) FROM authorities_unit) + n %% 200,
       md5((n::bigint * 7919 %% 10000)::text)::uuid, 'plan:' || md5(n::text)::uuid, 'participant', '{}',
       pg_current_xact_id()::text::bigint
FROM generate_series(%(first)s::int, %(last)s::int) n
"""


def main() -> None:
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
            "LOG_EXPORT": tempfile.mkdtemp(prefix="kronobarn-log-"),
            "HTTPS": "0",
        }
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
        import django

        django.setup()
        from kronobarn.database.prepare import prepare

        prepare()
        _fill(database.url("admin"), options.entries, options.blocks)
        for name, measure in CASES.items():
            print(json.dumps({"case": name, "entries": options.entries, **measure(options.entries)}), flush=True)
    server.remove(options.data)


def _fill(admin_url: str, entries: int, blocks: int) -> None:
    """A year's log, sealed as the worker would have."""
    from kronobarn.audit import sealing

    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("INSERT INTO authorities_organisation (key, name, kind) VALUES ('bench', 'Bench', 'region')")
        admin.execute(
            "INSERT INTO authorities_secrecyarea (key, organisation_id, name, regime)"
            " SELECT 'bench-' || n, (SELECT id FROM authorities_organisation WHERE key = 'bench'), n, 'school'"
            " FROM generate_series(1, 20) n"
        )
        admin.execute(
            "INSERT INTO authorities_unit (key, area_id, name, kind, municipality_code, mailbox, active, name_in_files)"
            " SELECT 'bench-' || n, (SELECT min(id) FROM authorities_secrecyarea) + n % 20, n, 'school', '', '', true, ''"
            " FROM generate_series(1, 200) n"
        )
        admin.execute(
            "INSERT INTO people_person (username, password, given_name, family_name, email, is_active, is_demo,"
            " protected, language) SELECT 'p' || n, '', 'P', 'N' || n, '', true, false, false, 'sv'"
            " FROM generate_series(1, 1000) n"
        )
        admin.execute(
            "INSERT INTO authorities_assignment (person_id, unit_id, profession, role, since)"
            " VALUES ((SELECT min(id) FROM people_person), (SELECT min(id) FROM authorities_unit),"
            " 'log_reviewer', 'log_reviewer', '2020-01-01')"
        )
        size = -(-entries // blocks)
        for first in range(1, entries + 1, size):
            last = min(entries, first + size - 1)
            admin.execute(FILL, {"entries": entries, "first": first, "last": last})
            sealing.seal()
        admin.execute("ANALYZE")


def _verify(entries: int) -> dict[str, Any]:
    from kronobarn.audit import sealing

    with _clock() as took:
        verdict = sealing.verify()
    assert verdict.intact, verdict.sentence
    seconds = took()
    return {
        "seconds": round(seconds, 1),
        "blocks": verdict.blocks,
        "verified": verdict.entries,
        "entries_a_minute": int(verdict.entries / seconds * 60),
    }


def _search(entries: int) -> dict[str, Any]:
    """The slowest of each kind of search, over a year of an area with ten units."""
    from django.db import connection

    from kronobarn.accounts.reads import staff_actor
    from kronobarn.audit import searching
    from kronobarn.authorities.models import Assignment, Unit
    from kronobarn.core.acting import acting

    reviewer = Assignment.objects.select_related("unit__area", "person").get()
    actor = staff_actor(reviewer.person, reviewer)
    child = UUID(int=0)
    with acting(actor), connection.cursor() as cursor:
        units = tuple(Unit.objects.filter(area=actor.area_id).values_list("pk", flat=True))
        cursor.execute("SELECT child_id, person_id FROM audit_logentry WHERE unit_id = %s LIMIT 1", [units[0]])
        child, person = cursor.fetchone()
        until = datetime.now().astimezone()
        whole = searching.Question(units, until - timedelta(days=366), until)
        asked = {
            "area": whole,
            "unit": searching.Question(units[:1], whole.since, until),
            "person": searching.Question(units, whole.since, until, persons=(person,)),
            "child": searching.Question(units, whole.since, until, children=(child, child)),
            "next_page": searching.Question(units, whole.since, until, before=(until - timedelta(days=100), entries)),
        }
        found: dict[str, Any] = {}
        for name, question in asked.items():
            times = []
            for _ in range(5):
                with _clock() as took:
                    rows, _older = searching.search(question, actor)
                times.append(took() * 1000)
            assert rows, name
            sql, params = searching.statement(question)
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            found[f"{name}_ms"] = round(sorted(times)[2], 1)
            found[f"{name}_by_index"] = "Seq Scan on audit_logentry" not in plan
        return found


def _sample(entries: int) -> dict[str, Any]:
    from kronobarn.oversight import drawing

    with _clock() as took:
        drawn = drawing.draw(month=date.today() - timedelta(days=60), seed="bench")
    return {"seconds": round(took(), 1), "areas": 20, "drawn": drawn}


def _export(entries: int) -> dict[str, Any]:
    from kronobarn.audit import exporting

    with _clock() as took:
        made = exporting.export()
    assert made is not None
    size = (Path(os.environ["LOG_EXPORT"]) / made.name).stat().st_size
    return {"seconds": round(took(), 1), "copied": made.entries, "megabytes": round(size / 1e6)}


@contextmanager
def _clock() -> Iterator[Callable[[], float]]:
    began = time.perf_counter()
    ended: list[float] = []
    yield lambda: (ended[0] if ended else time.perf_counter()) - began
    ended.append(time.perf_counter())


CASES: dict[str, Callable[[int], dict[str, Any]]] = {
    "verify": _verify,
    "search": _search,
    "sample": _sample,
    "export": _export,
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.log", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--blocks", type=int, default=2_000)
    parser.add_argument("--data", type=Path, default=Path(".data/bench-log"))
    return parser.parse_args()


if __name__ == "__main__":
    main()

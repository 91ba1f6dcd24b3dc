"""A child beside Elsa, about whom everything is written that is written about her: a copy of each row, with keys of its own."""

import json
from typing import Any
from uuid import UUID, uuid5

import psycopg
from django.apps import apps

from kronobarn.people.models import Person
from tests import plugin
from tests.world import World

FAMILY = ("eva", "emil", "elsa")
FURTHER = 1_000_000
"""Added to numbers that are keys."""
ROWS = "SELECT coalesce(json_agg(to_jsonb({0})), '[]') FROM {0} WHERE {1}"
COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
PERSONS = frozenset(
    str(field.column)
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if field.related_model is Person
)


def copied(database: str, about: dict[str, str], world: World) -> UUID:
    """The copy's key. Its family are others with other names, and its number is another."""
    family = {world.people[name].pk for name in FAMILY}
    which = {table: condition for table, condition in about.items() if table != "people_samechild"}
    which["people_person"] = f"id IN ({', '.join(map(str, family))})"
    with psycopg.connect(plugin.server.url("admin", database), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        rows = {table: _one(admin, ROWS.format(table, condition)) for table, condition in which.items()}
        keys = {row["id"] for found in rows.values() for row in found if isinstance(row.get("id"), str)}
        text = json.dumps(rows).replace("TRES", "TREB").replace('"Elsa"', '"Ebba"')
        for key in keys:
            text = text.replace(key, str(uuid5(UUID(key), "Ebba")))
        for table, found in json.loads(text).items():
            for row in found:
                _with_keys_of_its_own(row, family, is_person=table == "people_person")
            columns = _one(admin, COLUMNS, [table])
            statement = f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s)"
            admin.execute(statement.encode(), [json.dumps(found)])
    return uuid5(world.elsa.pk, "Ebba")


def _with_keys_of_its_own(row: dict[str, Any], family: set[int], *, is_person: bool) -> None:
    if is_person:
        row["username"] = f"another-{row['username']}"
    if isinstance(row.get("id"), int):
        row["id"] += FURTHER
    for column in PERSONS & row.keys():
        if row[column] in family:
            row[column] += FURTHER


def _one(admin: psycopg.Connection[Any], statement: str, values: list[Any] | None = None) -> Any:
    found = admin.execute(statement.encode(), values).fetchone()
    assert found is not None
    return found[0]

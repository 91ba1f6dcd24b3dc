"""A unique word in everything that somebody has written about a child, and in every name.

What to mark is found from the models: a new column is marked the day it is written. The words are put
there past the application, so that nothing of it can help to hide them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from kronobarn.authorities.models import Unit
from kronobarn.people.models import Child, Person

MARK = re.compile(r"zq[a-z]{4}q")
UUIDS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
WORDS = 100
"""A column with room for so many characters holds words; a shorter one holds a code."""
CODES = {"drafts_draft.form", "papers_order.address"}
"""Nobody's words: the name of a form, and the address of a document, which its page shows when it is made."""
ONE_SIDED = {
    "my_world_note.works",
    "my_world_note.hard",
    "chronology_lifeevent.action",
    "chronology_lifeevent.no_action_because",
    "meetings_meeting.cancelled_because",
    "meetings_meetingdecision.laid_aside_because",
    "plans_planaction.helper",
    "communication_thread.closed_because",
    "communication_message.struck_because",
    "documents_document.handed_in_as",
    "documents_document.removed_because",
    "plans_plan.heard_why",
    "plans_plan.lead_no",
}
"""Of these the table holds one at a time: the empty one stays empty."""
FIXED = {"audit_logentry"}
"""The log cannot be rewritten, and holds codes and numbers only."""


@dataclass(frozen=True)
class Secret:
    """One marked value, or the id of one row: which row it stands in, and who it is about."""

    table: str
    column: str
    row: dict[str, Any]
    written: bool
    """Somebody has written something there; else the column was empty."""

    def __getitem__(self, name: str) -> Any:
        return self.row[name]

    @property
    def place(self) -> str:
        return f"{self.table}.{self.column}"


def about_children() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model is Child or any(one.name in {"child", "child_id"} for one in model._meta.concrete_fields)
    ]


def _words() -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in count():
        word = ""
        for _place in range(4):
            number, letter = divmod(number, 26)
            word += letters[letter]
        yield f"zq{word}q"


def plant(admin: psycopg.Connection[Any]) -> dict[str, Secret]:
    """Mark everything; what each word, each number and each id stands for."""
    words = _words()
    found: dict[str, Secret] = {}
    admin.execute("SET session_replication_role = replica")  # what is frozen is marked as well
    marked_models: list[type[models.Model]] = [*about_children(), Person, Unit]
    for model in marked_models:
        table = model._meta.db_table
        if table in FIXED:
            continue
        for row in rows(admin, table):
            key = str(model._meta.pk.column)
            for column in _columns(model):
                value = row[column]
                if not value and f"{table}.{column}" in ONE_SIDED:
                    continue
                given, marked = _marked(value, column, words, model)
                for word in given:
                    found[word] = Secret(table, column, row, bool(value))
                if given:
                    _write(admin, table, column, key, row[key], marked)
            for number in [row["number"]] if table == "people_identity" else []:
                for written in (number, f"{number[:-4]}-{number[-4:]}"):
                    found[written] = Secret(table, "number", row, False)
            if isinstance(row[key], UUID) and key == "id":
                found[str(row[key])] = Secret(table, "id", row, False)
    admin.commit()
    return found


def rows(admin: psycopg.Connection[Any], table: str) -> list[dict[str, Any]]:
    with admin.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()


def _columns(model: type[models.Model]) -> Iterator[str]:
    for one in model._meta.concrete_fields:
        written = isinstance(one, models.CharField | models.TextField) and not one.generated and not one.choices
        room = isinstance(one, models.TextField) or (one.max_length or 0) >= WORDS
        place = f"{model._meta.db_table}.{one.column}"
        if model is Unit:
            written = one.column == "name"
        elif model is Person:
            written = one.column in {"given_name", "family_name"}
        if isinstance(one, models.JSONField) or (written and room and place not in CODES):
            yield str(one.column)


def _marked(value: Any, column: str, words: Iterator[str], model: type[models.Model]) -> tuple[list[str], Any]:
    """The words that were put in, and the value with them."""
    given: list[str] = []

    def mark(one: Any, key: str = "") -> Any:
        if isinstance(one, dict):
            return {name: mark(inner, name) for name, inner in one.items()}
        if isinstance(one, list):
            return [mark(inner) for inner in one]
        if isinstance(one, str) and " " in one:
            given.append(next(words))
            return f"{one} {given[-1]}"
        return one

    if isinstance(value, str):
        given.append(next(words))
        if isinstance(model._meta.get_field(column), models.URLField):
            return given, f"https://moten.example/{given[0]}"
        return given, f"{value} {given[0]}".strip()
    return given, mark(value)


def _write(admin: psycopg.Connection[Any], table: str, column: str, key: str, pk: Any, value: Any) -> None:
    as_json = not isinstance(value, str)
    admin.execute(
        sql.SQL("UPDATE {} SET {} = %s WHERE {} = %s").format(*map(sql.Identifier, (table, column, key))),
        [Jsonb(value) if as_json else value, pk],
    )

"""Bring a database up to date: migrations as the owner, then policies, then the roles' rights.

Policies and rights are declared, not migrated: they are applied whole after every change, so that what the
files say is what the database does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import ClientCursor, sql

from kronobarn.database.at_once import make_at_once
from kronobarn.database.publish import PUBLISHED, publish, withdraw
from kronobarn.database.roles import APP, KEEPER, ONE_AT_A_TIME
from kronobarn.retention import schedule

Row = tuple[object, ...]

PACKAGE: Final = Path(__file__).resolve().parent.parent
SCHEMAS_OF_OTHERS: Final = ("django", "django-allauth", "django-axes", "procrastinate")

# What the application may do with a table, where it is not the usual.
ONLY: Final = {
    "authorities_assignment": "SELECT, INSERT, UPDATE",  # who worked where stays said
    "audit_logentry": "SELECT, INSERT",
    "audit_logblock": "SELECT",
    "grounds_correction": "SELECT, INSERT",
    "audit_logcut": "SELECT",
    "audit_logexport": "SELECT",
    "oversight_sample": "SELECT",
    "oversight_drawn": "SELECT",
    "oversight_judgement": "SELECT, INSERT",
    "retention_proposal": "SELECT, INSERT, UPDATE",
    "retention_proposedact": "SELECT, INSERT",
    "retention_hold": "SELECT, INSERT, UPDATE",
    "retention_removal": "SELECT",
    "retention_term": "SELECT",
    "emergency_verdict": "SELECT, INSERT",
    "practice_version": "SELECT, INSERT, UPDATE",  # every record is read with the words it was written under
    "programme_body": "SELECT, INSERT, UPDATE",  # what the process has been stays said
    "programme_question": "SELECT, INSERT, UPDATE",
    "programme_awaited": "SELECT, INSERT",
    "programme_bodydecision": "SELECT, INSERT, UPDATE",
    "programme_group": "SELECT, INSERT",
    "programme_mandate": "SELECT, INSERT, UPDATE",
    "programme_member": "SELECT, INSERT, UPDATE",
    "programme_nameremoval": "SELECT, INSERT, UPDATE",
    "programme_nameruledecision": "SELECT, INSERT, UPDATE",
    "group_meetings_groupmeeting": "SELECT, INSERT, UPDATE",
    "group_meetings_change": "SELECT, INSERT",
    "group_meetings_correction": "SELECT, INSERT",
    "group_meetings_publication": "SELECT, INSERT, UPDATE",
    "published_group_notes": "SELECT",
    "action_plans_actionplan": "SELECT, INSERT, UPDATE",
    "action_plans_plangoal": "SELECT, INSERT, UPDATE",
    "action_plans_measure": "SELECT, INSERT, UPDATE",
    "action_plans_activity": "SELECT, INSERT, UPDATE",
    "action_plans_planversion": "SELECT, INSERT, UPDATE",
    "action_plans_followup": "SELECT, INSERT, UPDATE",
    "action_plans_asked": "SELECT, INSERT",
    "action_plans_report": "SELECT, INSERT",
    "financing_financialyear": "SELECT, INSERT, UPDATE",
    "financing_line": "SELECT, INSERT, UPDATE",
    "surveys_survey": "SELECT, INSERT, UPDATE",
    "surveys_question": "SELECT, INSERT, DELETE",
    "surveys_round": "SELECT, INSERT, UPDATE",
    "surveys_reply": "SELECT, INSERT",  # nobody rewrites what somebody answered
    "implementation_steptaken": "SELECT, INSERT, UPDATE",
    "implementation_request": "SELECT, INSERT, UPDATE",
    "implementation_reply": "SELECT, INSERT",
    "implementation_telling": "SELECT, INSERT, UPDATE",
    "annual_reports_annualreport": "SELECT, INSERT, UPDATE",
    "annual_reports_part": "SELECT, INSERT",  # what was written stays, and is followed by another version
    "annual_reports_settlement": "SELECT, INSERT, UPDATE",
    "annual_reports_correction": "SELECT, INSERT",
    "published_annual_reports": "SELECT",
    "published_action_plan": "SELECT",  # what the public site reads
    "learning_event": "SELECT, INSERT, UPDATE",
    "learning_ticket": "SELECT, INSERT, DELETE",
    "learning_evaluation": "SELECT, INSERT",  # nobody rewrites what somebody thought
    "published_events": "SELECT",
    "learning_material_materialfile": "SELECT, INSERT, DELETE",
    "learning_material_reading": "SELECT, INSERT, DELETE",  # one reads, and takes it back
    "published_material": "SELECT",
    "published_material_files": "SELECT",
    "consultation_round": "SELECT, INSERT, UPDATE",  # so does what organisations have been asked and have answered
    "consultation_invitation": "SELECT, INSERT, UPDATE",
    "consultation_link": "SELECT, INSERT, UPDATE",
    "consultation_writer": "SELECT, INSERT",
    "consultation_answer": "SELECT, INSERT, UPDATE",
    "consultation_submission": "SELECT, INSERT, UPDATE",
    "consultation_reply": "SELECT, INSERT, UPDATE",
    "consultation_adoption": "SELECT, INSERT",
    "published_consultations": "SELECT",
    "people_child": "SELECT, INSERT, UPDATE",  # has no column `child_id`, and is a child all the same
    "django_migrations": "SELECT",
}
USUAL: Final = "SELECT, INSERT, UPDATE, DELETE"
KEPT: Final = "SELECT, INSERT, UPDATE"  # what is written about a child is ended, never removed
REMOVABLE: Final = frozenset({"drafts_draft", "papers_order"})

# The keeper sees the log, draws samples of it, and carries out removals that others have approved. Nothing else.
KEEPERS: Final = {
    "audit_logentry": "SELECT",
    "audit_logblock": "SELECT, INSERT",
    "audit_logcut": "SELECT, INSERT",
    "audit_logexport": "SELECT, INSERT",
    "oversight_sample": "SELECT, INSERT",
    "oversight_drawn": "SELECT, INSERT",
    "retention_proposal": "SELECT",
    "django_migrations": "SELECT",
}

TABLES: Final = """
    SELECT c.relname, c.relispartition,
           EXISTS (SELECT FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attname = 'child_id' AND NOT a.attisdropped)
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    ORDER BY c.relname
"""


def prepare(alias: str = "owner") -> bool:
    """Bring the database behind the alias up to date. Tells whether there was anything to do."""
    fingerprint = current_fingerprint()
    with _alone(alias) as cursor:
        if stored_fingerprint(cursor) == fingerprint:
            return False
        make_at_once(alias)
        call_command("migrate", database=alias, interactive=False, verbosity=0)
        with cursor.connection.transaction():
            withdraw(cursor)
            apply_policies(cursor)
            grant_rights(cursor)
            publish(cursor)
            load_terms(cursor)
            _store_fingerprint(cursor, fingerprint)
        return True


def apply_policies(cursor: ClientCursor[Row]) -> None:
    """Every feature's row-level security, in the order of the installed features."""
    for file in policy_files():
        cursor.execute(file.read_bytes())


def grant_rights(cursor: ClientCursor[Row]) -> None:
    """Exactly what each role may do with each table: what is not listed is taken away."""
    tables = cursor.execute(TABLES).fetchall()
    for name, is_partition, about_a_child in tables:
        rights = "" if is_partition else _rights(str(name), about_a_child=bool(about_a_child))
        _grant(cursor, str(name), APP, rights)
        _grant(cursor, str(name), KEEPER, KEEPERS.get(str(name), ""))
    cursor.execute(
        sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}, {}").format(
            sql.Identifier(APP), sql.Identifier(KEEPER)
        )
    )


def load_terms(cursor: ClientCursor[Row]) -> None:
    """The county's rules for how long things are kept, for the database to ask. Only the owner may write them."""
    rules = schedule.current()
    cursor.execute("DELETE FROM retention_term")
    cursor.executemany(
        "INSERT INTO retention_term (version, regime, retention_class, years, after, research_days, confirmed)"
        " VALUES (%s, %s, %s, %s, %s, %s::smallint[], %s)",
        [(rules.version, *term) for term in rules.terms()],
    )


def policy_files() -> Iterator[Path]:
    """The files with row-level security, in the order of the installed features."""
    for app in apps.get_app_configs():
        file = Path(app.path) / "policies.sql"
        if file.exists():
            yield file


def current_fingerprint() -> str:
    """What the schema follows from: our migrations, policies, rights and terms, and others' versions."""
    digest = hashlib.sha256()
    for name in SCHEMAS_OF_OTHERS:
        digest.update(f"{name}={version(name)}\n".encode())
    digest.update("\n".join(app.name for app in apps.get_app_configs()).encode())
    for file in _sources():
        digest.update(f"{file.relative_to(PACKAGE)}\n".encode() + file.read_bytes())
    digest.update(schedule.file().read_bytes())
    return digest.hexdigest()


def stored_fingerprint(cursor: psycopg.Cursor[Row]) -> str:
    """What the database was last prepared from; a comment on the schema, so that it travels with it."""
    row = cursor.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')").fetchone()
    return str(row[0]) if row and row[0] else ""


def _store_fingerprint(cursor: psycopg.Cursor[Row], fingerprint: str) -> None:
    cursor.execute(sql.SQL("COMMENT ON SCHEMA public IS {}").format(sql.Literal(fingerprint)))


def _sources() -> Iterable[Path]:
    patterns = ("*/migrations/*.py", "*/policies.sql", "database/*.py", "settings.py")
    return sorted(file for pattern in patterns for file in PACKAGE.glob(pattern))


def _rights(table: str, *, about_a_child: bool) -> str:
    if table in ONLY:
        return ONLY[table]
    if table.startswith(PUBLISHED):
        return "SELECT"  # a view writes with its owner's rights
    return KEPT if about_a_child and table not in REMOVABLE else USUAL


def _grant(cursor: ClientCursor[Row], table: str, role: str, rights: str) -> None:
    words = {"table": sql.Identifier(table), "role": sql.Identifier(role), "rights": sql.SQL(rights)}
    cursor.execute(sql.SQL("REVOKE ALL ON {table} FROM PUBLIC, {role}").format(**words))
    if rights:
        cursor.execute(sql.SQL("GRANT {rights} ON {table} TO {role}").format(**words))


@contextmanager
def _alone(alias: str) -> Iterator[ClientCursor[Row]]:
    """A plain cursor (a file of statements can only be sent as text), for one process at a time."""
    connections[alias].ensure_connection()
    with ClientCursor(connections[alias].connection) as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            yield cursor
        finally:
            cursor.connection.rollback()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])

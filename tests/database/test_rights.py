"""What the application and the keeper may do in the real schema, asked of the database itself."""

import psycopg
import pytest

from kronobarn.database import prepare
from kronobarn.database.server import Role
from tests import plugin

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("django_db_setup")]

TABLES_WHERE = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND has_table_privilege(c.oid, %s)
    ORDER BY c.relname
"""
ABOUT_A_CHILD = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.attname = 'child_id'
"""
LOG_PARTITIONS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_logentry'::regclass"


def test_the_log_can_be_added_to_and_read() -> None:
    rights = {right for right in RIGHTS if "audit_logentry" in _tables("app", right)}

    assert rights == {"SELECT", "INSERT"}


def test_the_logs_parts_cannot_be_reached_past_it() -> None:
    parts = set(_names("app", LOG_PARTITIONS))

    assert parts
    assert [right for right in RIGHTS if parts & _tables("app", right)] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logentry SET child_id = NULL",
        "DELETE FROM audit_logentry",
        "TRUNCATE audit_logentry",
        "TRUNCATE audit_logentry CASCADE",
        "UPDATE audit_logblock SET seal = before",
        "DELETE FROM audit_logblock",
        "TRUNCATE audit_logblock",
        "INSERT INTO audit_logblock DEFAULT VALUES",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (number int)",
        "ALTER TABLE audit_logentry DISABLE ROW LEVEL SECURITY",
        "SET ROLE kronobarn_owner",
    ],
)
def test_the_application_is_refused(statement: str) -> None:
    connecting = psycopg.connect(plugin.server.url("app", plugin.DATABASE))
    with connecting as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE {} SET why = ''", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
def test_no_part_of_the_log_is_rewritten_by_its_own_name(statement: str) -> None:
    parts = _names("owner", LOG_PARTITIONS)
    assert parts
    for part in parts:
        connecting = psycopg.connect(plugin.server.url("app", plugin.DATABASE))
        with connecting as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.format(part))


@pytest.mark.parametrize("person", ["", "1", "-1", None])
def test_a_log_line_is_not_written_in_anothers_name(person: str | None) -> None:
    with psycopg.connect(plugin.server.url("app", plugin.DATABASE)) as connection:
        if person is not None:
            connection.execute("SELECT set_config('kronobarn.person', %s, true)", [person])
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            connection.execute(
                "INSERT INTO audit_logentry (at, kind, person_id, subject, why, detail)"
                " VALUES (now(), 'child.opened', 4711, '', '', '{}')"
            )


def test_what_is_written_about_a_child_is_never_removed() -> None:
    about_a_child = set(_names("owner", ABOUT_A_CHILD))

    assert about_a_child & _tables("app", "DELETE") <= prepare.REMOVABLE


@pytest.mark.parametrize("right", ["TRUNCATE", "REFERENCES", "TRIGGER"])
@pytest.mark.parametrize("role", ["app", "keeper"])
def test_nobody_but_the_owner_has_the_rare_rights(role: Role, right: str) -> None:
    assert _tables(role, right) == set()


def test_the_keeper_sees_the_log_and_its_samples_and_nothing_else() -> None:
    assert _tables("keeper", "SELECT") == set(prepare.KEEPERS)
    assert _tables("keeper", "INSERT") == {
        *("audit_logblock", "audit_logcut", "audit_logexport"),
        *("oversight_sample", "oversight_drawn"),
    }
    assert _tables("keeper", "UPDATE") | _tables("keeper", "DELETE") == set()


RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def _tables(role: Role, right: str) -> set[str]:
    return set(_names(role, TABLES_WHERE, right))


def _names(role: Role, query: str, *parameters: str) -> list[str]:
    with psycopg.connect(plugin.server.url(role, plugin.DATABASE)) as connection:
        return [name for (name,) in connection.execute(query, parameters)]

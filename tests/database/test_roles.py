"""The roles: what they are, and that the operator's script makes the same."""

import subprocess
from pathlib import Path

import psycopg
import pytest

from kronobarn.database import roles
from kronobarn.database.binaries import choose
from kronobarn.database.server import Role, Server, running

pytestmark = pytest.mark.database

POWERS = """
    SELECT rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
    FROM pg_roles WHERE rolname = %s
"""
PLACES = """
    SELECT has_database_privilege('kronobarn', 'CREATE'), has_database_privilege('kronobarn', 'TEMP'),
           has_schema_privilege('public', 'CREATE'), has_schema_privilege('public', 'USAGE')
"""


@pytest.mark.parametrize("role", roles.ROLES)
def test_no_role_has_powers_of_its_own(server: Server, role: str) -> None:
    with psycopg.connect(server.url("admin", "postgres")) as connection:
        assert connection.execute(POWERS, [role]).fetchone() == (True, False)


@pytest.mark.parametrize(
    ("role", "create_in_database", "temporary", "create_in_schema", "use_schema"),
    [
        ("owner", True, True, True, True),
        ("app", False, False, False, True),
        ("keeper", False, False, False, True),
        ("site", False, False, False, False),
    ],
)
def test_only_the_owner_creates(
    server: Server, role: Role, create_in_database: bool, temporary: bool, create_in_schema: bool, use_schema: bool
) -> None:
    with psycopg.connect(server.url(role)) as connection:
        found = connection.execute(PLACES).fetchone()

    assert found == (create_in_database, temporary, create_in_schema, use_schema)


def test_making_them_again_changes_nothing(server: Server) -> None:
    roles.ensure(server)

    with psycopg.connect(server.url("app")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (roles.APP,)


def test_the_owner_may_add_the_extension(server: Server) -> None:
    with psycopg.connect(server.url("owner")) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def test_the_operators_script_makes_the_same(data: Path, tmp_path: Path) -> None:
    with running(data) as server:
        psql = Path(choose(existing=server.version)["psql"])
        if not psql.exists():
            pytest.skip("psql is not among the programs")
        script = tmp_path / "roller.sql"
        script.write_text("\n".join(roles.statements()))
        secrets = "".join(f"{server.secret(role)}\n" for role in ("owner", "app", "keeper", "site"))
        command = [str(psql), "--quiet", "--set", "ON_ERROR_STOP=1", "-f", str(script), server.url("admin", "postgres")]
        for _ in range(2):
            subprocess.run(command, input=secrets, text=True, check=True, capture_output=True)

        with psycopg.connect(server.url("app")) as connection:
            assert connection.execute(PLACES).fetchone() == (False, False, False, True)
        with psycopg.connect(server.url("owner")) as connection:
            assert connection.execute(PLACES).fetchone() == (True, True, True, True)

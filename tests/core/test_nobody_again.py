"""What was asked in somebody's name ends there: a page that nobody has signed in to is nobody's again."""

from django.db import connection

from kronobarn.core.acting import acting
from tests.world import World


def asks() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('kronobarn.person', true)")
        return str(cursor.fetchone()[0])


def test_nobody_is_nobody_again(world: World) -> None:
    rut = world.actor("rut")
    with acting(None):
        with acting(rut):
            assert asks() == str(rut.person_id)
        assert asks() == ""

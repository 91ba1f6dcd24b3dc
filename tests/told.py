"""What a story wrote is kept, and written again at once for the next test that begins with the same story.

Most tests begin with a matter that has come some way, told through the product's own actions: hundreds of questions to
the database, the same each time. `told_once` lets the first test of a process tell it, keeps the rows of every table
that it touched, and puts exactly those rows there for the tests that follow. What the story returned is copied.

Only a story that is told in the town as every test finds it, or after another such story and nothing else, is kept.
Told in any other place, after something else was written, or at a moved time, it is told by the actions as ever.
"""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg
import time_machine
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from kronobarn.core import clock
from tests import plugin
from tests.world import World

P = ParamSpec("P")
R = TypeVar("R")

SCHEMA = """
CREATE SCHEMA told;
GRANT USAGE ON SCHEMA told TO kronobarn_app;

-- How many rows this transaction has written; what was undone counts.
CREATE FUNCTION told.written() RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER AS $$
    SELECT sum(pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)
               + pg_stat_get_xact_tuples_deleted(c.oid))
    FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
$$;

CREATE FUNCTION told.columns(of regclass) RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = of AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;

-- All rows of the tables that have been written to.
CREATE FUNCTION told.take() RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    one regclass;
    held jsonb;
    found jsonb = '{}';
BEGIN
    FOR one IN
        SELECT DISTINCT coalesce(pg_partition_root(c.oid), c.oid)::regclass
        FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
          AND pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)
              + pg_stat_get_xact_tuples_deleted(c.oid) > 0
    LOOP
        EXECUTE format('SELECT coalesce(jsonb_agg(to_jsonb(t)), ''[]'') FROM %s t', one) INTO held;
        found = found || jsonb_build_object(one::text, held);
    END LOOP;
    RETURN found;
END $$;

-- Past policies, foreign keys and triggers: the rows are as they were when all of those had had their say.
CREATE FUNCTION told.put(rows jsonb) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET session_replication_role = replica AS $$
DECLARE
    one text;
    held jsonb;
BEGIN
    FOR one, held IN SELECT * FROM jsonb_each(rows) LOOP
        EXECUTE format('DELETE FROM %s', one);
        EXECUTE format('INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM jsonb_populate_recordset(NULL::%1$s, $1)',
                       one, told.columns(one::regclass)) USING held;
    END LOOP;
END $$;
"""
A_MOMENT = timedelta(seconds=1)
"""By more than this the clock differs only when somebody has moved it."""

_kept: dict[tuple[Any, ...], tuple[str, Any]] = {}
"""By the stories that were told, one after another: the rows that were there then, and what the last one returned."""


def make_room(database: str) -> None:
    """What keeping and putting back takes, beside the product's own schema."""
    with psycopg.connect(plugin.server.url("admin", database), autocommit=True) as admin:
        admin.execute(SCHEMA)


def told_once(story: Callable[Concatenate[World, P], R]) -> Callable[Concatenate[World, P], R]:
    """Keep what the story writes in a process's first telling, for the tellings that follow."""

    @wraps(story)
    def tell(world: World, /, *args: P.args, **kwargs: P.kwargs) -> R:
        so_far = _so_far(world)
        if so_far is None:
            return story(world, *args, **kwargs)
        this = (*so_far, (story.__module__, story.__qualname__, *map(_as_key, args), *_as_key(kwargs)))
        found = _kept.get(this)
        if found is not None:
            _ask("SELECT told.put(%s::jsonb)", [found[0]])
            result: R = deepcopy(found[1])
        else:
            result = story(world, *args, **kwargs)
            _kept[this] = _ask("SELECT told.take()::text"), deepcopy(result)
        world.told, world.written = this, _ask("SELECT told.written()")
        return result

    return tell


def _so_far(world: World) -> tuple[Any, ...] | None:
    """The stories that have been told to this world, and the day; None when something else has been written too."""
    moved = time_machine.escape_hatch.is_travelling() or abs(clock.now() - timezone.now()) > A_MOMENT
    if moved or connection.settings_dict["NAME"] != plugin.DATABASE or not connection.in_atomic_block:
        return None
    if not world.told:
        return (clock.today(),) if _ask("SELECT pg_current_xact_id_if_assigned()") is None else None
    return world.told if _ask("SELECT told.written()") == world.written else None


def _ask(sql: str, params: list[Any] | None = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def _as_key(value: Any) -> Any:
    """What tells one argument from another: a row by its key."""
    if isinstance(value, Model):
        return type(value).__name__, value.pk
    if isinstance(value, dict):
        return tuple((name, _as_key(one)) for name, one in sorted(value.items()))
    if isinstance(value, list | tuple):
        return tuple(map(_as_key, value))
    return value

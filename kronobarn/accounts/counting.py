"""The cache that tries are counted in, with one statement for each of its writes.

Django's own asks first how many rows there are, then whether the key is there, and then writes: three statements, and a
moment between them in which two may write. PostgreSQL does all of it in one, and lets one of the two through.
"""

import base64
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

LOOKS_EVERY: Final = 256
"""Writes of a process between looking for whether there are too many rows: to count them costs more than to write one."""
_written = count(1)

WRITE: Final = """
    INSERT INTO {table} AS kept (cache_key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires
"""
ADD: Final = f"{WRITE} WHERE kept.expires < %s"
COUNT: Final = "SELECT count(*) FROM {table}"


class CountedCache(DatabaseCache):
    """As Django's, for PostgreSQL."""

    _table: str
    _max_entries: int
    _cull: Callable[[str, Any, datetime, int], None]

    def set(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._write(WRITE, key, value, timeout, version)

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._write(ADD, key, value, timeout, version, timezone.now())

    def _write(self, how: str, key: Any, value: Any, timeout: Any, version: int | None, *more: datetime) -> bool:
        until = self.get_backend_timeout(timeout)
        expires = datetime.max.replace(tzinfo=UTC) if until is None else datetime.fromtimestamp(until, tz=UTC)
        said: list[str | datetime] = [
            self.make_and_validate_key(key, version=version),
            base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii"),
            expires,
            *more,
        ]
        alias = router.db_for_write(self.cache_model_class)
        with connections[alias].cursor() as cursor:
            table = connections[alias].ops.quote_name(self._table)
            if next(_written) % LOOKS_EVERY == 0:
                cursor.execute(COUNT.format(table=table))
                [rows] = cursor.fetchone()
                if rows > self._max_entries:
                    self._cull(alias, cursor, timezone.now(), rows)
            cursor.execute(how.format(table=table), said)
            return bool(cursor.rowcount)

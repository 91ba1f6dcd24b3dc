"""Brings the site's own schema up to date, as the site's own role."""

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection

LIBRARIES: Final = ("django", "wagtail", "django-allauth", "django-axes", "django-taggit")
ONE_AT_A_TIME: Final = 20261122  # the advisory lock under which it is done
STORED: Final = "SELECT obj_description('site'::regnamespace, 'pg_namespace')"


def prepare() -> bool:
    """Migrate if anything has changed since last time. Tells whether there was anything to do."""
    fingerprint = current_fingerprint()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            cursor.execute(STORED)
            if cursor.fetchone() == (fingerprint,):
                return False
            call_command("migrate", interactive=False, verbosity=0)
            cursor.execute(f"COMMENT ON SCHEMA site IS '{fingerprint}'")  # a hexadecimal number
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return True


def current_fingerprint() -> str:
    """What the schema follows from: our migrations and the libraries' versions."""
    digest = hashlib.sha256()
    for name in LIBRARIES:
        digest.update(f"{name}={version(name)}\n".encode())
    for file in sorted(Path(__file__).parent.glob("**/migrations/*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()

"""Writing to the log. Called inside the transaction of the thing it records."""

import json
from dataclasses import asdict
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from kronobarn.audit.events import Event
from kronobarn.core import clock
from kronobarn.core.actor import Actor

_ADD = """
INSERT INTO audit_logentry (at, kind, person_id, assignment_id, unit_id, child_id, subject, why, detail)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def record(
    event: Event,
    *,
    by: Actor,
    child_id: UUID | None = None,
    subject: str = "",
    why: str = "",
) -> None:
    """Add an event to the log. It is rolled back together with what it describes.

    `subject` names a row as `kind:id`; `why` is a code (a ground, a relation), never free text.
    """
    detail = json.dumps(asdict(event), cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            [
                clock.now(),
                event.kind,
                by.person_id,
                by.assignment_id,
                by.unit_id,
                child_id,
                subject,
                why,
                detail,
            ],
        )

"""A record begins, in one's own area or in words of the family's own."""

import uuid
from datetime import date
from uuid import UUID

from kronobarn.circles.actions.common import on_an_open_card
from kronobarn.circles.actions.disclosures import write
from kronobarn.circles.models import Record
from kronobarn.circles.rules import (
    RETENTION,
    Ground,
    Kind,
)
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor


@action
def write_record(
    *,
    child_id: UUID,
    kind: Kind,
    headline: str,
    happened_on: date,
    practice_version: str,
    by: Actor,
    owner_id: int | None = None,
    record_id: UUID | None = None,
    part_of: Record | None = None,
) -> Record:
    """Begin a record in one's own area; family write into the area that asked (`owner_id`).

    What is part of another record is withheld with it. What family write is at once disclosed to themselves: their own words are never hidden from them.
    """
    assert by.person_id is not None
    owner = owner_id if by.is_family else by.area_id
    assert owner is not None
    record = Record(
        pk=record_id or uuid.uuid4(),
        child_id=child_id,
        owner_id=owner,
        kind=kind,
        author_id=by.person_id,
        author_assignment_id=by.assignment_id,
        headline=headline[:200],
        happened_on=happened_on,
        written_at=clock.now(),
        practice_version=practice_version,
        retention_class=RETENTION[kind],
        part_of=part_of,
    )
    if by.is_family:
        # Before the record, so that its writer sees it the moment it exists (keys are deferred).
        _own_words(record, by)
    with on_an_open_card(child_id):
        record.save(force_insert=True)
    return record


def _own_words(record: Record, by: Actor) -> None:
    assert by.person_id is not None
    write(
        record,
        granted=True,
        to_person_id=by.person_id,
        ground=Ground.CHILD_OR_GUARDIAN,
        decided_by_id=by.person_id,
        decided_for_id=None,
    )

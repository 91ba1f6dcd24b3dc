"""What a child is called where the log is reviewed: ten characters that say nothing, and lead to the log and no further.

The same child has another reference in another area, so that two reviewers cannot put their logs together.
"""

import hashlib
from typing import Final
from uuid import UUID

from django.conf import settings

from kronobarn.core.actor import Actor
from kronobarn.oversight import rules

_REST: Final = 128 - 50  # of a child's id, what the reference leaves out


def written(child_id: UUID, actor: Actor) -> str:
    """The child's reference in the actor's area."""
    return rules.reference(child_id.int >> _REST, key=_key(actor))


def stretch(text: str, actor: Actor) -> tuple[UUID, UUID] | None:
    """The ids a reference stands for, first and last; None when it is no reference of the area."""
    head = rules.head_of(text, key=_key(actor))
    if head is None:
        return None
    first = UUID(int=head << _REST)
    # All ids are of version 4, so most misread references lead to no id at all.
    return (first, UUID(int=(head + 1 << _REST) - 1)) if head & 3 == 1 else None


def _key(actor: Actor) -> bytes:
    return hashlib.sha256(f"kronobarn.log.reference:{actor.area_id}:{settings.LOG_KEY}".encode()).digest()

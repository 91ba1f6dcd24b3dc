"""What a form begins with: the draft, when there is one."""

from typing import Any
from uuid import UUID

from kronobarn.core.actor import Actor
from kronobarn.drafts.models import Draft


def typed(*, child_id: UUID, form: str, by: Actor) -> dict[str, Any]:
    """The draft as initial values of a Django form; empty when there is none."""
    draft = Draft.objects.visible_to(by).filter(child=child_id, form=form).first()
    if draft is None:
        return {}
    return {name: values[0] if len(values) == 1 else values for name, values in draft.typed.items()}

"""What has been written is never edited: a correction is written anew and names what it replaces, which is kept."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.circles.models import Detail
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision

D = TypeVar("D", bound=Detail)


def to_replace(named: D, *, child_id: UUID, by: Actor, may: Callable[[D], Decision]) -> D:
    """The latest wording, locked: whoever is to correct it reads it, may, and nobody has done so since."""
    objects: Any = type(named)._default_manager
    found: D = objects.visible_to(by).locked().select_related("record").get(pk=named.pk, child=child_id)
    may(found).enforce(child_id=child_id)
    if objects.visible_to(by).filter(child=child_id, amends=found).exists():
        raise ValidationError(_("Det här är redan rättat. Ladda om sidan och rätta det senaste."))
    return found

"""That somebody has taken, or been given, everything there is about a person."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class ExtractTaken(Event):
    """A copy under the right of access. `person` is whom it is for."""

    kind: ClassVar = "access.taken"
    sentence: ClassVar = _("Tog fram ett registerutdrag")
    is_look: ClassVar = True

    form: str
    person: int | None
    facts: int

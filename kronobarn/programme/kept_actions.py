"""What the actions of the features that stand on the process have in common: who writes, and how what was wrong is marked."""

from typing import Any

from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand


def written_now(by: Actor) -> dict[str, Any]:
    """When a row is written, and by whom."""
    return {"written_at": clock.now(), "written_by_id": by.person_id}


def put_right(wrong: Any, right: Any, because: str) -> None:
    """Mark a row that was written down wrongly, with why, and keep the one that is right beside it. Both stay."""
    demand("because", because, _("Skriv varför det rättas."))
    wrong.corrected_at, wrong.corrected_because = right.written_at, because
    wrong.save(update_fields=["corrected_at", "corrected_because"])
    right.save(force_insert=True)

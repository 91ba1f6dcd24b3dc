"""What the actions of a round have in common: the row that is locked, and who writes."""

from kronobarn.consultation.models import Round
from kronobarn.core.actor import Actor


def writer(by: Actor) -> int:
    """Whoever leads the process is somebody."""
    assert by.person_id is not None
    return by.person_id


def locked(one: Round, by: Actor) -> Round:
    """The round as it stands now, held until the request is over."""
    found: Round = Round.objects.visible_to(by).select_related("adoption", "version").locked().get(pk=one.pk)
    return found

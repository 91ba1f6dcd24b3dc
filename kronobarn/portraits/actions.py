"""Everything that writes photographs."""

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.documents import taking
from kronobarn.people.models import Person
from kronobarn.portraits import events, policy
from kronobarn.portraits.models import Portrait

LONGEST_SIDE = 320
"""Pixels: as large as it is shown, on a sharp screen and on paper."""


@action
def add(*, sent: bytes, by: Actor) -> Portrait:
    """Show a photograph of oneself, instead of the one before."""
    assert by.person_id is not None
    person = Person.objects.get(pk=by.person_id)
    policy.may_add(by, person).enforce()
    picture = taking.picture(sent, "picture", longest_side=LONGEST_SIDE)
    portrait = _own(by) or Portrait(person=person)
    portrait.picture, portrait.changed_at = picture, clock.now()
    portrait.save()
    log(events.PortraitAdded(), by=by)
    return portrait


@action
def remove(*, by: Actor) -> None:
    """Take it away, everywhere and at once."""
    portrait = _own(by)
    if portrait is None or not portrait.picture:
        return
    portrait.picture, portrait.changed_at = b"", clock.now()
    portrait.save(update_fields=["picture", "changed_at"])
    log(events.PortraitRemoved(), by=by)


def _own(by: Actor) -> Portrait | None:
    return Portrait.objects.visible_to(by).locked().filter(person=by.person_id).first()

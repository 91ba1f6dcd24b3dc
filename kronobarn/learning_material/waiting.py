"""What waits for somebody who has read what has since been changed."""

from datetime import timedelta

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.learning_material import reads
from kronobarn.learning_material.rules import READ_WITHIN


def changed_since_i_read(actor: Actor) -> list[Line]:
    """A line for each material that has a new version with other words, the first weeks after it came."""
    if actor.assignment_id is None:
        return []
    return [
        Line(
            _("Ändrat sedan du läste: %s") % one.version.title,
            address("learning_material:material", one.version.material_id),
            one.published_on + READ_WITHIN,
        )
        for one in reads.changed_for(actor, within=READ_WITHIN + timedelta(days=1))
    ]

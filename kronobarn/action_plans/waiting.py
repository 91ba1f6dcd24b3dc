"""What a round of follow-up asks of somebody, on the day's list."""

from kronobarn.action_plans import reads
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line


def asked_of_me(actor: Actor) -> list[Line]:
    """The activities that the reader answers for and has been asked about."""
    return [
        Line(one.activity.title, address("action_plans:report", one.activity.pk), one.follow_up.answer_by)
        for one in reads.asked_of_me(actor)
    ]

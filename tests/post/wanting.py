"""Somebody who wants letters, and has confirmed where to."""

from kronobarn.core.actor import Actor
from kronobarn.post import actions
from kronobarn.post.models import Letter, Subscription
from kronobarn.post.rules import Kind, Often


def wants(*, address: str, by: Actor, often: Often = Often.AT_ONCE) -> Subscription:
    """As they do it themselves: choose, and follow the link. The letter with it was sent, and is forgotten."""
    own = actions.confirm(own=actions.choose(address=address, often=often, by=by), by=by)
    Letter.objects.filter(to=own, kind=Kind.CONFIRM).delete()
    return own

"""Signing somebody of the town in, without the sign-in page."""

import time

from django.test import Client

from kronobarn.accounts.reads import CHOICE, FAMILY
from kronobarn.accounts.sessions import SEEN_AT, SIGNED_IN_AT
from tests.world import World


def sign_in(client: Client, world: World, name: str) -> None:
    """Let the client be this person, in the assignment the town gives them."""
    client.force_login(world.people[name], backend="kronobarn.accounts.backends.Accounts")
    session = client.session
    assignment = world.assignments.get(name)
    session[CHOICE] = assignment.pk if assignment else FAMILY
    session[SIGNED_IN_AT] = session[SEEN_AT] = int(time.time())
    session.save()

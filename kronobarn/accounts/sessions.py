"""What a session holds: when it began, when it was last used, and what the person acts as."""

import time

from django.http import HttpRequest
from django.urls import reverse

from kronobarn.accounts import actions, parked
from kronobarn.accounts.reads import CHOICE, family_actor
from kronobarn.core.actor import Actor
from kronobarn.people.models import Person

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
ONWARD = "onward"
"""Where the person was going before they had to choose what to act as."""


def begin(request: HttpRequest, person: Person, *, way: str) -> None:
    """Somebody has just signed in, and acts as nothing yet."""
    for left_over in (CHOICE, ONWARD):
        request.session.pop(left_over, None)
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())
    request.session.set_expiry(0)
    parked.drop_if_of_another(request, person)
    actions.sign_in(way=way, by=family_actor(person))


def enter(request: HttpRequest, person: Person, choice: int | str) -> Actor:
    """Act as something. The session gets a new key: its rights are others than before."""
    actor = actions.choose(person=person, choice=choice, by=family_actor(person))
    before = request.session.session_key
    request.session.cycle_key()
    request.session[CHOICE] = choice
    actions.carry_over(old_key=before, new_key=request.session.session_key, by=actor)
    return actor


def onward(request: HttpRequest) -> str:
    """To what the person had typed, or to where they were going, or to their day."""
    address: str = request.session.pop(ONWARD, reverse("start"))
    return reverse("accounts:waiting") if parked.waiting(request) else address

"""A link to a first password is good once, also for two at the same moment, and for nobody who was shut out meanwhile."""

import pytest
from django.core.exceptions import ValidationError

from kronobarn.accounts import actions as accounts
from kronobarn.accounts.reads import family_actor
from kronobarn.accounts.tokens import person_beginning
from kronobarn.circles.models import Seat
from kronobarn.people.models import Person
from kronobarn.responsibility import actions
from kronobarn.responsibility.rules import WhyTakenBack
from tests.world import World

WORDS, OTHERS = "fyra ord som inte hör ihop", "fem andra ord som någon valde"


def followed(world: World, times: int) -> list[Person]:
    """The link has been opened so many times, and nobody has chosen anything yet."""
    with world.as_("rut") as rut:
        seat = Seat.objects.visible_to(rut).standing().get(child=world.elsa, person=world.people["elsa"])
    token = actions.make_link(seat=seat, by=world.actor("rut"))
    found = [person_beginning(token) for _ in range(times)]
    return [one for one in found if one is not None]


def begin(person: Person, password: str) -> None:
    accounts.begin(person=person, password=password, by=family_actor(person))


def test_the_first_of_two_has_chosen(world: World) -> None:
    one, two = followed(world, 2)
    begin(one, WORDS)
    with pytest.raises(ValidationError, match="inte längre"):
        begin(two, OTHERS)
    assert Person.objects.get(pk=one.pk).check_password(WORDS)


def test_what_is_taken_back_while_somebody_chooses_stays_so(world: World) -> None:
    (one,) = followed(world, 1)
    actions.take_back(child=world.elsa, why=WhyTakenBack.OTHERS_GET_IN, by=world.actor("rut"))
    with pytest.raises(ValidationError, match="inte längre"):
        begin(one, WORDS)
    assert not Person.objects.get(pk=one.pk).has_usable_password()

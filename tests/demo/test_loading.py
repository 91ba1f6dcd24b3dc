"""The demo county keeps away from real people."""

import pytest

from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.demo import actions
from kronobarn.people.models import Person
from tests.world import World


def test_the_county_is_not_loaded_beside_real_people(world: World) -> None:
    with pytest.raises(Denied, match="riktiga personer"):
        actions.load(by=SYSTEM)
    assert not Person.objects.filter(is_demo=True).exists()


def test_only_the_command_line_loads_it(world: World) -> None:
    with pytest.raises(Denied, match="kommandoraden"):
        actions.load(by=world.actor("rut"))

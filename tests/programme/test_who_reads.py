"""What is of the process is for those who work in the county, and for no family. (What is published stands elsewhere.)"""

import pytest

from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.programme.models import Group, Question

AT_WORK, AT_HOME = Actor(1, "p", assignment_id=2), Actor(1, "p")


@pytest.mark.parametrize(("actor", "reads"), [(AT_WORK, True), (AT_HOME, False), (SYSTEM, False)])
def test_the_process_is_for_those_who_work_here(actor: Actor, reads: bool) -> None:
    for model in (Group, Question):
        assert model.objects.visible_to(actor).query.is_empty() is not reads

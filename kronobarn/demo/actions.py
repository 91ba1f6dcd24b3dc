"""Loads the invented county. It writes nothing of its own: every row is made by the features' actions."""

from typing import Final

from django.db import connection

from kronobarn.authorities import actions as authorities
from kronobarn.authorities import county
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.demo import policy
from kronobarn.demo.county import TALES, Town
from kronobarn.people.models import Person

STATEMENTS: Final = 500
"""More than the different statements the stories need, so that each is prepared once."""


@action
def load(*, by: Actor) -> bool:
    """The county, its people and its children: all or nothing. False when they are there already."""
    if Person.objects.filter(is_demo=True).exists():
        return False
    policy.may_load(by).enforce()
    _plan_each_statement_once()
    if plan := county.diff(county.read(county.shipped("kronoberg"))):
        authorities.apply_county(plan=plan, by=by)
    town = Town.moved_into(by=by)
    for tale in TALES:
        tale(town)
    return True


def _plan_each_statement_once() -> None:
    """Ten thousand statements of a few hundred kinds: most of the database's time would go to planning them."""
    connection.connection.prepared_max = STATEMENTS
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")

"""Loads the invented county. It writes nothing of its own: every row is made by the features' actions."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from django.db import connection, connections, transaction

from kronobarn.authorities import actions as authorities
from kronobarn.authorities import county
from kronobarn.core import clock
from kronobarn.core.acting import acting, action
from kronobarn.core.actor import Actor
from kronobarn.demo import policy
from kronobarn.demo.county import TALES, Town
from kronobarn.people.models import Person
from kronobarn.practice import actions as practice
from kronobarn.practice.reading import read

STATEMENTS: Final = 500
"""More than the different statements the stories need, so that each is prepared once."""


def load(*, by: Actor, hands: int = 1) -> bool:
    """The county, its people and its children. False when they are there already.

    With one hand it is all or nothing. With more, each story is told by itself, several at once, and whoever asks
    for it throws the database away if it fails: only the demo's own start does.
    """
    if Person.objects.filter(is_demo=True).exists():
        return False
    if hands > 1:
        _tell_at_once(_move_in(by=by), hands)
        return True
    with transaction.atomic():
        town = _move_in(by=by)
        for nth in range(len(TALES)):
            _tell(town, nth)
    return True


@action
def _move_in(*, by: Actor) -> Town:
    """The county, and the people who live and work there."""
    policy.may_load(by).enforce()
    _plan_each_statement_once()
    if plan := county.diff(county.read(county.shipped("kronoberg"))):
        authorities.apply_county(plan=plan, by=by)
    practice.load(content=read(county.shipped("kronoberg")), adopt_from=clock.today(), by=by)
    return Town.moved_into(by=by)


def _tell(town: Town, nth: int) -> None:
    """One story. It knows its place in line, so that it is the same whoever tells it."""
    town.children = nth
    with acting(town.by):
        _plan_each_statement_once()
        TALES[nth](town)


def _tell_at_once(town: Town, hands: int) -> None:
    """All the stories, in processes that begin as copies of this one. The first failure is raised here."""
    connections.close_all()
    with ProcessPoolExecutor(hands, multiprocessing.get_context("fork"), _hear_of, (town,)) as tellers:
        try:
            for _told in tellers.map(_tell_here, range(len(TALES))):
                pass
        except BaseException:
            for teller in multiprocessing.active_children():
                teller.terminate()
            raise


_heard_of: list[Town] = []


def _hear_of(town: Town) -> None:
    _heard_of.append(town)


def _tell_here(nth: int) -> None:
    _tell(_heard_of[0], nth)


def _plan_each_statement_once() -> None:
    """Ten thousand statements of a few hundred kinds: most of the database's time would go to planning them."""
    connection.connection.prepared_max = STATEMENTS
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")

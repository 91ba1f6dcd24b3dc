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
from kronobarn.demo.practices import OWN, PRACTICES
from kronobarn.people.models import Person
from kronobarn.practice import actions as practice
from kronobarn.practice import pack
from kronobarn.practice.reading import FILE, read
from kronobarn.practice.schema import Pack

STATEMENTS: Final = 500
"""More than the different statements the stories need, so that each is prepared once."""


def load(*, by: Actor, hands: int = 1, model: str = OWN) -> bool:
    """The county, its people and its children. False when they are there already.

    With one hand it is all or nothing. With more, each story is told by itself, several at once, and whoever asks
    for it throws the database away if it fails: only the demo's own start does.
    """
    if Person.objects.filter(is_demo=True).exists():
        return False
    if hands > 1:
        _tell_at_once(_move_in(model=model, by=by), hands)
        return True
    with transaction.atomic():
        town = _move_in(model=model, by=by)
        for nth in range(len(TALES)):
            _tell(town, nth)
    return True


@action
def _move_in(*, model: str, by: Actor) -> Town:
    """The county, and the people who live and work there."""
    policy.may_load(by).enforce()
    _plan_each_statement_once()
    if plan := county.diff(county.read(county.shipped(OWN))):
        authorities.apply_county(plan=plan, by=by)
    models = {name: read(county.shipped(name, FILE)) for name in PRACTICES}
    here = models[OWN]
    told = _as_told_here(models.pop(model), here)
    practice.load(content=told, adopt_from=clock.today(), by=by)
    for other in models.values():
        practice.load(content=other, by=by)  # drafts, to be read as an invented child
    pack.forget()  # this process may have asked before there were any
    return Town.moved_into(by=by)


def _as_told_here(content: Pack, here: Pack) -> Pack:
    """A model as the invented county uses it: with the modules that may be switched on, so that they can be tried, and
    with the county's own functions and ages, for its children are registered where they are."""
    modules = content.modules
    on = {name: one.model_copy(update={"on": True}) for name, one in modules if one is not None}
    called = {one.key: one for one in content.responsibility.functions}
    own = pack.spoken(here, content.language).responsibility
    functions = [
        one.model_copy(update={"label": called[one.key].label}) if one.key in called else one for one in own.functions
    ]
    return content.model_copy(
        update={
            "version": f"{content.version}-demo",
            "modules": modules.model_copy(update=on),
            "responsibility": own.model_copy(update={"functions": functions}),
        }
    )


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
            for _told in tellers.map(_tell_here, reversed(range(len(TALES)))):  # those that take longest stand last
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

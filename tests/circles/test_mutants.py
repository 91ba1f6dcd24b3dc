"""A few clauses of the policies of what is seen are taken away: some random town is answered wrongly.

All of them, and the clauses of everything else that says who sees and writes what: `make mutants`.
"""

import random
import re
from collections.abc import Iterator

import psycopg
import pytest

from tests import plugin
from tests.conftest import own_database
from tests.mutants.clauses import Mutant, declare, mutants
from tests.mutants.crowd import Crowd
from tests.mutants.same import SAME, why_it_makes_no_difference

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("mutants")]

READS = [
    mutant
    for mutant in mutants("circles,consents,disclosures,drafts,emergency,notices,responsibility")
    if mutant.table and mutant.seen_in_towns and not why_it_makes_no_difference(mutant)
]
CHOSEN = random.Random(4711).sample(READS, 6)  # the same in every process


@pytest.fixture(scope="module")
def database(django_db_setup: None) -> Iterator[str]:
    with own_database("crowd") as name:
        yield name


@pytest.fixture(scope="module")
def crowd(database: str) -> Iterator[Crowd]:
    with psycopg.connect(plugin.server.url("admin", database), autocommit=True) as admin:
        yield Crowd(admin)


def _name(mutant: Mutant) -> str:
    return re.sub(r"\W+", "-", str(mutant))[-120:]


@pytest.mark.parametrize("mutant", CHOSEN, ids=_name)
def test_without_one_clause_somebody_is_answered_wrongly(database: str, crowd: Crowd, mutant: Mutant) -> None:
    with psycopg.connect(plugin.server.url("owner", database), autocommit=True) as owner:
        declare(owner, mutant.less)
        try:
            assert crowd.is_answered_wrongly(mutant)
        finally:
            declare(owner, mutant.whole)


def test_with_all_their_clauses_everybody_is_answered_rightly(crowd: Crowd) -> None:
    assert not crowd.is_answered_wrongly()


def test_what_is_said_to_make_no_difference_is_there() -> None:
    every = [mutant.what for mutant in mutants()]

    assert [words for words in SAME if not any(words in what for what in every)] == []

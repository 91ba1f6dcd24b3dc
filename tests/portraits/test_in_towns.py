"""Whose photograph somebody sees, asked three ways in random towns, one at a time: they must agree.

As in `tests/circles/test_visibility.py`, of which it takes the seeds: one town in fifty.
"""

import psycopg
import pytest

from kronobarn.portraits.models import Portrait
from tests.circles import towns
from tests.circles.test_visibility import HOW_MANY, SEED, actor, admin, tell
from tests.hunt.oracle import BESIDE_THE_WORK, Facts, Row, Who

__all__ = ["admin"]

pytestmark = pytest.mark.database

HERE = sorted({who.person for who in towns.EVERYONE if who.person})
HIDDEN = {HERE[1], HERE[2]}
"""Whose own data are protected: one in the family, one at work."""
NEEDED = (
    *("authorities_unit", "authorities_assignment", "people_child", "circles_seat", "circles_record"),
    *("circles_disclosure", "circles_withheld"),
)
SQL = "SELECT person_id FROM portraits_portrait WHERE person_id < 0"


def by_the_oracle(facts: Facts, who: Who) -> set[int]:
    return {
        person for person in HERE if person == who.person or any(_near(facts, who, person, one) for one in facts.seats)
    }


def _near(facts: Facts, who: Who, person: int, seat: Row) -> bool:
    """Whether somebody is seen because of the seat that they have at work with a child."""
    works = seat["assignment_id"] is not None and facts.stands(seat) and seat["role"] not in BESIDE_THE_WORK
    seen = seat["person_id"] == person not in HIDDEN and facts.works(who, seat["child_id"])
    family = [one for one in facts.seats if one["child_id"] == seat["child_id"] and one["assignment_id"] is None]
    protected = any(one["person_id"] in HIDDEN and facts.stands(one) for one in family)
    protected |= facts.children[seat["child_id"]]["protection"] != "none"
    hidden = protected or facts.seat_kept_from(who, seat)
    return works and seen and not (who.is_family and hidden)


def by_the_page(connection: psycopg.Connection[tuple[int]], who: Who) -> set[int]:
    tell(connection, who)
    found = Portrait.objects.visible_to(actor(who)).filter(person__lt=0).values("person_id")
    sql, values = found.query.sql_with_params()
    return {person for (person,) in connection.execute(sql.encode(), values).fetchall()}


def by_the_database(connection: psycopg.Connection[tuple[int]], who: Who) -> set[int]:
    tell(connection, who)
    connection.execute("SET LOCAL ROLE kronobarn_app")
    found = {person for (person,) in connection.execute(SQL).fetchall()}
    connection.execute("RESET ROLE")
    return found


def with_faces(town: towns.Rows) -> towns.Rows:
    """As much of the town as it takes, and all their photographs."""
    people = [
        {"id": person, "password": "", "username": f"towns{person}", "given_name": "p", "family_name": "p", "is_active": True,
         "protected": person in HIDDEN, "email": "", "is_demo": False, "language": "sv"}
        for person in HERE
    ]  # fmt: skip
    faces: list[Row] = [{"id": one, "person_id": one, "picture": "\\x00", "changed_at": towns.now()} for one in HERE]
    return {table: town[table] for table in NEEDED} | {"people_person": people, "portraits_portrait": faces}


def test_three_answers_about_faces_agree(admin: psycopg.Connection[tuple[int]]) -> None:
    for seed in range(SEED, SEED + HOW_MANY // 50):
        town = towns.draw([seed], started := towns.now())
        facts = towns.facts(town, started)
        with admin.transaction(force_rollback=True):
            towns.write(admin, with_faces(town))
            for who in towns.EVERYONE:
                expected = by_the_oracle(facts, who)
                assert by_the_page(admin, who) == expected, f"KRONOBARN_SEED={seed} {who.name}"
                assert by_the_database(admin, who) == expected, f"KRONOBARN_SEED={seed} {who.name}"

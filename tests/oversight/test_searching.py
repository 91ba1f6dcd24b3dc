"""Searching the log: by child, person, unit and time, in one's own area, page by page, from indexes."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from kronobarn.audit import searching as log_search
from kronobarn.audit.models import LogEntry
from kronobarn.audit.searching import Question
from kronobarn.core.decisions import Denied
from kronobarn.oversight import references, searching
from kronobarn.people import actions as people
from kronobarn.people.identity import made_up_number
from kronobarn.people.models import Identity
from tests import plugin
from tests.oversight.conftest import MONDAY, Look
from tests.sign_in import sign_in
from tests.world import World

pytestmark = pytest.mark.database

TIME: dict[str, Any] = {"since": MONDAY.date(), "until": MONDAY.date() + timedelta(days=1)}


def hits(world: World, **asked: Any) -> searching.Answer:
    lova = world.actor("lova")
    with world.as_("lova"):
        return searching.search(**(TIME | asked), by=lova)


def numbered(world: World) -> str:
    number = made_up_number(world.elsa.born_on)  # type: ignore[arg-type]
    people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=world.actor("rut"))
    return number


def test_only_what_the_areas_units_have_done(settled: World, look: Look) -> None:
    look("rut")
    look("sofia", why="")

    assert [row.who for row in hits(settled).rows] == ["Rut Rutsson"]


def test_by_person(settled: World, look: Look) -> None:
    look("rut")
    look("kim", why="")

    assert [row.who for row in hits(settled, who="kim").rows] == ["Kim Kimsson"]
    assert [row.who for row in hits(settled, who="rut ruts").rows] == ["Rut Rutsson"]


@pytest.mark.parametrize(("who", "words"), [("Sofia", "Ingen som arbetar"), ("Zz", "Ingen som arbetar")])
def test_a_person_of_another_area_is_nobody(settled: World, who: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        hits(settled, who=who)


def test_by_unit_and_time(settled: World, look: Look) -> None:
    look("rut")
    look("kaj", why="")
    look("rut", at=MONDAY + timedelta(days=9))

    assert [row.unit for row in hits(settled, unit=settled.units["kaa"]).rows] == ["Ängsby KAA"]
    assert len(hits(settled).rows) == 2
    assert len(hits(settled, until=MONDAY.date() + timedelta(days=9)).rows) == 3


def test_by_number_and_then_by_the_reference_it_gave(settled: World, look: Look) -> None:
    number = numbered(settled)
    look("rut")
    look("kim", child=settled.noa, why="")

    by_number = hits(settled, child=number)
    by_reference = hits(settled, child=by_number.child.lower())

    assert by_number.rows == by_reference.rows
    assert [row.who for row in by_number.rows] == ["Rut Rutsson"]
    assert by_number.child == references.written(settled.elsa.pk, settled.actor("lova"))
    assert by_number.rows[0].child == by_number.child, "no name"


def test_a_search_is_logged_for_the_child_and_its_number_never(settled: World, look: Look, database: str) -> None:
    number = numbered(settled)
    look("rut")

    hits(settled, child=number)

    with settled.as_("eva") as eva:
        assert LogEntry.objects.visible_to(eva).filter(kind="log.searched", child_id=settled.elsa.pk).count() == 1
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        found = admin.execute("SELECT count(*) FROM audit_logentry e WHERE e::text LIKE %s", [f"%{number}%"]).fetchone()
    assert found == (0,)


@pytest.mark.parametrize(
    ("child", "words"),
    [("K7Q2X-4MZ", "Beteckningen finns inte"), ("123", "Skriv numret"), ("20120904-2380", "Sista siffran")],
)
def test_what_cannot_be_a_child_is_helped(settled: World, child: str, words: str) -> None:
    with pytest.raises(ValidationError) as problem:
        hits(settled, child=child)

    assert words in str(problem.value)


def test_a_protected_childs_number_is_answered_like_one_that_nobody_has(
    settled: World, look: Look, database: str
) -> None:
    number = numbered(settled)
    look("rut")
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        admin.execute("UPDATE people_child SET protection = 'secrecy_mark'")

    assert hits(settled, child=number).rows == []
    assert hits(settled, child=number).child == number
    assert len(hits(settled).rows) == 1, "her entries are reviewed like all others"


def test_numbers_that_lead_nowhere_are_counted(settled: World) -> None:
    from kronobarn.circles.rules import WRONG_SEARCHES_AN_HOUR

    number = made_up_number(settled.elsa.born_on)  # type: ignore[arg-type]
    for _ in range(WRONG_SEARCHES_AN_HOUR):
        assert hits(settled, child=number).rows == []
    with pytest.raises(ValidationError, match="Vänta en timme"):
        hits(settled, child=number)


def test_only_reviewers_search(settled: World) -> None:
    with settled.as_("rut") as rut, pytest.raises(Denied):
        searching.search(**TIME, by=rut)


def test_page_after_page_and_nothing_twice(settled: World, look: Look, client: Client) -> None:
    for number in range(120):
        look("rut", at=MONDAY + timedelta(seconds=number // 7))  # several in the same moment
    seen, before = [], None
    for _ in range(3):
        answer = hits(settled, before=before)
        seen += answer.rows
        before = answer.older
    assert len(seen) == 120
    assert before is None
    assert [row.at for row in seen] == sorted((row.at for row in seen), reverse=True)

    sign_in(client, settled, "lova")
    sent = {"since": "2026-03-01", "until": "2026-03-03"}
    page = client.post(reverse("oversight:search"), sent).content.decode()
    assert page.count('<th scope="row">') == 50
    assert "Visa äldre" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Välj en dag"),
        ({"since": "2026-03-03", "until": "2026-03-01"}, "slutar innan den börjar"),
        ({"since": "2020-03-03", "until": "2026-03-01"}, "högst ett år"),
        ({"since": "x", "until": "2026-03-01"}, "år-månad-dag"),
        ({"since": "9999-12-01", "until": "9999-12-31"}, "år-månad-dag"),
        ({"since": "0001-01-01", "until": "0001-01-31"}, "år-månad-dag"),
        ({"since": "2026-03-01", "until": "2026-03-03", "who": "Zz"}, "Ingen som arbetar"),
        ({"since": "2026-03-01", "until": "2026-03-03", "unit": "99999"}, "Välj ett giltigt"),
        ({"since": "2026-03-01", "until": "2026-03-03", "child": "\x00"}, "Null"),
    ],
)
def test_bad_input_is_helped(settled: World, client: Client, sent: dict[str, str], words: str) -> None:
    sign_in(client, settled, "lova")

    answer = client.post(reverse("oversight:search"), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nothing_found_is_said(settled: World, client: Client) -> None:
    sign_in(client, settled, "lova")

    page = client.post(reverse("oversight:search"), {"since": "2021-03-01", "until": "2021-03-03"}).content.decode()

    assert "Inget i loggen stämmer" in page


@pytest.mark.parametrize("by", ["unit", "person", "child"])
def test_every_search_can_be_answered_from_an_index(settled: World, by: str) -> None:
    """With full tables the planner chooses it; here they are small, so it is asked not to read them whole."""
    asked = Question(
        units=(settled.units["angsskolan"].pk,),
        since=MONDAY,
        until=MONDAY + timedelta(days=60),
        persons=(1,) if by == "person" else (),
        children=(settled.elsa.pk, settled.elsa.pk) if by == "child" else None,
        before=(MONDAY + timedelta(days=3), 5),
    )
    sql, params = log_search.statement(asked)
    with settled.as_("lova"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert f"{by}_id_at_idx" in plan, plan
    assert "Seq Scan on audit_logentry" not in plan

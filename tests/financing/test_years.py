"""Shares and costs of the process: side by side, checked, corrected beside, taken along."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.financing import actions, reads
from kronobarn.financing.models import FinancialYear, Line
from kronobarn.financing.rules import Side
from tests.financing.reckoned import reckoned, share_of, year_of
from tests.sign_in import sign_in
from tests.world import World

MOST_QUERIES = 15
pytestmark = pytest.mark.usefixtures("documents_as_text")


def to(name: str, *args: object) -> str:
    return reverse(f"financing:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ")


def adopted(by: Actor, **said: Any) -> dict[str, Any]:
    found = reckoned(by, **said)
    actions.adopt(year=year_of(found), adopted_on=clock.today(), document="Styrgruppen, punkt 4", by=by)
    return found


def test_from_a_year_to_its_outcome(petra: Client, world: World, by: Actor) -> None:
    here = petra.post(to("begin"), {"number": "2025", "basis": "Efter antalet invånare."})["Location"]
    for empty in (here, to("overview")):
        assert "lika stora" not in text(petra.get(empty))
    year = FinancialYear.objects.get()
    share = {"side": "share", "organisation": world.areas["skolan"].organisation_id, "budget": "250 000"}
    assert petra.post(to("add", year.pk), share).status_code == 302
    page = text(petra.get(here))
    assert "Andelarna är 250 000 kronor mer än kostnaderna." in page
    assert petra.get(to("adopt", year.pk)).status_code == 403
    assert petra.post(to("add", year.pk), {"side": "cost", "heading": "Lokal", "budget": "250000"}).status_code == 302
    assert "Andelarna och kostnaderna är lika stora." in text(petra.get(here))
    said = {"adopted_on": clock.today(), "document": "Styrgruppen, punkt 4"}
    assert petra.post(to("adopt", year.pk), said).status_code == 302
    assert petra.get(to("add", year.pk)).status_code == 403
    for line, outcome in zip(Line.objects.order_by("side"), ("240 000", "250 000"), strict=True):
        assert petra.post(to("close", line.pk), {"outcome": outcome}).status_code == 302
    assert "10 000 kronor blev över." in text(petra.get(here))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"side": "cost", "heading": "", "budget": "5"}, "Skriv vad kostnaden gäller."),
        ({"side": "share", "budget": "5"}, "Välj en part, eller skriv vem det är."),
        ({"side": "cost", "heading": "Resor", "budget": "12,50"}, "Skriv hela kronor"),
        ({"side": "cost", "heading": "Resor", "budget": "-5"}, "Skriv hela kronor"),
        ({"side": "cost", "heading": "Resor", "budget": "9999999999"}, "Beloppet är för stort."),
        ({"side": "gift", "heading": "Resor", "budget": "5"}, "Valet finns inte."),
    ],
)
def test_what_cannot_be_reckoned_is_refused_in_words(
    petra: Client, by: Actor, typed: dict[str, str], said: str
) -> None:
    answer = petra.post(to("add", reckoned(by)["financial_year"]), typed)
    assert answer.status_code == 422
    assert said in text(answer)


def test_a_party_has_one_share_a_year(petra: Client, world: World, by: Actor) -> None:
    found = reckoned(by)
    typed = {"side": "share", "organisation": world.areas["skolan"].organisation_id, "budget": "5"}
    assert "Parten har redan en andel i år." in text(petra.post(to("add", found["financial_year"]), typed))


def test_a_correction_stands_beside_with_its_note_and_the_sum_follows(petra: Client, by: Actor) -> None:
    found = adopted(by)
    typed = {"budget": "390 000", "outcome": "", "because": "Det var fel invånarantal."}
    assert petra.post(to("correct", found["budget_line"]), typed).status_code == 302
    page = text(petra.get(to("year", found["financial_year"])))
    assert "Det var fel invånarantal." in page
    assert "Andelarna är 10 000 kronor mindre än kostnaderna." in page
    year = reads.year(by, found["financial_year"])
    assert year is not None
    assert [one.budget for one in year.shares] == [390_000]
    assert petra.get(to("correct", found["budget_line"])).status_code == 403


def test_a_correction_says_why_in_a_sentence(petra: Client, by: Actor) -> None:
    found = adopted(by)
    for why, said in (("", "Skriv varför det rättas."), ("Fel.", "Skriv en mening, minst tre ord")):
        answer = petra.post(to("correct", found["budget_line"]), {"budget": "5", "outcome": "", "because": why})
        assert answer.status_code == 422
        assert said in text(answer)
        with pytest.raises(ValidationError, match=said):
            actions.correct(line=share_of(found), because=why, budget=5, outcome=None, by=by)


def test_an_outcome_is_not_emptied_by_a_correction(petra: Client, by: Actor) -> None:
    found = adopted(by)
    actions.close(line=share_of(found), outcome=5, by=by)
    typed = {"budget": "400 000", "outcome": "", "because": "Det var fel."}
    assert "Skriv 0, om det inte blev något." in text(petra.post(to("correct", found["budget_line"]), typed))


def test_years_stand_side_by_side(client: Client, world: World, by: Actor) -> None:
    reckoned(by, 2024, share=300_000, cost=300_000)
    reckoned(by, 2025)
    sign_in(client, world, "tage")
    page = text(client.get(to("overview")))
    assert page.index("2024 budget") < page.index("2025 budget")
    assert "300 000" in page
    assert "Lägg till ett år" not in page
    found = reads.beside(by)
    assert [[one.budget if one else None for one in row.lines] for row in found.shares] == [[300_000, 400_000]]


def test_a_party_that_joins_later_has_no_kronor_before(by: Actor) -> None:
    reckoned(by, 2024)
    later = actions.begin(number=2025, basis="Lika.", by=by)
    actions.add(year=later, side=Side.SHARE, organisation=None, heading="Lärosätet", budget=1, by=by)
    assert {row.name: [bool(one) for one in row.lines] for row in reads.beside(by).shares} == {
        "Lärosätet": [False, True],
        "Ängsby kommun": [True, False],
    }


def test_it_is_taken_along_as_a_table_and_as_a_document(petra: Client, by: Actor) -> None:
    reckoned(by)
    table = petra.get(to("file", "csv")).content.decode("utf-8-sig").splitlines()
    assert table[0] == "År;Slag;Part eller kostnad;Budget, kronor;Utfall, kronor"
    assert "2025;Andel;Ängsby kommun;400000;" in table
    assert "Processledning" in text(petra.get(to("file", "pdf")))
    assert petra.get(to("file", "xlsx")).status_code == 404


def test_the_database_rewrites_nothing(by: Actor) -> None:
    found = adopted(by)
    rows = Line.objects.filter(pk=found["budget_line"])
    actions.close(line=share_of(found), outcome=5, by=by)
    for change in ({"budget": 1}, {"outcome": 6}):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError, match="line_is_corrected_with_a_reason"), transaction.atomic():
        rows.update(corrected_at=clock.now(), corrected_because="Fel.")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows.delete()


def test_only_those_who_lead_write(world: World, by: Actor) -> None:
    found = reckoned(by)
    with pytest.raises(Denied):
        actions.correct(line=share_of(found), because="x", budget=1, outcome=None, by=world.actor("cecilia"))
    with pytest.raises(Denied):
        actions.begin(number=2026, basis="x", by=world.actor("rut"))


def test_what_is_done_is_in_the_log(by: Actor) -> None:
    found = adopted(by)
    actions.close(line=share_of(found), outcome=5, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', %s, true)", [str(by.person_id)])
        cursor.execute("SELECT kind FROM audit_logentry WHERE kind LIKE 'financing.%%' ORDER BY id")
        kinds = [one[0].removeprefix("financing.") for one in cursor.fetchall()]
    assert kinds == ["year_begun", "line_added", "line_added", "budget_adopted", "outcome_written"]


def test_few_questions_to_the_database(petra: Client, by: Actor) -> None:
    last = [adopted(by, number=number) for number in range(2020, 2027)][-1]
    for address in (to("overview"), to("year", last["financial_year"])):
        petra.get(address)
        with CaptureQueriesContext(connection) as asked:
            petra.get(address)
        assert len(asked) <= MOST_QUERIES, address

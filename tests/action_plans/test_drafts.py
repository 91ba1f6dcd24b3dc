"""The living draft: who writes it, what is refused in words, and two who write at once."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kronobarn.action_plans import actions, follow_actions
from kronobarn.action_plans.models import ActionPlan, Activity, Measure, PlanGoal
from kronobarn.action_plans.rules import Status
from kronobarn.core import clock
from tests.action_plans.planned import activity, measure
from tests.rows import refused
from tests.sign_in import sign_in
from tests.world import World

SOON = clock.today() + timedelta(days=30)


def to(name: str, *args: object) -> str:
    return reverse(f"action_plans:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def filled(**said: Any) -> dict[str, Any]:
    usual = {"title": "Hålla kurs", "function": "Rektorn", "since": clock.today(), "until": SOON, "evidence": "Syns."}
    return usual | said


def test_a_plan_is_written_on_its_pages(petra: Client, led: World) -> None:
    assert "Länet har ingen plan än" in text(petra.get(to("overview")))
    assert petra.post(to("begin"), {"title": "Länets plan", "aim": "Varje barn."}).status_code == 302
    plan = ActionPlan.objects.get()
    assert plan.organisation is None
    assert "Planen har inget mål än" in text(petra.get(to("plan", plan.pk)))
    assert petra.post(to("add_goal", plan.pk), {"title": "Ett språk"}).status_code == 302
    assert petra.post(to("add_measure", PlanGoal.objects.get().pk), {"title": "Hjulet"}).status_code == 302
    assert petra.post(to("add_activity", Measure.objects.get().pk), filled()).status_code == 302
    page = text(petra.get(to("plan", plan.pk)))
    assert all(words in page for words in ("Mål 1: Ett språk", "Hjulet", "Hålla kurs", "Rektorn", "Syns.", "Planerad"))
    assert "Ingen har antagit den än." in page
    again = petra.post(to("begin"), {"title": "En till", "aim": "x"})
    assert again.status_code == 422
    assert "redan påbörjad" in text(again)


def test_a_coordinator_writes_her_own_and_ties_it_to_the_countys(cecilia: Client, led: World, doing: Activity) -> None:
    assert "Ängsby kommun har ingen plan än" in text(cecilia.get(to("overview")))
    assert cecilia.post(to("begin"), {"title": "Ängsbys plan", "aim": "Barn."}).status_code == 302
    plan = ActionPlan.objects.get(title="Ängsbys plan")
    assert plan.organisation == led.areas["skolan"].organisation
    own = measure(led, plan, "cecilia", "Kurser")
    said = filled(title="Egen kurs", carries_out=doing.measure_id, owner=led.assignments["rut"].pk)
    assert cecilia.post(to("add_activity", own.pk), said).status_code == 302
    assert "Genomför länets åtgärd:" in text(cecilia.get(to("plan", plan.pk)))
    compared = text(cecilia.get(to("compare")))
    assert "Egen kurs" in compared
    assert "Region" in compared
    assert "Har ingen plan än" in compared
    assert "Du kan börja på den" not in text(cecilia.get(to("overview")))


def test_what_is_tied_to_nothing_stands_beside(cecilia: Client, led: World, own: ActionPlan, doing: Activity) -> None:
    activity(led, own, "cecilia", title="Bara vårt")
    page = text(cecilia.get(to("compare")))
    assert "Bara vårt" in page[page.index("Eget, vid sidan") :]
    assert "Har inte valt något här än" in page


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"title": ""}, "Skriv vad som ska göras."),
        ({"function": ""}, "Skriv vilken funktion som ansvarar."),
        ({"evidence": ""}, "Skriv hur ni kommer att se"),
        ({"until": "2001-01-01"}, "kan inte vara klar innan den börjar"),
        ({"since": "snart"}, "Skriv dagen som år-månad-dag"),
        ({"owner": "0"}, "Valet finns inte."),
        ({"owner": "x"}, "Valet finns inte."),
        ({"group": "x"}, "Valet finns inte."),
        ({"title": "x" * 301}, "Texten är för lång."),
    ],
)
def test_what_is_wrong_is_said(petra: Client, led: World, county: ActionPlan, said: dict[str, Any], says: str) -> None:
    answer = petra.post(to("add_activity", measure(led, county, "petra").pk), filled(**said))
    assert answer.status_code == 422
    assert says in text(answer)
    assert not Activity.objects.exists()


def test_two_who_change_the_same_row_do_not_overwrite_each_other(petra: Client, led: World, doing: Activity) -> None:
    page = to("change_activity", doing.pk)
    assert "Hålla kurs" in text(petra.get(page))
    assert petra.post(page, filled(title="Den enas", seen="0")).status_code == 302
    answer = petra.post(page, filled(title="Den andras", seen="0"))
    assert answer.status_code == 422
    shown = text(answer)
    assert "Ingenting är överskrivet" in shown
    assert "Den enas" in shown
    assert 'value="Den andras"' in shown
    assert 'name="seen" value="1"' in shown
    doing.refresh_from_db()
    assert doing.title == "Den enas"
    assert petra.post(page, filled(title="Båda", seen="1")).status_code == 302
    doing.refresh_from_db()
    assert doing.title == "Båda"


def test_two_who_change_the_aim_do_not_overwrite_each_other(petra: Client, led: World, county: ActionPlan) -> None:
    page = to("change_plan", county.pk)
    assert petra.post(page, {"title": "A", "aim": "Ett.", "seen": "0"}).status_code == 302
    answer = petra.post(page, {"title": "B", "aim": "Två.", "seen": "0"})
    assert answer.status_code == 422
    assert "Så står det nu, och så skrev du" in text(answer)
    assert petra.post(page, {"title": "B", "aim": "Två.", "seen": "made-up"}).status_code == 422


def test_what_is_taken_out_can_be_put_back(petra: Client, led: World, doing: Activity, county: ActionPlan) -> None:
    goal = doing.measure.goal
    for why in ("", "Uppnått."):
        assert petra.post(to("take_out_goal", goal.pk), {"because": why}).status_code == 422
    assert petra.post(to("take_out_goal", goal.pk), {"because": "Målet är uppnått."}).status_code == 302
    page = text(petra.get(to("plan", county.pk)))
    assert "Planen har inget mål än" in page
    assert "Målet är uppnått." in page
    refused = petra.get(to("report", doing.pk))
    assert refused.status_code == 403
    assert "borttagen ur planen" in text(refused)
    assert petra.post(to("put_back_goal", goal.pk)).status_code == 302
    assert "Hålla kurs" in text(petra.get(to("plan", county.pk)))


def test_rows_are_moved(petra: Client, led: World, county: ActionPlan, doing: Activity) -> None:
    second = actions.add(kind=PlanGoal, above=county, title="Andra målet", text="", by=led.actor("petra"))
    assert petra.post(to("move_up_goal", second.pk)).status_code == 302
    assert "Mål 1: Andra målet" in text(petra.get(to("plan", county.pk)))
    assert petra.post(to("move_up_goal", second.pk)).status_code == 302
    assert "Mål 1: Andra målet" in text(petra.get(to("plan", county.pk)))


def test_when_it_goes_on_is_a_picture_and_a_table(petra: Client, led: World, county: ActionPlan) -> None:
    assert "Planen har ingen aktivitet än" in text(petra.get(to("timeline", county.pk)))
    activity(led, county, "petra", since=clock.today() - timedelta(days=9))
    page = text(petra.get(to("timeline", county.pk)))
    assert '<svg width="100%" height="18" role="img" aria-label="Planerad,' in page
    assert "Samma sak som tabell" in page
    assert "Skulle ha börjat" in page


def test_the_plan_is_taken_along_as_a_table_without_persons(
    petra: Client, led: World, doing: Activity, county: ActionPlan
) -> None:
    activity(led, county, "petra", title="=SUMMA(A1)", mailbox="box@example.se", measure=doing.measure)
    follow_actions.report(
        activity=doing, status=Status.DONE, words="Nu är det klart.", seen="Färre frågor.", by=led.actor("rut")
    )
    text = petra.get(to("file", county.pk)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [one["Aktivitet"] for one in rows] == ["Hålla kurs", "'=SUMMA(A1)"]
    assert [rows[0][name] for name in ("Läge", "Senast sagt", "Det vi har sett")] == [
        "Klar",
        "Nu är det klart.",
        "Färre frågor.",
    ]
    assert "Rut" not in text
    assert "box@example.se" not in text


def test_the_plan_is_a_document(petra: Client, led: World, doing: Activity, county: ActionPlan) -> None:
    answer = petra.get(to("paper", county.pk))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(("who", "read"), [("rut", 200), ("eva", 403), ("elsa", 403)])
def test_staff_read_and_do_not_write(client: Client, led: World, doing: Activity, who: str, read: int) -> None:
    sign_in(client, led, who)
    plan, goal, row = doing.measure.goal.plan_id, doing.measure.goal_id, doing.measure_id
    for name, *args in (("overview",), ("compare",), ("plan", plan), ("timeline", plan), ("activity", doing.pk)):
        page = client.get(to(name, *args))
        assert page.status_code == read, name
        assert "Lägg till ett mål" not in text(page)
    for name, *args in (
        ("begin",),
        ("change_plan", plan),
        ("add_goal", plan),
        ("add_measure", goal),
        ("add_activity", row),
        ("change_goal", goal),
        ("take_out_measure", row),
        ("put_back_activity", doing.pk),
        ("move_up_goal", goal),
    ):
        assert client.post(to(name, *args), filled(aim="x", because="x")).status_code == 403, name
    assert (ActionPlan.objects.count(), PlanGoal.objects.count(), Activity.objects.count()) == (1, 1, 1)


def test_a_coordinator_does_not_write_the_countys_and_the_leader_not_hers(
    petra: Client, cecilia: Client, led: World, county: ActionPlan, own: ActionPlan
) -> None:
    for who, plan in ((cecilia, county), (petra, own)):
        answer = who.post(to("add_goal", plan.pk), {"title": "x"})
        assert answer.status_code == 403
    assert not PlanGoal.objects.exists()


def test_what_is_not_there_is_not_found(petra: Client, led: World) -> None:
    for name in ("plan", "change_plan", "timeline", "paper", "adopt", "add_goal", "add_measure", "change_goal"):
        assert petra.get(to(name, uuid4())).status_code == 404, name
    for name in ("activity", "report", "version", "version_paper", "take_back", "follow_up"):
        assert petra.get(to(name, uuid4())).status_code == 404, name


def test_a_page_asks_few_questions(
    petra: Client, led: World, doing: Activity, county: ActionPlan, own: ActionPlan
) -> None:
    from django.test.utils import CaptureQueriesContext

    for number in range(3):
        activity(led, county, "petra", title=f"x{number}")
        activity(led, own, "cecilia", title=f"y{number}", carries_out=doing.measure)
    for name, *args in (("overview",), ("compare",), ("plan", county.pk), ("activity", doing.pk)):
        with CaptureQueriesContext(connection) as asked:
            assert petra.get(to(name, *args)).status_code == 200
        assert len(asked) <= 17, (name, len(asked))  # fifteen, and the two by which the test keeps the request apart


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM action_plans_activity",
        "DELETE FROM action_plans_actionplan",
        "UPDATE action_plans_activity SET until = since - 1",
        "UPDATE action_plans_activity SET evidence = ''",
        "UPDATE action_plans_plangoal SET taken_out_at = now()",
        "INSERT INTO action_plans_actionplan (id, title, aim, revision, begun_at, begun_by_id, organisation_id)"
        " SELECT gen_random_uuid(), title, aim, 0, begun_at, begun_by_id, organisation_id FROM action_plans_actionplan",
    ],
)
def test_the_database_holds_what_a_plan_must_be(led: World, doing: Activity, statement: str) -> None:
    refused(statement)

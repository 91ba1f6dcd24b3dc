"""A round asks each owner; the answers are history; who has not answered stands there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.action_plans import follow_actions
from kronobarn.action_plans.models import ActionPlan, Activity, FollowUp, Report
from kronobarn.action_plans.rules import Status
from kronobarn.action_plans.waiting import asked_of_me
from kronobarn.core import clock
from tests.action_plans.planned import activity
from tests.rows import refused
from tests.sign_in import sign_in
from tests.world import World

SOON = clock.today() + timedelta(days=7)


def to(name: str, *args: object) -> str:
    return reverse(f"action_plans:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def asked(led: World, doing: Activity, county: ActionPlan) -> FollowUp:
    by = led.actor("petra")
    done = activity(led, county, "petra", title="Redan klart", measure=doing.measure)
    follow_actions.report(activity=done, status=Status.DONE, words="Klart.", seen="", by=by)
    activity(led, county, "petra", title="Utan konto", measure=doing.measure)
    return follow_actions.follow_up(plan=county, answer_by=SOON, words="Inför mötet.", by=by)


def test_a_round_asks_about_what_is_not_over(petra: Client, led: World, asked: FollowUp) -> None:
    page = text(petra.get(to("follow_up", asked.pk)))
    assert "Hålla kurs" in page
    assert "Utan konto" in page
    assert "Redan klart" not in page
    assert "Ingen har svarat än." in page
    assert "Inför mötet." in page


def test_the_owner_is_asked_on_her_day_and_answers(
    client: Client, led: World, asked: FollowUp, doing: Activity
) -> None:
    with led.as_("rut") as rut:
        (line,) = asked_of_me(rut)
    assert (line.title, line.due_on) == ("Hålla kurs", SOON)
    sign_in(client, led, "rut")
    assert "Frågor till dig" in text(client.get(to("overview")))
    assert "Hålla kurs" in text(client.get(reverse("notices:my_day")))
    answer = client.post(
        line.href, {"status": "under_way", "words": "Två av tre.", "seen": "De säger att det hjälper."}
    )
    assert answer["Location"] == to("activity", doing.pk)
    page = text(client.get(answer["Location"]))
    assert "Två av tre." in page
    assert "De säger att det hjälper." in page
    assert "Frågor till dig" not in text(client.get(to("overview")))
    shown = text(client.get(to("follow_up", asked.pk)))
    missing, answered = shown.split("Har svarat</h2>")
    assert "Utan konto" in missing
    assert "Två av tre." in answered


def test_an_answer_does_not_replace_the_one_before(petra: Client, led: World, asked: FollowUp, doing: Activity) -> None:
    for status, words in (("under_way", "Pågår ännu."), ("done", "Nu är det gjort.")):
        assert petra.post(to("report", doing.pk), {"status": status, "words": words}).status_code == 302
    page = text(petra.get(to("activity", doing.pk)))
    assert "Pågår ännu." in page
    assert "Nu är det gjort." in page
    assert doing.reports.count() == 2
    assert "Klar" in text(petra.get(to("plan", asked.plan_id)))


def test_what_is_said_outside_a_round_answers_none(petra: Client, led: World, doing: Activity) -> None:
    petra.post(to("report", doing.pk), {"status": "paused", "words": "Vilar."})
    assert Report.objects.get().follow_up is None


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"words": "x"}, "Välj var aktiviteten står."),
        ({"status": "soon", "words": "x"}, "Valet finns inte."),
        ({"status": "done"}, "Skriv en mening om hur det går."),
    ],
)
def test_an_answer_has_a_status_and_a_sentence(petra: Client, doing: Activity, said: dict[str, str], says: str) -> None:
    answer = petra.post(to("report", doing.pk), said)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not Report.objects.exists()


def test_one_round_at_a_time(petra: Client, led: World, county: ActionPlan, doing: Activity) -> None:
    page = to("start_follow_up", county.pk)
    assert "har redan varit" in text(petra.post(page, {"answer_by": "2001-01-01"}))
    assert petra.post(page, {"answer_by": SOON}).status_code == 302
    again = petra.get(page)
    assert again.status_code == 403
    assert "pågår redan" in text(again)
    found = FollowUp.objects.get()
    assert petra.post(to("close_follow_up", found.pk)).status_code == 302
    assert "Avslutad" in text(petra.get(to("follow_up", found.pk)))
    with led.as_("rut") as rut:
        assert asked_of_me(rut) == []
    assert petra.post(to("close_follow_up", found.pk)).status_code == 403
    assert petra.post(page, {"answer_by": SOON}).status_code == 302


def test_nothing_is_asked_when_there_is_nothing_to_ask_about(petra: Client, county: ActionPlan) -> None:
    answer = petra.get(to("start_follow_up", county.pk))
    assert answer.status_code == 403
    assert "ingen aktivitet att fråga om" in text(answer)


@pytest.mark.parametrize(("who", "read"), [("tage", 200), ("eva", 403)])
def test_others_read_and_do_not_answer(
    client: Client, led: World, asked: FollowUp, doing: Activity, who: str, read: int
) -> None:
    sign_in(client, led, who)
    assert client.get(to("follow_up", asked.pk)).status_code == read
    said = {"status": "done", "words": "x"}
    assert client.post(to("report", doing.pk), said).status_code == 403
    assert client.post(to("close_follow_up", asked.pk)).status_code == 403
    assert client.post(to("start_follow_up", asked.plan_id), {"answer_by": SOON}).status_code == 403
    with led.as_(who) as actor:
        assert asked_of_me(actor) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE action_plans_report SET words = 'x'",
        "DELETE FROM action_plans_report",
        "UPDATE action_plans_followup SET answer_by = answer_by + 1",
        "DELETE FROM action_plans_asked",
    ],
)
def test_the_database_keeps_what_was_asked_and_answered(led: World, asked: FollowUp, statement: str) -> None:
    refused(statement)

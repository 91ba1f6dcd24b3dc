"""A round writes to those it asks, and reminds those who have not answered: the owner who wants it, and functions' boxes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.action_plans import follow_actions, tasks
from kronobarn.action_plans.models import ActionPlan, Activity, FollowUp
from kronobarn.action_plans.rules import Status
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.post.letters import made
from kronobarn.post.models import Letter, Subscription
from tests.action_plans.planned import activity
from tests.world import World

BOX = "skolchef@angsby.example.se"


@pytest.fixture(autouse=True)
def mail(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.se"
    settings.SITE_ADDRESS = "https://kronobarn.example.se"


@pytest.fixture
def boxed(led: World, county: ActionPlan, doing: Activity) -> Activity:
    """Beside what Rut answers for: something that a function without an account does."""
    Subscription.objects.create(
        person=led.people["rut"], address="rut@example.se", confirmed_at=clock.now(), often="at_once"
    )
    return activity(led, county, "petra", title="Skriva en rutin", mailbox=BOX, measure=doing.measure)


@pytest.fixture
def asked(led: World, county: ActionPlan, boxed: Activity) -> FollowUp:
    """A round of ten days."""
    by = led.actor("petra")
    return follow_actions.follow_up(
        plan=county, answer_by=clock.today() + timedelta(days=10), words="Inför mötet.", by=by
    )


def to_whom() -> list[str]:
    return sorted(one.to.goes_to for one in Letter.objects.select_related("to__person", "to__unit"))


def written() -> tuple[str, str] | None:
    """The last letter to the box, as it would be sent now."""
    letter = Letter.objects.filter(to__address=BOX).order_by("queued_at").last()
    assert letter is not None
    with acting(SYSTEM):
        message = made(letter, BOX)
    return (str(message.subject), str(message.body)) if message else None


def test_the_owner_and_the_box_are_written_to_when_a_round_begins(asked: FollowUp) -> None:
    assert to_whom() == ["rut@example.se", BOX]
    assert (said := written()) is not None
    assert said[0] == "Uppföljning: Länets plan"
    assert "- Skriva en rutin (Rektorn)" in said[1]
    assert "Hålla kurs" not in said[1]
    assert "Inför mötet." in said[1]


def test_one_box_gets_one_letter_about_all_it_answers_for(led: World, county: ActionPlan, boxed: Activity) -> None:
    activity(led, county, "petra", title="Bjuda in", mailbox=BOX, measure=boxed.measure)
    follow_actions.follow_up(plan=county, answer_by=clock.today(), words="", by=led.actor("petra"))
    assert to_whom().count(BOX) == 1
    assert (said := written()) is not None
    assert "Bjuda in" in said[1]


def test_an_owner_who_wants_no_letters_gets_none(led: World, county: ActionPlan, boxed: Activity) -> None:
    Subscription.objects.update(often="never")
    follow_actions.follow_up(plan=county, answer_by=clock.today(), words="", by=led.actor("petra"))
    assert not Letter.objects.filter(to__person=led.people["rut"]).exists()


def test_what_has_been_answered_meanwhile_is_not_asked_of_the_box(led: World, asked: FollowUp, boxed: Activity) -> None:
    follow_actions.report(activity=boxed, status=Status.DONE, words="Klar.", seen="", by=led.actor("petra"))
    assert written() is None


def test_a_round_that_is_over_asks_nobody(led: World, asked: FollowUp) -> None:
    follow_actions.close(follow_up=asked, by=led.actor("petra"))
    assert written() is None
    with clock.shifted(timedelta(days=11)):
        tasks.remind_of_follow_ups(0)
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(("days", "letters"), [(6, 0), (7, 2), (10, 2), (11, 2), (17, 2), (18, 0)])
def test_reminders_come_before_the_last_day_and_after_it(asked: FollowUp, days: int, letters: int) -> None:
    Letter.objects.all().update(sent_at=clock.now())
    with clock.shifted(timedelta(days=days)):
        tasks.remind_of_follow_ups(0)
        tasks.remind_of_follow_ups(0)  # the machine that does it twice writes once
    assert Letter.objects.filter(sent_at=None).count() == letters
    if letters:
        with clock.shifted(timedelta(days=days)):
            assert (said := written()) is not None
        assert said[0] == "Påminnelse om uppföljningen: Länets plan"


def test_whoever_has_answered_is_not_reminded(led: World, asked: FollowUp, doing: Activity) -> None:
    follow_actions.report(activity=doing, status=Status.DONE, words="Klar.", seen="", by=led.actor("rut"))
    Letter.objects.all().update(sent_at=clock.now())
    with clock.shifted(timedelta(days=11)):
        tasks.remind_of_follow_ups(0)
    (left,) = Letter.objects.filter(sent_at=None)
    assert left.to.address == BOX


def test_whoever_writes_the_plan_reminds_once_a_day(petra: Client, asked: FollowUp) -> None:
    Letter.objects.all().update(sent_at=clock.now())
    page = reverse("action_plans:follow_up", args=[asked.pk])
    assert "Påminn dem som inte har svarat" in petra.get(page).content.decode()
    for _twice in range(2):
        assert petra.post(reverse("action_plans:remind", args=[asked.pk])).status_code == 302
    assert Letter.objects.filter(sent_at=None).count() == 2


def test_a_round_that_is_over_reminds_nobody(petra: Client, led: World, asked: FollowUp) -> None:
    follow_actions.close(follow_up=asked, by=led.actor("petra"))
    answer = petra.post(reverse("action_plans:remind", args=[asked.pk]))
    assert answer.status_code == 403
    assert "ingen att påminna" in answer.content.decode()


def test_the_form_says_what_nobody_is_written_to_about(
    petra: Client, led: World, county: ActionPlan, boxed: Activity
) -> None:
    page = reverse("action_plans:start_follow_up", args=[county.pk])
    assert "varken någon som svarar" not in petra.get(page).content.decode()
    activity(led, county, "petra", title="Utan någon", measure=boxed.measure)
    assert "1 aktivitet har varken någon som svarar" in petra.get(page).content.decode()


def test_a_box_is_a_whole_address(petra: Client, boxed: Activity) -> None:
    page = reverse("action_plans:change_activity", args=[boxed.pk])
    answer = petra.post(page, {"title": "Skriva en rutin", "mailbox": "skolchefen"})
    assert answer.status_code == 422
    assert "Skriv en hel e-postadress" in answer.content.decode()


def test_the_form_says_who_gets_a_letter_and_that_none_can_be_sent(
    petra: Client, county: ActionPlan, boxed: Activity, settings: Any
) -> None:
    form = reverse("action_plans:start_follow_up", args=[county.pk])
    assert "får ett brev" in petra.get(form).content.decode()
    settings.EMAIL_HOST = ""
    page = petra.get(form).content.decode()
    assert "Inga brev kan sändas härifrån" in page
    assert "1 aktivitet har ingen som svarar" in page

"""What is sent twice is done once: by an impatient finger, in two windows, and when the answer was lost on the way."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.meetings.models import TimeAnswer
from kronobarn.plans.models import Agreement, PlanVersion
from tests.meetings.test_times import proposed
from tests.plans import stage
from tests.reviews.test_reviews import address, begun, form
from tests.sign_in import sign_in
from tests.world import World


def twice(client: Client, to: str, said: dict[str, Any], *, same: bool) -> list[int]:
    """The same form again, or what it says in a form that was fetched anew. What each was answered."""
    first = str(uuid4())
    return [
        client.post(to, {**said, "once": first}).status_code,
        client.post(to, {**said, "once": first if same else str(uuid4())}).status_code,
    ]


def logged(world: World, kind: str) -> int:
    with world.as_("rut") as rut:
        return int(LogEntry.objects.visible_to(rut).filter(kind=kind).count())


@pytest.mark.parametrize("same", [True, False], ids=["the same form", "another window"])
def test_which_times_fit(client: Client, world: World, same: bool) -> None:
    meeting = proposed(world)
    sign_in(client, world, "eva")
    said = {"time-1": "yes", "time-2": "no"}

    answered = twice(client, reverse("meetings:answer_times", args=[meeting.pk]), said, same=same)

    assert answered == [302, 302]
    with world.as_("rut"):
        rows = TimeAnswer.objects.filter(record=meeting.pk).order_by("number")
        assert list(rows.values_list("number", "fits")) == [(1, "yes"), (2, "no")]
    assert logged(world, "meeting.times_answered") == (1 if same else 2)


@pytest.mark.parametrize("same", [True, False], ids=["the same form", "another window"])
def test_what_one_thinks_of_the_plan(client: Client, world: World, same: bool) -> None:
    plan = stage.active(world)
    sign_in(client, world, "eva")
    said = {"answer": "partly", "words": "Kvällarna är bra."}

    answered = twice(client, reverse("plans:agree", args=[plan.pk]), said, same=same)

    assert answered == [302, 302]
    with world.as_("rut"):
        found = Agreement.objects.filter(record=plan.pk, person=world.people["eva"])
        assert list(found.values_list("answer", "words")) == [("partly", "Kvällarna är bra.")]
    assert logged(world, "plan.answered") == (1 if same else 2)


@pytest.mark.parametrize("same", [True, False], ids=["the same form", "another window"])
def test_a_follow_up(client: Client, world: World, same: bool) -> None:
    review = begun(world)
    sign_in(client, world, "sofia")

    answered = twice(client, address(review), form(world, review), same=same)

    assert answered == [302, 302 if same else 422], "in another window it says that the follow-up is done"
    with world.as_("rut"):
        assert PlanVersion.objects.filter(record=review.plan_id).count() == 2
    assert logged(world, "review.done") == 1

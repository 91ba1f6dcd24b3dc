"""A goal, and what somebody does, withheld from a guardian by themselves: what is left, by the database and by pages.

Ada wrote the plan and a follow-up, and Eva and Emil read both. One goal is withheld from Eva, and of the other one thing
that is done towards it.
"""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kronobarn.core.actor import Actor
from kronobarn.plans.models import Goal, PlanAction, VersionPart
from kronobarn.reviews.models import ActionReview, GoalReview
from tests.rows import (
    A_CHILD,
    ADA,
    EMIL,
    EVA,
    NOW,
    TODAY,
    Row,
    a_disclosure,
    a_record,
    a_seat,
    ago,
    an_assignment,
    asked,
    shown,
    there_are,
)

pytestmark = pytest.mark.database

PLAN, REVIEW, HIDDEN, OPEN, TOWARDS_HIDDEN, WITHHELD, LEFT = (UUID(int=number) for number in range(9701, 9708))
TOWARDS = {TOWARDS_HIDDEN: HIDDEN, WITHHELD: OPEN, LEFT: OPEN}
IN_THE_PLAN: dict[str, Any] = {"child_id": A_CHILD, "record_id": PLAN}
IN_THE_REVIEW: dict[str, Any] = {"child_id": A_CHILD, "record_id": REVIEW}


def kept(part: UUID) -> Row:
    return "circles_withheld", {
        **IN_THE_PLAN, "id": uuid4(), "from_person_id": EVA, "part": part, "because": "child", "reason": "elsa är rädd", "since": ago(),
        "review_on": TODAY, "decided_by_id": ADA, "decided_for_id": ADA, "ended_because": "",
    }  # fmt: skip


def rows_of(goal: UUID, number: int) -> list[Row]:
    actions = [action for action, towards in TOWARDS.items() if towards == goal]
    version = {**IN_THE_PLAN, "version": 1, "goal_id": goal, "content": {}}
    return [
        ("plans_goal", {**IN_THE_PLAN, "id": goal, "number": number, "area_key": "a", "need": "n", "desired_outcome": "d",
                        "how_we_see_it": "h", "said_by": "child", "state": "active"}),
        ("plans_versionpart", version | {"id": goal, "action_id": None, "place": 10 * number}),
        ("reviews_goalreview", {**IN_THE_REVIEW, "id": goal, "goal_id": goal, "before": {}, "now": "", "verdict": "", "why": ""}),
        *(("plans_planaction", {**IN_THE_PLAN, "id": one, "goal_id": goal, "what": "w", "first_step": "", "helper": "h",
                                "since": TODAY, "until": TODAY, "state": "open", "reply": "asked", "reply_words": ""})
          for one in actions),
        *(("plans_versionpart", version | {"id": one, "action_id": one, "place": 10 * number + place})
          for place, one in enumerate(actions, 1)),
        *(("reviews_actionreview", {**IN_THE_REVIEW, "id": one, "goal_id": goal, "action_id": one, "place": place, "before": {}})
          for place, one in enumerate(actions)),
    ]  # fmt: skip


GIVEN: dict[str, Any] = {"to_area_id": None, "ground": "harm_test", "consent": None}
THERE: tuple[Row, ...] = (
    *(a_record(PLAN, "plan", written_at=NOW), a_record(REVIEW, "review"), an_assignment(), a_seat()),
    *(a_seat(who, "guardian") for who in (EVA, EMIL)),
    *(a_disclosure(record_id=one, to_person_id=who, **GIVEN) for one in (PLAN, REVIEW) for who in (EVA, EMIL)),
    *(row for number, goal in enumerate((HIDDEN, OPEN)) for row in rows_of(goal, number)),
    *(kept(HIDDEN), kept(WITHHELD)),
)
GOALS, ACTIONS = {HIDDEN, OPEN}, set(TOWARDS)
SEES: list[tuple[int, int | None, set[UUID], set[UUID]]] = [
    (EVA, None, {OPEN}, {LEFT}),
    (EMIL, None, GOALS, ACTIONS),
    (ADA, ADA, GOALS, ACTIONS),
]


@pytest.mark.parametrize(("who", "at", "goals", "actions"), SEES)
def test_what_is_withheld_by_itself_is_in_no_plan_version_or_follow_up(
    admin: psycopg.Connection[Any], who: int, at: int | None, goals: set[UUID], actions: set[UUID]
) -> None:
    area = THERE[0][1]["owner_id"] if at else None
    actor = Actor(who, "p", assignment_id=at, unit_id=area, area_id=area)
    tables: list[tuple[Any, set[UUID]]] = [
        *((Goal, goals), (PlanAction, actions), (VersionPart, goals | actions)),
        *((GoalReview, goals), (ActionReview, actions)),
    ]
    with there_are(admin, *THERE):
        for model, expected in tables:
            pages = shown(admin, model.objects.visible_to(actor).order_by().values_list("pk"), who, at=at)
            database = asked(admin, who, f"SELECT id FROM {model._meta.db_table}", at=at)
            assert set(pages) == set(database) == {(key,) for key in expected}, model

"""What querysets say beside `visible_to`: what stands, and who is answered without asking the database."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
from django.db.models import QuerySet
from django.utils import timezone

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Block, Record, Seat, Withheld
from kronobarn.core.actor import SYSTEM
from kronobarn.people.models import SameChild
from tests.rows import (
    A_CHILD,
    ADA,
    ANOTHER,
    BEA,
    CIA,
    EMIL,
    EVA,
    NOW,
    SCHOOL,
    TODAY,
    Row,
    a_block,
    a_seat,
    ago,
    ahead,
    an_assignment,
    asked,
    shown,
    there_are,
)
from tests.world import World


def test_whoever_can_find_nothing_is_answered_without_asking(world: World, django_assert_num_queries: Any) -> None:
    eva = world.actor("eva")
    with django_assert_num_queries(0):
        assert not Seat.objects.held_by(SYSTEM).exists()
        assert not Record.objects.visible_to(SYSTEM).exists()
        assert not Withheld.objects.visible_to(eva).exists()


OVER: dict[str, Any] = {"ended_at": NOW, "ended_by_id": ADA, "ended_because": "Det behövs inte."}


def withheld(**ended: Any) -> Row:
    said = {
        "id": uuid4(),
        "child_id": A_CHILD,
        "record_id": uuid4(),
        "from_person_id": EVA,
        "reason": "elsa är rädd",
        "since": ago(),
    }
    said |= {"review_on": TODAY, "decided_by_id": ADA, "decided_for_id": ADA, "ended_because": ""}
    return "circles_withheld", said | ended


def card(*, undone: bool) -> Row:
    over = {"undone_at": NOW, "undone_by_id": ADA, "undone_because": "De är två."} if undone else {"undone_because": ""}
    said = {"id": uuid4(), "child_id": A_CHILD, "kept_id": ANOTHER, "reason": "De är ett.", "numbers": ""}
    return "people_samechild", {**said, "decided_at": NOW, "decided_by_id": ADA, **over}


def test_what_has_ended_and_what_has_not_begun_does_not_stand(admin: psycopg.Connection[Any]) -> None:
    def standing(rows: QuerySet[Any], written: list[Row]) -> set[Any]:
        ids = [row["id"] for _table, row in written]
        return {key for (key,) in shown(admin, rows.filter(pk__in=ids).order_by().values_list("pk"))}

    day, seats = timedelta(days=1), [a_seat(), a_seat(role="lead", until=ago()), a_seat(role="contact", since=ahead(1))]
    assignments = [
        an_assignment(until=TODAY),
        an_assignment(BEA, until=TODAY - day),
        an_assignment(CIA, since=TODAY + day),
    ]
    written: dict[Any, list[Row]] = {
        Seat: seats,
        Assignment: assignments,
        Withheld: [withheld(), withheld(**OVER)],
        Block: [a_block(SCHOOL), a_block(SCHOOL, **OVER)],
        SameChild: [card(undone=False), card(undone=True)],
    }
    with there_are(admin, *(row for some in written.values() for row in some)):
        for model, some in written.items():
            assert standing(model.objects.standing(), some) == {some[0][1]["id"]}, model


def test_a_day_begins_at_midnight_here_summer_and_winter(admin: psycopg.Connection[Any]) -> None:
    moments = ("2026-11-22 22:59Z", "2026-11-22 23:00Z", "2026-06-22 21:59Z", "2026-06-22 22:00Z")
    days = [asked(admin, ADA, "SELECT extract(day FROM circles_day(%s))::int", one) for one in moments]

    assert days == [[(22,)], [(23,)], [(22,)], [(23,)]]
    assert asked(admin, ADA, "SELECT circles_today()") == [(timezone.localdate(),)]


ASKS: list[tuple[str, int, int | None, bool, bool]] = [
    ("whom it is withheld from", EVA, None, True, True),
    ("at work elsewhere too", EVA, EVA, True, True),
    ("who works with the child", ADA, ADA, True, True),
    ("the same person as family", ADA, None, False, False),
    ("who has only noticed something", BEA, BEA, False, False),
    ("who works with another child", CIA, CIA, False, False),
    ("the other guardian", EMIL, None, False, False),
]


def test_who_is_told_what_is_withheld_from_a_guardian_whole_or_in_part(admin: psycopg.Connection[Any]) -> None:
    """What has ended is told to nobody; nor is what is withheld from somebody else, or a part told as the whole."""
    whole, part = withheld(), withheld(part=uuid4())
    others = (withheld(**OVER), withheld(part=uuid4(), **OVER), withheld(from_person_id=EMIL, part=uuid4()))
    seats = (
        a_seat(),
        a_seat(BEA, "notifier"),
        a_seat(CIA, child=ANOTHER),
        a_seat(EVA, "guardian"),
        a_seat(EMIL, "guardian"),
    )
    at_work = (an_assignment(), an_assignment(BEA), an_assignment(CIA), an_assignment(EVA))
    found = []
    with there_are(admin, whole, part, *others, *seats, *at_work, a_seat(ADA, "guardian", ANOTHER)):
        for what, who, at, *_told in ASKS:
            records = asked(admin, who, "SELECT record_id FROM circles_withheld_from(%s)", EVA, at=at)
            parts = asked(admin, who, "SELECT part_id FROM circles_parts_withheld_from(%s)", EVA, at=at)
            assert set(records) <= {(whole[1]["record_id"],)}, what
            assert set(parts) <= {(part[1]["part"],)}, what
            found.append((what, who, at, bool(records), bool(parts)))
    assert found == ASKS

"""Five hundred who register at the same time, on PostgreSQL itself: none is lost, and none is let in too many."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction

from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.learning import registration_actions as registrations
from kronobarn.learning.models import Event, Letter, Registration, Session
from kronobarn.learning.rules import LetterKind, Standing
from tests import world as town
from tests.learning.past import event, registered, session
from tests.programme.past import leader

MANY = 500
PLACES = 300
HANDS = 12
SAID: dict[str, Any] = {"name": "Kim Berg", "workplace": "", "wheelchair": False, "interpreter": "", "diet": ""}


def _at_once(work: Any, things: Any) -> list[Any]:
    def alone(thing: Any) -> Any:
        try:
            return work(thing)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(alone, things))


def test_five_hundred_at_once_lose_none_and_overbook_none(fresh_database: str) -> None:
    petra = leader(town.build())
    made = event(petra, places=PLACES)
    point = session(petra, made, places=40)

    def register(number: int) -> Any:
        said = {"event": made, "email": f"nr{number}@example.se", "language": "sv", "by": SYSTEM, **SAID}
        try:
            return registrations.register(**said, sessions=[point])
        except ValidationError:  # that point of the programme is full
            return registrations.register(**said)

    made_by = _at_once(register, range(MANY))
    with acting(SYSTEM):
        made.refresh_from_db()
        point.refresh_from_db()
        rows = Registration.objects.visible_to(SYSTEM).filter(event=made)
        assert len({one.pk for one in made_by}) == rows.count() == MANY
        assert made.taken == rows.filter(standing=Standing.PLACE).count() == PLACES
        assert rows.filter(standing=Standing.WAITING).count() == MANY - PLACES
        assert point.taken == point.chosen.count() == 40
        assert Letter.objects.visible_to(SYSTEM).filter(kind=LetterKind.CONFIRM).count() == MANY
        # Nobody stands in the queue who was before somebody that has a place.
        last = rows.filter(standing=Standing.PLACE).order_by("-asked_at").first()
        first = rows.filter(standing=Standing.WAITING).order_by("asked_at").first()
        assert last is not None
        assert first is not None

    confirmed = _at_once(lambda one: registrations.confirm(registration=one, by=SYSTEM), made_by)
    coming = [one for one in confirmed if one.standing == Standing.PLACE]
    _at_once(lambda one: registrations.leave(registration=one, by=SYSTEM), coming[:50])
    with acting(SYSTEM):
        made.refresh_from_db()
        rows = Registration.objects.visible_to(SYSTEM).filter(event=made)
        assert made.taken == PLACES
        offered = list(rows.filter(standing=Standing.OFFERED).order_by("asked_at"))
        assert len(offered) == 50
        waits = rows.filter(standing=Standing.WAITING).order_by("asked_at").first()
        assert waits is not None
        assert offered[-1].asked_at < waits.asked_at


def test_the_same_address_at_the_same_moment_is_registered_once(fresh_database: str) -> None:
    made = event(leader(town.build()))

    def register(_number: int) -> Any:
        return registrations.register(event=made, email="kim@example.se", language="sv", by=SYSTEM, **SAID).pk

    assert len(set(_at_once(register, range(8)))) == 1


@pytest.mark.database
def test_the_database_itself_refuses_one_too_many(led: town.World) -> None:
    petra = led.actor("petra")
    made = event(petra, places=1)
    point = session(petra, made, places=1)
    other = session(petra, event(petra))
    first = registered(made, sessions=[point])
    waiting = registered(made, "alex@example.se")
    assert waiting.standing == Standing.WAITING
    with acting(SYSTEM):
        for wrong in (
            "UPDATE learning_registration SET standing = 'place' WHERE id = %s",
            f"INSERT INTO learning_choice (id, registration_id, session_id) VALUES (gen_random_uuid(), %s, '{point.pk}')",
            f"INSERT INTO learning_choice (id, registration_id, session_id) VALUES (gen_random_uuid(), %s, '{other.pk}')",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(wrong, [waiting.pk])
        registrations.leave(registration=first, by=SYSTEM)
        assert Event.objects.get(pk=made.pk).taken == 1  # offered to the one who waited
        assert Session.objects.get(pk=point.pk).taken == 0
        Registration.objects.visible_to(SYSTEM).filter(event=made).delete()
        assert Event.objects.get(pk=made.pk).taken == 0

"""A thread and its filed copy are one, when either is withheld from a guardian."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Withheld
from kronobarn.circles.rules import Ground
from kronobarn.communication import actions
from kronobarn.communication.filing import actions as filing
from kronobarn.communication.models import Thread
from kronobarn.core import clock
from tests.communication.talk import begun, seats
from tests.sign_in import sign_in
from tests.world import World

REASON = "Elsa är rädd."


@pytest.fixture
def thread(world: World) -> Thread:
    """Emil reads it too."""
    found = begun(world)
    actions.add(thread=found, readers=seats(world, "emil"), by=world.actor("rut"))
    return found


def record(world: World, key: UUID, who: str) -> Record:
    with world.as_(who) as actor:
        return Record.objects.visible_to(actor).get(pk=key)


def withhold(world: World, key: UUID, by: str) -> Withheld:
    (decided,) = circles.withhold(
        record=record(world, key, by),
        guardians=[world.people["emil"]],
        reason=REASON,
        review_on=clock.today() + timedelta(days=30),
        by=world.actor(by),
    )
    return decided


def standing(world: World, key: UUID, who: str) -> Withheld | None:
    with world.as_(who) as actor:
        return Withheld.objects.visible_to(actor).standing().filter(record=key).first()


def there_for_emil(client: Client, world: World, key: UUID) -> set[str]:
    """Where he meets it: by its address, in the log, in who may see what, and in each table."""
    with world.as_("emil") as emil, connection.cursor() as cursor:
        found = {"log"} if LogEntry.objects.visible_to(emil).filter(subject__endswith=str(key)).exists() else set()
        for table, column in (
            ("circles_record", "id"),
            ("circles_disclosure", "record_id"),
            ("communication_thread", "record_id"),
            ("communication_participant", "record_id"),
            ("communication_message", "record_id"),
            ("audit_logentry", "split_part(subject, ':', 2)"),
            ("circles_withheld", "record_id"),
        ):
            cursor.execute(f"SELECT 1 FROM {table} WHERE {column}::text = %s", [str(key)])
            found |= {table} if cursor.fetchall() else set()
        cursor.execute("SELECT count(*) FROM circles_held_about(%s) WHERE kind = 'communication'", [world.elsa.pk])
        found |= {"held"} if cursor.fetchone()[0] else set()
    sign_in(client, world, "emil")
    if client.get(reverse("communication:thread", args=[key])).status_code != 404:
        found.add("page")
    return found


def test_what_is_filed_of_a_withheld_thread_is_withheld(client: Client, world: World, thread: Thread) -> None:
    withhold(world, thread.pk, "rut")
    kept = filing.file(thread=thread, by=world.actor("rut"))

    assert there_for_emil(client, world, kept.pk) == there_for_emil(client, world, thread.pk) == set()
    with pytest.raises(ValidationError, match="är dold för"):
        circles.disclose(
            record=record(world, kept.pk, "rut"),
            ground=Ground.CHILD_OR_GUARDIAN,
            to_person=world.people["emil"],
            by=world.actor("rut"),
        )
    found = standing(world, kept.pk, "rut")
    assert found is not None
    assert (found.reason, found.decided_by) == (REASON, world.people["rut"])
    sign_in(client, world, "rut")
    assert client.get(reverse("circles:withheld", args=[found.pk])).status_code == 200


@pytest.mark.parametrize("first", ["the thread", "the copy"])
def test_what_is_withheld_of_the_one_later_is_withheld_of_the_other_until_it_ends(
    client: Client, world: World, thread: Thread, first: str
) -> None:
    rut = world.actor("rut")
    kept = filing.file(thread=thread, by=rut)
    assert "page" in there_for_emil(client, world, thread.pk)
    one, other = (thread.pk, kept.pk) if first == "the thread" else (kept.pk, thread.pk)
    decided = withhold(world, one, "rut")

    assert there_for_emil(client, world, one) == there_for_emil(client, world, other) == set()
    longer = clock.today() + timedelta(days=60)
    decided = circles.withhold_longer(withheld=decided, reason=REASON, review_on=longer, by=rut)
    there = standing(world, other, "rut")
    assert there is not None
    assert there.review_on == longer
    circles.withhold_no_more(withheld=decided, because="Det behövs inte längre", by=rut)
    assert "page" in there_for_emil(client, world, thread.pk)
    assert standing(world, other, "rut") is None

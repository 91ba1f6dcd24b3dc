"""A form that is sent twice is done once, and what is half-written waits for its writer."""

import uuid
from datetime import date

from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from kronobarn.accounts.reads import family_actor, staff_actor
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.drafts import actions, reads
from kronobarn.drafts.models import Draft
from kronobarn.people.models import Guardianship
from kronobarn.responsibility import actions as responsibility
from tests.sign_in import sign_in
from tests.world import World


def keep(client: Client, world: World, **typed: str) -> int:
    address = reverse("drafts:keep", args=[world.elsa.pk, "signal"])
    return client.post(address, typed).status_code


def test_a_draft_is_kept_and_found_again(client: Client, world: World) -> None:
    sign_in(client, world, "rut")

    assert keep(client, world, what_was_seen="Ont i magen", once=str(uuid.uuid4())) == 200
    keep(client, world, what_was_seen="Ont i magen varje morgon")

    with world.as_("rut") as rut:
        assert reads.typed(child_id=world.elsa.pk, form="signal", by=rut) == {
            "what_was_seen": "Ont i magen varje morgon"
        }


def test_a_draft_is_its_writers_alone(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    keep(client, world, what_was_seen="Ont i magen")

    with world.as_("eva") as eva:
        assert reads.typed(child_id=world.elsa.pk, form="signal", by=eva) == {}
        assert not Draft.objects.exists()


def test_a_draft_belongs_to_the_assignment_it_was_written_in(client: Client, world: World) -> None:
    """What the school nurse began to write is not there for the same person at work elsewhere."""
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sanna"], why="Hälsa", by=world.actor("rut"))
    sign_in(client, world, "sanna")
    keep(client, world, what_was_seen="Ont i magen")
    sanna, at_school = world.people["sanna"], world.units["angsskolan"]
    with acting(SYSTEM):
        second = Assignment.objects.create(
            person=sanna, unit=at_school, profession="teacher", role="staff", since=date(2020, 1, 1)
        )
    circles.seat(child_id=world.elsa.pk, assignment=second, why="Lärare", by=world.actor("rut"))
    elsewhere = staff_actor(sanna, Assignment.objects.select_related("unit__area").get(pk=second.pk))

    with acting(elsewhere):
        assert reads.typed(child_id=world.elsa.pk, form="signal", by=elsewhere) == {}
        assert not Draft.objects.exists()
        actions.keep(child_id=world.elsa.pk, form="signal", typed=QueryDict("what_was_seen=Trött"), by=elsewhere)
        assert Draft.objects.count() == 1
    with world.as_("sanna") as nurse:
        assert reads.typed(child_id=world.elsa.pk, form="signal", by=nurse) == {"what_was_seen": "Ont i magen"}
        actions.drop(child_id=world.elsa.pk, form="signal", by=nurse)
    with acting(elsewhere):
        assert reads.typed(child_id=world.elsa.pk, form="signal", by=elsewhere) == {"what_was_seen": "Trött"}


def test_the_database_keeps_drafts_apart(world: World) -> None:
    """Past `visible_to`: in another assignment, and as family, the same person finds nothing."""
    with world.as_("rut") as rut:
        actions.keep(child_id=world.elsa.pk, form="signal", typed=QueryDict("what_was_seen=Trött"), by=rut)
        assert Draft.objects.count() == 1
    responsibility.add_guardian(
        child=world.elsa,
        guardian=world.people["rut"],
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.STATED,
        by=world.actor("rut"),
    )
    with acting(family_actor(world.people["rut"])):
        assert not Draft.objects.exists()


def test_family_finds_its_draft_again(world: World) -> None:
    with world.as_("eva") as eva:
        for words in ("Sover dåligt", "Sover sämre"):
            actions.keep(child_id=world.elsa.pk, form="signal", typed=QueryDict(f"what_was_seen={words}"), by=eva)
        assert reads.typed(child_id=world.elsa.pk, form="signal", by=eva) == {"what_was_seen": "Sover sämre"}
        assert Draft.objects.count() == 1


def test_without_a_seat_there_is_nowhere_to_keep_it(client: Client, world: World) -> None:
    sign_in(client, world, "gunnar")

    assert keep(client, world, what_was_seen="Ont i magen") == 404


def test_a_text_without_end_is_not_kept(client: Client, world: World) -> None:
    sign_in(client, world, "rut")

    assert keep(client, world, what_was_seen="x" * 70_000) == 413


def test_a_copy_is_sent_to_where_the_first_was(world: World) -> None:
    token, person = uuid.uuid4(), world.people["rut"].pk

    assert actions.begin(token=token, person_id=person) is None
    actions.finish(token=token, location="/barn/")

    assert actions.begin(token=token, person_id=person) == "/barn/"


def test_anothers_token_does_not_tell_where_they_were_taken(world: World) -> None:
    token = uuid.uuid4()
    actions.begin(token=token, person_id=world.people["rut"].pk)
    actions.finish(token=token, location="/barn/")

    assert actions.begin(token=token, person_id=world.people["eva"].pk) == ""


def test_a_form_with_mistakes_may_be_sent_again(world: World) -> None:
    token, person = uuid.uuid4(), world.people["rut"].pk
    actions.begin(token=token, person_id=person)
    actions.forget(token=token)

    assert actions.begin(token=token, person_id=person) is None

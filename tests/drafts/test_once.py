"""A form that is sent twice is done once, and what is half-written waits for its writer."""

import uuid

from django.test import Client
from django.urls import reverse

from kronobarn.drafts import actions, reads
from kronobarn.drafts.models import Draft
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

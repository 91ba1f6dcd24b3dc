"""The pages about letters: one's own choice, a unit's box, and the numbers of the administrator."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.mail import Problem
from kronobarn.post.models import Letter, Subscription
from kronobarn.post.rules import Kind
from tests.sign_in import sign_in
from tests.world import World


@pytest.mark.parametrize(("name", "often"), [("rut", "daily"), ("eva", "never")])
def test_what_holds_until_one_has_chosen(client: Client, world: World, name: str, often: str) -> None:
    sign_in(client, world, name)

    page = client.get(reverse("post:own")).content.decode()

    assert f'value="{often}" checked' in page.replace("  ", " ")


def test_a_choice_is_kept_for_the_role_one_is_in(client: Client, world: World) -> None:
    sign_in(client, world, "eva")
    wrong = client.post(reverse("post:own"), {"often": "at_once", "address": "eva@"})
    lacking = client.post(reverse("post:own"), {"often": "at_once", "address": ""})
    client.post(reverse("post:own"), {"often": "at_once", "address": "eva@example.se"})

    assert (wrong.status_code, lacking.status_code) == (422, 422)
    assert 'value="eva@"' in wrong.content.decode()
    assert "Skriv en e-postadress, eller välj Aldrig." in lacking.content.decode()
    own = Subscription.objects.get()
    assert (own.person_id, own.as_family, own.often, own.address) == (
        world.people["eva"].pk,
        True,
        "at_once",
        "eva@example.se",
    )


def test_the_administrator_sees_numbers_and_no_addresses(client: Client, run: World) -> None:
    own = Subscription.objects.create(person=run.people["eva"], as_family=True, address="eva@x.se", often="at_once")
    now = clock.now()
    dead: dict[str, Any] = {"problem": Problem.ADDRESS, "given_up_at": now, "queued_at": now, "next_try_at": now}
    for number in range(2):
        Letter.objects.create(to=own, kind=Kind.WAITING, key=str(number), **dead)
    sign_in(client, run, "adam")

    before = client.get(reverse("post:letters")).content.decode()
    client.post(reverse("post:try_again"))
    after = client.get(reverse("post:letters")).content.decode()

    assert "Adressen finns inte" in before
    assert "2 mejl" in before
    assert not [word for word in ("eva@x.se", run.people["eva"].full_name, str(own.pk) + "/") if word in before]
    assert "Inget mejl har fastnat" in after
    assert Letter.objects.unsent().count() == 1


def test_a_units_box_is_chosen_for_by_its_administrator(client: Client, run: World) -> None:
    school = run.units["angsskolan"]
    sign_in(client, run, "adam")
    where = reverse("administration:unit_box", args=[school.key])
    without = client.get(where)
    school.mailbox = "rektor@angsby.example"
    with acting(SYSTEM):
        school.save(update_fields=["mailbox"])

    asked = client.get(where).content.decode()
    empty = client.post(where, {})
    client.post(where, {"often": "never"})

    assert "ingen funktionsbrevlåda" in without.content.decode()
    assert 'value="daily" checked' in asked
    assert empty.status_code == 422
    assert Subscription.objects.get(unit=school).often == "never"

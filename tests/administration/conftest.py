"""The town with its administrators: Adam and Agda in Ängsby, Rita in the region."""

import time
from datetime import date

import pytest
from django.test import Client

from kronobarn.authorities.models import Assignment
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.people import actions as people
from tests.world import World

ADMINISTRATORS = {"adam": "kommunhuset", "agda": "kommunhuset", "rita": "bup"}


@pytest.fixture
def run(world: World) -> World:
    for name, unit in ADMINISTRATORS.items():
        world.people[name] = people.add_person(
            username=name, given_name=name.capitalize(), family_name="Alm", by=SYSTEM
        )
        put_to_work(world, name, unit, "system_administrator", "administrator")
    return world


def typed_the_code(client: Client) -> None:
    """Somebody signed in has typed their code just now."""
    session = client.session
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()


def put_to_work(world: World, name: str, unit: str, profession: str, role: str = "staff") -> Assignment:
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=world.people[name],
            unit=world.units[unit],
            profession=profession,
            role=role,
            since=date(2020, 1, 1),
        )
    found = Assignment.objects.select_related("unit__area").get(pk=made.pk)
    world.assignments.setdefault(name, found)
    return found

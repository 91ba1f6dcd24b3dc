"""Where a protected child is, is read only by those who work there."""

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.authorities.models import Unit
from kronobarn.authorities.rules import Regime, UnitKind
from kronobarn.circles import places
from kronobarn.people.models import Child, Protection
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.world import World

NAMES = {"Ängsskolan": "rut", "Socialkontoret": "sofia", "Elevhälsan": "sanna"}
PLACE = "biblioteket"
WARNING = "Skriv inte var barnet finns"


def protect(world: World, mark: str = Protection.SECRECY_MARK) -> None:
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection=mark)
    world.elsa.protection = mark


def pages(world: World, story: Story) -> list[str]:
    """Every page that told a place."""
    of_child = ["chronology:child", "chronology:events", "chronology:log", "circles:people", "responsibility:baton"]
    addresses = [reverse(name, args=[world.elsa.pk]) for name in [*of_child, "concerns:notice"]]
    records = {
        "consents:consent": story.consents["eva"].pk,
        "consents:withdraw": story.consents["eva"].pk,
        "meetings:meeting": story.meeting.pk,
        "plans:plan": story.plan.pk,
        "assessments:gathering": story.matter.pk,
        "assessments:wheel": story.matter.pk,
    }
    return addresses + [reverse(name, args=[pk]) for name, pk in records.items()]


@pytest.mark.parametrize("mark", [Protection.SECRECY_MARK, "01099"])
@pytest.mark.parametrize("who", ["eva", "elsa", "sofia", "sanna", "rut"])
def test_the_place_is_told_only_to_those_who_work_there(client: Client, world: World, who: str, mark: str) -> None:
    story = tell(world, Stage.ACTIVE)
    protect(world, mark)
    sign_in(client, world, who)

    for address in pages(world, story):
        page = client.get(address)
        text = page.content.decode()
        told = [name for name, at in NAMES.items() if name in text and at != who]
        assert page.status_code != 500
        assert told == [], address
        if who != "rut":
            assert PLACE not in text, address


def test_a_child_without_a_mark_hides_nothing(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    sign_in(client, world, "eva")

    assert PLACE in client.get(reverse("meetings:meeting", args=[story.meeting.pk])).content.decode()
    assert "Ängsskolan" in client.get(reverse("circles:people", args=[world.elsa.pk])).content.decode()


def test_the_meeting_says_why_its_place_is_not_told(client: Client, world: World) -> None:
    story = tell(world, Stage.CALLED)
    protect(world)
    sign_in(client, world, "sofia")

    assert (
        "Fråga den som har kallat" in client.get(reverse("meetings:meeting", args=[story.meeting.pk])).content.decode()
    )
    sign_in(client, world, "rut")
    assert PLACE in client.get(reverse("meetings:meeting", args=[story.meeting.pk])).content.decode()


def test_what_is_written_freely_has_a_warning_beside_it(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    address = reverse("concerns:notice", args=[world.elsa.pk])

    assert WARNING not in client.get(address).content.decode()
    protect(world)
    assert WARNING in client.get(address).content.decode()


def test_every_kind_of_unit_and_service_has_a_function(world: World) -> None:
    """A name that is not said is said as something; a kind that is not known is "en verksamhet"."""
    world.elsa.protection = Protection.FICTITIOUS
    eva = world.actor("eva")
    for kind in [*UnitKind, "något nytt"]:
        assert "Solby" not in places.unit(world.elsa, eva, Unit(name="Solby", kind=kind, area_id=1))
    for regime in [*Regime, "något nytt"]:
        assert "Solby" not in places.area_of(world.elsa, eva, 1, "Solby", regime)
    assert places.unit_of(world.elsa, eva, 1, "BVC Solby", UnitKind.BVC) == "barnhälsovården"


def test_two_services_of_one_kind_are_told_apart(world: World) -> None:
    from kronobarn.consents.pages import area_choices

    world.elsa.protection = Protection.SECRECY_MARK
    both = [world.areas[key].pk for key in ("skolan", "granskola")]

    assert [name for _pk, name in area_choices(both, world.elsa, world.actor("eva"))] == ["skolan", "skolan 2"]

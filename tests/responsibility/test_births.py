"""An expected child is born, gets its number, and is handed on to child health care."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people import identity
from kronobarn.people.models import Child, Identity
from kronobarn.responsibility import actions
from tests.sign_in import sign_in
from tests.world import World

NAMED = {"given_name": "Noa", "family_name": "Nord"}


def due(world: World) -> date:
    assert world.noa.expected_on is not None
    return min(world.noa.expected_on, clock.today())


def born(world: World, **changes: object) -> Child:
    said: dict[str, object] = {"born_on": due(world), **NAMED, **changes}
    return actions.write_birth(child=world.noa, by=world.actor("mona"), **said)  # type: ignore[arg-type]


def page(world: World, name: str) -> str:
    return reverse(f"responsibility:{name}", args=[world.noa.pk])


def numbers(world: World) -> list[tuple[str, bool]]:
    with world.as_("mona") as mona:
        rows = Identity.objects.visible_to(mona).filter(child=world.noa).order_by("since")
        return [(row.kind, row.until is None) for row in rows]


def waits_to_be_handed_on(world: World) -> bool:
    with world.as_("mona") as mona:
        return Task.objects.visible_to(mona).filter(kind=TaskKind.HAND_ON_BATON, done_at=None).exists()


def test_a_birth_keeps_what_was_written_and_suggests_the_next_step(world: World) -> None:
    child = born(world)
    assert (child.born_on, child.expected_on, child.full_name) == (due(world), world.noa.expected_on, "Noa Nord")
    assert numbers(world) == []
    assert waits_to_be_handed_on(world)
    with world.as_("nora") as nora:
        assert LogEntry.objects.visible_to(nora).filter(child_id=child.pk, kind="child.born").exists()

    offered = actions.offer(
        child=child, to=world.assignments["birgit"], because="Barnet är fött.", by=world.actor("mona")
    )
    actions.decline(responsibility=offered, by=world.actor("birgit"))
    assert waits_to_be_handed_on(world)
    offered = actions.offer(
        child=child, to=world.assignments["birgit"], because="Barnet är fött.", by=world.actor("mona")
    )
    actions.accept(responsibility=offered, by=world.actor("birgit"))
    with world.as_("birgit"):
        assert not Task.objects.filter(child=child, kind=TaskKind.HAND_ON_BATON, done_at=None).exists()


def test_a_reserve_number_becomes_a_personal_number(world: World) -> None:
    child = born(world, number=identity.made_up_reserve_number(due(world)))
    assert numbers(world) == [("reserve_number", True)]
    personal = identity.made_up_number(due(world))
    actions.give_number(child=child, number=personal, by=world.actor("mona"))
    assert numbers(world) == [("reserve_number", False), ("personal_number", True)]
    with world.as_("mona") as mona:
        logged = LogEntry.objects.visible_to(mona).get(child_id=child.pk, kind="child.identified")
    assert personal not in str(logged.detail)
    with pytest.raises(ValidationError, match="har redan det numret"):
        actions.give_number(child=child, number=personal, by=world.actor("mona"))


def test_a_wrong_birth_date_is_put_right_with_the_number(world: World) -> None:
    child = born(world)
    right = due(world) - timedelta(days=60)
    number = identity.made_up_number(right)
    with pytest.raises(ValidationError, match="hör inte ihop"):
        actions.give_number(child=child, number=number, by=world.actor("mona"))
    assert actions.give_number(child=child, number=number, born_on=right, by=world.actor("mona")).born_on == right


def test_a_number_that_another_child_has_leads_to_no_second(world: World) -> None:
    number = identity.made_up_number(due(world))
    actions.register(
        unit=world.units["bvc"], given_name="Kim", family_name="Alm", number=number, by=world.actor("birgit")
    )
    with pytest.raises(ValidationError, match="med det numret"):
        born(world, number=number)
    with world.as_("mona") as mona:
        assert Child.objects.visible_to(mona).get(pk=world.noa.pk).born_on is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"born_on": date(2999, 1, 1)}, "långt från beräknad"),
        ({"born_on": date(2020, 1, 1)}, "långt från beräknad"),
        ({"born_on": clock.today() + timedelta(days=2)}, "ligger i framtiden"),
        ({"family_name": " "}, "Skriv ett efternamn"),
        ({"number": "20120904-2389"}, "hör inte ihop"),
        ({"number": "20120904-2388"}, "Sista siffran"),
    ],
)
def test_what_cannot_be_right_is_refused_in_words(world: World, wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        born(world, **wrong)


def test_only_the_responsible_writes_it_and_only_once(world: World) -> None:
    with pytest.raises(Denied, match="inte fött än"):
        actions.give_number(child=world.noa, number="x", by=world.actor("mona"))
    with pytest.raises(Denied, match="Berätta för hen"):
        actions.write_birth(child=world.noa, born_on=due(world), by=world.actor("nora"), **NAMED)
    with pytest.raises(Denied, match="Berätta för hen"):
        actions.give_number(child=world.noa, number="x", by=world.actor("nora"))
    child = born(world)
    with pytest.raises(Denied, match="redan inskrivet"):
        actions.write_birth(child=child, born_on=due(world), by=world.actor("mona"), **NAMED)


def test_the_pages_lead_from_birth_to_handing_over(client: Client, world: World) -> None:
    sign_in(client, world, "mona")
    home = reverse("chronology:child", args=[world.noa.pk])
    assert "Skriv att barnet är fött" in client.get(home).content.decode()
    assert client.get(page(world, "birth")).status_code == 200
    assert client.post(page(world, "birth"), {}).status_code == 422
    wrong = client.post(page(world, "birth"), {"born_on": str(due(world)), **NAMED, "number": "20120904-2388"})
    assert "Sista siffran" in wrong.content.decode()
    after = client.post(page(world, "birth"), {"born_on": str(due(world)), **NAMED}, follow=True).content.decode()
    assert "barnhälsovårdens sjuksköterska som ska ansvara" in after
    assert "BVC Norr" in after

    assert "Barnets nummer" in client.get(home).content.decode()
    assert "har inget nummer än" in client.get(page(world, "number")).content.decode()
    typed = {"number": identity.made_up_number(due(world)), "born_on": str(due(world))}
    assert client.post(page(world, "number"), typed | {"number": ""}).status_code == 422
    assert client.post(page(world, "number"), typed).status_code == 302
    assert "personnummer" in client.get(page(world, "number")).content.decode()
    sign_in(client, world, "nora")
    assert client.get(page(world, "number")).status_code == 403

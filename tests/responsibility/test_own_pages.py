"""A child gets pages of its own, with the yes that it takes; its family choose passwords; and it is taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kronobarn.accounts.tokens import person_beginning
from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import Kind, Role
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import AsRole, ChildsPart, Decider
from kronobarn.core.decisions import Denied
from kronobarn.people.models import Child, Guardianship
from kronobarn.responsibility import actions, own, policy, rules
from kronobarn.responsibility.rules import WhyTakenBack
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World, born

MOTHER = Decider(1, "Eva", AsRole.GUARDIAN)
NOBODY = Decider(None, "Vårdnadshavare", AsRole.GUARDIAN)


def child_at(*, must: bool) -> Decider:
    return Decider(None, "Elsa", AsRole.CHILD, must_agree=must)


@pytest.mark.parametrize(
    ("deciders", "part", "asked"),
    [
        ((MOTHER,), ChildsPart.TOLD, (MOTHER,)),
        ((MOTHER, child_at(must=False)), ChildsPart.HEARD, (MOTHER,)),
        ((MOTHER, child_at(must=True)), ChildsPart.DECIDES, ()),
        ((child_at(must=True),), ChildsPart.ALONE, ()),
        ((NOBODY,), ChildsPart.TOLD, (NOBODY,)),
    ],
)
def test_the_guardians_say_yes_until_the_child_decides(
    deciders: tuple[Decider, ...], part: ChildsPart, asked: tuple[Decider, ...]
) -> None:
    found = rules.asked_of(deciders)
    assert (found.part, found.guardians) == (part, asked)
    assert found.nobody_decides == (NOBODY in asked)


@pytest.mark.parametrize(
    ("part", "age", "enough"),
    [
        (ChildsPart.TOLD, None, False),
        (ChildsPart.TOLD, 6, False),
        (ChildsPart.TOLD, 7, True),
        (ChildsPart.HEARD, 6, True),
        (ChildsPart.ALONE, 18, True),
    ],
)
def test_a_child_signs_in_from_seven_or_when_it_has_been_found_mature(
    part: ChildsPart, age: int | None, enough: bool
) -> None:
    assert rules.is_old_enough(part, age) == enough


def a_child(world: World, age: int = 9, *guardians: str) -> Child:
    rut = world.actor("rut")
    with world.as_("rut"):
        child = actions.register(
            unit=world.units["angsskolan"], given_name="Alma", family_name="Alm", born_on=born(age), by=rut
        )
        for name in guardians:
            actions.add_guardian(
                child=child,
                guardian=world.people[name],
                custody=Guardianship.Custody.JOINT,
                source=Guardianship.Source.STATED,
                by=rut,
            )
    return child


def why_not(world: World, child: Child, who: str = "rut") -> str:
    with world.as_(who) as actor:
        return str(policy.may_let_child_in(actor, child, own.asked_of(child)).reason)


def test_who_may_not_and_what_is_said(world: World) -> None:
    assert "redan egna sidor" in why_not(world, world.elsa)
    assert "Berätta för hen att barnet vill" in why_not(world, world.elsa, "tage")
    assert "Be hen" in why_not(world, world.elsa, "eva")
    assert "för litet" in why_not(world, a_child(world, 6, "nora"))
    assert "Ingen vårdnadshavare är inskriven" in why_not(world, a_child(world, 9))
    assert why_not(world, a_child(world, 15, "nora")) == ""
    with world.as_("mona") as mona:
        assert "inte fött" in str(policy.may_let_child_in(mona, world.noa, own.asked_of(world.noa)).reason)


def test_a_little_one_who_has_been_found_mature_is_let_in(world: World) -> None:
    child = a_child(world, 6, "nora")
    rut = world.actor("rut")
    consents.assess_maturity(child=child, part=ChildsPart.HEARD, reason="Läser och förstår.", by=rut)
    assert why_not(world, child) == ""


def test_every_guardian_must_have_said_yes(world: World) -> None:
    child = a_child(world, 12, "nora", "eva")
    rut = world.actor("rut")
    with pytest.raises(ValidationError, match="Ett ja saknas från: Eva"):
        actions.let_child_in(child=child, agreed=[world.people["nora"].pk], by=rut)
    with pytest.raises(ValidationError, match="Fråga barnet först"):
        actions.let_child_in(
            child=child, agreed=[world.people[name].pk for name in ("nora", "eva")], wants=False, by=rut
        )
    child = actions.let_child_in(child=child, agreed=[world.people[name].pk for name in ("nora", "eva")], by=rut)
    with world.as_("rut"):
        seat = own.own_seat(child, by=rut)
        assert seat is not None
        assert seat.person.full_name == "Alma Alm"
        assert "alma" not in seat.person.username
        assert not seat.person.has_usable_password()
        entry = LogEntry.objects.get(kind="child.let_in", child_id=child.pk)
        assert entry.detail["part"] == ChildsPart.HEARD
        assert entry.detail["agreed"] == sorted(world.people[name].pk for name in ("nora", "eva"))


def test_who_is_taken_back_is_out_and_comes_back_as_the_same(client: Client, world: World) -> None:
    sign_in(client, world, "elsa")
    assert client.get(reverse("chronology:child", args=[world.elsa.pk])).status_code == 200
    rut = world.actor("rut")
    with pytest.raises(Denied):
        actions.take_back(child=world.elsa, why=WhyTakenBack.MISTAKE, by=world.actor("tage"))
    actions.take_back(child=world.elsa, why=WhyTakenBack.OTHERS_GET_IN, by=rut)
    assert client.get(reverse("chronology:child", args=[world.elsa.pk])).status_code in (302, 404)
    with pytest.raises(Denied):
        actions.take_back(child=world.elsa, why=WhyTakenBack.MISTAKE, by=rut)
    agreed = [world.people[name].pk for name in ("eva", "emil")]
    actions.let_child_in(child=world.elsa, agreed=agreed, by=rut)
    with world.as_("elsa") as elsa:
        assert Seat.objects.held_by(elsa, Role.CHILD).filter(child=world.elsa).exists()


def test_who_comes_late_reads_the_plan_that_the_family_reads(world: World) -> None:
    tell(world, Stage.ACTIVE)
    rut = world.actor("rut")
    actions.take_back(child=world.elsa, why=WhyTakenBack.MISTAKE, by=rut)
    with world.as_("rut"):
        gets = {record.kind for record in own.shared_with_guardians(world.elsa, by=rut)}
    assert Kind.PLAN in gets
    assert gets <= {Kind.MEETING, Kind.PLAN, Kind.REVIEW}
    fresh = world.people["nora"]
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(person=None)
        world.elsa.refresh_from_db()
    actions.let_child_in(
        child=world.elsa, person=fresh, agreed=[world.people[name].pk for name in ("eva", "emil")], by=rut
    )
    with world.as_("nora") as reader:
        assert Record.objects.visible_to(reader).filter(child=world.elsa, kind=Kind.PLAN).exists()


def test_the_page_says_what_is_seen_and_keeps_what_was_typed(client: Client, world: World) -> None:
    child = a_child(world, 9, "nora")
    address = reverse("responsibility:own_pages", args=[child.pk])
    sign_in(client, world, "rut")
    page = client.get(address).content.decode()
    assert "Det här ser barnet inte" in page
    assert "Inget är delat med familjen än" in page
    refused = client.post(address, {"wants": "on", "keeps": "on"})
    assert refused.status_code == 422
    assert "Fråga den som bestämmer för barnet först" in refused.content.decode()
    assert "checked" in refused.content.decode()
    done = client.post(address, {"wants": "on", "keeps": "on", "agreed": [str(world.people["nora"].pk)]})
    assert done["Location"] == address
    assert "Barnet har egna sidor sedan" in client.get(address).content.decode()


def test_a_link_opens_once_and_is_never_a_way_into_work(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    with world.as_("rut") as rut:
        seats = {
            seat.person.username: seat
            for seat in Seat.objects.visible_to(rut).standing().filter(child=world.elsa).select_related("person")
        }
        seats["eva"].person.set_password("fyra ord som inte hör ihop")
        assert "arbetar" not in str(policy.may_give_link(rut, seats["elsa"]).reason)
        assert "har valt ett lösenord" in str(policy.may_give_link(rut, seats["eva"]).reason)
    token = actions.make_link(seat=seats["elsa"], by=world.actor("rut"))
    found = person_beginning(token)
    assert found is not None
    assert found.pk == world.people["elsa"].pk
    page = client.get(reverse("responsibility:own_link", args=[world.elsa.pk, seats["elsa"].pk]))
    assert "Jag vet vem personen är" in page.content.decode()
    assert client.get(reverse("responsibility:own_link", args=[world.elsa.pk, world.elsa.pk])).status_code == 404


def test_a_child_who_is_a_guardian_gets_no_link_from_the_responsible(world: World) -> None:
    with world.as_("rut") as rut:
        seat = Seat.objects.visible_to(rut).standing().get(child=world.elsa, role=Role.CHILD)
        assert "används också" not in str(policy.may_give_link(rut, seat).reason)
    made = actions.add_guardian(
        child=world.noa,
        guardian=world.people["elsa"],
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.STATED,
        by=world.actor("mona"),
    )
    assert made.guardian_id == world.people["elsa"].pk
    with world.as_("rut") as rut:
        assert "används också till annat" in str(policy.may_give_link(rut, seat).reason)
    with pytest.raises(Denied, match="används också till annat"):
        actions.make_link(seat=seat, by=world.actor("rut"))


def test_nobody_else_is_told_what_the_childs_account_opens(world: World) -> None:
    actions.add_guardian(
        child=world.noa,
        guardian=world.people["elsa"],
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.STATED,
        by=world.actor("mona"),
    )
    said = {}
    for who in ("rut", "tage", "eva", "mona"):
        with world.as_(who):
            said[who] = own.opens_another(world.elsa.pk)
    assert said == {"rut": True, "tage": False, "eva": False, "mona": False}

"""Who can see what about a child, and why: the page, and ending what was passed on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions, policy, sharing
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.rules import Ground, Kind
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.grounds.reads import by_code
from kronobarn.people.models import Child, Protection
from tests.grounds.test_grounds import administrator, corrected
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.world import World


def shown(world: World, name: str) -> dict[str, sharing.Shared]:
    """What somebody reads on the page, by kind of record."""
    with world.as_(name) as actor:
        return {str(one.record.kind): one for one in sharing.sharing(world.elsa, by=actor).shared}


def to_social_services(world: World, story: Story) -> Disclosure:
    with world.as_("rut") as rut:
        return (
            Disclosure.objects.visible_to(rut)
            .standing()
            .get(record=story.plan.pk, to_area=world.assignments["sofia"].unit.area_id)
        )


def text_of(client: Client, world: World, name: str) -> str:
    sign_in(client, world, name)
    return client.get(reverse("circles:sharing", args=[world.elsa.pk])).content.decode()


def test_a_record_says_who_reads_it_on_what_ground_and_who_decided(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    plan = shown(world, "rut")[Kind.PLAN]
    social = next(one for one in plan.standing if one.on_consent)
    assert social.to == world.assignments["sofia"].unit.area.name
    assert (social.ground, social.decided_by) == ("Samtycke", "dig")
    assert social.last_day is not None
    assert timezone.localdate(social.last_day) == story.consents["eva"].until
    assert f"{social.to} (samtycke)" in plan.readers


def test_each_reads_only_of_the_records_they_may_know(world: World) -> None:
    tell(world, Stage.ACTIVE)
    for name in ("rut", "sanna", "sofia", "eva", "elsa"):
        with world.as_(name) as actor:
            ids = {one.record.pk for one in sharing.sharing(world.elsa, by=actor).shared}
            assert ids == set(Record.objects.visible_to(actor).filter(child=world.elsa).values_list("pk", flat=True))
    assert Kind.SIGNAL not in shown(world, "eva")
    assert Kind.ANALYSIS not in shown(world, "sanna")


def test_the_family_reads_whom_it_has_said_yes_to_and_no_names_of_staff(world: World) -> None:
    tell(world, Stage.ACTIVE)
    plan = shown(world, "eva")[Kind.PLAN]
    assert {"Du", world.assignments["sofia"].unit.area.name} <= {one.to for one in plan.standing}
    assert {one.decided_by for one in plan.standing} <= {"verksamheten", "du", "någon i familjen"}
    assert {one.why for one in plan.given} == {""}


def test_who_has_opened_a_record_is_told_by_workplace(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    sign_in(client, world, "sofia")
    client.get(reverse("plans:plan", args=[story.plan.pk]))
    assert world.assignments["sofia"].unit.name in [unit for unit, _last in shown(world, "eva")[Kind.PLAN].read_by]


def test_around_a_protected_child_no_place_is_named(client: Client, world: World) -> None:
    tell(world, Stage.ACTIVE)
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection=Protection.SECRECY_MARK)
    text = text_of(client, world, "eva")
    for name in ("rut", "sofia", "sanna"):
        assert world.assignments[name].unit.name not in text
    assert "socialtjänsten" in text


def test_a_ground_is_read_as_the_county_has_corrected_it(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    corrected(administrator(world), ground=Ground.CONSENT, law="OSL 10 kap. 1 §, så som länet läser den")
    sign_in(client, world, "rut")
    page = client.get(reverse("chronology:who_sees", args=[story.plan.pk])).content.decode()
    assert "så som länet läser den" in page
    address = reverse("circles:end_disclosure", args=[world.elsa.pk, to_social_services(world, story).pk])
    assert "så som länet läser den" in client.get(address).content.decode()


def test_what_is_ended_is_read_no_more_and_the_log_says_so(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    disclosure = to_social_services(world, story)
    address = reverse("circles:end_disclosure", args=[world.elsa.pk, disclosure.pk])
    sign_in(client, world, "rut")
    assert "inte kunna läsa det längre" in client.get(address).content.decode()
    assert client.post(address, follow=True).status_code == 200

    plan = shown(world, "rut")[Kind.PLAN]
    assert disclosure.pk in [one.disclosure.pk for one in plan.ended]
    with world.as_("rut"):
        assert LogEntry.objects.filter(kind="disclosure.ended", subject=f"disclosure:{disclosure.pk}").exists()
    sign_in(client, world, "sofia")
    assert client.get(reverse("plans:plan", args=[story.plan.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("sofia", "Bara den verksamhet"), ("eva", "tar du tillbaka samtycket"), ("elsa", "tar du tillbaka samtycket")],
)
def test_only_the_service_that_passed_it_on_ends_it(world: World, who: str, sentence: str) -> None:
    story = tell(world, Stage.ACTIVE)
    disclosure = to_social_services(world, story)
    with pytest.raises(Denied, match=sentence):
        actions.stop_sharing(disclosure=disclosure, by=world.actor(who))


def test_what_a_guardian_was_given_is_not_taken_back(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    with world.as_("rut") as rut:
        to_eva = Disclosure.objects.visible_to(rut).get(record=story.plan.pk, to_person=world.people["eva"])
    with pytest.raises(Denied, match="tas inte tillbaka"):
        actions.stop_sharing(disclosure=to_eva, by=rut)


def test_nothing_is_ended_twice(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    disclosure = to_social_services(world, story)
    rut = world.actor("rut")
    ended = actions.stop_sharing(disclosure=disclosure, by=rut)
    assert not policy.may_end_disclosure(rut, ended)
    with pytest.raises(Denied, match="redan avslutat"):
        actions.stop_sharing(disclosure=disclosure, by=rut)


def test_a_refusal_stands_with_its_reason(world: World) -> None:
    story = tell(world, Stage.TOLD)
    with world.as_("rut") as rut:
        actions.refuse_disclosure(
            record=story.matter.record,
            to_area=world.assignments["pelle"].unit.area,
            necessity="Polisen behöver det inte för sitt arbete.",
            by=rut,
        )
    (refused,) = shown(world, "rut")[Kind.MATTER].refused
    assert refused.why == "Polisen behöver det inte för sitt arbete."
    assert not refused.stands


def held(world: World, name: str) -> dict[str, tuple[list[str], list[tuple[str, str, str]]]]:
    with world.as_(name) as actor:
        return {one.service: (one.wrote, one.readers) for one in sharing.held(world.elsa, by=actor)}


def test_the_family_is_told_of_every_service_that_holds_something_and_who_else_reads_it(
    client: Client, world: World
) -> None:
    story = tell(world, Stage.ACTIVE)
    with world.as_("rut") as rut:
        actions.disclose(
            record=story.analysis.record,
            ground=Ground.HARM_TEST,
            to_area=world.areas["polisen"],
            necessity="De ska veta.",
            by=rut,
        )
    for name in ("eva", "elsa"):
        wrote, readers = held(world, name)["skolan"]
        assert {"analys", "barnets plan", "möte", "ärende"} <= set(wrote)
        assert "signal" not in wrote
        assert ("polisen", "analys", "enligt lag") in readers
        assert any(who == "social" and "barnets plan" in what for who, what, _why in readers)
    text = text_of(client, world, "eva")
    assert "Alla verksamheter som har skrivit något" in text
    assert "Alla verksamheter" not in text_of(client, world, "rut")
    assert held(world, "sanna") == held(world, "nora") == {}

    with world.as_("rut") as rut:
        actions.withhold(
            record=Record.objects.get(pk=story.analysis.pk),
            guardians=[world.people["eva"]],
            reason="Elsa kan fara illa.",
            review_on=clock.today() + timedelta(days=30),
            by=rut,
        )
    assert "polisen" not in str(held(world, "eva"))
    assert "analys" not in held(world, "eva")["skolan"][0]
    assert "polisen" in str(held(world, "elsa"))


def test_an_empty_page_teaches(client: Client, world: World) -> None:
    assert "Inget som du får läsa" in text_of(client, world, "rut")


def test_the_page_asks_few_questions_however_much_is_written(
    client: Client, world: World, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(world, Stage.ACTIVE)
    text_of(client, world, "rut")
    with django_assert_max_num_queries(19):  # two of them, and the savepoint's two, only in tests
        client.get(reverse("circles:sharing", args=[world.elsa.pk]))
    monkeypatch.setattr(sharing, "A_PAGE", 2)
    first = client.get(reverse("circles:sharing", args=[world.elsa.pk])).content.decode()
    assert "?sida=2" in first


def test_a_disclosure_that_ran_out_is_not_shown_as_standing(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    disclosure = to_social_services(world, story)
    assert disclosure.until is not None
    with clock.shifted(disclosure.until - clock.now() + timedelta(days=1)), world.as_("rut") as rut:
        one = sharing._one(disclosure, world.elsa, by_code(), rut)
    assert not one.stands

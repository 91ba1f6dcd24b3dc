"""One record: who can see it and why, who has read it, and what a withdrawn consent would change."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.assessments.rules import KnownHow
from kronobarn.audit.models import LogEntry
from kronobarn.chronology import actions as chronology
from kronobarn.chronology.rules import Significance
from kronobarn.chronology.who_sees import WhoSees, who_sees
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import Ground, Role
from kronobarn.consents import actions as consents
from kronobarn.consents.actions import withdraw
from kronobarn.consents.rules import ChildsPart
from kronobarn.core import clock
from kronobarn.emergency import actions as emergency
from kronobarn.emergency.rules import Reason
from kronobarn.people import actions as people
from kronobarn.people.identity import made_up_number
from kronobarn.people.models import Child, Identity, Person, Protection
from kronobarn.ui.dates import date_long, moment
from tests.communication.talk import begun
from tests.sign_in import sign_in
from tests.story import SHARED_WITH, Stage, Story, tell
from tests.world import World, born


def shown(world: World, pk: Any, name: str) -> WhoSees:
    with world.as_(name) as actor:
        record = Record.objects.visible_to(actor).select_related("owner").get(pk=pk)
        return who_sees(record, world.elsa, actor)


def text_of(client: Client, world: World, pk: Any, name: str) -> str:
    sign_in(client, world, name)
    page = client.get(reverse("chronology:who_sees", args=[pk]))
    assert page.status_code == 200
    return page.content.decode()


def read_plan(client: Client, world: World, story: Story, name: str, times: int = 1) -> None:
    sign_in(client, world, name)
    for _time in range(times):
        assert client.get(reverse("plans:plan", args=[story.plan.pk])).status_code == 200


def test_it_says_who_has_read_by_workplace_role_and_day(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    read_plan(client, world, story, "sofia", times=3)
    unit = world.assignments["sofia"].unit.name
    for name, who in (("rut", f"{world.people['sofia'].full_name}, {unit}"), ("eva", unit)):
        (sofia,) = [one for one in shown(world, story.plan.pk, name).read if one.who == who]
        assert (sofia.times, sofia.days) == (3, [(clock.today(), 3)])
        assert sofia.role
    text = text_of(client, world, story.plan.pk, "eva")
    assert "3 gånger, den senaste" in text
    assert world.people["sofia"].full_name not in text


def test_staff_read_since_when_and_on_what_ground_each_sits_there_and_who_let_them_in(
    client: Client, world: World
) -> None:
    story = tell(world, Stage.ACTIVE)
    social, sofia = world.areas[SHARED_WITH].pk, world.people["sofia"].full_name
    unit, rut = world.assignments["sofia"].unit.name, world.people["rut"].full_name
    (there,) = shown(world, story.plan.pk, "rut").there[social]
    today = date_long(clock.today())
    assert there.who == f"{sofia}, {unit}"
    assert there.places[-1] == f"kontaktperson sedan {today} (samtycke), platsen gav {rut}"
    (told,) = shown(world, story.plan.pk, "eva").there[social]
    assert (told.who, told.places) == (unit, ["deltagare"])
    assert f"{sofia}, {unit}: " in text_of(client, world, story.plan.pk, "rut")


def test_whoever_has_the_child_open_in_an_emergency_stands_there(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    number = made_up_number(world.elsa.born_on or born(9))
    people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=world.actor("rut"))
    emergency.open_child(
        number=number,
        reason=Reason.MISSING,
        words="Elsa syns ensam på bron.",
        code_typed_at=clock.now(),
        by=world.actor("kim"),
    )
    kim = world.people["kim"].full_name

    def opened(pk: Any) -> list[str]:
        return [place for one in shown(world, pk, "rut").at_home if kim in one.who for place in one.places]

    with world.as_("rut"):
        until = Seat.objects.get(role=Role.EMERGENCY).until
    assert opened(story.plan.pk) == [f"i ett nödläge sedan {date_long(clock.today())} (nödläge), till {moment(until)}"]
    assert opened(story.analysis.pk) == []  # that is not opened in an emergency


def test_a_child_who_does_not_decide_is_told_that_the_guardians_do(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    for name, heard in (("elsa", True), ("eva", False)):
        assert shown(world, story.plan.pk, name).only_heard is heard
        assert ("Dina vårdnadshavare bestämmer." in text_of(client, world, story.plan.pk, name)) is heard
    consents.assess_maturity(
        child=world.elsa, part=ChildsPart.DECIDES, reason="Elsa förstår vad det betyder.", by=world.actor("rut")
    )
    assert not shown(world, story.plan.pk, "elsa").only_heard


def test_looking_here_is_not_reading_and_is_logged_as_itself(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    before = shown(world, story.plan.pk, "rut").read
    text_of(client, world, story.plan.pk, "rut")
    assert shown(world, story.plan.pk, "rut").read == before
    with world.as_("rut") as rut:
        lines = LogEntry.objects.visible_to(rut).filter(kind="record.who_sees", subject=f"plan:{story.plan.pk}")
        assert lines.exclude(why="").count() == 1


def test_what_is_opened_under_another_name_in_the_log_is_told_as_well(client: Client, world: World) -> None:
    tell(world, Stage.TOLD)
    event = chronology.add(
        child=world.elsa,
        happened_on=clock.today(),
        what="Flyttade till pappa.",
        significance=Significance.HARD,
        known=KnownHow.OWN_OBSERVATION,
        did="Vi pratade med Elsa.",
        by=world.actor("rut"),
    )
    sign_in(client, world, "rut")
    client.get(reverse("chronology:event", args=[event.pk]))
    assert [one.times for one in shown(world, event.pk, "rut").read] == [1]


def test_what_has_no_page_was_read_where_it_stands(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    sign_in(client, world, "rut")
    client.get(reverse("assessments:analysis", args=[story.matter.pk]))
    analysis = shown(world, story.analysis.pk, "rut")
    assert analysis.read_on
    assert [one.times for one in analysis.read if one.who == "Du"] == [1]
    assert "ärendets sida" in text_of(client, world, story.analysis.pk, "rut")


def test_a_withdrawal_is_told_before_it_happens_and_then_does_just_that(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    read_plan(client, world, story, "sofia")
    plan = shown(world, story.plan.pk, "rut")
    social = world.assignments["sofia"].unit.area.name
    (loss,) = [loss for loss in plan.losses if loss.to == social]
    assert (loss.goes_on_until, loss.have_read) == (None, clock.today())
    text = text_of(client, world, story.plan.pk, "eva")
    assert "Det här slutar direkt" in text
    assert f"{social} kan inte läsa det längre." in text
    assert reverse("consents:consent", args=[story.consents["eva"].pk]) in text

    withdraw(consent=story.consents["eva"], by=world.actor("eva"))
    after = shown(world, story.plan.pk, "rut")
    assert not after.losses
    assert social in [given.to for given in after.one.ended]
    assert "Därför ändras inget" in text_of(client, world, story.plan.pk, "rut")


def test_what_another_yes_carries_goes_on(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    from tests.consents.matters import asked, yes

    again = {name: yes(world, one) for name, one in asked(world, story.matter.pk, "social", days=30).items()}
    (loss,) = shown(world, story.plan.pk, "rut").losses
    assert loss.goes_on_until == again["eva"].until


def test_those_who_read_by_law_stay(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    with world.as_("rut") as rut:
        circles.disclose(
            record=Record.objects.get(pk=story.plan.pk),
            ground=Ground.HARM_TEST,
            to_area=world.areas["polisen"],
            necessity="De ska veta.",
            by=rut,
        )
    plan = shown(world, story.plan.pk, "rut")
    assert "polisen" in [given.to for given in plan.stays]
    assert "polisen" not in [loss.to for loss in plan.losses]


def test_what_was_not_passed_on_stands_there_with_who_decided_and_why(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    with world.as_("rut") as rut:
        record = Record.objects.get(pk=story.plan.pk)
        circles.refuse_disclosure(record=record, to_area=world.areas["polisen"], necessity="Det rör dem inte.", by=rut)
    text = " ".join(text_of(client, world, story.plan.pk, "rut").split())
    assert "Beslutat av dig. Skäl: Det rör dem inte." in text
    assert "Det rör dem inte." not in text_of(client, world, story.plan.pk, "eva")


def test_around_a_protected_child_and_for_protected_staff_no_place_is_named(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    read_plan(client, world, story, "sofia")
    sofia = world.people["sofia"]
    Person.objects.filter(pk=sofia.pk).update(protected=True)
    for name in ("rut", "eva"):
        text = text_of(client, world, story.plan.pk, name)
        assert "En verksamhet med skyddade uppgifter" in text
        assert sofia.full_name not in text
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection=Protection.SECRECY_MARK)
    text = text_of(client, world, story.plan.pk, "eva")
    for name in ("rut", "sofia", "sanna"):
        assert world.assignments[name].unit.name not in text


@pytest.mark.parametrize("name", ["tage", "gunnar", "nora", "pelle"])
def test_whoever_may_not_know_of_it_finds_nothing(client: Client, world: World, name: str) -> None:
    story = tell(world, Stage.ACTIVE)
    sign_in(client, world, name)
    assert client.get(reverse("chronology:who_sees", args=[story.plan.pk])).status_code == 404


def test_a_guardian_finds_nothing_of_what_is_withheld(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    assert text_of(client, world, story.plan.pk, "emil")
    assert any(
        one.disclosure.to_person == world.people["emil"] for one in shown(world, story.plan.pk, "rut").one.standing
    )
    with world.as_("rut") as rut:
        circles.withhold(
            record=Record.objects.get(pk=story.plan.pk),
            guardians=[world.people["emil"]],
            reason="Elsa kan fara illa.",
            review_on=clock.today() + timedelta(days=30),
            by=rut,
        )
    after = shown(world, story.plan.pk, "rut").one  # who wrote it is not told that he reads it
    assert not any(one.disclosure.to_person == world.people["emil"] for one in (*after.standing, *after.ended))
    assert after.kept
    assert [mark.who for mark in after.kept.marks] == [world.people["emil"].full_name]
    sign_in(client, world, "emil")
    assert client.get(reverse("chronology:who_sees", args=[story.plan.pk])).status_code == 404


def test_messages_are_read_by_those_who_take_part_and_not_by_others_at_their_workplaces(
    client: Client, world: World
) -> None:
    thread = begun(world)
    sign_in(client, world, "birgit")
    assert client.get(reverse("communication:thread", args=[thread.pk])).status_code == 200

    page = shown(world, thread.pk, "rut")
    people = {one.who.split(",")[0] for sits in page.there.values() for one in sits}
    assert people == {world.people["rut"].full_name, world.people["birgit"].full_name}
    assert [day.who.split(",")[0] for day in page.read] == [world.people["birgit"].full_name]
    assert "bara av dem som är med i tråden" in text_of(client, world, thread.pk, "kim")
    assert shown(world, thread.pk, "kim").at_home == []


@pytest.mark.parametrize("name", ["rut", "eva"])
def test_the_page_asks_few_questions(
    client: Client, world: World, name: str, django_assert_max_num_queries: Any
) -> None:
    story = tell(world, Stage.ACTIVE)
    read_plan(client, world, story, "sofia")
    text_of(client, world, story.plan.pk, name)
    with django_assert_max_num_queries(19):  # two of them, and the savepoint's two, only in tests
        client.get(reverse("chronology:who_sees", args=[story.plan.pk]))


def test_the_page_of_the_child_is_folded_by_service_when_there_is_much(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(world, Stage.ACTIVE)
    address = reverse("circles:sharing", args=[world.elsa.pk])
    with world.as_("rut") as rut:
        assert Disclosure.objects.visible_to(rut).filter(record=story.plan.pk).exists()
    sign_in(client, world, "rut")
    monkeypatch.setattr("kronobarn.circles.sharing.FEW", 1)
    folded = client.get(address).content.decode()
    assert folded.count('<details class="group on-paper" id=') == folded.count("<summary><h2")
    assert reverse("chronology:who_sees", args=[story.plan.pk]) in folded

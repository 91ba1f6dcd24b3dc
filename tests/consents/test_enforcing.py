"""The family's yes holds for these services, these kinds of information and this time, and for nothing else."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.rules import Ground, Kind
from kronobarn.concerns import actions as concerns
from kronobarn.consents import actions, reads, rules, tasks
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import AsRole, Decider, Said, Yes
from kronobarn.core import clock
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child, Guardianship
from kronobarn.responsibility import actions as responsibility
from tests.consents.matters import agreed, areas, asked, cooperating, in_days, yes
from tests.sign_in import sign_in
from tests.world import World

ON = date(2027, 3, 1)
SCHOOL, NURSE, CLINIC = 10, 11, 12
EVA = Decider(1, "Eva", AsRole.GUARDIAN)


def a_yes(**changes: Any) -> Yes:
    words: dict[str, Any] = {
        "request": UUID(int=1),
        "owner": SCHOOL,
        "role": AsRole.GUARDIAN,
        "person": EVA.pk,
        "services": frozenset({NURSE}),
        "kinds": frozenset({"school", "support"}),
        "since": ON,
        "until": ON + timedelta(days=10),
    }
    return Yes(**{**words, **changes})


@pytest.mark.parametrize(
    ("kind", "wheel", "childs_words", "carried"),
    [
        (Kind.MATTER, (), False, set()),
        (Kind.MEETING, (), False, {"support"}),
        (Kind.PLAN, (), False, {"support"}),
        (Kind.PLAN, ("healthy", "included"), False, {"support", "health"}),
        (Kind.REVIEW, ("nurtured",), False, {"support", "home"}),
        (Kind.OBSERVATION, ("achieving",), False, {"school"}),
        (Kind.OBSERVATION, ("healthy",), True, {"health", "child_words"}),
        (Kind.OBSERVATION, ("an area of another pack",), False, rules.WHOLE),
        (Kind.ANALYSIS, (), False, rules.WHOLE),
        (Kind.SIGNAL, (), False, rules.WHOLE),
    ],
)
def test_what_each_record_tells(kind: Kind, wheel: tuple[str, ...], childs_words: bool, carried: set[str]) -> None:
    assert rules.carries(kind, wheel=wheel, childs_words=childs_words) == carried


@pytest.mark.parametrize(
    ("between", "kinds", "on", "lets"),
    [
        ({SCHOOL, NURSE}, {"support"}, ON, True),
        ({SCHOOL, NURSE}, (), ON, True),
        ({SCHOOL, NURSE}, {"support", "school"}, ON, True),
        ({SCHOOL, NURSE}, {"health"}, ON, False),
        ({SCHOOL, CLINIC}, {"support"}, ON, False),
        ({NURSE, CLINIC}, (), ON, False),
        ({SCHOOL, NURSE}, {"support"}, ON + timedelta(days=11), False),
        ({SCHOOL, NURSE}, {"support"}, ON - timedelta(days=1), False),
    ],
)
def test_area_kind_and_time_are_all_asked(between: set[int], kinds: set[str], on: date, lets: bool) -> None:
    assert bool(rules.flow([EVA], [a_yes()], between, kinds, on=on)) == lets


def test_two_services_named_in_different_questions_do_not_share_with_each_other() -> None:
    second = a_yes(request=UUID(int=2), owner=CLINIC, services=frozenset({SCHOOL}))

    assert rules.flow([EVA], [a_yes(), second], {NURSE, CLINIC}, (), on=ON) is None


ALL = frozenset({NURSE, CLINIC})
KINDS = frozenset({"school", "health"})
LATER = ON + timedelta(days=90)


@pytest.mark.parametrize(
    ("asked_services", "answered", "left"),
    [
        ({NURSE}, None, Said(frozenset({CLINIC}), KINDS, LATER)),
        ({NURSE, CLINIC}, None, None),
        ({99}, None, Said(ALL, KINDS, LATER)),
        ({SCHOOL}, None, None),
        ({NURSE}, Said(frozenset({NURSE}), KINDS, LATER), Said(ALL, KINDS, LATER)),
        ({NURSE, CLINIC}, Said(frozenset({NURSE}), KINDS, LATER), Said(frozenset({NURSE}), KINDS, LATER)),
        ({NURSE}, Said(frozenset({NURSE}), frozenset({"school"}), LATER), Said(ALL, frozenset({"school"}), LATER)),
        ({NURSE}, Said(frozenset({NURSE}), KINDS, ON), Said(ALL, KINDS, ON)),
    ],
)
def test_a_later_answer_takes_back_what_it_leaves_out(
    asked_services: set[int], answered: Said | None, left: Said | None
) -> None:
    asked_for = Said(frozenset(asked_services), KINDS, LATER)

    assert rules.narrowed(Said(ALL, KINDS, LATER), asker=SCHOOL, asked=asked_for, answered=answered) == left


# Sharing -----------------------------------------------------------------------------------------


def a_record(world: World) -> Record:
    return circles.write_record(
        child_id=world.elsa.pk,
        kind=Kind.OBSERVATION,
        headline="x",
        happened_on=clock.today(),
        practice_version="1",
        by=world.actor("rut"),
    )


def share(world: World, *kinds: str, to: str = "bhv") -> Disclosure:
    return actions.disclose(record=a_record(world), to_area=world.areas[to], kinds=kinds, by=world.actor("rut"))


def stands(world: World, given: Disclosure) -> bool:
    with world.as_("rut"):
        return Disclosure.objects.standing().filter(pk=given.pk).exists()


def tasks_of(world: World, name: str) -> set[str]:
    with world.as_(name) as actor:
        return set(Task.objects.visible_to(actor).waiting().values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("to", "kinds", "says"),
    [
        ("bhv", ("home",), "Familjen har inte sagt ja till ”Hemmet och familjen”"),
        ("bhv", ("school", "home", "child_words"), "”Hemmet och familjen” och ”Det barnet själv har berättat”"),
        ("social", ("school",), "Familjen har inte sagt ja till verksamheten"),
    ],
)
def test_what_the_family_has_not_allowed_stays_and_it_is_said(
    world: World, to: str, kinds: tuple[str, ...], says: str
) -> None:
    agreed(world, cooperating(world).pk)

    with pytest.raises(ValidationError, match="Det här följer inte med till") as problem:
        share(world, *kinds, to=to)

    assert says in problem.value.messages[0]
    with world.as_("rut"):
        assert not reads.on_consent(world.elsa.pk, world.actor("rut"))


def test_what_is_shared_names_its_question_its_kinds_and_its_end(world: World) -> None:
    consents = agreed(world, cooperating(world).pk)

    given = share(world, "school")

    assert (given.consent, given.kinds) == (consents["eva"].request, ["school"])
    assert given.until == reads.end_of(in_days(180))


@pytest.mark.database
@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"consent": None}, "names_it_and_ends|has_a_yes"),
        ({"until": None}, "names_it_and_ends|has_a_yes"),
        ({"consent": uuid4()}, "has_a_yes|a disclosure on consent"),
        ({"kinds": ["home"]}, "has_a_yes|a disclosure on consent"),
        ({"to_area_id": "social"}, "has_a_yes|a disclosure on consent"),
    ],
)
def test_the_database_lets_nothing_go_on_words_alone(world: World, wrong: dict[str, object], constraint: str) -> None:
    consents = agreed(world, cooperating(world).pk)
    record = a_record(world)
    if "to_area_id" in wrong:
        wrong = {"to_area_id": world.areas["social"].pk}
    words = {
        "child_id": world.elsa.pk,
        "record": record,
        "owner_id": record.owner_id,
        "to_area_id": world.areas["bhv"].pk,
        "granted": True,
        "ground": Ground.CONSENT,
        "consent": consents["eva"].request,
        "kinds": ["school"],
        "necessity": "Eva sa ja i telefon",
        "since": clock.now(),
        "until": reads.end_of(in_days(10)),
        "decided_by_id": world.people["rut"].pk,
        "decided_for_id": world.assignments["rut"].pk,
    }

    with world.as_("rut"):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Disclosure.objects.create(**{**words, **wrong})
        Disclosure.objects.create(**words)


# The latest answer decides -----------------------------------------------------------------------


def test_a_no_to_a_newer_question_ends_what_an_older_yes_let_go(world: World) -> None:
    matter = cooperating(world)
    older = agreed(world, matter.pk, "bhv")
    given = share(world, "school")
    newer = asked(world, matter.pk, "bhv")
    assert stands(world, given)  # nobody has answered yet

    actions.answer(consent=newer["eva"], by=world.actor("eva"))

    assert not stands(world, given)
    assert TaskKind.RENEW_CONSENT in tasks_of(world, "rut")
    with world.as_("rut") as rut:
        assert Consent.objects.visible_to(rut).get(pk=older["eva"].pk).state == "superseded"
        assert Consent.objects.visible_to(rut).get(pk=older["emil"].pk).state == "given"
    with pytest.raises(ValidationError):
        share(world, "school")


def test_a_yes_to_less_narrows_the_older_yes(world: World) -> None:
    matter = cooperating(world)
    older = agreed(world, matter.pk, "bhv")
    school, health = share(world, "school"), share(world, "health")
    newer = asked(world, matter.pk, "bhv")

    actions.answer(
        consent=newer["eva"], services=areas(world, "bhv"), kinds=["school", "support"], by=world.actor("eva")
    )

    assert stands(world, school)
    assert not stands(world, health)
    with world.as_("rut") as rut:
        found = Consent.objects.visible_to(rut).get(pk=older["eva"].pk)
    assert (found.state, found.kinds) == ("limited", ["school", "support"])


def test_a_yes_to_a_newer_question_leaves_no_gap(world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk, "bhv")
    given = share(world, "school")
    newer = asked(world, matter.pk, "bhv", days=300)

    yes(world, newer["eva"])
    assert stands(world, given)
    yes(world, newer["emil"])

    again = actions.disclose(record=given.record, to_area=world.areas["bhv"], kinds=["school"], by=world.actor("rut"))
    assert again.until == reads.end_of(in_days(300))
    assert not stands(world, given)


# Somebody new decides ----------------------------------------------------------------------------


def add_nora(world: World) -> None:
    responsibility.add_guardian(
        child=world.elsa,
        guardian=world.people["nora"],
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.STATED,
        by=world.actor("rut"),
    )


def fresh(world: World, given: Disclosure) -> Disclosure:
    with world.as_("rut"):
        return Disclosure.objects.get(pk=given.pk)


def test_a_new_guardian_puts_what_is_shared_under_review(world: World) -> None:
    agreed(world, cooperating(world).pk)
    given = share(world, "school")

    add_nora(world)

    assert stands(world, given)
    assert fresh(world, given).until == reads.end_of(clock.today() + rules.NEW_DECIDER_ANSWERS_WITHIN)
    assert TaskKind.REVIEW_SHARING in tasks_of(world, "rut")
    with pytest.raises(ValidationError, match="Det här följer inte med"):
        share(world, "school")


@pytest.mark.parametrize(("says_yes", "goes_on"), [(True, True), (False, False)])
def test_what_is_shared_waits_for_the_new_guardians_answer(world: World, says_yes: bool, goes_on: bool) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk, "bhv")
    given = share(world, "school")
    add_nora(world)
    newer = asked(world, matter.pk, "bhv")

    if says_yes:
        yes(world, newer["nora"])
    else:
        actions.answer(consent=newer["nora"], by=world.actor("nora"))

    assert stands(world, given) == goes_on


def test_a_child_who_turns_fifteen_is_waited_for(world: World) -> None:
    agreed(world, cooperating(world).pk)
    given = share(world, "school")
    today = clock.today()
    tasks.look_over_sharing.func(0)
    before = fresh(world, given).until
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(born_on=today.replace(year=today.year - 15))

    tasks.look_over_sharing.func(0)

    assert before == reads.end_of(in_days(180))
    assert fresh(world, given).until == reads.end_of(today + rules.NEW_DECIDER_ANSWERS_WITHIN)
    assert TaskKind.REVIEW_SHARING in tasks_of(world, "rut")
    with pytest.raises(ValidationError):
        share(world, "school")


# On the pages ------------------------------------------------------------------------------------


def ask_page(world: World, client: Client, matter_id: UUID, **said: object) -> Any:
    sign_in(client, world, "rut")
    words = {
        "who": f"a:{world.assignments['sanna'].pk}",
        "question": "Hur mår hon?",
        "purpose": "För att veta vad som behövs.",
        "due_on": in_days(5).isoformat(),
        "ground": "consent",
        **said,
    }
    return client.post(reverse("assessments:ask", args=[matter_id]), words)


def gathering(world: World) -> UUID:
    rut = world.actor("rut")
    signal = concerns.notice(child=world.elsa, what_was_seen="Trött.", seen_on=clock.today(), by=rut)
    matter_id: UUID = concerns.receive(signal=signal, by=rut).pk
    return matter_id


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, ""),
        ({"oral_givers": ["eva"]}, "Emil i Ängsby bestämmer också"),
        ({"oral_kinds": []}, "Välj vad de har sagt ja till."),
        ({"oral_givers": []}, "Välj vilka som har sagt ja."),
        ({"oral_until": ""}, "Välj en dag."),
        ({"necessity": ""}, "Skriv hur de sa ja"),
        ({"oral_until": "2099-01-01"}, "Ett samtycke gäller högst ett år."),
        ({"oral_givers": [], "oral_kinds": []}, "Familjen har inte sagt ja till verksamheten."),
    ],
)
def test_a_yes_said_aloud_is_written_down_with_the_question(
    client: Client, world: World, change: dict[str, object], says: str
) -> None:
    said: dict[str, object] = {
        "oral_givers": ["eva", "emil"],
        "oral_kinds": ["health"],
        "oral_until": in_days(90).isoformat(),
        "necessity": "I telefon i dag.",
        **change,
    }
    names = said["oral_givers"]
    assert isinstance(names, list)
    said["oral_givers"] = [f"guardian:{world.people[name].pk}" for name in names]

    answered = ask_page(world, client, gathering(world), **said)

    assert answered.status_code == (422 if says else 302)
    assert says in answered.content.decode()
    with world.as_("eva") as eva:
        assert Consent.objects.visible_to(eva).filter(form="oral", kinds=["health"]).exists() == (not says)

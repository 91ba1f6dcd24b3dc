"""One body that has answered one question, and one group with a member, for tests of other things."""

from typing import Any

from kronobarn.accounts.reads import staff_actor
from kronobarn.authorities.models import Assignment
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.people import actions as people
from kronobarn.programme import actions, group_actions
from kronobarn.programme.models import NameRemoval
from kronobarn.programme.rules import AppliesTo, GroupKind, Outcome
from tests.world import World


def leader(world: World, name: str = "petra") -> Actor:
    """Somebody who leads the county's process, at Kommunhuset."""
    person = people.add_person(username=name, given_name=name.capitalize(), family_name="Alm", by=SYSTEM)
    with acting(SYSTEM):
        made = Assignment.objects.create(
            person=person,
            unit=world.units["kommunhuset"],
            profession="process_leader",
            role="staff",
            since="2020-01-01",
        )
    world.people[name] = person
    world.assignments[name] = Assignment.objects.select_related("unit__area").get(pk=made.pk)
    return staff_actor(person, world.assignments[name])


def decided(world: World, by: Actor | None = None) -> dict[str, Any]:
    """What the addresses about it are made of."""
    by = by or leader(world)
    school = world.areas["skolan"].organisation
    body = actions.add_body(organisation=school, name="Skolnämnden", since=clock.today(), by=by)
    said: dict[str, Any] = {"asked_on": clock.today(), "wanted_by": None, "document": "", "bodies": [body], "by": by}
    question = actions.ask(title="Plan", text="Nämnden antar planen.", applies_to=AppliesTo.ACTION_PLAN, **said)
    awaited = question.asked.get()
    made = actions.decide(
        awaited=awaited,
        outcome=Outcome.ADOPTED,
        decided_on=clock.today(),
        text="",
        document="§ 1",
        address="",
        by=by,
    )
    since = clock.today()
    group = group_actions.add_group(
        kind=GroupKind.CROSS, organisation=None, name="Tvärgruppen", home="", task="", since=since, by=by
    )
    place: dict[str, Any] = {"name": "", "is_chair": False, "since": since, "until": None}
    member = group_actions.add_member(group=group, function="Rektor", by=by, **place)
    with acting(by):  # a removal is proposed in one's own name
        removal = NameRemoval.objects.create(held="surveys", names=1, ended_before=since, **_proposed(by))
    groups = {
        "name_removal": removal.pk,
        "held": "surveys",
        "group": group.pk,
        "mandate": group.mandates.get().pk,
        "member": member.pk,
    }
    return groups | {"body": body.pk, "question": question.pk, "awaited": awaited.pk, "made": made.pk}


def _proposed(by: Actor) -> dict[str, Any]:
    return {"rules_version": "2026.1", "proposed_at": clock.now(), "proposed_by_id": by.person_id}

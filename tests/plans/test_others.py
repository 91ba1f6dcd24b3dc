"""Other plans that exist: that they do, whose they are and where they are kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.core import clock
from kronobarn.core.decisions import Denied, Stale
from kronobarn.people.models import Child
from kronobarn.plans import actions
from kronobarn.plans.models import OtherPlan, Plan
from kronobarn.plans.rules import OtherKind
from tests.plans import stage
from tests.sign_in import sign_in
from tests.told import told_once
from tests.world import World

KEPT = "Sofia vet, i pärmen på kontoret"


def note(world: World, plan: Plan, service: str = "social", by: str = "rut", **said: Any) -> OtherPlan:
    told: dict[str, Any] = {
        "kind": OtherKind.SOCIAL,
        "area": world.areas[service],
        "since": clock.today() - timedelta(days=10),
        "where_kept": KEPT,
        "seen": stage.fresh(world, plan).revision,
        **said,
    }
    other: OtherPlan = actions.note_other(plan=plan, by=world.actor(by), **told)
    return other


@told_once
def noted(world: World) -> OtherPlan:
    return note(world, stage.active(world))


def again(world: World, other: OtherPlan) -> OtherPlan:
    with world.as_("rut") as rut:
        found: OtherPlan = OtherPlan.objects.visible_to(rut).get(pk=other.pk)
        return found


def test_all_in_the_plan_read_that_it_exists(client: Client, world: World) -> None:
    other = noted(world)
    for name in ("rut", "sofia", "eva", "elsa"):
        sign_in(client, world, name)
        text = client.get(reverse("plans:plan", args=[other.record_id])).content.decode()
        assert "Genomförandeplan i socialtjänsten" in text
        assert KEPT in text
    with world.as_("rut") as rut:
        assert LogEntry.objects.visible_to(rut).get(kind="other_plan.noted").detail == {"other": str(other.pk)}
    with world.as_("tage"):
        assert not OtherPlan.objects.exists()


def test_it_is_put_right_ended_and_told_in_the_versions(client: Client, world: World) -> None:
    other = noted(world)
    plan = stage.fresh(world, Plan(pk=other.record_id))
    actions.revise(plan=plan, by=world.actor("rut"))
    other = actions.change_other(
        other=other,
        kind=OtherKind.SOCIAL,
        area=world.areas["social"],
        since=other.since,
        where_kept="Hos Sofia",
        seen=stage.fresh(world, plan).revision,
        by=world.actor("sofia"),
    )
    actions.revise(plan=plan, by=world.actor("rut"))
    seen = stage.fresh(world, plan).revision
    actions.end_other(other=other, ended_on=clock.today(), seen=seen, by=world.actor("rut"))
    actions.revise(plan=plan, by=world.actor("rut"))
    changes = stage.changes(world, plan)
    assert [[sentence.split(":")[0] for sentence in some] for some in changes[1:3]] == [
        ["Det finns också"],
        ["Uppgifterna har ändrats om"],
    ]
    assert changes[3][0].startswith("Gäller inte längre, sedan ")
    sign_in(client, world, "rut")
    compared = client.get(reverse("plans:version", args=[plan.pk, 4]), {"mot": 1}).content.decode()
    between = compared[compared.index("Från version 1 till version 4") :]
    assert "Gäller inte längre, sedan " in between
    assert "Det finns också: " not in between
    with pytest.raises(Denied, match="redan att den planen har slutat"):
        actions.end_other(other=other, ended_on=clock.today(), seen=seen + 1, by=world.actor("rut"))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"service": "bup"}, "area"),
        ({"since": clock.today() + timedelta(days=2)}, "since"),  # also when midnight passes
        ({}, "kind"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, said: dict[str, Any], field: str) -> None:
    other = noted(world)
    with pytest.raises(ValidationError) as problem:
        note(world, stage.fresh(world, Plan(pk=other.record_id)), **said)
    assert list(problem.value.message_dict) == [field]


@pytest.mark.parametrize("days", [-11, 1])
def test_it_ends_after_it_began_and_not_ahead(world: World, days: int) -> None:
    other = noted(world)
    seen = stage.fresh(world, Plan(pk=other.record_id)).revision
    with pytest.raises(ValidationError, match="Planen slutade"):
        actions.end_other(other=other, ended_on=clock.today() + timedelta(days=days), seen=seen, by=world.actor("rut"))


def test_those_who_lead_write_and_nobody_overwrites(world: World) -> None:
    plan = stage.active(world)
    with pytest.raises(Denied, match="Det är samverkansansvarig"):
        note(world, plan, by="eva")
    with pytest.raises(Stale):
        note(world, plan, seen=0)


def test_it_is_written_changed_and_ended_on_its_pages(client: Client, world: World) -> None:
    plan = stage.active(world)
    sign_in(client, world, "rut")

    def post(name: str, pk: object, **typed: str) -> int:
        seen = str(stage.fresh(world, plan).revision)
        answer = client.post(reverse(f"plans:{name}", args=[pk]), {"seen": seen, **typed})
        if answer.status_code == 422:
            assert all(value in answer.content.decode() for value in typed.values() if value)
        return answer.status_code

    data = {"kind": "social", "area": str(world.areas["social"].pk), "since": clock.today().isoformat()}
    assert post("note_other", plan.pk, **data, where_kept="") == 422
    assert post("note_other", plan.pk, **data, where_kept=KEPT) == 302
    with world.as_("rut"):
        other = OtherPlan.objects.get()
    assert post("change_other", other.pk, **data, where_kept="Hos Sofia") == 302
    assert again(world, other).where_kept == "Hos Sofia"
    assert post("end_other", other.pk, ended_on="2999-01-01") == 422
    assert post("end_other", other.pk, ended_on=clock.today().isoformat()) == 302
    assert again(world, other).ended_by_id == world.people["rut"].pk


def test_where_it_is_kept_is_not_told_of_a_protected_child(client: Client, world: World) -> None:
    other = noted(world)
    plan = stage.fresh(world, Plan(pk=other.record_id))
    actions.revise(plan=plan, by=world.actor("rut"))
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
    for name, tells in (("eva", False), ("rut", False), ("sofia", True)):
        sign_in(client, world, name)
        text = client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
        assert (KEPT in text) is tells
        assert "Genomförandeplan i socialtjänsten" in text
        if not tells:
            assert KEPT not in client.get(reverse("plans:version", args=[plan.pk, 2])).content.decode()

"""Who decides by age, with the sources, and how an assessment of one child goes before it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kronobarn.consents import actions, reads, rules
from kronobarn.consents.models import Maturity
from kronobarn.consents.rules import AGES, ChildsPart
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.people.models import Child
from tests.consents.matters import agreed, areas, cooperating
from tests.sign_in import sign_in
from tests.world import World

HEARD, DECIDES = ChildsPart.HEARD, ChildsPart.DECIDES


def aged(world: World, years: int) -> None:
    today = clock.today()
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(born_on=date(today.year - years, 1, 1))
    world.elsa.refresh_from_db()


def assess(world: World, part: ChildsPart, by: str = "rut", reason: str = "Hon förstod frågan.") -> Maturity:
    return actions.assess_maturity(child=world.elsa, part=part, reason=reason, by=world.actor(by))


def who_must(world: World, name: str = "rut") -> set[str]:
    with world.as_(name):
        return {one.full_name.split()[0] for one in reads.deciders(world.elsa.pk, clock.today()) if one.must_agree}


def test_every_age_says_where_it_comes_from() -> None:
    assert [age.years for age in AGES] == [12, 15, 16, 18]
    assert all(str(age.source) for age in AGES)


@pytest.mark.parametrize(
    ("age", "assessed", "part"),
    [(9, DECIDES, DECIDES), (16, HEARD, HEARD), (18, HEARD, ChildsPart.ALONE), (14, None, HEARD), (None, DECIDES, ChildsPart.TOLD)],
)  # fmt: skip
def test_an_assessment_goes_before_age_until_the_child_is_of_age(
    age: int | None, assessed: ChildsPart | None, part: ChildsPart
) -> None:
    assert rules.childs_part(age, assessed) == part


def test_everyone_at_the_table_goes_by_it_and_only_ones_own_area_reads_why(world: World) -> None:
    aged(world, 11)  # too young to be asked, so that she has not said yes
    matter = cooperating(world)
    agreed(world, matter.pk)
    with world.as_("rut"):
        assert reads.standing(world.elsa.pk, areas(world, "bhv"), clock.today()).ok
    assess(world, DECIDES)
    for name in ("rut", "eva"):
        assert "Elsa" in who_must(world, name)
    with world.as_("rut") as rut:
        assert not reads.standing(world.elsa.pk, areas(world, "bhv"), clock.today()).ok
        assert Maturity.objects.visible_to(rut).count() == 1
    with world.as_("eva") as eva:
        assert not Maturity.objects.visible_to(eva).exists()
    assess(world, HEARD)
    assert "Elsa" not in who_must(world)


def test_that_a_younger_child_does_not_decide_says_nothing_of_fifteen(world: World) -> None:
    aged(world, 14)
    assess(world, HEARD)
    with world.as_("rut"):
        Maturity.objects.update(assessed_at=clock.now().replace(year=clock.today().year - 3))
    aged(world, 16)
    assert "Elsa" in who_must(world)


def test_at_fifteen_it_may_be_assessed_otherwise(world: World) -> None:
    aged(world, 16)
    assert "Elsa" in who_must(world)
    assess(world, HEARD)
    assert "Elsa" not in who_must(world)


@pytest.mark.parametrize("by", ["tage", "eva", "elsa"])
def test_whoever_carries_the_matter_assesses(world: World, by: str) -> None:
    cooperating(world)
    with pytest.raises(Denied, match="bedömer mognaden"):
        assess(world, DECIDES, by)


def test_of_age_is_not_assessed_and_how_is_always_said(world: World) -> None:
    for reason, says in ((" ", "hur ni har bedömt"), ("Hon förstår", "minst tre ord")):
        with pytest.raises(ValidationError, match=says):
            assess(world, DECIDES, reason=reason)
    with pytest.raises(ValidationError, match="kommit fram till"):
        assess(world, ChildsPart.ALONE)
    aged(world, 19)
    with pytest.raises(Denied, match="bestämmer själv"):
        assess(world, DECIDES)


def test_the_page_says_what_ages_mean_and_takes_an_assessment(client: Client, world: World) -> None:
    address = reverse("consents:maturity", args=[world.elsa.pk])
    sign_in(client, world, "rut")
    page = client.get(address).content.decode()
    assert "Skollagen 29 kap. 12 §" in page
    wrong = client.post(address, {"part": "", "reason": "Vi pratade länge."})
    assert (wrong.status_code, "Vi pratade länge." in wrong.content.decode()) == (422, True)
    done = client.post(address, {"part": "decides", "reason": "Vi pratade länge."}, follow=True).content.decode()
    assert "Bedömningen är inskriven" in done
    assert "Vi pratade länge." in done
    sign_in(client, world, "eva")
    page = client.get(address).content.decode()
    assert "Vi pratade länge." not in page
    assert "Skollagen 29 kap. 12 §" not in page  # for the family in plain words
    assert "Det är en tumregel." in page

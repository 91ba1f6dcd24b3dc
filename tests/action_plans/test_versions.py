"""An adopted version keeps its words; the next says what is new; what is public names no person."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.action_plans import actions, version_actions
from kronobarn.action_plans.models import ActionPlan, Activity, PlanGoal, PlanVersion
from kronobarn.core import clock
from tests.action_plans.planned import adopted, seen
from tests.programme.past import decided
from tests.rows import refused
from tests.sign_in import sign_in
from tests.world import World


def to(name: str, *args: object) -> str:
    return reverse(f"action_plans:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def public() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, organisation_key, content::text FROM published_action_plan")
        return list(cursor.fetchall())


def test_the_draft_lives_on_when_it_has_been_adopted(
    petra: Client, led: World, doing: Activity, county: ActionPlan
) -> None:
    by = led.actor("petra")
    made = decided(led, by)["made"]
    page = text(petra.get(to("adopt", county.pk)))
    assert "Hålla kurs" in page
    said = {"adopted_on": clock.today(), "adopted_by": "Styrgruppen, § 5", "decision": made, "seen": seen(county, by)}
    answer = petra.post(to("adopt", county.pk), said)
    version = PlanVersion.objects.get()
    assert answer["Location"] == to("version", version.pk)
    shown = text(petra.get(answer["Location"]))
    assert "Styrgruppen, § 5" in shown
    assert "Skolnämnden, § 1" in shown
    assert petra.get(to("adopt", county.pk)).status_code == 403
    actions.change(row=doing, seen=0, title="Hålla två kurser", by=by)
    now = text(petra.get(to("plan", county.pk)))
    assert "1 ändring sedan version 1" in now
    assert "<ins>Hålla två kurser</ins>" in now
    assert "Hålla två kurser" not in text(petra.get(to("version", version.pk)))
    second = adopted(led, county, "petra")
    compared = text(petra.get(to("version", second.pk)))
    assert "Skillnader från version 1 till version 2" in compared
    assert "<del>Hålla kurs</del>" in compared
    assert petra.get(to("version_paper", second.pk)).content.startswith(b"%PDF")


def test_what_has_changed_since_it_was_read_is_not_adopted(
    petra: Client, led: World, doing: Activity, county: ActionPlan
) -> None:
    by = led.actor("petra")
    said = {"adopted_on": clock.today(), "adopted_by": "Styrgruppen", "seen": seen(county, by)}
    actions.change(row=doing, seen=0, title="Något annat", by=by)
    answer = petra.post(to("adopt", county.pk), said)
    assert answer.status_code == 422
    assert "Utkastet har ändrats" in text(answer)
    assert f'value="{seen(county, by)}"' in text(answer)
    assert not PlanVersion.objects.exists()


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"adopted_by": ""}, "Skriv vem som har antagit planen."),
        ({"adopted_on": clock.today() + timedelta(days=2)}, "Dagen har inte varit än."),
        ({"decision": "x"}, "Valet finns inte."),
    ],
)
def test_what_is_wrong_is_said(
    petra: Client, led: World, doing: Activity, county: ActionPlan, said: dict[str, Any], says: str
) -> None:
    usual = {"adopted_on": clock.today(), "adopted_by": "x", "seen": seen(county, led.actor("petra"))}
    answer = petra.post(to("adopt", county.pk), usual | said)
    assert answer.status_code == 422
    assert says in text(answer)


def test_a_version_is_not_adopted_before_the_last_one(
    petra: Client, led: World, doing: Activity, county: ActionPlan
) -> None:
    adopted(led, county, "petra")
    actions.add(kind=PlanGoal, above=county, title="Nytt", text="", by=led.actor("petra"))
    said = {"adopted_on": clock.today() - timedelta(days=1), "adopted_by": "x"}
    answer = petra.post(to("adopt", county.pk), said | {"seen": seen(county, led.actor("petra"))})
    assert "före den då den senaste versionen antogs" in text(answer)


def test_an_empty_plan_is_not_adopted(petra: Client, county: ActionPlan) -> None:
    answer = petra.get(to("adopt", county.pk))
    assert answer.status_code == 403
    assert "inget mål än" in text(answer)


def test_a_version_taken_back_stands_for_nothing(
    petra: Client, led: World, doing: Activity, county: ActionPlan
) -> None:
    version = adopted(led, county, "petra")
    assert petra.post(to("publish", version.pk)).status_code == 302
    assert petra.post(to("take_back", version.pk), {"because": "Det blev fel dag."}).status_code == 302
    assert public() == []
    page = text(petra.get(to("version", version.pk)))
    assert "Återtagen" in page
    assert "Det blev fel dag." in page
    assert "Ingen har antagit den än." in text(petra.get(to("plan", county.pk)))
    assert petra.post(to("publish", version.pk)).status_code == 403
    assert petra.get(to("take_back", version.pk)).status_code == 403
    assert adopted(led, county, "petra").number == 2


def test_what_is_public_is_the_last_version_that_was_opened_and_names_nobody(
    petra: Client, led: World, doing: Activity, county: ActionPlan
) -> None:
    first = adopted(led, county, "petra")
    assert public() == []
    assert petra.post(to("publish", first.pk)).status_code == 302
    actions.add(kind=PlanGoal, above=county, title="Nytt mål här", text="", by=led.actor("petra"))
    second = adopted(led, county, "petra")
    ((number, key, content),) = public()
    assert (number, key) == (1, None)
    assert "Hålla kurs" in content
    owner = led.people["rut"]
    assert doing.owner is not None
    assert not any(words in content for words in (owner.given_name, owner.family_name))
    petra.post(to("publish", second.pk))
    assert [row[0] for row in public()] == [2]
    petra.post(to("unpublish", second.pk))
    assert [row[0] for row in public()] == [1]


def test_only_the_process_leader_publishes(cecilia: Client, led: World, own: ActionPlan) -> None:
    actions.add(kind=PlanGoal, above=own, title="Vårt", text="", by=led.actor("cecilia"))
    version = adopted(led, own, "cecilia")
    assert cecilia.post(to("publish", version.pk)).status_code == 403
    assert "Öppna versionen för alla" not in text(cecilia.get(to("version", version.pk)))
    version_actions.publish(version=version, by=led.actor("petra"))
    ((_number, key, _content),) = public()
    assert key == led.areas["skolan"].organisation.key


@pytest.mark.parametrize(("who", "read"), [("rut", 200), ("eva", 403)])
def test_staff_read_versions_and_do_not_adopt(
    client: Client, led: World, doing: Activity, county: ActionPlan, who: str, read: int
) -> None:
    version = adopted(led, county, "petra")
    sign_in(client, led, who)
    assert client.get(to("version", version.pk)).status_code == read
    assert client.get(to("version_paper", version.pk)).status_code == read
    for name in ("publish", "unpublish", "take_back"):
        assert client.post(to(name, version.pk), {"because": "x"}).status_code == 403, name
    assert client.post(to("adopt", county.pk), {}).status_code == 403


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE action_plans_planversion SET content = '{}'",
        "UPDATE action_plans_planversion SET adopted_on = adopted_on - 1",
        "UPDATE action_plans_planversion SET adopted_by = 'x'",
        "DELETE FROM action_plans_planversion",
        "UPDATE action_plans_planversion SET taken_back_at = now(), taken_back_because = 'Det blev fel dag.', published_at = now()",
        "UPDATE published_action_plan SET number = 9",
    ],
)
def test_the_database_rewrites_no_version(led: World, doing: Activity, county: ActionPlan, statement: str) -> None:
    adopted(led, county, "petra")
    refused(statement)


def test_a_version_taken_back_stays_so_in_the_database(led: World, doing: Activity, county: ActionPlan) -> None:
    version = adopted(led, county, "petra")
    version_actions.take_back(version=version, because="Det blev fel dag.", by=led.actor("petra"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE action_plans_planversion SET taken_back_at = NULL, taken_back_because = ''")

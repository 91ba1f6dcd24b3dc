"""What each feature tells of a year: by its last day, in no order but the alphabet's, and nothing that is too few."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.small_numbers import FEWEST
from kronobarn.implementation import actions as implementation
from kronobarn.implementation.rules import Step, TargetGroup
from kronobarn.learning import actions as learning
from kronobarn.learning import registration_actions
from kronobarn.programme import actions as programme
from kronobarn.programme.chapters import Facts, chapters
from kronobarn.programme.rules import AppliesTo, Outcome
from kronobarn.surveys import actions as surveys
from kronobarn.surveys.rules import Answer
from tests.action_plans.planned import activity, adopted, plan
from tests.financing.reckoned import reckoned
from tests.group_meetings.held import published
from tests.learning.past import event, registered
from tests.surveys.asking import answered, opened, over, written
from tests.world import World

NOW = clock.today().year


def told(key: str, by: Actor, year: int = NOW) -> Facts:
    return next(one for one in chapters() if one.key == key).tell(by, year)


def words(found: Facts) -> str:
    cells = [cell for table in found.tables for row in table.rows for cell in row]
    return "\n".join([*found.sentences, *cells]).replace("\u00a0", " ")


@pytest.mark.parametrize("key", [one.key for one in chapters() if one.key not in {"summary", "ahead"}])
def test_a_year_in_which_nothing_happened_is_told_in_words(by: Actor, key: str) -> None:
    assert told(key, by, 2016).sentences


def test_what_bodies_decided_that_year_and_what_was_a_mistake(by: Actor) -> None:
    region = Organisation.objects.get(key="town-region")
    bodies = [programme.add_body(organisation=region, name=n, since=date(2016, 9, 1), by=by) for n in ("B", "A")]
    said: dict[str, Any] = {"text": "Anta.", "document": "", "asked_on": date(2025, 1, 7), "wanted_by": None}
    asked = programme.ask(title="Planen", applies_to=AppliesTo.ACTION_PLAN, bodies=bodies, by=by, **said)
    for nth, awaited in enumerate(asked.asked.order_by("body__name")):
        day = date(2025 - nth, 3, 1)
        told_so: dict[str, Any] = {"text": "", "document": f"§ {nth}", "address": ""}
        programme.decide(awaited=awaited, outcome=Outcome.ADOPTED, decided_on=day, by=by, **told_so)
    found = told("bodies", by, 2025)
    assert found.sentences[:2] == ("2 politiska organ är med.", "Organen fattade 1 beslut.")
    assert [row[0] for row in found.tables[0].rows] == ["Region Ängsby, A"] or "A" in found.tables[0].rows[0][0]
    assert "§ 1" not in words(found)


def test_the_steering_groups_decisions_are_those_of_approved_notes(world: World, by: Actor) -> None:
    published(world)
    year = timezone.localdate(clock.now() - timedelta(days=2)).year
    found = told("meetings", by, year)
    assert "Grupperna höll 1 möte." in found.sentences
    assert "Planen antas." in words(found)
    assert "Alla var eniga." not in words(found)
    assert "Styrgruppen" in words(told("groups", by, NOW))


def test_a_plan_is_told_as_it_stood_when_the_year_ended(world: World, by: Actor) -> None:
    with time_machine.travel("2025-03-03 12:00", tick=False):
        made = plan(world, "petra")
        activity(world, made, "petra", until=date(2025, 6, 1))
        adopted(world, made, "petra")
    activity(world, made, "petra", title="Det som kom sedan")
    found = told("plans", by, 2025)
    assert "Planens aktiviteter: planerad 1." in found.sentences
    assert "1 aktivitet var sen." in found.sentences
    assert "Länet hade ingen antagen handlingsplan" in words(told("plans", by, 2024))


def test_units_are_counted_by_the_last_day_and_stand_by_name(world: World, by: Actor) -> None:
    for step, day in ((Step.INFORMED, "2024-05-05"), (Step.TRAINED, "2025-05-05")):
        since = date.fromisoformat(day)
        implementation.write(unit=world.units["granskolan"], step=step, since=since, note="", by=by)
    implementation.tell(
        group=TargetGroup.STAFF, organisation=None, what="Modellen.", how="Brev.", told_on=date(2024, 6, 1), by=by
    )
    found = told("implementation", by, 2024)
    names = [row[0] for row in found.tables[0].rows]
    assert names[:-1] == sorted(names[:-1])
    assert any(one.startswith("Informerad: 1 av ") for one in found.sentences)
    assert any(one.startswith("Utbildad: 0 av ") for one in found.sentences)
    assert ("Medarbetare i barnnära yrken", "1") in found.tables[1].rows
    assert any(one.startswith("Utbildad: 1 av ") for one in told("implementation", by, 2025).sentences)


def test_what_is_too_few_in_a_survey_is_not_told_and_nothing_before_it_is_published(by: Actor) -> None:
    survey = written(by)
    few = opened(survey, by, "Få")
    answered(few, [(Answer.WHOLLY, FEWEST - 1)])
    some = opened(survey, by, "Fler")
    answered(some, [(Answer.WHOLLY, 9), (Answer.PARTLY, 8), (Answer.NOT, 1)])
    few, some = over(few), over(some)
    year = some.closes_on.year
    assert told("surveys", by, year).sentences == ("Ingen enkät blev klar under året.",)
    surveys.publish(one=few, by=by)
    assert "färre än 5" in words(told("surveys", by, year))
    assert "4" not in words(told("surveys", by, year))
    surveys.publish(one=some, by=by)
    said = words(told("surveys", by, year))
    assert "för få för att visas" in said
    assert "Ord wholly" not in said
    assert "\n1\n" not in f"\n{said}\n"


def test_what_is_too_few_of_an_event_is_not_told(by: Actor) -> None:
    with override_settings(EMAIL_HOST="mail.example.se"):
        for title, came in (("Få", FEWEST - 1), ("Fler", FEWEST)):
            with time_machine.travel("2025-05-05 12:00", tick=False):
                one = event(by, title=title, places=20)
                people = [registered(one, f"d{nth}@example.se") for nth in range(came)]
            with time_machine.travel("2025-06-20 12:00", tick=False):
                for person in people:
                    registration_actions.tick(registration=person, came=True, by=by)
        with time_machine.travel("2025-05-05 12:00", tick=False):
            learning.cancel(event=event(by, title="Inställt"), because="Föreläsaren är sjuk.", by=by)
    found = told("events", by, 2025)
    assert found.sentences == ("2 evenemang hölls.",)
    assert {row[0]: row[3] for row in found.tables[0].rows} == {"Få": "färre än 5", "Fler": "5"}


def test_the_money_of_the_year(by: Actor) -> None:
    reckoned(by, 2025)
    found = told("financing", by, 2025)
    assert "Kostnaderna är budgeterade till 400 000 kronor." in words(found)
    assert found.tables[1].rows[-1][2] == "inte klart"

"""Who works where, as what and when: given, ended, and held to the rules by the database."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kronobarn.audit.events import Event
from kronobarn.authorities import actions, county, events
from kronobarn.authorities.models import Assignment, Organisation, Unit
from kronobarn.authorities.rules import Profession, Role
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import Denied
from kronobarn.people.models import Person

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2026, 1, 10), date(2026, 6, 15), date(2026, 8, 15)


@pytest.fixture
def school(small_county: Path) -> Unit:
    actions.apply_county(plan=county.diff(county.read(small_county)), by=SYSTEM)
    return Unit.objects.get(key="angsskolan")


@pytest.fixture
def karin(db: None) -> Person:
    return Person.objects.create_user("karin", given_name="Karin", family_name="Ek")


def teaching(person: Person, unit: Unit, since: date, until: date | None = None, by: Actor = SYSTEM) -> Assignment:
    return actions.assign(person=person, unit=unit, profession=Profession.TEACHER, since=since, until=until, by=by)


def administrator(unit: Unit, person_id: int = 99) -> Actor:
    return Actor(
        person_id=person_id,
        name="Ada",
        assignment_id=99,
        unit_id=unit.pk,
        area_id=unit.area_id,
        role=Role.ADMINISTRATOR,
    )


def test_an_assignment_is_given_and_logged(karin: Person, school: Unit, logged: list[Event]) -> None:
    given = actions.assign(
        person=karin,
        unit=school,
        profession=Profession.HEAD_TEACHER,
        role=Role.RESPONSIBLE,
        since=SPRING,
        by=SYSTEM,
    )

    assert str(given) == "Rektor, Ängsskolan"
    assert logged[-1] == events.AssignmentGiven(
        person_id=karin.pk,
        unit_id=school.pk,
        profession="head_teacher",
        role="responsible",
        since=SPRING,
        until=None,
    )


def test_only_the_days_of_an_assignment_stand(karin: Person, school: Unit) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    social = Unit.objects.get(key="socialkontoret")
    bvc = Unit.objects.get(key="bvc")
    teaching(karin, school, today - 9 * day, today - day)
    stands = [teaching(karin, social, today, today), teaching(karin, bvc, today - 9 * day)]
    teaching(karin, school, today + day)

    assert set(Assignment.objects.standing()) == set(stands)
    assert [assignment.stands_on(today) for assignment in stands] == [True, True]


def test_a_persons_assignments_come_with_all_that_the_choice_shows(
    karin: Person, school: Unit, django_assert_num_queries: "pytest.FixtureRequest"
) -> None:
    teaching(karin, school, SPRING)

    with django_assert_num_queries(1):  # type: ignore[operator]
        [assignment] = Assignment.objects.for_person(karin.pk)
        assert assignment.unit.area.organisation.name == "Ängsby kommun"


def test_the_same_work_may_begin_again_the_day_after_it_ended(karin: Person, school: Unit) -> None:
    teaching(karin, school, SPRING, SUMMER)

    teaching(karin, school, SUMMER + timedelta(days=1))

    assert Assignment.objects.count() == 2


@pytest.mark.parametrize(
    ("since", "until"), [(SUMMER, None), (SPRING, SPRING), (date(2025, 1, 1), SPRING), (SUMMER, AUTUMN)]
)
def test_the_same_work_is_not_given_twice_at_a_time(
    karin: Person, school: Unit, since: date, until: date | None
) -> None:
    teaching(karin, school, SPRING, SUMMER)

    with pytest.raises(ValidationError, match="har redan det uppdraget"):
        teaching(karin, school, since, until)


def test_an_assignment_cannot_end_before_it_starts(karin: Person, school: Unit) -> None:
    with pytest.raises(ValidationError, match="slutar innan det börjar"):
        teaching(karin, school, SUMMER, SPRING)


def test_an_ended_assignment_keeps_its_last_day(karin: Person, school: Unit, logged: list[Event]) -> None:
    given = teaching(karin, school, SPRING)

    ended = actions.end_assignment(assignment=given, on=SUMMER, by=SYSTEM)

    assert (ended.until, ended.stands_on(SUMMER), ended.stands_on(AUTUMN)) == (SUMMER, True, False)
    assert logged[-1] == events.AssignmentEnded(person_id=karin.pk, unit_id=school.pk, until=SUMMER)


@pytest.mark.parametrize(("on", "reason"), [(SPRING - timedelta(days=1), "inte börjat"), (AUTUMN, "redan avslutat")])
def test_an_assignment_is_not_ended_at_a_wrong_time(karin: Person, school: Unit, on: date, reason: str) -> None:
    given = teaching(karin, school, SPRING, SUMMER)

    with pytest.raises(ValidationError, match=reason):
        actions.end_assignment(assignment=given, on=on, by=SYSTEM)


def test_an_administrator_assigns_in_their_own_organisation(karin: Person, school: Unit) -> None:
    social = Unit.objects.get(key="socialkontoret")
    ada = Person.objects.create_user("ada", given_name="Ada", family_name="Ek")
    runs = actions.assign(
        person=ada,
        unit=social,
        profession=Profession.SYSTEM_ADMINISTRATOR,
        role=Role.ADMINISTRATOR,
        since=SPRING,
        by=SYSTEM,
    )

    assert teaching(karin, school, SPRING, by=replace(administrator(social, ada.pk), assignment_id=runs.pk))


def test_an_administrator_of_another_organisation_does_not(karin: Person, school: Unit) -> None:
    region = Organisation.objects.create(key="region", name="Regionen", kind="region")
    area = region.areas.create(key="bup", name="BUP", regime="health_care")
    bup = area.units.create(key="bup", name="BUP", kind="bup")

    with pytest.raises(Denied, match="en annan huvudman"):
        teaching(karin, school, SPRING, by=administrator(bup))


def test_other_staff_do_not_assign(karin: Person, school: Unit) -> None:
    teacher = Actor(person_id=99, name="Ahmed", assignment_id=99, area_id=school.area_id, role=Role.STAFF)

    with pytest.raises(Denied, match="Bara en administratör"):
        teaching(karin, school, SPRING, by=teacher)


def test_nobody_assigns_themselves(karin: Person, school: Unit) -> None:
    with pytest.raises(Denied, match="ge dig själv"):
        teaching(karin, school, SPRING, by=administrator(school, karin.pk))


def test_no_one_begins_in_a_closed_unit(karin: Person, school: Unit) -> None:
    Unit.objects.filter(pk=school.pk).update(active=False)
    school.refresh_from_db()

    with pytest.raises(Denied, match="avvecklad"):
        teaching(karin, school, SPRING)


@pytest.mark.database
def test_the_database_refuses_the_same_work_twice(karin: Person, school: Unit) -> None:
    given = teaching(karin, school, SPRING, SUMMER)

    with pytest.raises(IntegrityError, match="assignment_is_held_once_at_a_time"), transaction.atomic():
        Assignment.objects.create(person=karin, unit=school, profession=given.profession, since=SUMMER)


@pytest.mark.database
def test_the_database_refuses_an_end_before_the_start(karin: Person, school: Unit) -> None:
    with pytest.raises(IntegrityError, match="assignment_ends_after_it_starts"), transaction.atomic():
        Assignment.objects.create(person=karin, unit=school, profession="teacher", since=SUMMER, until=SPRING)


@pytest.mark.database
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"number": "212000-0664"}, "organisation_number_passes_luhn"),
        ({"number": "2120000662"}, "organisation_number_is_ten_digits"),
        ({"municipality_code": None}, "organisation_municipality_has_its_code"),
        ({"kind": "region"}, "organisation_municipality_has_its_code"),
        ({"municipality_code": "780"}, "organisation_municipality_has_its_code"),
    ],
)
def test_the_database_checks_the_numbers_of_organisations(values: dict[str, str | None], constraint: str) -> None:
    right = {"name": "Växjö", "kind": "municipality", "number": "212000-0662", "municipality_code": "0780"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Organisation.objects.create(key="fel", **(right | values))

    assert Organisation.objects.create(key="ratt", **right)


@pytest.mark.database
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"grade_from": 7, "grade_to": 6}, "unit_grades_are_a_range"),
        ({"grade_from": 0, "grade_to": 10}, "unit_grades_are_a_range"),
        ({"kind": "bvc", "grade_from": 0, "grade_to": 6}, "unit_only_schools_have_grades"),
    ],
)
def test_the_database_checks_the_grades_of_units(school: Unit, values: dict[str, str | int], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Unit.objects.create(**({"key": "fel", "area": school.area, "name": "Fel", "kind": "school"} | values))

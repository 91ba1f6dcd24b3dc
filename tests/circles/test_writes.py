"""Who may write what, asked of the database alone: plain SQL as the application's role, past every action.

Elsa's plan is active. Rut is responsible, Kim takes part and no more (and works at MVC as well), Sofia works in another
area and is in on consent, Tage and Gunnar have only noticed something, Cecilia has opened in an emergency, Eva and Emil
are guardians. Eva is Noa's guardian too.
"""

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.errors import CheckViolation, InsufficientPrivilege

from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.notices.models import Task
from kronobarn.responsibility import actions as responsibility
from tests.story import Stage, tell
from tests.told import told_once
from tests.world import World

pytestmark = pytest.mark.django_db

SEAT = """
    INSERT INTO circles_seat (id, child_id, person_id, assignment_id, area_id, role, ground, why, since, until, granted_by_id)
    VALUES (gen_random_uuid(), {child}, {person}, {assignment}, {area}, '{role}', '{ground}', '', clock_timestamp(), {until}, {by})
"""
RECORD = """
    INSERT INTO circles_record (id, child_id, owner_id, kind, author_id, author_assignment_id, headline, happened_on,
        written_at, practice_version, retention_class)
    VALUES (gen_random_uuid(), {elsa}, {area}, '{kind}', {person}, {assignment}, 'h', circles_today(), now(), 'v', 'matter')
"""
TASK = """
    INSERT INTO notices_task (id, child_id, person_id, assignment_id, kind, subject, due_on, asked_at, asked_by_id)
    VALUES (gen_random_uuid(), {elsa}, {rut}, {rut_at}, '{kind}', gen_random_uuid(), circles_today(), now(), {by})
"""
GUARDIANSHIP = """
    INSERT INTO people_guardianship (id, child_id, guardian_id, custody, source, since, recorded_at, recorded_by_id)
    VALUES (gen_random_uuid(), {elsa}, {nora}, 'sole', 'stated', circles_today(), now(), {by})
"""
NO_MORE_A_GUARDIAN = "UPDATE people_guardianship SET until = circles_today() WHERE guardian_id = {aino}"
IDENTITY = """
    INSERT INTO people_identity (id, child_id, kind, number, since)
    VALUES (gen_random_uuid(), {child}, 'personal_number', '{number}', now())
"""
BATON = """
    INSERT INTO responsibility_responsibility (id, child_id, function, unit_id, holder_id, since, accepted_at,
        accepted_by_id, handed_on_from_id, offered_because, left_behind)
    VALUES (gen_random_uuid(), {elsa}, 'head_teacher', {unit}, {holder}, clock_timestamp(), clock_timestamp(), {by}, {stretch}, '', '{{}}')
"""
NAMED = """
    INSERT INTO people_named (id, child_id, person_id, why, since, until, granted_by_id, ended_by_id)
    VALUES (gen_random_uuid(), {elsa}, {person}, 'w', now(), now() + interval '1 day', {by}, {ended})
"""
NAMED_NO_MORE = "UPDATE people_named SET until = clock_timestamp(), ended_by_id = {by} WHERE person_id = {mona}"
DISCLOSURE = """
    INSERT INTO circles_disclosure (id, child_id, record_id, owner_id, to_area_id, granted, ground, kinds, necessity, since,
        decided_by_id)
    VALUES (gen_random_uuid(), {elsa}, {record}, {owner}, {area_polisen}, true, 'harm_test', '{{}}', 'de ska veta', now(), {by})
"""
QUESTION = """
    INSERT INTO disclosures_informationrequest (id, child_id, from_area_id, to_area_id, what, why, ground, asked_at,
        asked_by_id, asked_for_id, state, answer, withdrawn_at, withdrawn_by_id)
    VALUES ({id}, {elsa}, {area}, {to}, 'w', 'w', '', now(), {by}, {at}, {state}, '', {ended}, {ended_by})
"""
OPENING = """
    INSERT INTO emergency_opening (seat_id, child_id, person_id, assignment_id, area_id, reason, words, code_typed_at,
        opened_at, nth_in_month, judge_by, put_off_because)
    VALUES ({seat}, {child}, {by}, {at}, {area}, 'danger', repeat('w', 20), now(), now(), 1, circles_today(), '')
"""
OPENED = """
    INSERT INTO circles_seat (id, child_id, person_id, assignment_id, area_id, role, ground, why, since, until, told_from,
        granted_by_id)
    VALUES ({seat}, {child}, {by}, {at}, {area}, 'emergency', 'emergency', '', now(), now() + interval '4 hours', now(), {by})
"""
WITHHELD = """
    INSERT INTO circles_withheld (id, child_id, record_id, from_person_id, reason, since, review_on, decided_by_id,
        decided_for_id, ended_at, ended_by_id, ended_because)
    VALUES (gen_random_uuid(), {elsa}, {plan}, {kept_from}, 'elsa är rädd', now(), circles_today(), {by}, {at}, {ended}, 'Det behövs inte.')
"""
BLOCK = """
    INSERT INTO circles_block (id, child_id, area_id, unit_id, since, wish, maturity, recorded_by_id, recorded_for_id,
        ended_at, ended_by_id, ended_because)
    VALUES (gen_random_uuid(), {elsa}, {area}, {unit}, now(), 'w', 'm', {by}, {at}, {ended}, 'Det behövs inte.')
"""
LOG = """
    INSERT INTO audit_logentry (at, kind, person_id, assignment_id, child_id, subject, why, detail)
    VALUES (now(), 'child.opened', {by}, {at}, {elsa}, '', '', '{{}}')
"""
AGREEMENT = """
    INSERT INTO plans_agreement (id, child_id, record_id, person_id, version, answer, form, words, said_at, said_by_id)
    VALUES (gen_random_uuid(), {elsa}, {plan}, {person}, 7, 'agrees', 'signed_in', '', now(), {by})
"""


@told_once
def people_come_and_go(world: World) -> Assignment:
    """Who sits with Elsa beside those of the story, or did; and with Noa, which is to matter nothing for Elsa.

    What Kim has at MVC.
    """
    rut, mona = world.actor("rut"), world.actor("mona")
    for child, name, by in (
        (world.elsa, "kim", rut),
        (world.elsa, "sanna", rut),
        (world.elsa, "mona", rut),
        (world.noa, "birgit", mona),
        (world.noa, "sanna", mona),
        (world.noa, "rut", mona),
        (world.noa, "bo", mona),
    ):
        seat = circles.seat(child_id=child.pk, assignment=world.assignments[name], why="Behövs", by=by)
        if seat.child_id == world.elsa.pk and name == "sanna":
            circles.end_seat(seat=seat, by=rut)
    for name in ("gunnar", "birgit"):
        circles.come_forward(child_id=world.elsa.pk, by=world.actor(name))
    with acting(SYSTEM):
        return Assignment.objects.create(
            person=world.people["kim"], unit=world.units["mvc"], profession="psychologist", role="staff", since=A_DAY
        )


@pytest.fixture
def names(world: World) -> dict[str, Any]:
    """What the statements call by name, as SQL."""
    story = tell(world, Stage.ACTIVE)
    at_mvc = people_come_and_go(world)
    found: dict[str, Any] = {name: person.pk for name, person in world.people.items()}
    found |= {
        "elsa": f"'{world.elsa.pk}'",
        "noa": f"'{world.noa.pk}'",
        "elsa_person": world.people["elsa"].pk,
        "new": f"'{uuid.uuid4()}'",
        "kim_mvc_at": at_mvc.pk,
    }
    found |= {"plan": f"'{story.plan.pk}'", "goal": f"'{story.goal.pk}'", "doing": f"'{story.plan_action.pk}'"}
    found["eva_told"] = f"'{story.observations['eva'].pk}'"
    found |= {f"{name}_at": assignment.pk for name, assignment in world.assignments.items()}
    found |= {f"area_{name}": area.pk for name, area in world.areas.items()}
    found |= {f"unit_{name}": unit.pk for name, unit in world.units.items()}
    found |= {f"consent_{name}": f"'{consent.pk}'" for name, consent in story.consents.items()}
    for who, statement in (
        ("rut", GUARDIANSHIP.replace("{nora}", "{aino}").replace("{by}", "{rut}")),
        ("rut", NO_MORE_A_GUARDIAN),
        ("rut", named("mona", "rut")),
        ("rut", a_seat("kim", "contact", by="rut", area="area_mhv", at="kim_mvc")),
        ("mona", GUARDIANSHIP.replace("{elsa}", "{noa}").replace("{nora}", "{eva}").replace("{by}", "{mona}")),
        ("mona", a_seat("eva", "guardian", by="mona", child="{noa}")),
    ):
        assert write(world, who, statement.format(**found)), statement
    opens(world, "cecilia")
    for who, area, to, key in (("sofia", "social", "skolan", "asked"), ("eva", "", "skolan", "eva_asked")):
        found[key] = f"'{uuid.uuid4()}'"
        assert write(world, who, a_question(who, area, to, id=found[key]).format(**found))
    return found


def write(world: World, who: str, statement: str, *, at_a_constraint: int = 0) -> int:
    """How many rows the database let this person write. None at all is a no, like a refusal.

    A constraint or a trigger that refuses it was asked about a row that the policies had let through.
    """
    with world.as_(who), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
                return int(cursor.rowcount)
        except DatabaseError as problem:
            if isinstance(problem.__cause__, CheckViolation):
                return at_a_constraint
            if not isinstance(problem.__cause__, InsufficientPrivilege):
                raise
            return 0


def opens(world: World, who: str) -> None:
    """Somebody opens Elsa in an emergency."""
    at = world.assignments[who]
    words = {"seat": f"'{uuid.uuid4()}'", "child": f"'{world.elsa.pk}'"}
    for statement in (OPENING, OPENED):
        assert write(world, who, statement.format(by=at.person_id, at=at.pk, area=at.unit.area_id, **words))


def a_seat(of: str, role: str, *, by: str, area: str = "area_skolan", at: str = "", **rest: str) -> str:
    family = role in {"guardian", "child"}
    words = {
        "child": "{elsa}",
        "person": f"{{{of}}}",
        "assignment": "NULL" if family else f"{{{at or of}_at}}",
        "area": "NULL" if family else f"{{{area}}}",
        "role": role,
        "ground": "family" if family else "task",
        "until": "NULL",
        "by": f"{{{by}}}",
    }
    return SEAT.format(**(words | rest))


def ends(role: str, of: str) -> str:
    return f"UPDATE circles_seat SET until = clock_timestamp() WHERE child_id = {{elsa}} AND role = '{role}' AND person_id = {{{of}}}"


A_DAY = date(2020, 1, 1)
SOON = "now() + interval '1 day'"
NOTICED = {"role": "notifier", "ground": "noticed", "until": SOON}
YES, NO = True, False
Case = tuple[str, str, bool, str]

SEATS: list[Case] = [
    ("the responsible asks somebody", "rut", YES, a_seat("tage", "participant", by="rut")),
    ("who takes part asks nobody", "kim", NO, a_seat("tage", "participant", by="kim")),
    ("who noticed asks nobody", "gunnar", NO, a_seat("tage", "participant", by="gunnar")),
    ("a guardian asks nobody", "eva", NO, a_seat("tage", "participant", by="eva")),
    ("in another's name", "rut", NO, a_seat("tage", "participant", by="kim")),
    ("in an area that is not the assignment's", "rut", NO, a_seat("tage", "participant", by="rut", area="area_social")),
    ("in an assignment that is another's", "rut", NO, a_seat("tage", "participant", by="rut", at="kim")),
    ("the responsible takes no second place", "rut", NO, a_seat("rut", "participant", by="rut")),
    ("the responsible carries the plan", "rut", YES, a_seat("rut", "contact", by="rut")),
    ("nobody opens a child in an emergency", "rut", NO, a_seat("kim", "emergency", by="rut", until=SOON)),
    ("nobody gives the baton away", "rut", NO, a_seat("kaj", "responsible", by="rut")),
    ("nobody takes the baton", "kaj", NO, a_seat("kaj", "responsible", by="kaj")),
    ("a guardian is written down first", "rut", NO, a_seat("nora", "guardian", by="rut")),
    ("and still is one", "rut", NO, a_seat("aino", "guardian", by="rut")),
    ("a guardian who is written down", "rut", YES, a_seat("eva", "guardian", by="rut")),
    ("only the responsible lets in family", "kim", NO, a_seat("eva", "guardian", by="kim")),
    ("a guardian lets in no family", "eva", NO, a_seat("emil", "guardian", by="eva")),
    ("family is let in in one's own name", "rut", NO, a_seat("eva", "guardian", by="kim")),
    ("the child with its own sign-in", "rut", YES, a_seat("elsa_person", "child", by="rut")),
    ("another as the child", "rut", NO, a_seat("eva", "child", by="rut")),
    ("staff come forward", "bo", YES, a_seat("bo", by="bo", area="area_bup", **NOTICED)),
    ("for a time", "bo", NO, a_seat("bo", by="bo", area="area_bup", **(NOTICED | {"until": "NULL"}))),
    ("as having noticed", "bo", NO, a_seat("bo", by="bo", area="area_bup", **(NOTICED | {"ground": "task"}))),
    ("and not to take part", "bo", NO, a_seat("bo", by="bo", area="area_bup", **(NOTICED | {"role": "participant"}))),
    ("for themselves", "bo", NO, a_seat("pelle", by="bo", area="area_polisen", **NOTICED)),
    ("under their own name", "bo", NO, a_seat("bo", by="rut", area="area_bup", **NOTICED)),
    ("a new child gets nobody else", "gunnar", NO, a_seat("kaj", "participant", by="gunnar", child="{new}")),
    ("a new child, in another's name", "gunnar", NO, a_seat("kaj", "responsible", by="kaj", child="{new}")),
    ("family registers no child", "eva", NO, a_seat("kaj", "responsible", by="eva", child="{new}")),
    ("a known child gets no other", "gunnar", NO, a_seat("gunnar", "responsible", by="gunnar", area="area_granskola")),
    ("the child as a guardian", "rut", NO, a_seat("elsa_person", "guardian", by="rut")),
    ("a child of another family", "mona", NO, a_seat("elsa_person", "child", by="mona", child="{noa}")),
    ("a guardian ends not the other's place", "eva", NO, ends("guardian", "emil")),
    ("who takes part leaves", "kim", YES, ends("participant", "kim")),
    ("in one assignment not what one holds in another", "kim", NO, ends("contact", "kim")),
    ("the responsible ends a place", "rut", YES, ends("participant", "kim")),
    ("who takes part ends nobody's", "kim", NO, ends("responsible", "rut")),
    ("a guardian ends no place for a task", "eva", NO, ends("participant", "kim")),
    ("a guardian ends what rests on a yes", "eva", YES, ends("contact", "sofia")),
    ("who takes part ends nothing on a yes", "kim", NO, ends("contact", "sofia")),
    ("who noticed ends nobody's", "gunnar", NO, ends("participant", "kim")),
    ("nobody prolongs a place", "rut", NO, "UPDATE circles_seat SET until = NULL WHERE role = 'participant'"),
    (
        "nor their own",
        "kim",
        NO,
        "UPDATE circles_seat SET until = now(), role = 'lead' WHERE child_id = {elsa} AND person_id = {kim}",
    ),
    (
        "who noticed stays a while",
        "gunnar",
        YES,
        "UPDATE circles_seat SET until = now() + interval '90 days' WHERE child_id = {elsa} AND person_id = {gunnar}",
    ),
    (
        "who noticed does not stay for ever",
        "gunnar",
        NO,
        "UPDATE circles_seat SET until = NULL WHERE child_id = {elsa} AND person_id = {gunnar}",
    ),
]

PROTECT = "UPDATE people_child SET protection = 'secrecy_mark' WHERE id = {elsa}"
NUMBER = IDENTITY.replace("{child}", "{elsa}").replace("{number}", "201509042389")
CUSTODY = "UPDATE people_guardianship SET until = circles_today() WHERE child_id = {elsa} AND guardian_id = {emil}"
CHILD = """
    INSERT INTO people_child (id, given_name, family_name, born_on, pronoun, language, protection, registered_at, registered_by_id)
    VALUES ({child}, 'N', 'N', '2015-01-01', '', 'sv', 'none', now(), {by})
"""


def named(person: str, by: str, ended: str = "NULL") -> str:
    return NAMED.replace("{person}", f"{{{person}}}").replace("{by}", f"{{{by}}}").replace("{ended}", ended)


WHO_IT_IS: list[Case] = [
    ("the responsible names who may know", "rut", YES, named("kim", "rut")),
    ("in their own name", "rut", NO, named("kim", "kim")),
    ("for a time to come", "rut", NO, named("kim", "rut", "{rut}")),
    ("who takes part names nobody", "kim", NO, named("kim", "kim")),
    ("the responsible takes it back", "rut", YES, NAMED_NO_MORE.replace("{by}", "{rut}")),
    ("in their own name", "rut", NO, NAMED_NO_MORE.replace("{by}", "{kim}")),
    ("who is named does not", "mona", NO, NAMED_NO_MORE.replace("{by}", "{mona}")),
    ("of the family nobody needs it", "rut", NO, named("eva", "rut")),
    ("nobody who has only noticed something", "rut", NO, named("gunnar", "rut")),
    ("nobody who sits elsewhere", "rut", NO, named("bo", "rut")),
    ("nobody who sat there once", "rut", NO, named("sanna", "rut")),
    ("the responsible marks protection", "rut", YES, PROTECT),
    ("who takes part does not", "kim", NO, PROTECT),
    ("another service does not", "sofia", NO, PROTECT),
    ("who noticed does not", "gunnar", NO, PROTECT),
    ("a guardian does not", "eva", NO, PROTECT),
    ("the child does not", "elsa", NO, PROTECT),
    ("a child without a first seat", "rut", NO, CHILD.replace("{child}", "{new}").replace("{by}", "{rut}")),
    ("the responsible gives a number", "rut", YES, NUMBER),
    ("who takes part gives none", "kim", NO, NUMBER),
    ("nor who wrote another child down", "mona", NO, NUMBER),
    ("a guardian gives none", "eva", NO, NUMBER),
    ("who noticed gives none", "gunnar", NO, NUMBER),
    ("the responsible names a guardian", "rut", YES, GUARDIANSHIP.replace("{by}", "{rut}")),
    ("in their own name", "rut", NO, GUARDIANSHIP.replace("{by}", "{kim}")),
    ("who takes part names none", "kim", NO, GUARDIANSHIP.replace("{by}", "{kim}")),
    ("a guardian names none", "eva", NO, GUARDIANSHIP.replace("{by}", "{eva}")),
    ("who noticed names none", "gunnar", NO, GUARDIANSHIP.replace("{by}", "{gunnar}")),
    ("the responsible ends custody", "rut", YES, CUSTODY),
    ("a guardian does not end the other's", "eva", NO, CUSTODY),
    ("who takes part does not", "kim", NO, CUSTODY),
]


def a_record(who: str, kind: str, area: str, at: str = "") -> str:
    return (
        RECORD.replace("{kind}", kind)
        .replace("{area}", f"{{area_{area}}}")
        .replace("{person}", f"{{{who}}}")
        .replace("{assignment}", f"{{{at}}}" if at else "NULL")
    )


def a_task(kind: str, by: str) -> str:
    return TASK.replace("{kind}", kind).replace("{by}", f"{{{by}}}")


def a_disclosure(by: str, record: str = "plan", owner: str = "skolan") -> str:
    return (
        DISCLOSURE.replace("{record}", f"{{{record}}}")
        .replace("{owner}", f"{{area_{owner}}}")
        .replace("{by}", f"{{{by}}}")
    )


def ended(by: str) -> str:
    """What the school has given the social services, of the plan."""
    return (
        f"UPDATE circles_disclosure SET until = clock_timestamp(), ended_at = clock_timestamp(), ended_by_id = {{{by}}}"
        " WHERE record_id = {plan} AND to_area_id = {area_social} AND ended_at IS NULL"
    )


def a_question(who: str, area: str, to: str, **rest: str) -> str:
    words = {
        "id": "gen_random_uuid()",
        "elsa": "{elsa}",
        "area": f"{{area_{area}}}" if area else "NULL",
        "to": f"{{area_{to}}}",
        "by": f"{{{who}}}",
        "at": f"{{{who}_at}}" if area else "NULL",
        "state": "'asked'",
        "ended": "NULL",
        "ended_by": "NULL",
    }
    return QUESTION.format(**(words | rest))


def answered(by: str, state: str = "refused", which: str = "WHERE id = {asked}") -> str:
    return (
        f"UPDATE disclosures_informationrequest SET state = '{state}', answer = 'Det går inte.', answered_at = now(),"
        f" answered_by_id = {{{by}}} {which}"
    )


def taken_back(by: str) -> str:
    return (
        "UPDATE disclosures_informationrequest SET state = 'withdrawn', withdrawn_at = now(),"
        f" withdrawn_by_id = {{{by}}} WHERE id = {{asked}}"
    )


def its_task(kind: str, by: str, subject: str = "eva_asked") -> str:
    return a_task(kind, by).replace("gen_random_uuid(), circles_today()", f"{{{subject}}}, circles_today()")


TAKEN_BACK = {"state": "'withdrawn'", "ended": "now()", "ended_by": "{sofia}"}
QUESTIONS: list[Case] = [
    ("a service asks another", "kim", YES, a_question("kim", "skolan", "social")),
    ("in their own name", "sofia", NO, a_question("sofia", "social", "skolan", by="{rut}")),
    ("in the assignment they act in", "sofia", NO, a_question("sofia", "social", "skolan", at="{rut_at}")),
    ("for their own service", "sofia", NO, a_question("sofia", "bup", "skolan")),
    ("and it is not taken back yet", "sofia", NO, a_question("sofia", "social", "skolan", **TAKEN_BACK)),
    ("who noticed asks nothing", "gunnar", NO, a_question("gunnar", "granskola", "skolan")),
    ("nobody who works elsewhere is asked", "rut", NO, a_question("rut", "skolan", "bhv")),
    ("nor who only noticed", "sofia", NO, a_question("sofia", "social", "granskola")),
    ("nor who worked there once", "sofia", NO, a_question("sofia", "social", "elevhalsa")),
    ("a guardian asks", "eva", YES, a_question("eva", "", "skolan")),
    ("for no service", "eva", NO, a_question("eva", "skolan", "social", at="NULL")),
    ("those who are asked answer", "kim", YES, answered("kim")),
    ("in their own name", "kim", NO, answered("rut")),
    ("and do not take it back", "kim", NO, taken_back("kim")),
    ("those who asked do not answer", "sofia", NO, answered("sofia")),
    ("nor who noticed something", "tage", NO, answered("tage", which="")),
    ("whoever asked takes it back", "sofia", YES, taken_back("sofia")),
    ("in their own name", "sofia", NO, taken_back("rut")),
    ("what one has asked waits for an answer", "eva", YES, its_task("answer_request", "eva")),
    ("in one's own name", "eva", NO, its_task("answer_request", "emil")),
    ("not what another has asked", "emil", NO, its_task("answer_request", "emil")),
    ("nor another question", "eva", NO, its_task("answer_request", "eva", "asked")),
    ("and nothing else about it", "eva", NO, its_task("gather", "eva")),
]

SETTLE = "UPDATE notices_task SET done_at = now(), done_by_id = person_id WHERE child_id = {elsa} AND done_at IS NULL"
RECORDS: list[Case] = [
    ("who works there writes", "kim", YES, a_record("kim", "analysis", "skolan", "kim_at")),
    ("for their own area", "kim", NO, a_record("kim", "analysis", "social", "kim_at")),
    ("for another's not even what was noticed", "kim", NO, a_record("kim", "signal", "social", "kim_at")),
    ("in their own name", "kim", NO, a_record("rut", "analysis", "skolan", "kim_at")),
    ("and their own assignment", "kim", NO, a_record("kim", "analysis", "skolan", "rut_at")),
    ("who noticed tells", "gunnar", YES, a_record("gunnar", "signal", "granskola", "gunnar_at")),
    ("and writes nothing else", "gunnar", NO, a_record("gunnar", "observation", "granskola", "gunnar_at")),
    ("a guardian tells", "eva", YES, a_record("eva", "observation", "skolan")),
    ("those who work with the child", "eva", NO, a_record("eva", "observation", "bup")),
    ("not those who only noticed", "eva", NO, a_record("eva", "observation", "granskola")),
    ("nor who opened in an emergency", "eva", NO, a_record("eva", "observation", "samordning")),
    ("nor who worked there once", "eva", NO, a_record("eva", "observation", "elevhalsa")),
    (
        "who opened in an emergency tells nothing",
        "cecilia",
        NO,
        a_record("cecilia", "signal", "samordning", "cecilia_at"),
    ),
    ("and writes no plan", "eva", NO, a_record("eva", "plan", "skolan")),
    ("one's own headline", "rut", YES, "UPDATE circles_record SET headline = 'x' WHERE id = {plan}"),
    ("another's headline", "kim", NO, "UPDATE circles_record SET headline = 'x' WHERE id = {plan}"),
    (
        "what is passed on is ended by those who work in the area",
        "tage",
        NO,
        "UPDATE circles_disclosure SET until = now(), ended_at = now(), ended_by_id = {tage}",
    ),
    (
        "the responsible writes in the plan",
        "rut",
        YES,
        "UPDATE plans_plan SET child_wants = 'x' WHERE record_id = {plan}",
    ),
    ("a guardian does not", "eva", NO, "UPDATE plans_plan SET child_wants = 'x' WHERE record_id = {plan}"),
    ("a guardian may lock it", "eva", YES, "SELECT 1 FROM plans_plan WHERE record_id = {plan} FOR NO KEY UPDATE"),
    ("nor in a goal", "eva", NO, "UPDATE plans_goal SET need = 'x' WHERE id = {goal}"),
    ("nor in another's part", "eva", NO, "UPDATE plans_planaction SET what = 'x' WHERE id = {doing}"),
    ("one's own answer to the plan", "eva", YES, AGREEMENT.replace("{person}", "{eva}").replace("{by}", "{eva}")),
    ("another's answer", "eva", NO, AGREEMENT.replace("{person}", "{emil}").replace("{by}", "{eva}")),
    ("in another's name", "eva", NO, AGREEMENT.replace("{person}", "{eva}").replace("{by}", "{emil}")),
    (
        "change another's answer",
        "eva",
        NO,
        "UPDATE plans_agreement SET answer = 'disagrees' WHERE record_id = {plan} AND person_id = {elsa_person}",
    ),
    (
        "change one's own",
        "eva",
        YES,
        "UPDATE plans_agreement SET answer = 'disagrees' WHERE record_id = {plan} AND person_id = {eva}",
    ),
    ("one's own yes", "eva", YES, "UPDATE consents_consent SET form = 'oral' WHERE record_id = {consent_eva}"),
    ("another's yes", "eva", NO, "UPDATE consents_consent SET form = 'oral' WHERE record_id = {consent_emil}"),
    ("one's own answer to a call", "eva", YES, "UPDATE meetings_invited SET answer = 'no' WHERE person_id = {eva}"),
    ("another's answer to a call", "eva", NO, "UPDATE meetings_invited SET answer = 'no' WHERE person_id = {sofia}"),
    (
        "a guardian calls nobody",
        "eva",
        NO,
        "INSERT INTO meetings_invited (id, child_id, record_id, person_id, label, answer)"
        " SELECT gen_random_uuid(), child_id, record_id, {eva}, '', 'yes' FROM meetings_invited LIMIT 1",
    ),
    (
        "who noticed says nothing about others' records",
        "tage",
        NO,
        "UPDATE plans_plan SET child_wants = 'x' WHERE record_id = {plan}",
    ),
    ("who noticed may put their own words right", "tage", YES, "UPDATE concerns_signal SET urgent = true"),
    ("who works in the area hands over", "kim", YES, a_disclosure("kim")),
    ("in their own name", "kim", NO, a_disclosure("rut")),
    ("another area does not", "sofia", NO, a_disclosure("sofia")),
    ("nor who noticed something in it", "tage", NO, a_disclosure("tage")),
    ("a guardian does not hand over others' words", "eva", NO, a_disclosure("eva")),
    ("their own they do", "eva", YES, a_disclosure("eva", "new")),
    ("and when it is written", "eva", YES, a_disclosure("eva", "eva_told")),
    ("who noticed does so too", "gunnar", YES, a_disclosure("gunnar", "new", "granskola")),
    ("for their own area", "gunnar", NO, a_disclosure("gunnar", "new")),
    ("the area that gave ends it", "kim", YES, ended("kim")),
    ("the area that got it gives it back", "sofia", YES, ended("sofia")),
    ("a guardian ends what rests on a yes", "eva", YES, ended("eva")),
    ("who noticed ends nothing", "tage", NO, ended("tage")),
    (
        "a guardian not what rests on the law",
        "eva",
        NO,
        ended("eva").replace("to_area_id = {area_social}", "to_person_id = {eva}"),
    ),
    ("the family asks for a lead", "eva", YES, a_task("name_lead", "eva")),
    ("in their own name", "eva", NO, a_task("name_lead", "emil")),
    ("who noticed does not", "gunnar", NO, a_task("name_lead", "gunnar")),
    ("who works there asks", "kim", YES, a_task("gather", "kim")),
    ("in their own name", "kim", NO, a_task("gather", "rut")),
    ("who noticed lets a signal wait", "gunnar", YES, a_task("receive_signal", "gunnar")),
    ("and nothing else", "gunnar", NO, a_task("gather", "gunnar")),
    ("a guardian lets a signal wait", "eva", YES, a_task("receive_signal", "eva")),
    ("and what follows from an answer", "eva", YES, a_task("review_sharing", "eva")),
    ("and nothing else", "eva", NO, a_task("gather", "eva")),
    ("who works there settles", "kim", YES, SETTLE + " AND kind = 'do_action'"),
    ("a guardian settles what they have answered", "emil", YES, SETTLE + " AND person_id = {emil}"),
    ("who noticed settles nothing of others'", "gunnar", NO, SETTLE),
    (
        "what is to be done is not rewritten",
        "rut",
        NO,
        "UPDATE notices_task SET due_on = due_on + 9 WHERE child_id = {elsa}",
    ),
]


def kept(who: str, kept_from: str = "emil", **rest: str) -> str:
    words = {"kept_from": f"{{{kept_from}}}", "by": f"{{{who}}}", "at": f"{{{who}_at}}", "ended": "NULL, NULL"}
    return WITHHELD.format(elsa="{elsa}", plan="{plan}", **(words | rest))


def closed(who: str, area: str, unit: str, **rest: str) -> str:
    words = {"by": f"{{{who}}}", "at": f"{{{who}_at}}", "ended": "NULL, NULL"}
    return BLOCK.format(elsa="{elsa}", area=f"{{area_{area}}}", unit=f"{{unit_{unit}}}", **(words | rest))


CLOSED: list[Case] = [
    ("who wrote it keeps it from a guardian", "rut", YES, kept("rut")),
    ("who works in the area does", "kim", YES, kept("kim")),
    ("not from themselves", "rut", NO, kept("rut", "rut")),
    ("in their own name", "rut", NO, kept("rut", by="{kim}")),
    ("and their own assignment", "rut", NO, kept("rut", at="{kim_at}")),
    ("and from now on", "rut", NO, kept("rut", ended="now(), {rut}")),
    ("another service does not", "sofia", NO, kept("sofia")),
    ("nor who noticed something", "tage", NO, kept("tage")),
    ("nor a guardian", "eva", NO, kept("eva", at="{rut_at}")),
    ("health care blocks", "mona", YES, closed("mona", "mhv", "mvc")),
    ("in their own name", "mona", NO, closed("mona", "mhv", "mvc", by="{kim}")),
    ("and their own assignment", "mona", NO, closed("mona", "mhv", "mvc", at="{kim_mvc_at}")),
    ("and from now on", "mona", NO, closed("mona", "mhv", "mvc", ended="now(), {mona}")),
    ("for their own unit", "mona", NO, closed("mona", "mhv", "bvc")),
    ("and their own area", "mona", NO, closed("mona", "bhv", "mvc")),
    ("a school does not", "rut", NO, closed("rut", "skolan", "angsskolan")),
    ("nor who noticed something", "birgit", NO, closed("birgit", "bhv", "bvc")),
    ("nor who works with another child", "bo", NO, closed("bo", "bup", "bup")),
    ("nor a guardian", "eva", NO, closed("eva", "mhv", "mvc", at="{mona_at}")),
]


TABLES = {"seats": SEATS, "who it is": WHO_IT_IS, "records": RECORDS, "questions": QUESTIONS, "closed": CLOSED}


@pytest.mark.parametrize("cases", TABLES.values(), ids=TABLES)
def test_the_database_says_who_may_write(world: World, names: dict[str, Any], cases: list[Case]) -> None:
    otherwise = []
    for what, who, may, statement in cases:
        place = transaction.savepoint()
        if bool(write(world, who, statement.format(**names))) is not may:
            otherwise.append(f"{who}: {what}")
        transaction.savepoint_rollback(place)

    assert otherwise == []


ELSEWHERE = {"rut": "mona", "kim": "birgit", "eva": "nora"}
"""Who has the same place at Noa's table, and at Elsa's a lesser one or none."""


@pytest.mark.parametrize("cases", TABLES.values(), ids=TABLES)
def test_a_place_with_one_child_is_none_with_another(world: World, names: dict[str, Any], cases: list[Case]) -> None:
    otherwise = []
    for what, who, may, statement in cases:
        if not may or who not in ELSEWHERE:
            continue
        other = ELSEWHERE[who]
        theirs = names | {who: names[other], f"{who}_at": names.get(f"{other}_at")}
        if f"{{{who}_at}}" in statement:  # in an assignment of their own, which is in another area
            theirs["area_skolan"] = world.assignments[other].unit.area_id
        place = transaction.savepoint()
        if write(world, other, statement.format(**theirs)):
            otherwise.append(f"{other}: {what}")
        transaction.savepoint_rollback(place)

    assert otherwise == []


BLIND = {
    "circles_seat": "until = clock_timestamp()",
    "circles_record": "headline = 'x'",
    "circles_disclosure": "until = clock_timestamp(), ended_at = clock_timestamp(), ended_by_id = {who}",
    "notices_task": "done_at = clock_timestamp(), done_by_id = {who}",
    "people_child": "pronoun = 'x'",
    "people_identity": "until = clock_timestamp()",
    "people_guardianship": "until = circles_today()",
    "responsibility_responsibility": "offered_because = 'Hon ska flytta.'",
    "plans_plan": "child_wants = 'x'",
    "plans_goal": "need = 'x'",
    "consents_consent": "form = 'oral'",
    "meetings_invited": "answer = 'no'",
    "disclosures_informationrequest": "state = 'withdrawn', withdrawn_at = now(), withdrawn_by_id = {who}",
}
"""Changes that look at no row, so that no policy of what is seen stands before the policy of what is changed."""


@pytest.mark.parametrize("who", ["nora", "birgit", "pelle", "sanna"])
def test_nobody_changes_what_they_do_not_see(world: World, names: dict[str, Any], who: str) -> None:
    otherwise = []
    for table, change in BLIND.items():
        place = transaction.savepoint()
        if write(world, who, f"UPDATE {table} SET {change}".format(who=names[who]), at_a_constraint=1):
            otherwise.append(table)
        transaction.savepoint_rollback(place)

    assert otherwise == []


PLAN = "UPDATE plans_plan SET child_wants = 'x' WHERE record_id = {plan}"
SAID = "UPDATE assessments_observation SET hard = 'x' WHERE record_id = {eva_told}"


def seen(world: World, who: str, change: str) -> bool:
    """Whether somebody sees what they would change."""
    table, _set, which = change.removeprefix("UPDATE ").partition(" SET ")
    return bool(write(world, who, f"SELECT 1 FROM {table} {which[which.index('WHERE') :]}"))


def test_whoever_opened_in_an_emergency_writes_nothing_though_they_work_with_another_child(
    world: World, names: dict[str, Any]
) -> None:
    assert write(world, "rut", a_disclosure("rut").replace("{area_polisen}", "{area_bup}").format(**names))
    opens(world, "bo")

    assert seen(world, "bo", PLAN.format(**names))
    assert not write(world, "bo", PLAN.format(**names))


def test_ones_own_words_are_ones_own_in_that_hat(world: World, names: dict[str, Any]) -> None:
    to_emil = a_disclosure("rut", "eva_told").replace("to_area_id", "to_person_id").replace("{area_polisen}", "{emil}")
    assert write(world, "rut", to_emil.format(**names))
    said = SAID.format(**names)
    assert write(world, "eva", said)
    assert seen(world, "emil", said)
    assert not write(world, "emil", said)

    with acting(SYSTEM):
        at_work = Assignment.objects.create(
            person=world.people["eva"], unit=world.units["kaa"], profession="teacher", role="staff", since=A_DAY
        )
    world.assignments["eva"] = Assignment.objects.select_related("unit__area").get(pk=at_work.pk)
    circles.come_forward(child_id=world.elsa.pk, by=world.actor("eva"))
    assert seen(world, "eva", said)
    assert not write(world, "eva", said)


def test_who_noticed_takes_back_what_they_passed_on(world: World, names: dict[str, Any]) -> None:
    end = ended("gunnar").replace("{plan}", "{new}").replace("{area_social}", "{area_polisen}")
    place = transaction.savepoint()

    assert write(world, "gunnar", a_disclosure("gunnar", "new", "granskola").format(**names))
    assert write(world, "gunnar", end.format(**names))

    transaction.savepoint_rollback(place)  # the record itself was never written


def test_a_guardian_settles_nothing_for_staff(world: World, names: dict[str, Any]) -> None:
    assert write(world, "rut", a_task("gather", "rut").format(**names))
    assert not write(world, "eva", (SETTLE + " AND kind = 'gather'").format(**names))
    assert write(world, "kim", (SETTLE + " AND kind = 'gather'").format(**names))


BATON_TAKEN = BATON.replace("{unit}", "{kaa}").replace("{holder}", "{kaj_at}").replace("{by}", "{kaj}")
GIVERS_SEAT = "UPDATE circles_seat SET until = clock_timestamp() WHERE child_id = {elsa} AND role = 'responsible'"
OFFERED = "UPDATE responsibility_responsibility SET offered_to_id = {gunnar_at}, offered_at = now(), offered_because = 'Hon ska flytta.' WHERE until IS NULL"


@pytest.fixture
def baton(world: World) -> dict[str, Any]:
    """Rut has the baton, and has asked Kaj. Kim takes part; Gunnar has noticed something."""
    rut = world.actor("rut")
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Kurator", by=rut)
    circles.come_forward(child_id=world.elsa.pk, by=world.actor("gunnar"))
    held = responsibility.offer(child=world.elsa, to=world.assignments["kaj"], because="Elsa slutar skolan.", by=rut)
    found: dict[str, Any] = {name: person.pk for name, person in world.people.items()}
    found |= {f"{name}_at": assignment.pk for name, assignment in world.assignments.items()}
    found |= {"elsa": f"'{world.elsa.pk}'", "stretch": f"'{held.pk}'", "area_skolan": world.areas["skolan"].pk}
    return found | {"kaa": world.units["kaa"].pk, "school": world.units["granskolan"].pk}


def test_the_baton_is_taken_by_who_was_asked(world: World, baton: dict[str, Any]) -> None:
    taken, ended = BATON_TAKEN.format(**baton), "UPDATE responsibility_responsibility SET until = clock_timestamp()"
    sits = a_seat("kaj", "responsible", by="kaj").format(**baton)
    grabbed = BATON.replace("{unit}", "{school}").replace("{holder}", "{gunnar_at}").replace("{by}", "{gunnar}")

    assert not write(world, "kaj", sits)
    assert not write(world, "kaj", GIVERS_SEAT.format(**baton))
    for other in ("kim", "gunnar", "eva"):
        assert not write(world, other, ended)
        assert not write(world, other, OFFERED.format(**baton))
    assert write(world, "kaj", ended)
    assert not write(world, "gunnar", grabbed.format(**baton))
    assert not write(world, "gunnar", grabbed.format(**(baton | {"stretch": "NULL"})))
    assert not write(world, "kaj", BATON_TAKEN.format(**(baton | {"kaj_at": baton["gunnar_at"]})))
    assert write(world, "kaj", taken)
    assert write(world, "kaj", GIVERS_SEAT.format(**baton))
    assert write(world, "kaj", sits)


def test_a_stretch_keeps_its_holder(world: World, baton: dict[str, Any]) -> None:
    assert not write(world, "rut", f"UPDATE responsibility_responsibility SET holder_id = {baton['kim_at']}")
    assert write(world, "rut", OFFERED.format(**baton))


def test_whoever_is_asked_may_say_no(world: World, baton: dict[str, Any]) -> None:
    no = "UPDATE responsibility_responsibility SET offered_to_id = NULL, offered_at = NULL"

    assert not write(world, "kim", no)
    assert write(world, "kaj", no)


def test_whoever_writes_a_child_down_gives_its_first_number(world: World) -> None:
    child = responsibility.register(
        unit=world.units["angsskolan"],
        given_name="Ny",
        family_name="Ny",
        born_on=world.elsa.born_on,
        by=world.actor("sanna"),
    )
    first, second = (
        IDENTITY.format(child=f"'{child.pk}'", number=number) for number in ("201509042389", "201509052388")
    )
    circles.come_forward(child_id=child.pk, by=world.actor("gunnar"))
    assert write(world, "rut", IDENTITY.format(child=f"'{world.elsa.pk}'", number="201509062387"))

    assert not write(world, "gunnar", first)
    assert write(world, "sanna", first)
    assert not write(world, "sanna", second)


def test_a_line_in_the_log_is_in_ones_own_name(world: World, names: dict[str, Any]) -> None:
    for by, may in (("kim", True), ("rut", False)):
        assert bool(write(world, "kim", LOG.format(elsa=names["elsa"], by=names[by], at=names["kim_at"]))) is may


def test_later_numbers_come_from_the_responsible(world: World, names: dict[str, Any]) -> None:
    end = "UPDATE people_identity SET until = clock_timestamp() WHERE child_id = {elsa} AND until IS NULL".format(
        **names
    )
    another = IDENTITY.format(child=names["elsa"], number="201509052388")

    assert write(world, "rut", NUMBER.format(**names))
    for other in ("kim", "mona", "eva", "gunnar"):
        assert not write(world, other, end)
    assert write(world, "rut", end)
    assert not write(world, "kim", another)
    assert write(world, "rut", another)


def test_a_child_is_written_down_in_ones_own_name(world: World) -> None:
    new = f"'{uuid.uuid4()}'"
    seat = a_seat("gunnar", "responsible", by="gunnar", area="area_granskola", child="{new}")
    names = {"gunnar": world.people["gunnar"].pk, "gunnar_at": world.assignments["gunnar"].pk, "new": new}
    names["area_granskola"] = world.areas["granskola"].pk
    other = world.people["rut"].pk

    assert write(world, "gunnar", seat.format(**names))
    assert not write(world, "gunnar", CHILD.format(child=new, by=other))
    assert write(world, "gunnar", CHILD.format(child=new, by=names["gunnar"]))


@pytest.mark.parametrize(
    ("who", "others"), [("rut", True), ("kim", True), ("sofia", True), ("gunnar", False), ("tage", False)]
)
def test_what_waits_for_others_is_seen_by_those_who_work_with_the_child(
    world: World, names: dict[str, Any], who: str, others: bool
) -> None:
    with world.as_(who):
        assert Task.objects.exclude(person=world.people[who]).exists() is others


def test_the_family_sees_what_their_answers_change(world: World, names: dict[str, Any]) -> None:
    with world.as_("emil"):
        kinds = set(Task.objects.exclude(person=world.people["emil"]).values_list("kind", flat=True))

    assert kinds <= {"renew_consent", "do_action", "review_plan", "talk_about_answer", *OF_JOINT_WORK}
    assert kinds.isdisjoint({"gather", "receive_signal"})


OF_JOINT_WORK = {
    "attend_meeting",
    "hold_meeting",
    "remember_meeting",
    "read_meeting",
    "activate_plan",
    "agree_to_plan",
    "review_sharing",
}
"""Kinds that a withdrawal settles for those who leave (`consents`)."""

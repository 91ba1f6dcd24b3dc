"""The demo county holds every state of the process, and nobody in it could be real."""

from collections.abc import Iterable
from enum import StrEnum

import pytest
from django.utils.translation import override

from kronobarn.assessments.rules import NextStep, Perspective, SourceState
from kronobarn.authorities.county import shipped
from kronobarn.circles import headlines
from kronobarn.communication.rules import State as ThreadState
from kronobarn.concerns.rules import Outcome
from kronobarn.concerns.rules import State as MatterState
from kronobarn.consents.rules import Basis
from kronobarn.consents.rules import State as ConsentState
from kronobarn.core.actor import SYSTEM
from kronobarn.demo import actions
from kronobarn.demo.cast import CAST
from kronobarn.demo.county.material import _called
from kronobarn.demo.county.material_texts import EVERY
from kronobarn.meetings.rules import State as MeetingState
from kronobarn.my_world.rules import FIELDS, Module
from kronobarn.people import identity
from kronobarn.people.models import Identity, Protection
from kronobarn.plans.rules import AgreementAnswer, GoalState, Heard, OtherKind, Reply
from kronobarn.plans.rules import State as PlanState
from kronobarn.practice import pack
from kronobarn.practice.reading import FILE, read
from kronobarn.practice.rules import Function
from kronobarn.reviews.rules import Outcome as ReviewOutcome
from kronobarn.reviews.rules import Verdict
from tests.demo.conftest import Ask

pytestmark = pytest.mark.xdist_group("county")  # loaded by one process, not by each

WITHOUT_CHILDREN = {"arne", "camilla", "disa", "gerd", "malin", "par", "torun", "vendela"}
"""They coordinate, lead, review the log, keep the archive or run the system, and meet no children; what they are to try
says so."""


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("state FROM concerns_matter", MatterState),
        ("outcome FROM concerns_matter WHERE outcome <> ''", Outcome),
        ("state FROM assessments_source", SourceState),
        ("perspective FROM assessments_observation", Perspective),
        ("decision FROM assessments_analysis WHERE decision <> ''", NextStep),
        ("state FROM consents_consent", ConsentState),
        ("state FROM meetings_meeting", MeetingState),
        ("state FROM plans_plan", PlanState),
        ("state FROM communication_thread", ThreadState),
        ("function FROM responsibility_responsibility", Function),
    ],
)
def test_every_state_of_the_process_has_a_child(county: Ask, column: str, values: type[StrEnum]) -> None:
    assert set(county(f"SELECT DISTINCT {column}")) == {value.value for value in values}


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("outcome FROM reviews_review", ReviewOutcome),
        ("verdict FROM reviews_goalreview", {Verdict.KEEP, Verdict.CHANGE, Verdict.REACHED}),
        ("state FROM plans_goal", {GoalState.ACTIVE, GoalState.REACHED}),
        ("answer FROM plans_agreement", {AgreementAnswer.AGREES, AgreementAnswer.PARTLY}),
        ("heard FROM plans_plan", {Heard.MEETING, Heard.TALK, Heard.DECLINED}),
        ("kind FROM plans_otherplan", {OtherKind.SCHOOL}),
        ("reply FROM plans_planaction", {Reply.ASKED, Reply.ACCEPTED, Reply.CHANGE}),
        ("basis FROM consents_lawfulalternative", {Basis.FB_6_13_2}),
        ("module FROM my_world_note", Module),
        ("place FROM my_world_note WHERE module = 'resilience'", FIELDS),
        ("perspective FROM my_world_note", {Perspective.GUARDIAN, Perspective.PROFESSIONAL}),
        ("county FROM practice_version WHERE in_force_from IS NULL", {"Falun", "Scotland"}),
        ("kind FROM people_identity", {Identity.Kind.PERSONAL_NUMBER, Identity.Kind.COORDINATION_NUMBER}),
        (
            "protection FROM people_child",
            {Protection.NONE, Protection.SECRECY_MARK, Protection.PROTECTED_REGISTRATION},
        ),
    ],
)
def test_what_the_guide_speaks_of_can_be_seen(county: Ask, column: str, values: Iterable[str]) -> None:
    assert {str(value) for value in values} <= set(county(f"SELECT DISTINCT {column}"))


@pytest.mark.parametrize(
    "what",
    [
        "people_child WHERE born_on IS NULL AND expected_on > circles_today()",
        "people_child c WHERE born_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people_identity i WHERE i.child_id = c.id)",
        "concerns_signal WHERE received_at IS NULL AND urgent",
        "responsibility_responsibility WHERE until IS NULL AND offered_to_id IS NOT NULL",
        "responsibility_responsibility WHERE handed_on_from_id IS NOT NULL",
        "plans_plan WHERE lead_asked_id IS NOT NULL",
        "assessments_handover WHERE received_at IS NULL AND declined_at IS NULL",
        "assessments_handover WHERE received_at IS NOT NULL",
        "assessments_handover WHERE declined_at IS NOT NULL",
        "circles_disclosure WHERE NOT granted",
        "circles_disclosure WHERE ended_at IS NOT NULL AND consent IS NOT NULL",
        "reviews_review WHERE done_at IS NULL",
        "plans_plan WHERE state = 'active' AND next_review_on < circles_today() - 5",
        "plans_plan WHERE state = 'closed' AND evaluation_child <> '' AND evaluation_guardians <> ''",
        "(SELECT request FROM consents_consent WHERE as_role = 'guardian' GROUP BY request"
        " HAVING bool_or(state = 'given') AND bool_or(state = 'refused')) disagreeing",
    ],
)
def test_the_special_children_are_there(county: Ask, what: str) -> None:
    assert county(f"SELECT count(*) FROM {what}") > [0]


@pytest.mark.parametrize(
    "what",
    [
        "annual_reports_annualreport r WHERE NOT EXISTS"
        " (SELECT FROM annual_reports_settlement s WHERE s.report_id = r.id AND s.taken_back_at IS NULL)",
        "annual_reports_settlement WHERE taken_back_at IS NOT NULL",
        "annual_reports_settlement WHERE published_at IS NOT NULL",
        "annual_reports_correction",
        "annual_reports_part WHERE number > 1",
    ],
)
def test_annual_reports_stand_in_every_state(county: Ask, what: str) -> None:
    assert county(f"SELECT count(*) FROM {what}") > [0]


@pytest.mark.parametrize(
    "what",
    [
        "retention_removal r JOIN retention_proposal p ON p.id = r.proposal_id"
        " WHERE p.carried_out_at IS NOT NULL AND p.package <> '' AND p.digest IS NOT NULL",
        "retention_proposal p JOIN retention_proposedact a ON a.proposal_id = p.id"
        " WHERE p.approved_at IS NULL AND p.withdrawn_at IS NULL",
        "retention_hold WHERE ended_at IS NULL",
        "retention_hold WHERE ended_at IS NOT NULL",
    ],
)
def test_what_is_due_stands_at_every_step_to_the_archive(county: Ask, what: str) -> None:
    assert county(f"SELECT count(*) FROM {what}") == [1]


def test_what_the_product_names_is_told_in_english(county: Ask) -> None:
    """A new kind of record says what it is called (`circles.headlines`), unless people word it themselves."""
    made = county(
        "SELECT DISTINCT ARRAY[kind, headline, practice_version] FROM circles_record"
        " WHERE kind NOT IN ('signal', 'event', 'communication')"
    )
    with override("en"):
        assert [stored for kind, stored, version in made if headlines.told(kind, stored, version) == stored] == []


def test_about_sixty_children_live_there(county: Ask) -> None:
    [children] = county("SELECT count(*) FROM people_child")
    assert 58 <= children <= 70


def test_any_child_can_be_registered_anywhere(county: Ask) -> None:
    kinds = ", ".join(
        f"'{kind}'" for one in read(shipped("kronoberg", FILE)).responsibility.functions for kind in one.unit_kinds
    )
    assert not county(
        f"SELECT u.key FROM authorities_unit u WHERE u.kind IN ({kinds}) AND NOT EXISTS"
        " (SELECT 1 FROM authorities_assignment a WHERE a.unit_id = u.id AND a.role = 'responsible')"
    )


def test_everybody_in_the_cast_has_somebody_to_think_of(county: Ask) -> None:
    at_a_table = set(
        county(
            "SELECT DISTINCT p.username FROM circles_seat s JOIN people_person p ON p.id = s.person_id"
            " WHERE s.until IS NULL OR s.until > now()"
        )
    )
    assert {character.username for character in CAST} - at_a_table == WITHOUT_CHILDREN


def test_something_waits_for_everybody_who_works_with_children(county: Ask) -> None:
    waited_for = set(
        county(
            "SELECT DISTINCT p.username FROM notices_task t JOIN people_person p ON p.id = t.person_id"
            " WHERE t.done_at IS NULL"
        )
    )
    # Tove and Pontus have told what they saw, and follow what becomes of it.
    assert {character.username for character in CAST} - waited_for == WITHOUT_CHILDREN | {"tove", "pontus"}


def test_only_official_test_numbers_are_used(county: Ask) -> None:
    numbers = county("SELECT number FROM people_identity")
    assert numbers
    assert all(identity.is_test_number(number) for number in numbers)


def test_nobody_there_could_be_real(county: Ask) -> None:
    assert county("SELECT DISTINCT is_demo FROM people_person") == [True]
    assert county("SELECT DISTINCT left(password, 1) FROM people_person") == ["!"]


@pytest.mark.parametrize(
    "words",
    [
        "what_was_seen FROM concerns_signal",
        "exact_words FROM assessments_observation WHERE exact_words <> ''",
        "works FROM assessments_observation WHERE works <> ''",
        "hard FROM assessments_observation WHERE hard <> ''",
        "reason FROM assessments_analysis WHERE reason <> ''",
        "child_view FROM assessments_analysis WHERE child_view <> ''",
        "child_wants FROM plans_plan WHERE child_wants <> ''",
        "desired_outcome FROM plans_goal",
        "what FROM plans_planaction",
        "heading FROM communication_thread WHERE filed_from IS NULL",
        "notes FROM meetings_meeting WHERE notes <> ''",
        "because FROM concerns_closing c JOIN concerns_matter m ON m.record_id = c.matter_id"
        " WHERE m.outcome <> 'handed_over'",
    ],
)
def test_no_two_children_have_the_same_words(county: Ask, words: str) -> None:
    said = county(f"SELECT {words}")
    assert len(said) == len(set(said))


def test_the_stories_began_long_ago_and_nothing_is_from_the_future(county: Ask) -> None:
    assert county("SELECT min(at) < now() - interval '1 year' FROM audit_logentry") == [True]
    assert county("SELECT max(at) < now() FROM audit_logentry") == [True]
    assert county("SELECT max(written_at) < now() FROM circles_record") == [True]
    assert county("SELECT max(since) < now() FROM circles_seat") == [True]


def test_people_write_in_office_hours(county: Ask) -> None:
    office_hours = "extract(isodow FROM written_at AT TIME ZONE 'Europe/Stockholm') < 6"
    assert county(f"SELECT DISTINCT {office_hours} FROM circles_record WHERE written_at < circles_today()") == [True]


def test_a_second_load_changes_nothing(county: Ask) -> None:
    before = county("SELECT count(*) FROM audit_logentry")
    assert actions.load(by=SYSTEM) is False
    assert county("SELECT count(*) FROM audit_logentry") == before


def test_the_countys_material_is_told_in_the_words_of_the_model_that_the_demo_was_started_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    falun = read(shipped("falun", FILE))
    monkeypatch.setattr(pack, "current", lambda: falun)
    monkeypatch.setattr(pack, "told", lambda: falun)
    told = " ".join(_called(f"{one.title} {one.about} {one.parts}") for one in EVERY)

    assert "Tillsammans för varje barn i Falun är länets gemensamma arbete." in told
    assert [name for name in ("Kronob", "Barnens bästa gäller", "Barnets bästa-hjulet") if name in told] == []

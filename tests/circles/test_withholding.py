"""What a guardian must not know of (OSL 12 kap. 3 §): who decides it, and that nothing tells of it afterwards."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.rules import KnownHow, Perspective
from kronobarn.audit.models import LogEntry
from kronobarn.chronology import actions as chronology
from kronobarn.chronology.rules import Significance
from kronobarn.circles import actions, policy, withholding
from kronobarn.circles.models import Disclosure, Record, Seat, Withheld
from kronobarn.circles.rules import Ground, Kind, SeatGround
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.rules import Outcome
from kronobarn.consents import actions as consents
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.meetings import actions as meetings
from kronobarn.notices import reads as my_day
from kronobarn.notices.models import Task
from kronobarn.oversight import extract
from kronobarn.people.models import Guardianship
from kronobarn.plans import actions as plans
from kronobarn.practice import pack
from kronobarn.responsibility import actions as responsibility
from tests.plans import stage
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.world import World

REASON = "Elsa är rädd för honom."


def soon() -> Any:
    return clock.today() + timedelta(days=30)


def withhold(world: World, record: Record, *names: str, by: str = "rut") -> list[Withheld]:
    return actions.withhold(
        record=record,
        guardians=[world.people[name] for name in names],
        reason=REASON,
        review_on=soon(),
        by=world.actor(by),
    )


@pytest.fixture
def story(world: World) -> Story:
    """Elsa's plan is followed up, and must not be known of by Emil."""
    story = tell(world, Stage.REVIEWING)
    withhold(world, story.plan.record, "emil")
    return story


def everything(world: World, name: str) -> str:
    """All that somebody's rows about Elsa say of records, wherever they stand."""
    with world.as_(name) as actor:
        found = [
            *Record.objects.visible_to(actor).filter(child=world.elsa).values_list("pk", flat=True),
            *Disclosure.objects.visible_to(actor).filter(child=world.elsa).values_list("record", flat=True),
            *Task.objects.visible_to(actor).filter(child=world.elsa).values_list("subject", flat=True),
            *LogEntry.objects.visible_to(actor).filter(child_id=world.elsa.pk).values_list("subject", flat=True),
        ]
    return " ".join(map(str, found))


def test_nothing_of_it_is_left_for_the_guardian_and_all_of_it_for_others(
    client: Client, world: World, story: Story
) -> None:
    sign_in(client, world, "rut")
    assert client.get(reverse("plans:version", args=[story.plan.pk, 1])).status_code == 200  # that too is in the log
    for record in (story.plan, story.review):
        assert str(record.pk) not in everything(world, "emil")
        for name in ("eva", "elsa", "rut", "sofia"):
            assert str(record.pk) in everything(world, name)


def test_the_database_says_the_same_by_itself_and_who_it_is_withheld_from_cannot_read_that_it_is(
    world: World, story: Story
) -> None:
    asked = "SELECT count(*) FROM {} WHERE {} IN (%s, %s)"
    counts = {}
    for name in ("emil", "eva"):
        with world.as_(name), connection.cursor() as cursor:
            for table, column in (
                ("circles_record", "id"),
                ("circles_disclosure", "record_id"),
                ("plans_plan", "record_id"),
                ("plans_goal", "record_id"),
                ("reviews_review", "record_id"),
                ("notices_task", "subject"),
                ("audit_logentry", "substr(subject, position(':' in subject) + 1)"),
            ):
                ids = [str(story.plan.pk), str(story.review.pk)]
                cursor.execute(asked.format(table, column), ids)
                counts[name, table] = cursor.fetchone()[0]
    assert {count for (name, _table), count in counts.items() if name == "emil"} == {0}
    assert all(count for (name, _table), count in counts.items() if name == "eva")

    readers = {}
    for name in ("rut", "sofia", "eva", "emil", "elsa", "tage"):
        with world.as_(name) as actor, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM circles_withheld")
            readers[name] = (Withheld.objects.visible_to(actor).count(), cursor.fetchone()[0])
    assert readers == {"rut": (1, 1)} | dict.fromkeys(("sofia", "eva", "emil", "elsa", "tage"), (0, 0))


def test_pages_log_and_extract_answer_as_if_there_were_nothing_and_nothing_new_is_passed_on(
    client: Client, world: World, story: Story
) -> None:
    sign_in(client, world, "emil")
    for page, key in (
        ("plans:plan", story.plan.pk),
        ("reviews:review", story.review.pk),
        ("circles:withhold", story.plan.pk),
    ):
        assert client.get(reverse(page, args=[key])).status_code == 404
        assert client.get(reverse(page, args=[uuid4()])).status_code == 404
    for page in ("chronology:child", "chronology:events", "chronology:log", "circles:sharing", "oversight:extract"):
        answer = client.get(reverse(page, args=[world.elsa.pk]))
        assert answer.status_code == 200
        text = answer.content.decode()
        assert not {word for word in ("Barnets plan</h2>", str(story.plan.pk), "Dolde", "dold", REASON) if word in text}
    assert str(story.plan.pk) not in client.get(reverse("notices:my_day")).content.decode()

    with world.as_("emil") as emil:
        sums, _more = extract.taken(world.elsa, since=clock.today(), until=clock.today(), actor=emil)
    assert not {one.what for one in sums if "plan" in one.what.lower() or "Dolde" in one.what}
    with world.as_("eva") as eva:
        assert not LogEntry.objects.visible_to(eva).filter(kind__startswith="withheld.").exists()
    with world.as_("rut") as rut:
        kept = LogEntry.objects.visible_to(rut).filter(subject=f"plan:{story.plan.pk}")
        assert kept.filter(kind="withheld.begun").count() == 1
        assert kept.filter(kind="plan.started").exists()
    with pytest.raises(ValidationError, match="är dold för"):
        actions.disclose(
            record=story.plan.record,
            ground=Ground.CHILD_OR_GUARDIAN,
            to_person=world.people["emil"],
            by=world.actor("rut"),
        )


def test_whoever_sits_there_only_because_of_it_does_not_sit_there_for_them(world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    with world.as_("rut"):
        analysis = Record.objects.get(pk=story.analysis.pk)
    rut, pelle = world.actor("rut"), world.assignments["pelle"]
    seat = actions.seat(child_id=world.elsa.pk, assignment=pelle, why="Efter det Elsa sa.", by=rut)
    actions.disclose(
        record=analysis, ground=Ground.CRIME, to_area=pelle.unit.area, necessity="Det rör ett brott.", by=rut
    )
    assert seat.ground == SeatGround.TASK
    withhold(world, analysis, "emil")

    sees = {}
    for name in ("emil", "eva", "elsa", "rut"):
        with world.as_(name) as actor:
            lines = LogEntry.objects.visible_to(actor).filter(subject=f"seat:{seat.pk}")
            sees[name] = (Seat.objects.visible_to(actor).filter(pk=seat.pk).exists(), lines.exists())
    assert sees == {"emil": (False, False), "eva": (True, True), "elsa": (True, True), "rut": (True, True)}


def test_whoever_sat_there_before_it_was_written_does_not_vanish(world: World) -> None:
    rut, kim = world.actor("rut"), world.assignments["kim"]
    with clock.shifted(-timedelta(days=2)):
        seat = actions.seat(child_id=world.elsa.pk, assignment=kim, why="Samtal.", by=rut)
    with clock.shifted(-timedelta(hours=1)):
        later = actions.seat(child_id=world.elsa.pk, assignment=world.assignments["tage"], why="Mentor.", by=rut)
    event = chronology.add(
        child=world.elsa,
        what="Elsa berättade något.",
        happened_on=clock.today(),
        significance=Significance.HARD,
        known=KnownHow.TOLD_BY_CHILD,
        did="Vi lyssnade.",
        by=rut,
    )
    withhold(world, event.record, "emil")

    with world.as_("emil") as emil:
        seen = set(Seat.objects.visible_to(emil).values_list("pk", flat=True))
    assert (seat.pk in seen, later.pk in seen) == (True, False)


def test_a_yes_taken_back_stops_what_the_giver_cannot_see(world: World, story: Story) -> None:
    consent = story.consents["emil"]
    with world.as_("rut") as rut:
        resting = Disclosure.objects.visible_to(rut).standing().filter(record=story.plan.pk, ground=Ground.CONSENT)
        assert resting.exists()
        consent.refresh_from_db()
    consents.withdraw(consent=consent, by=world.actor("emil"))
    with world.as_("rut"):
        assert not resting.exists()
    with world.as_("sofia") as sofia:
        assert not Record.objects.visible_to(sofia).filter(pk=story.plan.pk).exists()
    with world.as_("emil") as emil:
        ended = LogEntry.objects.visible_to(emil).filter(kind="disclosure.ended")
        given = Disclosure.objects.visible_to(emil).filter(ended_at__isnull=False)
        assert ended.count() == given.count()


def test_that_there_is_a_matter_is_hidden_from_whoever_is_not_asked_in_it(client: Client, world: World) -> None:
    story = tell(world, Stage.RECEIVED)
    matter = story.matter
    assert str(matter.pk) in everything(world, "emil"), "the log says that it was opened"

    withhold(world, matter.record, "emil")
    rut = world.actor("rut")
    for who in ("sanna", "eva"):
        ask(world, story, who)
    with pytest.raises(ValidationError, match="dold för Emil"):
        ask(world, story, "emil")
    with pytest.raises(ValidationError, match="Välj den vårdnadshavare"):
        withhold(world, matter.record, "eva")
    sign_in(client, world, "rut")
    page = client.get(reverse("concerns:matter", args=[matter.pk])).content.decode()
    assert "Dold för Emil" in page
    concerns.close(matter=matter, outcome=Outcome.OWN_SERVICE, because="Det räckte med samtal.", by=rut)

    for name in ("rut", "eva"):
        assert str(matter.pk) in everything(world, name)
    assert str(matter.pk) not in everything(world, "emil")
    with world.as_("emil"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM circles_held_about(%s) WHERE kind = 'matter'", [world.elsa.pk])
        assert cursor.fetchone() == (0,)
        assert not Record.objects.filter(child=world.elsa, kind=Kind.MATTER).exists()
        lines = LogEntry.objects.filter(child_id=world.elsa.pk).values_list("kind", flat=True)
        assert {line.partition(".")[0] for line in lines}.isdisjoint({"matter", "source", "guest"})


def ask(world: World, story: Story, who: str) -> None:
    staff = world.assignments.get(who)
    assessments.ask_source(
        matter=story.matter,
        kind=Perspective.PROFESSIONAL if staff else Perspective.GUARDIAN,
        person=None if staff else world.people[who],
        assignment=staff,
        due_on=soon(),
        purpose="För att förstå hur Elsa har det.",
        ground=Ground.HARM_TEST if staff else None,
        necessity="Skolan behöver veta." if staff else "",
        by=world.actor("rut"),
    )


def test_in_a_hidden_matter_nobody_is_asked_called_or_given_a_plan_by_mistake(world: World) -> None:
    story = tell(world, Stage.HELD)
    withhold(world, story.matter.record, "emil")
    rut = world.actor("rut")
    for call in (
        lambda: consents.ask(
            matter_id=story.matter.pk,
            services=[world.areas["social"].pk],
            kinds=list(pack.current().information_kinds),
            why="För att hjälpa Elsa att sova.",
            until=soon(),
            by=rut,
        ),
        lambda: meetings.call(
            matter=story.matter,
            starts_at=clock.now() + timedelta(days=2),
            minutes=60,
            place="Biblioteket",
            invited=[world.assignments["sofia"]],
            child_wishes="",
            by=rut,
        ),
        lambda: plans.start(matter=story.matter, by=rut),
    ):
        with pytest.raises(Denied, match="Ärendet är dolt för en vårdnadshavare"):
            call()


def test_nor_by_whoever_leads_the_work_from_another_service(world: World) -> None:
    """A guardian came later, and must not know. The school decided it; Sofia is not told what, and is stopped."""
    plan = stage.active(world)
    responsibility.add_guardian(
        child=world.elsa,
        guardian=world.people["nora"],
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.STATED,
        by=world.actor("rut"),
    )
    withhold(world, plan.matter.record, "nora")
    sofia = world.actor("sofia")

    def calls() -> None:
        meetings.call(
            matter=plan.matter,
            starts_at=clock.now() + timedelta(days=2),
            minutes=60,
            place="Biblioteket",
            invited=[world.assignments["rut"]],
            child_wishes="",
            by=sofia,
        )

    with pytest.raises(Denied, match="Prata först med") as refused:
        calls()
    assert "vårdnadshavare" not in str(refused.value)
    with world.as_("sofia") as actor:
        assert not Withheld.objects.visible_to(actor).exists()
    with world.as_("rut"):
        decided = Withheld.objects.get(record=plan.matter_id, ended_at=None)
    actions.withhold_no_more(withheld=decided, because="Faran är över för Elsa.", by=world.actor("rut"))
    with pytest.raises(Denied, match="Samtycke saknas"):  # theirs, who may be asked now
        calls()


MAY_DECIDE = (
    ("rut", "plan", ""),
    ("rut", "meeting", ""),
    ("sofia", "plan", "Bara den verksamhet som har skrivit"),
    ("eva", "plan", "Det är verksamheten"),
    ("rut", "matter", ""),
    ("rut", "consent", "Ett samtycke kan inte döljas"),
    ("kim", "plan", "Den som har skrivit handlingen, eller"),
)


def test_who_may_decide_it(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    actions.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Samtal.", by=world.actor("rut"))
    records = {
        "plan": story.plan.record,
        "meeting": story.meeting.record,
        "matter": story.matter.record,
        "consent": story.consents["eva"].record,
    }
    for who, kind, sentence in MAY_DECIDE:
        with world.as_(who) as actor:
            said = policy.may_withhold(actor, records[kind])
        assert (str(said.reason)[: len(sentence)], bool(said)) == (sentence, not sentence), (who, kind)


def test_a_guardians_own_words_are_not_withheld_from_them(world: World) -> None:
    story = tell(world, Stage.TOLD)
    with world.as_("rut") as rut:
        assert policy.may_withhold(rut, Record.objects.get(pk=story.signal.pk)), "responsible, and another wrote it"
        own = Record.objects.filter(child=world.elsa, kind=Kind.OBSERVATION, author=world.people["eva"]).first()
        assert own is not None
        assert world.people["eva"] not in withholding.may_be_kept_from(own, rut)
    with pytest.raises(ValidationError, match="Välj den vårdnadshavare"):
        withhold(world, own, "eva")


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"reason": " "}, "betydande men"),
    ({"review_on": -1}, "inom tolv månader"),
    ({"review_on": 400}, "inom tolv månader"),
    ({"guardians": ["elsa"]}, "Välj den vårdnadshavare"),
    ({"guardians": []}, "Välj den vårdnadshavare"),
)


def test_both_can_be_kept_out_and_nothing_is_decided_twice_or_wrongly(client: Client, world: World) -> None:
    story = tell(world, Stage.PLANNED)
    for wrong, sentence in WRONG:
        with pytest.raises(ValidationError, match=sentence):
            actions.withhold(
                record=story.plan.record,
                guardians=[world.people[name] for name in wrong.get("guardians", ["emil"])],
                reason=wrong.get("reason", REASON),
                review_on=clock.today() + timedelta(days=wrong.get("review_on", 30)),
                by=world.actor("rut"),
            )
    assert len(withhold(world, story.plan.record, "eva", "emil")) == 2
    assert withhold(world, story.plan.record, "eva") == []
    for name, there in (("eva", False), ("emil", False), ("elsa", True)):
        assert (str(story.plan.pk) in everything(world, name)) == there
    sign_in(client, world, "rut")
    assert "Det finns ingen att dölja" in client.get(reverse("circles:withhold", args=[story.plan.pk])).content.decode()


def test_it_is_looked_over_in_time_by_those_of_the_service(world: World, story: Story) -> None:
    with world.as_("rut") as rut:
        (withheld,) = Withheld.objects.visible_to(rut)
        assert not my_day.to_look_over(rut)
    with clock.shifted(timedelta(days=20)):
        lines = {}
        for name in ("rut", "sofia", "emil"):
            with world.as_(name) as actor:
                lines[name] = [(one.href, one.child) for one in my_day.to_look_over(actor)]
    assert lines["rut"] == [(reverse("circles:withheld", args=[withheld.pk]), world.elsa.full_name)]
    assert lines["sofia"] == lines["emil"] == []


def test_it_goes_on_for_a_new_reason_or_ends_and_both_are_told_in_the_log(world: World, story: Story) -> None:
    rut = world.actor("rut")
    with world.as_("rut"):
        (first,) = Withheld.objects.visible_to(rut)
    later = clock.today() + timedelta(days=90)
    longer = actions.withhold_longer(withheld=first, reason="Hon är rädd än.", review_on=later, by=rut)
    assert str(story.plan.pk) not in everything(world, "emil")
    with pytest.raises(Denied, match="döljs inte längre"):
        actions.withhold_longer(withheld=first, reason="Hon är rädd igen.", review_on=later, by=rut)
    with pytest.raises(ValidationError, match="Skriv varför"):
        actions.withhold_no_more(withheld=longer, because=" ", by=rut)
    actions.withhold_no_more(withheld=longer, because="De har mötts igen.", by=rut)
    assert str(story.plan.pk) in everything(world, "emil")
    with world.as_("rut"):
        assert [one.pk for one in withholding.before(longer, rut)] == [first.pk]
        told = LogEntry.objects.visible_to(rut).filter(kind__startswith="withheld.").order_by("id")
        assert [one.kind for one in told] == ["withheld.begun", "withheld.prolonged", "withheld.ended"]
    with world.as_("emil") as emil:
        assert not LogEntry.objects.visible_to(emil).filter(kind__startswith="withheld.").exists()


def test_the_label_is_for_the_service_that_wrote_it(client: Client, world: World, story: Story) -> None:
    for page, key in (
        ("plans:plan", story.plan.pk),
        ("reviews:review", story.review.pk),
        ("circles:sharing", world.elsa.pk),
    ):
        shown = {}
        for name in ("rut", "sofia", "eva", "elsa"):
            sign_in(client, world, name)
            shown[name] = "Dold för" in client.get(reverse(page, args=[key])).content.decode()
        assert shown == {"rut": True, "sofia": False, "eva": False, "elsa": False}, page


def test_the_pages_ask_once_more_and_keep_what_was_typed(client: Client, world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    sign_in(client, world, "rut")
    address = reverse("circles:withhold", args=[story.plan.pk])
    assert "betydande men" in client.get(address).content.decode()
    typed = {"guardians": [world.people["emil"].pk], "reason": REASON, "review_on": soon().isoformat()}
    typed["because"] = "child"

    wrong = client.post(address, typed | {"review_on": "2020-01-01", "sure": "yes"})
    assert wrong.status_code == 422
    assert REASON in wrong.content.decode()
    asked = client.post(address, typed)
    assert asked.status_code == 200
    assert "har redan haft handlingen utlämnad" in asked.content.decode()
    assert "Inte angivet" not in asked.content.decode()  # what has no parts says nothing of a part
    changed = client.post(address, typed | {"change": "yes"}).content.decode()
    assert REASON in changed
    assert "Fortsätt" in changed
    with world.as_("rut") as rut:
        assert not Withheld.objects.visible_to(rut).exists()
    done = client.post(address, typed | {"sure": "yes"})
    assert (done.status_code, done.headers["Location"]) == (302, reverse("circles:sharing", args=[world.elsa.pk]))
    with world.as_("rut") as rut:
        (withheld,) = Withheld.objects.visible_to(rut)

    page = reverse("circles:withheld", args=[withheld.pk])
    assert REASON in client.get(page).content.decode()
    assert client.post(page, {"reason": "", "review_on": ""}).status_code == 422
    assert client.post(page, {"because": ""}).status_code == 422
    assert client.post(page, {"reason": "Hon är rädd än.", "review_on": soon().isoformat()}).status_code == 302
    assert "döljs inte längre" in client.get(page).content.decode()
    assert client.post(page, {"because": "Hotet är borta nu."}).status_code == 403
    with world.as_("rut") as rut:
        longer = Withheld.objects.visible_to(rut).standing().get()
    assert (
        client.post(reverse("circles:withheld", args=[longer.pk]), {"because": "Hotet är borta nu."}).status_code == 302
    )


def test_what_is_decided_is_never_rewritten(world: World) -> None:
    withhold(world, tell(world, Stage.NOTICED).signal.record, "emil")
    statements = (
        "UPDATE circles_withheld SET reason = 'x'",
        "UPDATE circles_withheld SET from_person_id = %s",
        "UPDATE circles_withheld SET review_on = review_on + 900",
    )
    for statement in statements:
        with (
            world.as_("rut"),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="never rewritten"),
            transaction.atomic(),
        ):
            cursor.execute(statement, [world.people["eva"].pk] if "%s" in statement else None)
    with world.as_("sofia"), connection.cursor() as cursor:
        cursor.execute("UPDATE circles_withheld SET ended_at = now()")
        assert cursor.rowcount == 0

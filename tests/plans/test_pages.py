"""What each person sees of the plan, and what happens when they send a form."""

import re
from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Ground, Kind
from kronobarn.core import clock
from kronobarn.meetings.models import Meeting, MeetingDecision
from kronobarn.people.models import Child
from kronobarn.plans import actions, reads
from kronobarn.plans.models import Agreement, Goal, Party, Plan, PlanAction, PlanVersion
from kronobarn.plans.rules import State
from tests.plans import stage
from tests.sign_in import sign_in
from tests.world import World

MOST_QUERIES = 15


def open_page(client: Client, world: World, name: str, address: str) -> str:
    sign_in(client, world, name)
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def of(plan: Plan, name: str = "plan") -> str:
    return reverse(f"plans:{name}", args=[plan.pk])


@pytest.mark.parametrize("name", ["rut", "sofia", "eva", "emil", "elsa"])
def test_whoever_takes_part_reads_the_plan(client: Client, world: World, name: str) -> None:
    plan = stage.active(world)
    text = open_page(client, world, name, of(plan))
    for words in (
        "Jag vill sova bättre",
        "Elsa sover hela natten",
        "utvilad minst fyra dagar",
        "Pratar med Elsa varje vecka",
        "Sofia i Ängsby",
        "Det vi inte är överens om",
        "Version 1",
    ):
        assert words in text


@pytest.mark.parametrize("name", ["sanna", "gunnar", "bo", "nora", "kim"])
@pytest.mark.parametrize("address", ["plan", "words", "lead", "add_goal", "add_party", "agree", "close"])
def test_for_everybody_else_it_is_not_there(client: Client, world: World, name: str, address: str) -> None:
    plan = stage.active(world)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sanna"], why="Hälsa", by=world.actor("rut"))
    sign_in(client, world, name)
    assert client.get(of(plan, address)).status_code == 404


def test_the_parts_of_a_plan_are_not_there_either(client: Client, world: World) -> None:
    plan = stage.active(world)
    with world.as_("rut") as rut:
        goal = Goal.objects.visible_to(rut).get()
        one = PlanAction.objects.visible_to(rut).get()
        party = Party.objects.visible_to(rut).first()
    assert party is not None
    sign_in(client, world, "gunnar")
    for name, pk in (
        ("change_goal", goal.pk),
        ("drop_goal", goal.pk),
        ("add_action", goal.pk),
        ("change_action", one.pk),
        ("change_contact", party.pk),
        ("answer", party.pk),
        ("let_go", party.pk),
    ):
        assert client.get(reverse(f"plans:{name}", args=[pk])).status_code == 404, name
    for name in ("activate", "revise", "share"):
        assert client.post(of(plan, name)).status_code == 404, name
    assert client.get(reverse("plans:version", args=[plan.pk, 1])).status_code == 404


def test_a_look_is_logged(client: Client, world: World) -> None:
    plan = stage.active(world)
    open_page(client, world, "eva", of(plan))
    with world.as_("eva") as eva:
        looks = LogEntry.objects.visible_to(eva).filter(kind="record.opened", person_id=eva.person_id)
        assert looks.get(subject=f"plan:{plan.pk}").why == "guardian"


def test_the_family_reads_and_does_not_write(client: Client, world: World) -> None:
    plan = stage.active(world)
    text = open_page(client, world, "elsa", of(plan))
    assert "Ändra målet" not in text
    assert "Säg vad du tycker" in text
    refused = client.get(of(plan, "words")).content.decode()
    assert "som skriver i planen" in refused
    assert "<textarea" not in refused


def test_those_who_write_in_the_plan_call_to_a_meeting_from_it(client: Client, world: World) -> None:
    plan = stage.active(world)
    call = reverse("meetings:call", args=[plan.matter_id])
    for name in ("rut", "sofia"):
        assert call in open_page(client, world, name, of(plan))
        assert client.get(call).status_code == 200
    for name in ("eva", "elsa"):
        assert call not in open_page(client, world, name, of(plan))


def test_the_start_says_who_will_see_and_leads_to_the_plan(client: Client, world: World) -> None:
    matter = stage.matter(world)
    address = reverse("plans:start", args=[matter.pk])
    assert "vårdnadshavarna" in open_page(client, world, "rut", address)
    made = client.post(address)
    assert made.status_code == 302
    assert client.get(address).headers["Location"] == made.headers["Location"]
    with world.as_("rut") as rut:
        assert Plan.objects.visible_to(rut).count() == 1


def test_gaps_are_listed_with_where_to_mend_them(client: Client, world: World) -> None:
    plan = stage.draft(world)
    text = open_page(client, world, "rut", of(plan))
    assert "Det här saknas innan planen kan bli aktiv" in text
    for address in ("words", "lead", "add_party"):
        assert f'href="{of(plan, address)}"' in text
    assert "Gör planen aktiv" not in text


def test_making_it_active_twice_makes_one_version(client: Client, world: World) -> None:
    plan = stage.ready(world)
    text = open_page(client, world, "rut", of(plan))
    assert "Gör planen aktiv" in text
    once = {"once": "0b6cf9ee-4d1e-4d6c-8f3c-1f7f0b0a0001"}
    first, second = client.post(of(plan, "activate"), once), client.post(of(plan, "activate"), once)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    third = client.post(of(plan, "activate"))
    assert third.status_code == 403
    assert "redan aktiv" in third.content.decode()
    with world.as_("rut") as rut:
        assert PlanVersion.objects.visible_to(rut).count() == 1
    assert stage.fresh(world, plan).state == State.ACTIVE


def test_two_people_saving_see_both_texts_and_overwrite_nothing(client: Client, world: World) -> None:
    plan = stage.draft(world)
    seen = stage.fresh(world, plan).revision
    stage.write_words(world, plan, child_wants="Det som Sofia skrev")
    sign_in(client, world, "rut")
    typed = {"child_wants": "Det som Rut skrev", "child_view_how": "Frågade", "seen": seen}

    answer = client.post(of(plan, "words"), typed)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Det som Sofia skrev" in text
    assert "Det som Rut skrev" in text
    assert "Ingenting är överskrivet" in text
    now = stage.fresh(world, plan)
    assert now.child_wants == "Det som Sofia skrev"
    assert f'name="seen" value="{now.revision}"' in text

    again = client.post(of(plan, "words"), {**typed, "seen": now.revision})
    assert again.status_code == 302
    assert stage.fresh(world, plan).child_wants == "Det som Rut skrev"


def test_a_choice_is_compared_by_its_words(client: Client, world: World) -> None:
    plan = stage.ready(world)
    seen = plan.revision
    stage.write_words(world, plan)
    sign_in(client, world, "rut")
    typed = {
        "lead": world.assignments["rut"].pk,
        "next_review_on": clock.today() + timedelta(days=60),
        "seen": seen,
    }
    text = client.post(of(plan, "lead"), typed).content.decode()
    assert "Sofia i Ängsby, socialsekreterare" in text
    assert "Rut i Ängsby, rektor" in text


def test_a_form_without_what_was_seen_is_not_saved(client: Client, world: World) -> None:
    plan = stage.draft(world)
    sign_in(client, world, "rut")
    answer = client.post(of(plan, "words"), {"child_wants": "Hej", "child_view_how": "Frågade"})
    assert answer.status_code == 422
    assert "Ladda om sidan" in answer.content.decode()


def test_a_goal_is_written_changed_and_taken_out(client: Client, world: World) -> None:
    plan = stage.draft(world)
    sign_in(client, world, "rut")
    goal = {
        "area_key": "healthy",
        "need": "Sover dåligt",
        "desired_outcome": "Jag sover",
        "said_by": "child",
        "how_we_see_it": "Jag är pigg",
    }
    assert client.post(of(plan, "add_goal"), {**goal, "seen": plan.revision}).status_code == 302
    with world.as_("rut") as rut:
        made = Goal.objects.visible_to(rut).get()
    changed = reverse("plans:change_goal", args=[made.pk])
    assert "Sover dåligt" in client.get(changed).content.decode()
    seen = stage.fresh(world, plan).revision
    assert client.post(changed, {**goal, "need": "Vaknar", "seen": seen}).status_code == 302
    seen = stage.fresh(world, plan).revision
    assert client.post(reverse("plans:drop_goal", args=[made.pk]), {"seen": seen}).status_code == 302
    text = client.get(of(plan)).content.decode()
    assert "Mål som inte längre är kvar" in text
    assert "Vaknar" in text


def test_a_goal_without_words_keeps_what_was_typed(client: Client, world: World) -> None:
    plan = stage.draft(world)
    sign_in(client, world, "rut")
    answer = client.post(of(plan, "add_goal"), {"need": "Sover dåligt", "seen": plan.revision})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Sover dåligt" in text
    assert "Skriv målet." in text


def test_something_is_done_changed_and_finished(client: Client, world: World) -> None:
    plan = stage.ready(world)
    with world.as_("rut") as rut:
        goal = Goal.objects.visible_to(rut).get()
    sign_in(client, world, "rut")
    add = reverse("plans:add_action", args=[goal.pk])
    assert "Eva i Ängsby" in client.get(add).content.decode()
    said = {
        "what": "Läser saga",
        "doer": str(stage.seat(world, "eva").pk),
        "since": clock.today(),
        "until": clock.today() + timedelta(days=9),
        "seen": plan.revision,
    }
    past = client.post(add, {**said, "until": clock.today() - timedelta(days=1)})
    assert past.status_code == 422
    assert "innan den börjar" in past.content.decode()
    assert client.post(add, said).status_code == 302
    with world.as_("rut") as rut:
        one = PlanAction.objects.visible_to(rut).get(what="Läser saga")
    change = reverse("plans:change_action", args=[one.pk])
    assert "Läser saga" in client.get(change).content.decode()
    seen = stage.fresh(world, plan).revision
    assert client.post(change, {**said, "what": "Läser två sagor", "seen": seen}).status_code == 302
    assert client.post(reverse("plans:finish_action", args=[one.pk])).status_code == 302
    assert "Klart" in client.get(of(plan)).content.decode()


def test_what_a_meeting_decided_is_at_hand(client: Client, world: World) -> None:
    plan = stage.ready(world)
    record = _meeting(world, plan)
    with world.as_("rut") as rut:
        goal = Goal.objects.visible_to(rut).get()
        decision = MeetingDecision(
            record_id=record,
            child_id=plan.child_id,
            number=1,
            text="Kuratorn ringer hem",
            person=world.people["rut"],
            assignment=world.assignments["rut"],
            due_on=clock.today() + timedelta(days=5),
        )
        decision.save(force_insert=True)
    address = reverse("plans:add_action", args=[goal.pk])
    assert "Kuratorn ringer hem" in open_page(client, world, "rut", address)
    chosen = open_page(client, world, "rut", f"{address}?beslut={decision.pk}")
    assert ">\nKuratorn ringer hem</textarea>" in chosen
    assert f'value="{clock.today() + timedelta(days=5)}"' in chosen


def test_a_day_that_has_been_is_not_proposed_when_the_review_is_late(client: Client, world: World) -> None:
    plan = stage.active(world)
    with world.as_("rut"):
        Plan.objects.filter(pk=plan.pk).update(next_review_on=clock.today() - timedelta(days=1))
        goal = Goal.objects.get(record=plan.pk)
    text = open_page(client, world, "rut", reverse("plans:add_action", args=[goal.pk]))
    until = re.search(r'name="until" value="([0-9-]+)"', text)
    assert until is not None
    assert until[1] >= clock.today().isoformat()


def _meeting(world: World, plan: Plan) -> UUID:
    with world.as_("rut") as rut:
        record = circles.write_record(
            child_id=plan.child_id,
            kind=Kind.MEETING,
            headline="Möte",
            happened_on=clock.today(),
            practice_version="test",
            by=rut,
        )
        Meeting(
            record=record,
            child_id=plan.child_id,
            matter_id=plan.matter_id,
            starts_at=clock.now(),
            minutes=60,
            place="Skolan",
        ).save(force_insert=True)
    return record.pk


@pytest.mark.parametrize("days", [-1, 0])
def test_a_review_that_has_been_is_refused_in_words(client: Client, world: World, days: int) -> None:
    plan = stage.draft(world)
    sign_in(client, world, "rut")
    said = {
        "lead": world.assignments["rut"].pk,
        "next_review_on": clock.today() + timedelta(days=days),
        "seen": plan.revision,
    }
    answer = client.post(of(plan, "lead"), said)
    assert answer.status_code == 422
    assert "Välj en dag framåt" in answer.content.decode()


def test_a_service_is_invited_answers_and_leaves(client: Client, world: World) -> None:
    plan = stage.draft(world)
    sign_in(client, world, "rut")
    assert "Sofia i Ängsby" in client.get(of(plan, "add_party")).content.decode()
    said = {"contact": world.assignments["sofia"].pk, "seen": plan.revision}
    assert client.post(of(plan, "add_party"), said).status_code == 302
    with world.as_("rut") as rut:
        party = Party.objects.visible_to(rut).get(area=world.areas["social"])

    answer = reverse("plans:answer", args=[party.pk])
    assert "Svara för din verksamhet" in open_page(client, world, "sofia", of(plan))
    assert client.get(answer).status_code == 200
    without = client.post(answer, {"accept": "no"})
    assert without.status_code == 422
    assert "Skriv varför" in without.content.decode()
    declined = client.post(answer, {"accept": "no", "why": "Vi har avslutat"})
    assert declined.headers["Location"] == reverse("notices:my_day")

    text = open_page(client, world, "rut", of(plan))
    assert "Vi har avslutat" in text
    seen = stage.fresh(world, plan).revision
    assert client.post(of(plan, "add_party"), {**said, "seen": seen}).status_code == 302
    leave = reverse("plans:let_go", args=[party.pk])
    assert client.get(leave).status_code == 200
    seen = stage.fresh(world, plan).revision
    assert client.post(leave, {"why": "", "seen": seen}).status_code == 302


def test_a_refused_step_down_comes_back_with_what_was_typed(client: Client, world: World) -> None:
    plan = stage.active(world)
    with world.as_("rut") as rut:
        party = Party.objects.visible_to(rut).get(area=world.areas["skolan"])
    sign_in(client, world, "rut")
    answer = client.post(reverse("plans:let_go", args=[party.pk]), {"why": "Skolan är klar.", "seen": plan.revision})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "ensam kvar" in text
    assert "Skolan är klar." in text


def leaving(client: Client, world: World, plan: Plan, who: str) -> set[str]:
    """The services that the plan's page lets somebody take out of it, by their contact's name."""
    with world.as_("rut"):
        ways = {reverse("plans:let_go", args=[one.pk]): one.contact.person.username for one in reads.taking_part(plan)}
    text = open_page(client, world, who, of(plan))
    return {name for way, name in ways.items() if f'href="{way}"' in text}


def test_the_way_out_is_there_only_for_a_service_that_the_plan_stands_without(client: Client, world: World) -> None:
    plan = stage.active(world)  # the school, and the social services that lead it
    assert leaving(client, world, plan, "rut") == set()

    stage.consent(world, plan.matter, "social", "bup")
    stage.ask(world, plan, "bo")
    assert leaving(client, world, plan, "rut") == {"rut", "bo"}
    assert leaving(client, world, plan, "sofia") == {"rut", "bo"}
    assert leaving(client, world, plan, "eva") == set()

    actions.close(plan=plan, because="Allt är klart nu.", by=world.actor("rut"))
    assert leaving(client, world, plan, "rut") == set()


def test_who_may_not_change_the_plan_gets_no_form_back(client: Client, world: World) -> None:
    plan = stage.active(world)
    with world.as_("rut") as rut:
        party = Party.objects.visible_to(rut).get(area=world.areas["skolan"])
    sign_in(client, world, "eva")
    answer = client.post(reverse("plans:let_go", args=[party.pk]), {"why": "Vi kan inte.", "seen": plan.revision})
    assert answer.status_code == 403
    assert "Be hen" in answer.content.decode()


def test_another_contact_is_chosen_in_the_same_service(client: Client, world: World) -> None:
    plan = stage.draft(world)
    with world.as_("rut") as rut:
        own = Party.objects.visible_to(rut).get()
    address = reverse("plans:change_contact", args=[own.pk])
    text = open_page(client, world, "rut", address)
    assert "Kim i Ängsby" in text
    assert "Sofia i Ängsby" not in text
    assert client.post(address, {"contact": world.assignments["kim"].pk, "seen": plan.revision}).status_code == 302


def test_a_service_without_consent_waits_until_the_plan_is_shared(client: Client, world: World) -> None:
    plan = stage.draft(world)
    stage.ask(world, plan, "bo")
    assert "Ser inte planen" in open_page(client, world, "rut", of(plan))
    stage.consent(world, plan.matter, "bup", "social")
    assert client.post(of(plan, "share")).status_code == 302
    assert "Ser inte planen" not in client.get(of(plan)).content.decode()


def test_elsa_says_what_she_thinks(client: Client, world: World) -> None:
    plan = stage.active(world)
    sign_in(client, world, "elsa")
    assert client.get(of(plan, "agree")).status_code == 200
    assert client.post(of(plan, "agree"), {}).status_code == 422
    assert client.post(of(plan, "agree"), {"answer": "partly", "words": "Men inte så tidigt"}).status_code == 302
    text = open_page(client, world, "rut", of(plan))
    assert "Men inte så tidigt" in text


def test_what_emil_says_on_the_phone_is_written_down(client: Client, world: World) -> None:
    plan = stage.active(world)
    sign_in(client, world, "sofia")
    assert "Emil i Ängsby" in client.get(of(plan, "agree_for")).content.decode()
    said = {"person": world.people["emil"].pk, "form": "oral", "answer": "agrees"}
    assert client.post(of(plan, "agree_for"), said).status_code == 302
    with world.as_("emil") as emil:
        assert Agreement.objects.visible_to(emil).get().form == "oral"


def test_changes_are_shown_and_become_a_version(client: Client, world: World) -> None:
    plan = stage.active(world)
    stage.write_words(world, plan, disagreement="Emil vill vänta med BUP")
    text = open_page(client, world, "sofia", of(plan))
    assert "Ändrat sedan version 1" in text
    assert "Det vi inte är överens om har ändrats." in text
    assert client.post(of(plan, "revise")).status_code == 302
    old = open_page(client, world, "eva", reverse("plans:version", args=[plan.pk, 1]))
    assert "Emil vill vänta" not in old
    assert "Emil vill vänta" in open_page(client, world, "eva", reverse("plans:version", args=[plan.pk, 2]))
    stage.write_words(world, plan, disagreement="Emil vill vänta till våren")
    assert client.get(of(plan)).status_code == 200
    sign_in(client, world, "sofia")
    client.post(of(plan, "revise"))
    between = open_page(client, world, "eva", reverse("plans:version", args=[plan.pk, 3]) + "?mot=2")
    assert between.index("<strong>Före</strong>") < between.index("<strong>Efter</strong>")
    assert '<p class="words">Emil vill vänta med BUP</p>' in between
    assert '<p class="words">Emil vill vänta till våren</p>' in between
    assert client.get(reverse("plans:version", args=[plan.pk, 4])).status_code == 404


def test_a_draft_is_put_aside(client: Client, world: World) -> None:
    plan = stage.draft(world)
    sign_in(client, world, "rut")
    assert client.get(of(plan, "close")).status_code == 200
    assert client.post(of(plan, "close"), {"because": ""}).status_code == 422
    assert client.post(of(plan, "close"), {"because": "Skolan klarar det"}).status_code == 302
    text = client.get(of(plan)).content.decode()
    assert "Planen är avslutad" in text
    assert "Skolan klarar det" in text


def test_the_plan_says_whether_it_is_a_sip(client: Client, world: World) -> None:
    plan = stage.active(world)
    assert "Nej. En samordnad individuell plan" in open_page(client, world, "eva", of(plan))
    stage.consent(world, plan.matter, "bup", "social")
    stage.ask(world, plan, "bo")
    assert "Inte än. Både" in open_page(client, world, "eva", of(plan))
    with world.as_("rut") as rut:
        goal = Goal.objects.visible_to(rut).get()
    stage.do(world, goal, "bo", "Samtal på BUP")
    assert "Den gäller också som samordnad individuell plan" in open_page(client, world, "eva", of(plan))


def test_the_page_asks_few_questions_however_large_the_plan(client: Client, world: World) -> None:
    plan = stage.active(world)
    for number in range(9):
        goal = stage.goal(world, plan, f"Mål som heter {number}")
        for step in range(3):
            stage.do(world, goal, "sofia", f"Gör {number}-{step}")
    actions.revise(plan=plan, by=world.actor("rut"))
    for name in ("rut", "sofia", "elsa"):
        sign_in(client, world, name)
        client.get(of(plan))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(of(plan)).status_code == 200
        asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
        assert len(asked) <= MOST_QUERIES, "\n".join(sql[:150] for sql in asked)


def test_a_plan_with_twelve_goals_forty_actions_and_nine_services_opens_in_few_questions(
    client: Client, world: World
) -> None:
    plan = stage.active(world)
    with world.as_("rut"):
        area = Goal.objects.get(record=plan.pk).area_key
        seat = stage.seat(world, "sofia")
        goals = [
            Goal(
                record_id=plan.pk,
                child_id=plan.child_id,
                number=2 + n,
                area_key=area,
                need="x",
                desired_outcome=f"{n}",
                said_by="child",
            )
            for n in range(11)
        ]
        Goal.objects.bulk_create(goals)
        PlanAction.objects.bulk_create(
            PlanAction(
                record_id=plan.pk,
                child_id=plan.child_id,
                goal=goals[n % 11],
                what=f"Gör {n}",
                area_id=seat.area_id,
                person_id=seat.person_id,
                assignment_id=seat.assignment_id,
                since=clock.today(),
                until=clock.today(),
            )
            for n in range(39)
        )
        areas = list(SecrecyArea.objects.exclude(pk__in=Party.objects.filter(record=plan.pk).values("area"))[:7])
        contact = world.assignments["sofia"]
        Party.objects.bulk_create(
            Party(record_id=plan.pk, child_id=plan.child_id, area=one, contact=contact, answer="accepted")
            for one in areas
        )
        assert Party.objects.filter(record=plan.pk).count() == 9
    for one in areas:
        circles.disclose(
            record=plan.record, ground=Ground.DUTY, to_area=one, necessity="De ska veta.", by=world.actor("rut")
        )
    for name, address in product(("rut", "eva"), ("plan", "childs")):
        sign_in(client, world, name)
        client.get(of(plan, address))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(of(plan, address)).status_code == 200
        asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
        assert len(asked) <= MOST_QUERIES, "\n".join(sql[:150] for sql in asked)


def test_a_plan_that_is_read_in_another_language_has_not_changed(client: Client, world: World) -> None:
    plan = stage.active(world)
    sign_in(client, world, "rut")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = client.get(of(plan)).content.decode()
    assert "Follow up the plan" in text
    assert 'id="andrat"' not in text


def test_the_family_of_a_protected_child_reads_who_does_what_and_not_where(client: Client, world: World) -> None:
    plan = stage.ready(world)
    with world.as_("rut"):
        first = Goal.objects.get(record=plan.pk)
    stage.do(world, first, "emil", "Väcker Elsa klockan sju")
    actions.activate(plan=stage.fresh(world, plan), by=world.actor("rut"))
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")

    for address in (of(plan), reverse("plans:version", args=[plan.pk, 1])):
        text = open_page(client, world, "eva", address)
        assert "Sofia i Ängsby, socialsekreterare" in text
        assert "Väcker Elsa klockan sju" in text
        for hidden in ("Socialkontoret", "Ängsskolan", "Emil i Ängsby"):
            assert hidden not in text, hidden
        assert "Socialkontoret" not in open_page(client, world, "rut", address)
        assert "Socialkontoret" in open_page(client, world, "sofia", address)

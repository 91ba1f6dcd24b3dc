"""Who may do what in which state, and each condition of an active plan on its own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.translation import override

from kronobarn.circles import actions as circles
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Decision, Denied
from kronobarn.plans import actions, policy
from kronobarn.plans.models import Party, Plan, PlanAction
from kronobarn.plans.policy import Mend
from tests.plans import stage
from tests.practice.packs import KRONOBERG, another, hold_from_today
from tests.world import World

STAGES: dict[str, Callable[[World], Plan]] = {
    "draft": stage.ready,
    "active": stage.active,
}
ALLOWED = ""
MAY = {
    "change": lambda actor, plan: policy.may_change(actor, plan),
    "add_party": lambda actor, plan: policy.may_add_party(actor, plan),
    "activate": lambda actor, plan: policy.may_activate(actor, plan),
    "revise": lambda actor, plan: policy.may_revise(actor, plan, 1),
    "unchanged": lambda actor, plan: policy.may_revise(actor, plan, 0),
    "agree": lambda actor, plan: policy.may_agree(actor, plan, actor.person_id or 0),
    "put_aside": lambda actor, plan: policy.may_put_aside(actor, plan),
    "close": lambda actor, plan: policy.may_close(actor, plan),
}
LEADS_WRITE = "samverkansansvarig eller barnensbästa-ansvarig som skriver"
INVITES = "barnensbästa-ansvarig som bjuder in"
ANSWERS = "Man svarar på en plan som är aktiv"
TABLE = [
    # who      stage     what         a part of the reason
    ("rut", "draft", "change", ALLOWED),
    ("sofia", "draft", "change", ALLOWED),
    ("kim", "draft", "change", LEADS_WRITE),
    ("eva", "draft", "change", LEADS_WRITE),
    ("elsa", "active", "change", LEADS_WRITE),
    ("rut", "draft", "add_party", ALLOWED),
    ("sofia", "draft", "add_party", INVITES),
    ("eva", "draft", "add_party", INVITES),
    ("rut", "draft", "activate", ALLOWED),
    ("sofia", "draft", "activate", "Barnensbästa-ansvarig gör planen aktiv"),
    ("rut", "active", "activate", "redan aktiv"),
    ("sofia", "active", "revise", ALLOWED),
    ("rut", "active", "unchanged", "Ingenting har ändrats"),
    ("rut", "draft", "revise", "inte aktiv än"),
    ("eva", "active", "revise", LEADS_WRITE),
    ("elsa", "active", "agree", ALLOWED),
    ("eva", "active", "agree", ALLOWED),
    ("sofia", "active", "agree", ALLOWED),
    ("rut", "active", "agree", ALLOWED),
    ("kim", "active", "agree", "Barnet, vårdnadshavarna och kontaktpersonerna svarar"),
    ("eva", "draft", "agree", ANSWERS),
    ("rut", "draft", "put_aside", ALLOWED),
    ("rut", "active", "put_aside", "avslutas när ni följer upp"),
    ("sofia", "active", "close", ALLOWED),
    ("eva", "active", "close", LEADS_WRITE),
]


@pytest.mark.parametrize(("name", "at", "what", "reason"), TABLE)
def test_who_may_do_what(world: World, name: str, at: str, what: str, reason: str) -> None:
    plan = STAGES[at](world)
    if name == "kim":
        circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Stöd", by=world.actor("rut"))
    plan = stage.fresh(world, plan)
    with world.as_(name) as actor:
        decision = MAY[what](actor, plan)
    assert said(decision, reason), decision.reason


@pytest.mark.parametrize("what", sorted(MAY))
@pytest.mark.parametrize("name", ["rut", "eva"])
def test_nothing_is_done_to_a_closed_plan(world: World, name: str, what: str) -> None:
    plan = stage.draft(world)
    plan = actions.put_aside(plan=plan, because="Planen behövs inte.", by=world.actor("rut"))
    with world.as_(name) as actor:
        assert not MAY[what](actor, plan)


def said(decision: Decision, reason: str) -> bool:
    return reason in str(decision.reason) if reason else bool(decision)


def test_who_may_start(world: World) -> None:
    matter = stage.matter(world)
    with world.as_("rut") as rut:
        assert policy.may_start(rut, matter)
    with world.as_("eva") as eva:
        assert said(policy.may_start(eva, matter), "barnensbästa-ansvarig som börjar")
    actions.start(matter=matter, by=world.actor("rut"))
    with world.as_("rut") as rut:
        assert said(policy.may_start(rut, matter), "har redan en plan")


def test_a_plan_waits_for_the_analysis(world: World) -> None:
    matter = stage.matter(world)
    matter.state = "gathering"
    with world.as_("rut") as rut:
        assert said(policy.may_start(rut, matter), "Gör analysen först")


def test_only_the_contact_answers_and_once(world: World) -> None:
    plan = stage.draft(world)
    party = stage.ask(world, plan, "sofia")
    with world.as_("rut") as rut:
        assert said(policy.may_answer(rut, party, plan), "kontaktperson som svarar")
    with world.as_("sofia") as sofia:
        assert policy.may_answer(sofia, party, plan)
        party.answer = "accepted"
        assert said(policy.may_answer(sofia, party, plan), "redan svarat")
        plan.state = "closed"
        assert said(policy.may_answer(sofia, party, plan), "behöver inte svara")


def test_who_leaves_and_when_the_plan_stands_without_them(world: World) -> None:
    plan = stage.active(world)
    with world.as_("rut") as rut:
        own, social = Party.objects.visible_to(rut).order_by("contact__pk")
        assert policy.may_let_go(rut, own, plan, 2)
        assert said(policy.may_let_go(rut, own, plan, 1), "ensam kvar")
        assert said(policy.may_let_go(rut, social, plan, 2), "Utse en annan samverkansansvarig först")
        plan.state = "closed"
        assert said(policy.may_let_go(rut, own, plan, 2), "Planen är avslutad")
        plan.state = "active"
        own.answer = "left"
        assert said(policy.may_let_go(rut, own, plan, 2), "redan utanför")
    with world.as_("eva") as eva:
        assert said(policy.may_let_go(eva, own, plan, 2), LEADS_WRITE)


def test_who_may_say_that_something_is_done(world: World) -> None:
    plan = stage.draft(world)
    one = stage.do(world, stage.goal(world, plan), "eva", "Läser saga")
    reasons = {}
    for name in ("eva", "rut", "emil"):
        with world.as_(name) as actor:
            reasons[name] = str(policy.may_finish(actor, one, plan).reason)
    assert reasons["eva"] == reasons["rut"] == ""
    assert LEADS_WRITE in reasons["emil"]
    one.state = "done"
    assert said(policy.may_finish(world.actor("eva"), one, plan), "redan avslutad")


def test_the_lead_writes_down_what_the_family_says(world: World) -> None:
    plan = stage.active(world)
    eva = world.people["eva"].pk
    with world.as_("sofia") as sofia:
        assert policy.may_agree(sofia, plan, eva)
    with world.as_("emil") as emil:
        assert said(policy.may_agree(emil, plan, eva), LEADS_WRITE)


# Activation: everything is there, and then one thing is taken away -----------------------------------------


def gaps(world: World, plan: Plan) -> list[policy.Gap]:
    with world.as_("rut"):
        return policy.activation_gaps(stage.fresh(world, plan))


def test_nothing_is_missing(world: World) -> None:
    assert gaps(world, stage.ready(world)) == []


def no_view(world: World, plan: Plan) -> None:
    stage.write_words(world, plan, child_wants="", child_view_how=" ")


def not_heard(world: World, plan: Plan) -> None:
    plan.heard, plan.heard_on, plan.heard_by = "", None, None
    with world.as_("rut"):
        plan.save(update_fields=["heard", "heard_on", "heard_by"])


def no_second_service(world: World, plan: Plan) -> None:
    with world.as_("rut") as rut:
        social = Party.objects.visible_to(rut).get(area=world.areas["social"])
    stage.lead(world, plan, "rut")
    actions.let_go(party=social, why="", by=world.actor("rut"))


def no_consent(world: World, plan: Plan) -> None:
    with world.as_("rut") as rut:
        consent = Consent.objects.visible_to(rut).get(giver=world.people["emil"])
    consents.withdraw(consent=consent, by=world.actor("emil"))


def no_contact_at_work(world: World, plan: Plan) -> None:
    stage.lead(world, plan, "rut")
    assignment = world.assignments["sofia"]
    assignment.until = clock.today() - timedelta(days=1)
    with acting(SYSTEM):
        assignment.save(update_fields=["until"])


def no_day(world: World, plan: Plan) -> None:
    plan.next_review_on = clock.today()
    with world.as_("rut"):
        plan.save(update_fields=["next_review_on"])


def no_lead(world: World, plan: Plan) -> None:
    plan.lead = None
    with world.as_("rut"):
        plan.save(update_fields=["lead"])


@pytest.mark.parametrize(
    ("take_away", "sentence", "mend"),
    [
        (no_view, "vad barnet vill, eller hur ni har försökt", Mend.WORDS),
        (not_heard, "Prata med familjen", Mend.HEARD),
        (no_second_service, "Bjud in en verksamhet till", Mend.PARTIES),
        (no_consent, "Samtycke från Emil i Ängsby saknas", Mend.CONSENT),
        (no_contact_at_work, "har slutat", Mend.PARTIES),
        (no_lead, "Utse en samverkansansvarig", Mend.LEAD),
        (no_day, "en dag framåt i tiden", Mend.LEAD),
    ],
)
def test_each_condition_is_needed(
    world: World, take_away: Callable[[World, Plan], None], sentence: str, mend: Mend
) -> None:
    plan = stage.ready(world)
    take_away(world, plan)
    found = gaps(world, plan)
    assert [gap.mend for gap in found] == [mend]
    assert sentence in found[0].sentence
    with pytest.raises(Denied) as refused:
        actions.activate(plan=plan, by=world.actor("rut"))
    assert sentence in str(refused.value.reason)


def test_a_condition_is_told_once_in_the_words_of_the_plans_own_version(world: World) -> None:
    plan = stage.draft(world)
    theirs = KRONOBERG.plan_conditions.model_copy(update={"next_review": "Vi har en dag för att ses igen."})
    hold_from_today(another(plan_conditions=theirs.model_dump()))

    with world.as_("rut") as rut:
        own = stage.fresh(world, plan)
        assert policy.activation_gaps(own)[-1].condition == KRONOBERG.plan_conditions.next_review
        own.record.practice_version = another().version
        assert str(policy.may_activate(rut, own).reason).count("Vi har en dag för att ses igen.") == 1


def test_a_condition_is_in_our_words_for_who_reads_another_language_than_the_packs(world: World) -> None:
    plan = stage.draft(world)
    with override("en"):
        assert gaps(world, plan)[-1].condition == "The day when you review the plan is set."


def test_the_attempt_counts_when_the_child_says_nothing(world: World) -> None:
    plan = stage.ready(world)
    stage.write_words(world, plan, child_wants="", child_view_how="Elsa ville inte prata, vi frågade två gånger.")
    assert gaps(world, plan) == []


def test_an_empty_draft_lists_everything_at_once(world: World) -> None:
    plan = stage.draft(world)
    assert [gap.mend for gap in gaps(world, plan)] == [
        Mend.WORDS,
        Mend.HEARD,
        Mend.PARTIES,
        Mend.LEAD,
        Mend.LEAD,
    ]


def test_the_lead_must_still_be_in_the_plan(world: World) -> None:
    plan = stage.ready(world)
    plan.lead = world.assignments["bo"]
    with world.as_("rut"):
        plan.save(update_fields=["lead"])
    assert ["inte längre med" in gap.sentence for gap in gaps(world, plan)] == [True]


def test_an_action_of_somebody_else_is_not_theirs_to_finish(world: World) -> None:
    stage.active(world)
    with world.as_("eva") as eva:
        one = PlanAction.objects.visible_to(eva).get()
        plan = Plan.objects.visible_to(eva).get()
        assert not policy.may_finish(eva, one, plan)

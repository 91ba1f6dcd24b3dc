"""The invented action plans: the county's with an adopted version and a draft, four municipalities' in different states,
and a round of follow-up that goes on."""

from collections.abc import Iterable
from datetime import date, timedelta

from kronobarn.action_plans import actions, follow_actions, frozen, tree, version_actions
from kronobarn.action_plans.models import ActionPlan, Activity, Measure, PlanGoal, PlanVersion
from kronobarn.action_plans.rules import Status
from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.demo.county.county_plan import AFTERWARDS, ALVESTA, COUNTY, LJUNGBY, TINGSRYD, VAXJO, Aim, Doing
from kronobarn.demo.county.town import Town
from kronobarn.practice.words import programme_here
from kronobarn.programme.models import BodyDecision

LEADER = "Pär Lövgren"


def action_plans(town: Town) -> None:
    """Everybody writes their own; the county's first, for the others to be tied to."""
    leader = town.actor(LEADER)
    county = _plan(
        town,
        leader,
        None,
        f"Handlingsplan för {programme_here()}",
        "Tillsammans skapar vi en trygg och säker uppväxt för varje barn, genom främjande, tidiga och samordnade insatser.",
        COUNTY,
    )
    version = _adopted(town, county, 70, "Styrgruppen, möte i början av hösten, punkt 4", leader)
    version_actions.publish(version=version, by=leader)
    last = Measure.objects.get(title="Gemensam uppföljning varje år")
    _activity(town, last, AFTERWARDS, leader)
    own = {
        "vaxjo": ("Camilla Torell", "Växjös handlingsplan för barnens bästa", VAXJO),
        "alvesta": ("Signe Backlund", "Handlingsplan för Alvesta", ALVESTA),
        "ljungby": ("Valter Rosing", "Ljungby för varje barn", LJUNGBY),
        "tingsryd": ("Ingela Modigh", "Tingsryds handlingsplan", TINGSRYD),
    }
    for key, (who, title, aims) in own.items():
        by = town.actor(who)
        aim = "Vi gör länets plan till vår egen, utifrån våra barn och våra verksamheter."
        plan = _plan(town, by, Organisation.objects.get(key=key), title, aim, aims)
        if key in {"vaxjo", "alvesta"}:
            _adopted(town, plan, 35, "Kommunstyrelsen", by)
        if key == "alvesta":
            goal = PlanGoal.objects.get(plan=plan)
            actions.add(kind=Measure, above=goal, title="En gemensam utbildningsdag varje höst", by=by)
    _follow_up(town, county, leader)


def _plan(
    town: Town, by: Actor, organisation: Organisation | None, title: str, aim: str, aims: Iterable[Aim]
) -> ActionPlan:
    with clock.shifted(-timedelta(days=200)):
        plan = actions.begin(organisation=organisation, title=title, aim=aim, by=by)
        for one in aims:
            goal = actions.add(kind=PlanGoal, above=plan, title=one.title, text=one.text, by=by)
            for words, doings in one.measures.items():
                measure = actions.add(kind=Measure, above=goal, title=words, by=by)
                for doing in doings:
                    _activity(town, measure, doing, by)
    return plan


def _activity(town: Town, measure: Measure, doing: Doing, by: Actor) -> None:
    wanted = Measure.objects.filter(title=doing.carries_out, goal__plan__organisation=None).first()
    row = actions.add(
        kind=Activity,
        above=measure,
        title=doing.title,
        function=doing.function,
        group=None,
        owner=town.assignment(doing.owner) if doing.owner else None,
        mailbox=doing.mailbox,
        since=_month(town.today, doing.since),
        until=_month(town.today, doing.until),
        evidence=doing.evidence,
        carries_out=wanted,
        by=by,
    )
    for ago, status, words, seen in doing.said:
        with clock.shifted(-timedelta(days=ago)):
            follow_actions.report(activity=row, status=status, words=words, seen=seen, by=by)


def _adopted(town: Town, plan: ActionPlan, ago: int, who: str, by: Actor) -> PlanVersion:
    with acting(by):
        seen = frozen.digest(frozen.content(tree.load(by, plan)))
        decided = BodyDecision.objects.filter(
            awaited__body__organisation=plan.organisation_id,
            awaited__question__applies_to="action_plan",
            outcome="adopted",
            corrected_at=None,
        ).first()
    return version_actions.adopt(
        plan=plan,
        adopted_on=town.today - timedelta(days=ago),
        adopted_by=who,
        decision=decided,
        seen=seen,
        by=by,
    )


def _follow_up(town: Town, plan: ActionPlan, by: Actor) -> None:
    """Begun a week and a half ago: some have answered, and some have not."""
    with clock.shifted(-timedelta(days=10)):
        follow_actions.follow_up(
            plan=plan,
            answer_by=town.today + timedelta(days=4),
            words="Inför styrgruppens möte: skriv en mening om hur det går, också om inget har hänt.",
            by=by,
        )
    said = {
        "Samla exempel på hur hjulet används": "Exempel från alla slags verksamheter utom polisen.",
        "Skriva en rutin för överlämning": "Den nya chefen börjar i januari.",
    }
    for title, words in said.items():
        row = Activity.objects.get(title=title)
        before = row.reports.first()
        assert before is not None
        follow_actions.report(activity=row, status=Status(before.status), words=words, seen="", by=by)


def _month(today: date, ahead: int) -> date:
    """The first day of a month, counted from the one of loading; what begins or ends today would be neither."""
    number = today.year * 12 + today.month - 1 + ahead
    return date(number // 12, number % 12 + 1, 1)

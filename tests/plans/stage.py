"""Elsa's matter brought to where a plan begins, and a plan brought to where it holds."""

from datetime import timedelta

from kronobarn.circles.models import Seat
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import State
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import Form
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.people.models import Guardianship
from kronobarn.plans import actions, reads, sentences, telling
from kronobarn.plans.models import Goal, Party, Plan, PlanAction
from kronobarn.plans.rules import Heard, SaidBy
from kronobarn.practice import pack
from kronobarn.responsibility import actions as responsibility
from tests.told import told_once
from tests.world import World

LATER = timedelta(days=30)


@told_once
def matter(world: World) -> Matter:
    """A matter that has come to that several services are needed."""
    rut = world.actor("rut")
    signal = concerns.notice(child=world.elsa, what_was_seen="Trött på morgnarna", seen_on=clock.today(), by=rut)
    opened = concerns.receive(signal=signal, by=rut)
    for state in (State.GATHERING, State.COOPERATING):
        opened = concerns.move(matter=opened, state=state, by=rut)
    return opened


@told_once
def consent(world: World, of: Matter, *services: str, without: str = "") -> None:
    """Eva and Emil say yes to sharing with these services, one of them perhaps not."""
    rut = world.actor("rut")
    areas = [world.areas[service].pk for service in services]
    kinds = list(pack.current().information_kinds)
    until = clock.today() + timedelta(days=180)
    asked = consents.ask(matter_id=of.pk, services=areas, kinds=kinds, why="För Elsas plan", until=until, by=rut)
    for one in asked:
        assert one.giver is not None
        if one.giver.username != without:
            consents.record_answer(
                consent=one,
                form=Form.ORAL,
                said_on=clock.today(),
                how="På telefon",
                services=areas,
                kinds=kinds,
                until=until,
                by=rut,
            )


@told_once
def draft(world: World, *services: str) -> Plan:
    """A plan that has been started, with consent for these services and nothing else."""
    of = matter(world)
    consent(world, of, *(services or ("social",)))
    return actions.start(matter=of, by=world.actor("rut"))


def fresh(world: World, plan: Plan, name: str = "rut") -> Plan:
    """The plan as it stands now."""
    with world.as_(name) as actor:
        found: Plan = Plan.objects.visible_to(actor).get(pk=plan.pk)
        return found


def ask(world: World, plan: Plan, name: str) -> Party:
    return actions.add_party(
        plan=plan, contact=world.assignments[name], seen=fresh(world, plan).revision, by=world.actor("rut")
    )


def write_words(world: World, plan: Plan, by: Actor | None = None, **words: str) -> Plan:
    said = {
        "child_wants": "Jag vill sova bättre och inte komma för sent.",
        "child_view_how": "Elsa berättade för kuratorn.",
        "contingency": "Vi ringer varandra.",
        "disagreement": "",
        **words,
    }
    return actions.set_words(plan=plan, seen=fresh(world, plan).revision, by=by or world.actor("rut"), **said)


def lead(world: World, plan: Plan, name: str = "sofia", by: str = "rut") -> Plan:
    return actions.name_lead(
        plan=plan,
        lead=world.assignments[name],
        next_review_on=clock.today() + LATER,
        seen=fresh(world, plan).revision,
        by=world.actor(by),
    )


def hear(world: World, plan: Plan, heard: Heard = Heard.TALK, why: str = "", by: str = "rut") -> Plan:
    """Rut has talked with the family; or they were called and did not come."""
    return actions.hear(
        plan=plan,
        heard=heard,
        heard_on=clock.today(),
        heard_how="Rut ringde Eva och Emil.",
        heard_why=why,
        seen=fresh(world, plan).revision,
        by=world.actor(by),
    )


def goal(world: World, plan: Plan, outcome: str = "Elsa sover hela natten") -> Goal:
    return actions.add_goal(
        plan=plan,
        area_key="healthy",
        need="Elsa sover dåligt",
        desired_outcome=outcome,
        how_we_see_it="Elsa säger att hon är utvilad minst fyra dagar i veckan",
        said_by=SaidBy.CHILD,
        seen=fresh(world, plan).revision,
        by=world.actor("rut"),
    )


def seat(world: World, name: str) -> Seat:
    with world.as_("rut") as rut:
        seats = Seat.objects.visible_to(rut).standing().filter(child=world.elsa, person=world.people[name])
        return seats.order_by("since")[0]


def do(world: World, of: Goal, name: str, what: str = "Pratar med Elsa varje vecka") -> PlanAction:
    with world.as_("rut") as rut:
        plan: Plan = Plan.objects.visible_to(rut).get(pk=of.record_id)
    return actions.add_action(
        goal=of,
        what=what,
        doer=seat(world, name).pk,
        since=clock.today(),
        until=clock.today() + timedelta(days=20),
        seen=plan.revision,
        by=world.actor("rut"),
    )


@told_once
def ready(world: World) -> Plan:
    """A plan to which nothing is missing: school and social services, a goal, a lead, a day."""
    plan = draft(world)
    ask(world, plan, "sofia")
    write_words(world, plan)
    hear(world, plan)
    lead(world, plan)
    first = goal(world, plan)
    do(world, first, "sofia")
    return fresh(world, plan)


@told_once
def active(world: World) -> Plan:
    return actions.activate(plan=ready(world), by=world.actor("rut"))


def content(world: World, plan: Plan) -> dict[str, object]:
    with world.as_("rut") as rut:
        return dict(telling.content(reads.rows(plan, rut)))


def changes(world: World, plan: Plan, who: str = "rut") -> list[list[str]]:
    """What each version says has changed, to one who reads the plan; the first version first."""
    with world.as_(who) as reader:
        return [sentences.said(one.differs) for one in reversed(reads.frozen(plan, reader))]


def also_guardian(world: World, name: str) -> None:
    """Somebody who works with Elsa is her guardian too."""
    responsibility.add_guardian(
        child=world.elsa,
        guardian=world.people[name],
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.STATED,
        by=world.actor("rut"),
    )

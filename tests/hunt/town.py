"""The town with much going on at once: four children (one with two cards), and people who must not learn of one another.

Elsa  has a plan that is followed up. Tage and Aino have noticed something, and so has Emil, each for themselves.
      Kim sat with her and no longer does. Something about her was refused to the police.
      Bo has opened her in an emergency, which her family is to be told of later.
Noa   is unborn. Mona's own service was enough, and Birgit is asked to take the baton.
Saga  has protected personal data, and Sofia is named to know who she is; Bo is not, and so has her mother Pia; Per is her father. Per has said no, and a
      ground in law stands in for his yes. Bo is asked to tell. A meeting is called.
      Emil must not know of Elsa's plan, nor Per of Saga's meeting and of why Birgit sits there.
      The nurse Sanna has had what her unit wrote of Elsa closed to the unit where Kaj works in this town.
Ture  is being handed over to Sofia, who has not answered. He was written down twice: Sanna sits with his other card.

Petra leads the work in the county, Adam runs the system and Frida does research: none of them meets a child.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.cookies import SimpleCookie

from django.http import QueryDict
from django.test import Client

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.rules import KnownHow, NextStep, Perspective
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.chronology import actions as chronology
from kronobarn.chronology.rules import Significance
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Seat, Withheld
from kronobarn.circles.rules import Ground, Kind, WithheldBecause
from kronobarn.communication import actions as communication
from kronobarn.communication import reads as threads
from kronobarn.communication.filing import actions as filing
from kronobarn.communication.models import Thread
from kronobarn.communication.rules import Subject
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import Basis, ChildsPart
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.disclosures import actions as disclosures
from kronobarn.disclosures.rules import Verdict
from kronobarn.documents import actions as documents
from kronobarn.documents.rules import From, HandedIn
from kronobarn.drafts import actions as drafts
from kronobarn.emergency import actions as emergency
from kronobarn.emergency.models import Opening
from kronobarn.emergency.rules import Reason
from kronobarn.guests import actions as guests
from kronobarn.meetings import actions as meetings
from kronobarn.meetings.actions import Decided
from kronobarn.meetings.models import Invited, MeetingDecision
from kronobarn.meetings.notes import actions as notes
from kronobarn.meetings.rules import Fits
from kronobarn.meetings.times import actions as times
from kronobarn.merges import actions as merges
from kronobarn.my_world import actions as my_world
from kronobarn.my_world.rules import Module
from kronobarn.people import actions as people
from kronobarn.people.identity import made_up_number, made_up_reserve_number
from kronobarn.people.models import Child, Guardianship, Identity, Protection
from kronobarn.plans import actions as plans
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import SaidBy
from kronobarn.practice import pack
from kronobarn.protection import actions as protection
from kronobarn.responsibility import actions as responsibility
from kronobarn.responsibility.rules import Follows
from kronobarn.wheel import actions as wheel
from tests import world as plain
from tests.conftest import at, own_database
from tests.documents.pictures import picture
from tests.hunt.oracle import Who
from tests.papers.asking import ordered
from tests.practice.packs import hold_from_today, with_modules
from tests.sign_in import sign_in
from tests.story import Stage, Story, called_today, tell, tell_on
from tests.world import FAMILY, STAFF, World, born

NOBODY = "nobody"
MEET_NO_CHILDREN = {
    "petra": ("process_leader", "staff"),
    "adam": ("system_administrator", "administrator"),
    "frida": ("researcher", "staff"),
}
PERSONAS = (NOBODY, *STAFF, *MEET_NO_CHILDREN, *FAMILY, "pia", "per")


@dataclass
class Town:
    """The people, the children by name, and how everyone is signed in."""

    database: str
    world: World
    children: dict[str, Child] = field(default_factory=dict)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """Somebody's browser, as it was when they had just signed in."""
        client = Client(raise_request_exception=False)
        if who != NOBODY:
            client.cookies = SimpleCookie(self.cookies[who].output(header="", sep=";"))
        return client


@contextmanager
def told() -> Iterator[Town]:
    """The town in a database of its own, where all of it has happened."""
    with own_database("hunt") as name, at(name):
        town = Town(name, plain.build())
        _people(town)
        _elsa(town)
        _noa(town)
        hold_from_today(with_modules())
        _saga(town)
        _ture(town)
        _withheld(town)
        for who in PERSONAS[1:]:
            client = Client(raise_request_exception=False)
            sign_in(client, town.world, who)
            town.cookies[who] = client.cookies
        yield town
    pack.forget()  # what holds in this town


def _people(town: Town) -> None:
    world = town.world
    for name, (profession, role) in MEET_NO_CHILDREN.items():
        world.people[name] = people.add_person(username=name, given_name=name, family_name="Fri", by=SYSTEM)
        world.assignments[name] = Assignment.objects.create(
            person=world.people[name],
            unit=world.units["kommunhuset"],
            profession=profession,
            role=role,
            since=date(2020, 1, 1),
        )
    # Kaj works where Sanna does, in another unit.
    elsewhere = Unit.objects.create(
        key="town-elevhalsan-soder", area=world.areas["elevhalsa"], name="Elevhälsan Söder", kind="student_health"
    )
    moved = Assignment.objects.create(
        person=world.people["kaj"], unit=elsewhere, profession="school_nurse", role="staff", since=date(2020, 1, 1)
    )
    world.assignments["kaj"] = Assignment.objects.select_related("unit__area").get(pk=moved.pk)
    for name in ("pia", "per"):
        world.people[name] = people.add_person(
            username=name, given_name=name, family_name="Fri", protected=name == "pia", by=SYSTEM
        )


def _draft(town: Town, who: str, child: Child, form: str, **typed: str) -> None:
    given = QueryDict(mutable=True)
    given.update(typed)
    drafts.keep(child_id=child.pk, form=form, typed=given, by=town.world.actor(who))


def _matter(town: Town, child: Child, who: str) -> Matter:
    by = town.world.actor(who)
    signal = concerns.notice(child=child, what_was_seen="Något att se på.", seen_on=clock.today(), by=by)
    return concerns.receive(signal=signal, by=by)


def _elsa(town: Town) -> None:
    world = town.world
    elsa, rut = world.elsa, world.actor("rut")
    town.children["elsa"] = elsa
    number = made_up_number(elsa.born_on or born(9))
    people.identify(child=elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=rut)
    with world.as_("rut"):
        kim = circles.seat(child_id=elsa.pk, assignment=world.assignments["kim"], why="Samtal i höst.", by=rut)
    circles.end_seat(seat=kim, by=rut)
    story = tell(world, Stage.TOLD)
    circles.come_forward(child_id=elsa.pk, by=world.actor("aino"))
    for name, ground in (("aino", Ground.HARM_TEST), ("tage", None), ("emil", None), ("eva", None)):
        concerns.notice(
            child=elsa,
            what_was_seen=f"Elsa grät, säger {name}.",
            seen_on=clock.today(),
            who_noticed="En granne." if ground else "",
            ground=ground,
            necessity="Den som ansvarar behöver veta." if ground else "",
            by=world.actor(name),
        )
    tell_on(world, story, Stage.REVIEWING)
    _refuse_the_police(world, story)
    _ask_each_other(world, story)
    _decides(world, story)
    _meets_today(world, story)
    _opened_in_an_emergency(world, elsa, number)
    _they_write(world)
    circles.seat(child_id=elsa.pk, assignment=world.assignments["kaj"], why="Vikarie på elevhälsan.", by=rut)
    circles.block(
        child_id=elsa.pk,
        wish="Bara Sanna ska läsa.",
        maturity="Elsa berättade vad det betyder.",
        by=world.actor("sanna"),
    )
    for who in ("tage", "eva", "sanna"):
        _draft(town, who, elsa, concerns.DRAFT, what_was_seen=f"Jag tänker på en sak till, {who}.")
    _draft(town, "rut", elsa, consents.DRAFT, why="Frågan är inte klar än.")
    for who in ("rut", "eva"):
        ordered(world, elsa, who)


def _decides(world: World, story: Story) -> None:
    """At one more meeting: what is not needed in the plan is put aside. What the first decided still waits."""
    rut = world.actor("rut")
    meeting = called_today(world, story, place="Ängsskolan, expeditionen", child_wishes="Kort, tack.", minutes=30)
    with world.as_("rut"):
        came = list(Invited.objects.filter(record=meeting.pk).values_list("pk", flat=True))
    decisions = [Decided("Rut frågar tränaren.")]
    meetings.hold(
        meeting=meeting, came=came, notes="Elsa har redan frågat.", decisions=decisions, disagreement="", by=rut
    )
    with world.as_("rut"):
        decided = MeetingDecision.objects.get(record=meeting.pk)
    plans.lay_decision_aside(plan=story.plan, decision=decided, because="Elsa frågade tränaren själv.", by=rut)


def _meets_today(world: World, story: Story) -> None:
    """What Rut writes is shown to those who are called."""
    rut = world.actor("rut")
    meeting = called_today(world, story, place="Ängsskolan, matsalen", child_wishes="Samma rum som förra gången.")
    typed = {
        "said-0": "Elsa vill inte börja.",
        "notes": "Rut läser upp ett brev.",
        "disagreement": "Emil håller inte med.",
    }
    notes.show(meeting=meeting, typed=typed, opened_with={}, page="", by=rut)


def _refuse_the_police(world: World, story: Story) -> None:
    with world.as_("rut") as rut:
        record = Record.objects.get(pk=story.analysis.pk)
    circles.refuse_disclosure(record=record, to_area=world.areas["polisen"], necessity="Det skulle skada Elsa.", by=rut)


def _ask_each_other(world: World, story: Story) -> None:
    """Sofia asks the school and is given one thing; Eva asks and is refused."""
    elsa, rut = world.elsa, world.actor("rut")
    skolan = world.areas["skolan"]
    asked = disclosures.ask(
        child_id=elsa.pk, to_area=skolan, what="Hur går det i skolan?", why="Vi utreder stöd.", by=world.actor("sofia")
    )
    disclosures.answer(
        request=asked,
        verdict=Verdict.IN_PART,
        records=[story.analysis.pk],
        ground=Ground.HARM_TEST,
        necessity="De behöver veta det.",
        answer="Det här kan vi lämna.",
        by=rut,
    )
    consents.assess_maturity(child=elsa, part=ChildsPart.HEARD, reason="Vi pratade med Elsa i går.", by=rut)
    asked = disclosures.ask(child_id=elsa.pk, to_area=skolan, what="Allt om Elsa.", by=world.actor("eva"))
    disclosures.answer(request=asked, verdict=Verdict.REFUSED, answer="Kom och prata med oss.", by=rut)
    disclosures.ask(
        child_id=elsa.pk, to_area=world.areas["elevhalsa"], what="Hur sover hon?", why="Vi skriver planen.", by=rut
    )


def _opened_in_an_emergency(world: World, elsa: Child, number: str) -> None:
    bo = world.actor("bo")
    opening = emergency.open_child(
        number=number, reason=Reason.MISSING, words="Elsa syns ensam på bron.", code_typed_at=clock.now(), by=bo
    )
    assert isinstance(opening, Opening)
    because = "Elsa är rädd för att någon får veta."
    emergency.put_off(opening=opening, until=clock.today() + timedelta(days=7), because=because, by=world.actor("rut"))


def _they_write(world: World) -> None:
    """Rut to Eva and Sofia, and then also to Emil; to Eva, filed by Rut; Sofia to Rut and Elsa, with nothing to keep."""
    rut, sofia = world.actor("rut"), world.actor("sofia")
    thread = _writes(world, rut, ("eva", "sofia"), "Tid hos tandläkaren", "Eva, tog ni er dit?")
    communication.strike(
        message=communication.say(thread=thread, text="Det gick bra.", by=world.actor("eva")),
        because="Det var fel dag.",
        instead="Det gick inte alls.",
        by=world.actor("eva"),
    )
    with world.as_("rut"):
        emil = Seat.objects.standing().get(child=world.elsa, person=world.people["emil"])
    communication.add(thread=thread, readers=[emil.pk], by=rut)
    communication.say(thread=thread, text="Emil läser nu också.", by=rut)
    kept = _writes(world, rut, ("eva",), "Om läxorna", "Elsa hinner inte med.")
    filing.file(thread=kept, by=rut)
    nothing = _writes(world, sofia, ("rut", "elsa"), "Skjuts på fredag", "Jag hämtar Elsa.")
    filing.close(thread=nothing, because="Det gällde en skjuts.", by=sofia)


def _writes(world: World, by: Actor, to: tuple[str, ...], heading: str, text: str) -> Thread:
    people = {world.people[name].pk for name in to}
    with acting(by):
        readers = [seat.pk for seat in threads.candidates(world.elsa, by) if seat.person_id in people]
    return communication.start(
        child=world.elsa, subject=Subject.PRACTICAL, heading=heading, text=text, readers=readers, by=by
    )


def _noa(town: Town) -> None:
    world = town.world
    noa, mona = world.noa, world.actor("mona")
    town.children["noa"] = noa
    matter = _matter(town, noa, "mona")
    assessments.observe(
        matter=matter, perspective=Perspective.PROFESSIONAL, area_key="healthy", hard="Nora är orolig.", by=mona
    )
    guests.ask(
        matter=matter,
        label="Mormor",
        area_key="healthy",
        question="Hur mår Nora, tycker du?",
        purpose="För att förstå oron.",
        agreed="Nora sa ja i telefon.",
        until=clock.today() + timedelta(days=5),
        by=mona,
    )
    analysis = assessments.analyse(
        matter=matter, answers={"obstacle": "Oron tar kraft."}, child_view="", child_view_how="Inte född än.", by=mona
    )
    assessments.decide(analysis=analysis, decision=NextStep.OWN_SERVICE, reason="Vi hjälper Nora själva.", by=mona)
    with world.as_("mona"):
        state = Matter.objects.get(pk=matter.pk)
        if state.is_open:
            concerns.close(matter=state, outcome=Outcome.OWN_SERVICE, because="Det räckte med oss.", by=mona)
        records = list(Record.objects.filter(child=noa).values_list("pk", flat=True))
    responsibility.offer(
        child=noa,
        to=world.assignments["birgit"],
        because="Noa föds snart.",
        follows=Follows(
            records=records[:1], ground=Ground.NECESSARY, necessity="Birgit ska veta.", why_not="Det vill Saga inte."
        ),
        by=mona,
    )


def _saga(town: Town) -> None:
    world = town.world
    gunnar = world.actor("gunnar")
    saga = responsibility.register(
        unit=world.units["granskolan"],
        given_name="Saga",
        family_name="Gran",
        born_on=born(8),
        number=made_up_number(born(8)),
        protection=Protection.PROTECTED_REGISTRATION,
        by=gunnar,
    )
    town.children["saga"] = saga
    for name in ("pia", "per"):
        responsibility.add_guardian(
            child=saga,
            guardian=world.people[name],
            custody=Guardianship.Custody.JOINT,
            source=Guardianship.Source.POPULATION_REGISTER,
            by=gunnar,
        )
    matter = _matter(town, saga, "gunnar")
    for name in ("pia", "per"):
        concerns.notice(
            child=saga, what_was_seen=f"Saga är rädd, säger {name}.", seen_on=clock.today(), by=world.actor(name)
        )
        assessments.ask_source(
            matter=matter,
            kind=Perspective.GUARDIAN,
            person=world.people[name],
            due_on=clock.today() + timedelta(days=5),
            question=f"Hur har {name} det hemma?",
            by=gunnar,
        )
    assessments.observe(
        matter=matter,
        perspective=Perspective.GUARDIAN,
        area_key="healthy",
        hard="Vi har flyttat.",
        by=world.actor("pia"),
    )
    bo = assessments.ask_source(
        matter=matter,
        kind=Perspective.PROFESSIONAL,
        assignment=world.assignments["bo"],
        due_on=clock.today() + timedelta(days=5),
        ground=Ground.HARM_TEST,
        necessity="Bo känner Saga.",
        question="Hur mår Saga?",
        by=gunnar,
    )
    assessments.decline_source(source=bo, reason="Jag träffar inte Saga längre.", by=world.actor("bo"))
    analysis = assessments.analyse(
        matter=matter,
        answers={"obstacle": "Rädslan hindrar."},
        child_view="Jag vill inte att pappa vet.",
        child_view_how="Saga viskade det.",
        by=gunnar,
    )
    assessments.decide(analysis=analysis, decision=NextStep.TOGETHER, reason="Fler behövs här.", by=gunnar)
    _saga_is_asked_about(town, matter)
    soon = clock.now() + timedelta(days=2)
    meeting = meetings.call(
        matter=matter,
        starts_at=soon,
        minutes=45,
        place="Rum fyra.",
        invited=[world.assignments["sofia"]],
        child_wishes="Utan pappa.",
        proposed=[soon, soon + timedelta(days=1)],
        by=gunnar,
    )
    times.answer(meeting=meeting, fits={1: Fits.YES, 2: Fits.NO}, by=world.actor("pia"))
    why, until = "Sofia ordnar skyddet.", clock.today() + timedelta(days=30)
    with world.as_("gunnar"):
        circles.seat(child_id=saga.pk, assignment=world.assignments["sofia"], why="Skyddet.", by=gunnar)
        # Kim works with Saga where Gunnar does, and is not told who she is.
        circles.seat(child_id=saga.pk, assignment=world.assignments["kim"], why="Stöd i klassen.", by=gunnar)
    protection.name(child=saga, person=world.people["sofia"], why=why, until=until, by=gunnar)


def _saga_is_asked_about(town: Town, matter: Matter) -> None:
    world = town.world
    gunnar = world.actor("gunnar")
    asked = consents.ask(
        matter_id=matter.pk,
        services=[world.areas["social"].pk],
        kinds=list(pack.current().information_kinds),
        why="För att Saga ska vara trygg.",
        until=clock.today() + timedelta(days=90),
        by=gunnar,
    )
    answers = {one.giver.username: one for one in asked if one.giver is not None}
    consents.answer(
        consent=answers["pia"],
        services=answers["pia"].asked_services,
        kinds=answers["pia"].asked_kinds,
        by=world.actor("pia"),
    )
    for high in (800, 900):  # one of them is taken away
        paper = documents.add(
            record=answers["pia"].record,
            sent=picture((600, high)),
            handed_in=HandedIn(From.OTHER, function="Mormor lämnade det."),
            by=gunnar,
        )
    documents.remove(document=paper, because="Bilden hör till ett annat barn.", by=gunnar)
    _saga_has_moved(town, gunnar)
    my_world.add(matter=matter, module=Module.MY_WORLD, place="housing", hard="Saga sover hos mormor.", by=gunnar)
    my_world.add(
        matter=matter,
        module=Module.RESILIENCE,
        place="protection",
        works="Mormor vet allt.",
        perspective=Perspective.CHILD,
        said_by="Saga viskade.",
        by=gunnar,
    )
    _saga_answers(town, matter, gunnar)
    consents.answer(consent=answers["per"], by=world.actor("per"))
    consents.record_alternative(
        consent=answers["per"], basis=Basis.FB_6_13_A, reason="Nämnden beslutade om stöd utan pappan.", by=gunnar
    )


def _saga_answers(town: Town, matter: Matter, gunnar: Actor) -> None:
    """In the wheel, with Gunnar: Pia may see one answer, and one has changed."""
    sitting = wheel.prepare(
        matter=matter, language="sv", band="early", present="Saga och Gunnar", nickname="Sagis", by=gunnar
    )
    wheel.turn(sitting=sitting, by=gunnar)
    for area, feeling in (("active", "5"), ("safe", "1"), ("safe", "3")):
        said = wheel.Said(feeling=feeling, words="Så är det.", drawing=picture())
        wheel.answer(sitting=sitting, area_key=area, said=said, by=gunnar)
    wheel.go_through(sitting=sitting, by=gunnar)
    wheel.show(sitting=sitting, wishes={"active": wheel.Wish([town.world.people["pia"].pk])}, by=gunnar)
    wheel.turn_back(sitting=sitting, by=gunnar)


def _saga_has_moved(town: Town, gunnar: Actor) -> None:
    child = town.children["saga"]
    before = chronology.add(
        child=child,
        what="Saga flyttade.",
        happened_on=born(1),
        significance=Significance.HARD,
        known=KnownHow.TOLD_BY_GUARDIAN,
        source="Pia, i telefon.",
        did="Skolan bytte klass.",
        by=gunnar,
    )
    chronology.add(
        child=child,
        what="Saga och Pia flyttade.",
        happened_on=born(1),
        no_action_because="Ingen visste det.",
        significance=Significance.HARD,
        known=KnownHow.TOLD_BY_GUARDIAN,
        source="Pia, i telefon igen.",
        amends=before,
        by=gunnar,
    )


def _ture(town: Town) -> None:
    world = town.world
    rut = world.actor("rut")
    ture = responsibility.register(
        unit=world.units["angsskolan"], given_name="Ture", family_name="Tall", born_on=born(10), by=rut
    )
    town.children["ture"] = ture
    _written_down_twice(town, ture, rut)
    matter = _matter(town, ture, "rut")
    analysis = assessments.analyse(
        matter=matter, answers={}, child_view="Jag vill hem.", child_view_how="Ture ritade.", by=rut
    )
    assessments.decide(
        analysis=analysis,
        decision=NextStep.OTHER_SERVICE,
        reason="Ture behöver socialtjänsten.",
        to_assignment=world.assignments["sofia"],
        ground=Ground.HARM_TEST,
        necessity="Sofia måste veta varför.",
        by=rut,
    )


def _written_down_twice(town: Town, ture: Child, rut: Actor) -> None:
    world = town.world
    twin = responsibility.register(
        unit=world.units["angsskolan"],
        given_name="Ture",
        family_name="Tall",
        born_on=ture.born_on,
        number=made_up_reserve_number(born(10)),
        by=rut,
    )
    town.children["twin"] = twin
    circles.seat(child_id=twin.pk, assignment=world.assignments["sanna"], why="Hon mötte Ture först.", by=rut)
    merges.join(child=twin, kept=ture, reason="Reservnumret var hans.", by=rut)


def _withheld(town: Town) -> None:
    """Emil must not know of Elsa's matter and plan, Eva of one goal of it, Per of Saga's meeting, nor why Birgit is there."""
    world = town.world
    rut, gunnar = world.actor("rut"), world.actor("gunnar")
    with world.as_("rut"):
        plan = Record.objects.get(child=world.elsa, kind=Kind.PLAN)
        matter = Matter.objects.select_related("record").get(child=world.elsa).record
    _withhold_a_goal(town, plan, "eva", rut)
    for record in (plan, matter):  # he has not been asked in it
        _withhold(town, record, "emil", rut)
    with world.as_("gunnar"):
        of_saga = Record.objects.select_related("owner").filter(child=town.children["saga"])
        analysis, meeting = of_saga.get(kind=Kind.ANALYSIS), of_saga.get(kind=Kind.MEETING)
    circles.seat(child_id=analysis.child_id, assignment=world.assignments["birgit"], why="Om det Saga sa.", by=gunnar)
    circles.disclose(
        record=analysis, ground=Ground.HARM_TEST, to_area=world.areas["bhv"], necessity="Birgit ska veta.", by=gunnar
    )
    _withhold(town, analysis, "per", gunnar)
    first = _withhold(town, meeting, "per", gunnar)
    circles.withhold_longer(
        withheld=first, reason="Saga är lika rädd nu.", review_on=clock.today() + timedelta(days=60), by=gunnar
    )


def _withhold_a_goal(town: Town, record: Record, guardian: str, by: Actor) -> None:
    """In the plan as it is, and frozen in a version."""
    with town.world.as_("rut") as rut:
        plan = Plan.objects.visible_to(rut).get(pk=record.pk)
    goal = plans.add_goal(
        plan=plan,
        area_key="active",
        need="Elsa saknar sin kusin.",
        desired_outcome="Elsa träffar sin kusin",
        how_we_see_it="Elsa berättar om det.",
        said_by=SaidBy.CHILD,
        seen=plan.revision,
        by=by,
    )
    plans.revise(plan=plan, by=by)
    plans.withhold(
        plan=plan,
        part=goal.pk,
        guardians=[town.world.people[guardian]],
        because=WithheldBecause.CHILD,
        reason="Barnet är rädd för henne.",
        review_on=clock.today() + timedelta(days=30),
        by=by,
    )


def _withhold(town: Town, record: Record, guardian: str, by: Actor) -> Withheld:
    (withheld,) = circles.withhold(
        record=record,
        guardians=[town.world.people[guardian]],
        reason="Barnet är rädd för honom.",
        review_on=clock.today() + timedelta(days=30),
        by=by,
    )
    return withheld


def everyone(town: Town) -> list[Who]:
    found = [Who(NOBODY, None, None, None)]
    for name in town.cookies:
        actor = town.world.actor(name)
        found.append(Who(name, actor.person_id, actor.assignment_id, actor.area_id, actor.unit_id))
    return found

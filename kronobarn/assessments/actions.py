"""Everything that changes what is gathered and decided about a child's situation. Nothing else writes to it."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kronobarn.assessments import events, policy, rules
from kronobarn.assessments.models import AS_TOLD_BY, TOLD_HOW, Analysis, Handover, Observation, Source
from kronobarn.assessments.rules import NextStep, Perspective, SourceState, ToldHow
from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.reads import sitting
from kronobarn.circles.rules import GROUNDS_TO_CHOOSE, Ground, Kind, Role
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome, State
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import OralYes, carries
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.drafts import actions as drafts
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Person
from kronobarn.practice import pack
from kronobarn.responsibility.models import Responsibility

DECIDE_WITHIN = timedelta(days=7)
RECEIVE_WITHIN = timedelta(days=5)
CALL_WITHIN = timedelta(days=14)


@action
def ask_source(
    *,
    matter: Matter,
    kind: Perspective,
    due_on: date,
    by: Actor,
    person: Person | None = None,
    assignment: Assignment | None = None,
    ground: Ground | None = None,
    necessity: str = "",
    oral: OralYes | None = None,
    question: str = "",
) -> Source:
    """Ask the child, a guardian or a professional to tell.

    They get the matter's record, which holds no content, and a task. A professional gets a seat;
    in another area on a ground. A child without a sign-in is asked without a person: somebody else
    writes the answer down. Asked again, the same source is opened again.
    """
    matter = _own(matter, by)
    policy.may_ask(by, matter).enforce(child_id=matter.child_id)
    if due_on < clock.today():
        raise ValidationError({"due_on": _("Dagen har redan varit. Välj en dag som kommer.")})
    if kind == Perspective.PROFESSIONAL:
        if assignment is None:
            raise ValidationError({"who": _("Välj vem du vill fråga.")})
        policy.may_be_asked(assignment).enforce(child_id=matter.child_id)
        _let_in(matter, assignment, ground, necessity, oral, by)
        person = assignment.person
    else:
        assignment = None
        _let_family_read(matter, kind, person, by)
    _begin_gathering(matter, by)
    source = _asked(matter, kind, person, assignment, due_on, question, by)
    if person is not None:
        notices.ask(
            child_id=matter.child_id,
            kind=TaskKind.TELL,
            subject=matter.pk,
            due_on=due_on,
            person_id=person.pk,
            assignment_id=assignment.pk if assignment else None,
            by=by,
        )
    log(
        events.SourceAsked(
            of=kind,
            person=person.pk if person else None,
            assignment=assignment.pk if assignment else None,
        ),
        by=by,
        child_id=matter.child_id,
        subject=matter.log_name,
        why=ground or "",
    )
    return source


def _own(matter: Matter, by: Actor) -> Matter:
    mine: Matter = Matter.objects.visible_to(by).locked().select_related("record").get(pk=matter.pk)
    return mine


def _let_in(
    matter: Matter,
    assignment: Assignment,
    ground: Ground | None,
    necessity: str,
    oral: OralYes | None,
    by: Actor,
) -> None:
    if assignment.pk != by.assignment_id:
        circles.seat(child_id=matter.child_id, assignment=assignment, why=_("Tillfrågad om barnets situation"), by=by)
    area = assignment.unit.area
    if area.pk != matter.record.owner_id:
        consents.pass_on(
            record=matter.record,
            ground=_chosen(ground),
            kinds=carries(Kind.MATTER),
            necessity=necessity,
            oral=oral,
            about=matter.pk,
            to_area=area,
            by=by,
        )


def _chosen(ground: Ground | None) -> Ground:
    if ground not in GROUNDS_TO_CHOOSE:
        raise ValidationError({"ground": _("Välj varför uppgifterna får lämnas till en annan verksamhet.")})
    return ground


def _let_family_read(matter: Matter, kind: Perspective, person: Person | None, by: Actor) -> None:
    if person is None:
        if kind == Perspective.GUARDIAN:
            raise ValidationError({"who": _("Välj vilken vårdnadshavare du vill fråga.")})
        return
    role = policy.FAMILY_ROLES[kind]
    places = {(seat.person_id, seat.role) for seat in sitting(matter.child_id, by)}
    if (person.pk, role) not in places:
        raise ValidationError({"who": _("Personen har ingen plats som barn eller vårdnadshavare här.")})
    circles.disclose(record=matter.record, ground=Ground.CHILD_OR_GUARDIAN, to_person=person, by=by)


def _begin_gathering(matter: Matter, by: Actor) -> None:
    if matter.state != State.GATHERING:
        concerns.move(matter=matter, state=State.GATHERING, by=by)


def _asked(
    matter: Matter,
    kind: Perspective,
    person: Person | None,
    assignment: Assignment | None,
    due_on: date,
    question: str,
    by: Actor,
) -> Source:
    assert by.person_id is not None
    source: Source | None = (
        Source.objects.visible_to(by)
        .locked()
        .filter(child=matter.child_id, record=matter.pk, kind=kind, person=person, assignment=assignment)
        .first()
    )
    if source is None:
        source = Source(
            record_id=matter.pk,
            child_id=matter.child_id,
            kind=kind,
            person=person,
            assignment=assignment,
            question=question,
            due_on=due_on,
            asked_at=clock.now(),
            asked_by_id=by.person_id,
        )
        source.save(force_insert=True)
        return source
    if source.finished_at is not None:
        source.state = (
            SourceState.NOT_STARTED if source.state == SourceState.DECLINED else SourceState.SOMETHING_MISSING
        )
    source.declined_because = ""
    source.told_how = ""
    source.question = question or source.question
    source.due_on = due_on
    source.finished_at = None
    source.finished_by = None
    source.save(
        update_fields=["state", "declined_because", "told_how", "question", "due_on", "finished_at", "finished_by"]
    )
    return source


@action
def mark_source_done(*, source: Source, by: Actor) -> Source:
    """There is no more to tell for now. The one who was asked decides that, not the number of areas filled."""
    source = Source.objects.visible_to(by).locked().get(pk=source.pk)
    matter = Matter.objects.visible_to(by).get(pk=source.record_id)
    policy.may_mark_done(by, source, matter).enforce(child_id=source.child_id)
    return _finish(source, matter, SourceState.DONE, "", events.SourceDone(of=source.kind), by)


@action
def decline_source(*, source: Source, reason: str, by: Actor) -> Source:
    """Say no to telling. That is a right; a reason is welcome and not demanded of the family."""
    source = Source.objects.visible_to(by).locked().get(pk=source.pk)
    matter = Matter.objects.visible_to(by).get(pk=source.record_id)
    policy.may_finish(by, source, matter).enforce(child_id=source.child_id)
    if source.kind == Perspective.PROFESSIONAL and not reason.strip():
        raise ValidationError({"reason": _("Skriv varför du inte kan berätta, så att den som frågar kan gå vidare.")})
    return _finish(source, matter, SourceState.DECLINED, reason, events.SourceDeclined(of=source.kind), by)


def _finish(
    source: Source,
    matter: Matter,
    state: SourceState,
    because: str,
    event: events.SourceDone | events.SourceDeclined | events.SourceTold,
    by: Actor,
) -> Source:
    assert by.person_id is not None
    source.state = state
    source.declined_because = because
    source.finished_at = clock.now()
    source.finished_by_id = by.person_id
    source.save(update_fields=["state", "declined_because", "told_how", "finished_at", "finished_by"])
    if source.person_id is not None:
        notices.settle(
            child_id=source.child_id,
            subject=matter.pk,
            kinds=[TaskKind.TELL],
            person_id=source.person_id,
            by=by,
        )
    log(event, by=by, child_id=source.child_id, subject=matter.log_name)
    return source


@action
def observe(
    *,
    matter: Matter,
    perspective: Perspective,
    area_key: str,
    by: Actor,
    works: str = "",
    hard: str = "",
    said_by: str = "",
    exact_words: str = "",
    happened_on: date | None = None,
    share_with_responsible: Ground | None = None,
    necessity: str = "",
    oral: OralYes | None = None,
    amends: Observation | None = None,
    told_by: Person | None = None,
    told_how: ToldHow | None = None,
    told_all: bool = False,
) -> Observation:
    """Write what works and what is hard in one area of the wheel.

    The words belong to the writer's own area; what family write belongs to the area that asks, and
    to themselves. A writer in another area passes them on, on a ground, or decides not to and says
    why (`necessity`). Nothing is edited: a correction names the observation that it `amends`.

    Words that staff write down for a guardian name whose they are (`told_by`), who then reads them; with
    `told_all` whoever was asked and told them has nothing more to tell.
    """
    matter = Matter.objects.visible_to(by).select_related("record__owner").get(pk=matter.pk)
    policy.may_observe(by, matter, perspective).enforce(child_id=matter.child_id)
    label = _label_of(matter, area_key)
    told_by_another = perspective != Perspective.PROFESSIONAL and not by.is_family
    if told_by is not None:
        said_by = _whose(matter, perspective, told_by, told_how, said_by, told_by_another, by)
    _check_words(works, hard, said_by, exact_words, told_by_another)
    happened_on = happened_on or clock.today()
    if happened_on > clock.today():
        raise ValidationError({"happened_on": _("Dagen har inte varit än. Skriv dagen då det sas eller sågs.")})
    if amends is not None:
        amends = _amendable(amends, matter, perspective, area_key, by)
    record = circles.write_record(
        child_id=matter.child_id,
        kind=Kind.OBSERVATION,
        headline=_("%(area)s, bild från %(who)s") % {"area": label, "who": AS_TOLD_BY[perspective]},
        happened_on=happened_on,
        practice_version=matter.record.practice_version,
        owner_id=matter.record.owner_id,
        by=by,
    )
    observation = Observation(
        record=record,
        child_id=matter.child_id,
        matter=matter,
        area_key=area_key,
        perspective=perspective,
        works=works.strip(),
        hard=hard.strip(),
        said_by=said_by.strip(),
        exact_words=exact_words.strip(),
        told_by=told_by,
        amends=amends,
    )
    observation.save(force_insert=True)
    _pass_on(observation, matter.record.owner, share_with_responsible, necessity, oral, by)
    if told_by is not None:
        circles.disclose(record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=told_by, by=by)
    _open_source(matter, perspective, told_by, by)
    if told_all and told_by_another:
        _settle_sources(matter, perspective, told_by, told_how, by)
    drafts.drop(child_id=matter.child_id, form=rules.draft_key(matter.pk, perspective, area_key), by=by)
    log(_told(observation), by=by, child_id=matter.child_id, subject=observation.log_name)
    return observation


def _whose(
    matter: Matter,
    perspective: Perspective,
    told_by: Person,
    told_how: ToldHow | None,
    said_by: str,
    told_by_another: bool,
    by: Actor,
) -> str:
    """The guardian whose words these are, and how they were said, as the line under the words."""
    guardians = Seat.objects.visible_to(by).standing().filter(child=matter.child_id, role=Role.GUARDIAN)
    if not told_by_another or perspective != Perspective.GUARDIAN or not guardians.filter(person=told_by.pk).exists():
        raise ValidationError({"told_by": _("Välj en av barnets vårdnadshavare, eller ”någon annan”.")})
    how = f", {TOLD_HOW[told_how]}" if told_how else ""
    return said_by.strip() or f"{told_by.full_name}{how}"


def _label_of(matter: Matter, area_key: str) -> str:
    try:
        return pack.of(matter.record.practice_version).area(area_key).label
    except KeyError:
        raise ValidationError({"area_key": _("Det området finns inte i hjulet. Välj ett av de åtta.")}) from None


def _check_words(works: str, hard: str, said_by: str, exact_words: str, told_by_another: bool) -> None:
    missing: dict[str, str] = {}
    if not (works.strip() or hard.strip()):
        missing["works"] = _("Skriv något som fungerar, eller något som är svårt.")
    if told_by_another and not exact_words.strip():
        missing["exact_words"] = _("Skriv minst en sak ordagrant, så som det sas.")
    if told_by_another and not said_by.strip():
        missing["said_by"] = _("Skriv vem som sa det och när, till exempel Elsa, i ett samtal med kuratorn.")
    if missing:
        raise ValidationError(missing)


def _amendable(amends: Observation, matter: Matter, perspective: Perspective, area_key: str, by: Actor) -> Observation:
    amends = Observation.objects.visible_to(by).locked().select_related("record").get(pk=amends.pk)
    policy.may_amend(by, amends).enforce(child_id=matter.child_id)
    if (amends.matter_id, amends.perspective, amends.area_key) != (matter.pk, perspective, area_key):
        raise ValidationError(_("Rättelsen hör inte till samma område. Öppna området på nytt."))
    if Observation.objects.visible_to(by).filter(child=matter.child_id, amends=amends).exists():
        raise ValidationError(_("Iakttagelsen är redan rättad. Ladda om sidan och rätta den senaste."))
    return amends


def _pass_on(
    said: Observation,
    asks: SecrecyArea,
    ground: Ground | None,
    necessity: str,
    oral: OralYes | None,
    by: Actor,
) -> None:
    """To the area that asks, when the words belong to another: on a ground, or a refusal that is kept.

    On consent, the family's yes holds what the area of the wheel is about.
    """
    record = said.record
    if record.owner_id == asks.pk:
        return
    if ground is None:
        circles.refuse_disclosure(record=record, to_area=asks, necessity=necessity, by=by)
        return
    consents.pass_on(
        record=record,
        ground=_chosen(ground),
        kinds=carries(Kind.OBSERVATION, wheel=[said.area_key], childs_words=said.perspective == Perspective.CHILD),
        necessity=necessity,
        oral=oral,
        about=said.matter_id,
        to_area=asks,
        by=by,
    )


def _open_source(matter: Matter, perspective: Perspective, told_by: Person | None, by: Actor) -> None:
    """Whoever was asked has begun; the child's and a guardian's words may be written down by somebody else."""
    for source in _of_the_teller(matter, perspective, told_by, by).filter(state=SourceState.NOT_STARTED.value):
        source.state = SourceState.SOMETHING_MISSING
        source.save(update_fields=["state"])


def _of_the_teller(
    matter: Matter, perspective: Perspective, told_by: Person | None, by: Actor
) -> "QuerySet[Source, Source]":
    sources = Source.objects.visible_to(by).locked().filter(child=matter.child_id, record=matter.pk, kind=perspective)
    if told_by is not None:
        found = sources.filter(person=told_by, assignment=None)
    elif by.is_family or perspective != Perspective.CHILD:
        found = sources.filter(person=by.person_id, assignment=by.assignment_id)
    else:
        found = sources
    asked: QuerySet[Source, Source] = found
    return asked


def _settle_sources(
    matter: Matter, perspective: Perspective, told_by: Person | None, told_how: ToldHow | None, by: Actor
) -> None:
    """The one whose words were written down was asked, and has told all. Where nobody was asked there is nothing."""
    for source in _of_the_teller(matter, perspective, told_by, by).exclude(state__in=sorted(rules.FINISHED)):
        mark_source_told(source=source, how=told_how, by=by)


@action
def mark_source_told(*, source: Source, how: ToldHow | None, by: Actor) -> Source:
    """Somebody of the family has told a member of staff what they wanted to tell, and need not write themselves."""
    source = Source.objects.visible_to(by).locked().get(pk=source.pk)
    matter = Matter.objects.visible_to(by).select_related("record").get(pk=source.record_id)
    policy.may_settle_for(by, source, matter).enforce(child_id=source.child_id)
    if how is None:
        raise ValidationError({"told_how": _("Välj hur det berättades.")})
    written = Observation.objects.visible_to(by).filter(child=source.child_id, matter=matter, perspective=source.kind)
    if not written.filter(Q(told_by=None) | Q(told_by=source.person_id)).exists():
        raise ValidationError(
            {"told_how": _("Inget av det som sagts är nedskrivet än. Skriv ner det först, ordagrant.")}
        )
    source.told_how = how
    event = events.SourceTold(of=source.kind, person=source.person_id, how=how)
    return _finish(source, matter, SourceState.DONE, "", event, by)


def _told(observation: Observation) -> events.ObservationMade | events.ObservationAmended:
    area, perspective = observation.area_key, str(observation.perspective)
    if observation.amends_id is None:
        return events.ObservationMade(area=area, perspective=perspective)
    return events.ObservationAmended(area=area, perspective=perspective, amends=observation.amends_id)


@action
def analyse(
    *,
    matter: Matter,
    answers: Mapping[str, str],
    child_view: str,
    child_view_how: str,
    by: Actor,
) -> Analysis:
    """Write down what is understood so far. It can be written again until the next step is decided."""
    matter = _own(matter, by)
    policy.may_analyse(by, matter).enforce(child_id=matter.child_id)
    known = [question.key for question in pack.of(matter.record.practice_version).questions]
    if not set(answers) <= set(known):
        raise ValidationError(_("Frågorna har ändrats sedan sidan öppnades. Ladda om sidan."))
    _begin_gathering(matter, by)
    analysis = _under_way(matter, by)
    analysis.answers = {key: answers.get(key, "").strip() for key in known}
    analysis.child_view = child_view.strip()
    analysis.child_view_how = child_view_how.strip()
    analysis.save(update_fields=["answers", "child_view", "child_view_how"])
    _ask_for_analysis(matter, by)
    drafts.drop(child_id=matter.child_id, form=rules.analysis_draft_key(matter.pk), by=by)
    log(events.AnalysisSaved(), by=by, child_id=matter.child_id, subject=analysis.log_name)
    return analysis


def _under_way(matter: Matter, by: Actor) -> Analysis:
    rows = Analysis.objects.visible_to(by).locked()
    analysis: Analysis | None = rows.filter(child=matter.child_id, matter=matter, decided_at=None).first()
    if analysis is None:
        record = circles.write_record(
            child_id=matter.child_id,
            kind=Kind.ANALYSIS,
            headline=_("Analys"),
            happened_on=clock.today(),
            practice_version=matter.record.practice_version,
            by=by,
        )
        analysis = Analysis(record=record, child_id=matter.child_id, matter=matter)
        analysis.save(force_insert=True)
    return analysis


def _ask_for_analysis(matter: Matter, by: Actor) -> None:
    holder = _responsible(matter.child_id, by)
    notices.ask(
        child_id=matter.child_id,
        kind=TaskKind.ANALYSE,
        subject=matter.pk,
        due_on=clock.today() + DECIDE_WITHIN,
        person_id=holder.person_id,
        assignment_id=holder.pk,
        by=by,
    )


def _responsible(child_id: UUID, by: Actor) -> Assignment:
    current = Responsibility.objects.visible_to(by).current().select_related("holder")
    return current.get(child=child_id).holder


@action
def decide(
    *,
    analysis: Analysis,
    decision: NextStep,
    reason: str,
    by: Actor,
    to_assignment: Assignment | None = None,
    ground: Ground | None = None,
    necessity: str = "",
    oral: OralYes | None = None,
) -> Analysis:
    """Choose one of the three ways on, and say why. It is done once."""
    analysis = Analysis.objects.visible_to(by).locked().select_related("record", "matter__record").get(pk=analysis.pk)
    policy.may_decide(by, analysis).enforce(child_id=analysis.child_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv varför du bestämmer så, så att barnet och familjen kan förstå.")})
    assert by.person_id is not None
    matter = analysis.matter
    if decision == NextStep.OTHER_SERVICE:
        _check_receiver(to_assignment, by)
    analysis.decision = decision
    analysis.reason = reason.strip()
    analysis.decided_at = clock.now()
    analysis.decided_by_id = by.person_id
    if decision == NextStep.OTHER_SERVICE and to_assignment is not None:
        analysis.to_unit_id = to_assignment.unit_id
    analysis.save(update_fields=["decision", "reason", "decided_at", "decided_by", "to_unit"])
    notices.settle(
        child_id=matter.child_id,
        subject=matter.pk,
        kinds=[TaskKind.GATHER, TaskKind.ANALYSE, TaskKind.TELL],
        by=by,
    )
    if decision == NextStep.OWN_SERVICE:
        concerns.close(matter=matter, outcome=Outcome.OWN_SERVICE, because=reason, by=by)
    elif decision == NextStep.TOGETHER:
        _cooperate(matter, by)
    elif to_assignment is not None:
        _hand_over(analysis, to_assignment, ground, necessity, oral, by)
    log(
        events.AnalysisDecided(decision=decision, to_unit=analysis.to_unit_id),
        by=by,
        child_id=matter.child_id,
        subject=analysis.log_name,
    )
    return analysis


def _check_receiver(to_assignment: Assignment | None, by: Actor) -> None:
    if to_assignment is None:
        raise ValidationError({"to_assignment": _("Välj vem som ska ta emot.")})
    if to_assignment.unit_id == by.unit_id:
        raise ValidationError(
            {"to_assignment": _("Den personen arbetar i din egen verksamhet. Välj någon i en annan, eller det första.")}
        )
    policy.may_be_asked(to_assignment).enforce()


def _cooperate(matter: Matter, by: Actor) -> None:
    concerns.move(matter=matter, state=State.COOPERATING, by=by)
    holder = _responsible(matter.child_id, by)
    notices.ask(
        child_id=matter.child_id,
        kind=TaskKind.CALL_MEETING,
        subject=matter.pk,
        due_on=clock.today() + CALL_WITHIN,
        person_id=holder.person_id,
        assignment_id=holder.pk,
        by=by,
    )


def _hand_over(
    analysis: Analysis,
    to: Assignment,
    ground: Ground | None,
    necessity: str,
    oral: OralYes | None,
    by: Actor,
) -> None:
    """The receiver may read the analysis and where the matter stands, and nothing else that was gathered."""
    assert by.person_id is not None
    matter = analysis.matter
    # Before anything is passed on: what is passed on from now on is what ends with a no (see `_end_what_was_given`).
    asked_at = clock.now()
    sat = Seat.objects.visible_to(by).standing().filter(child=matter.child_id, assignment=to, role=Role.PARTICIPANT)
    had_a_seat = sat.exists()
    seat = circles.seat(child_id=matter.child_id, assignment=to, why=_("Ombedd att ta över"), by=by)
    area = to.unit.area
    if oral is not None and _chosen(ground) == Ground.CONSENT:
        consents.record_oral(child_id=matter.child_id, about=matter.pk, to_area=area, said=oral, by=by)
    for record in (analysis.record, matter.record):
        if record.owner_id != area.pk:
            kinds = carries(Kind(record.kind))
            consents.pass_on(
                record=record, ground=_chosen(ground), kinds=kinds, necessity=necessity, to_area=area, by=by
            )
    concerns.move(matter=matter, state=State.HANDING_OVER, by=by)
    Handover(
        record=analysis.record,
        child_id=matter.child_id,
        matter=matter,
        to_assignment=to,
        seat=None if had_a_seat else seat,
        asked_at=asked_at,
        asked_by_id=by.person_id,
    ).save(force_insert=True)
    notices.ask(
        child_id=matter.child_id,
        kind=TaskKind.ACCEPT_HANDOVER,
        subject=matter.pk,
        due_on=clock.today() + RECEIVE_WITHIN,
        person_id=to.person_id,
        assignment_id=to.pk,
        by=by,
    )


@action
def receive_handover(*, handover: Handover, by: Actor, answer: str = "") -> Handover:
    """Take the matter over. With the receipt it is closed where it came from."""
    handover = Handover.objects.visible_to(by).locked().select_related("matter__record").get(pk=handover.pk)
    policy.may_answer(by, handover).enforce(child_id=handover.child_id)
    assert by.person_id is not None
    handover.received_at = clock.now()
    handover.received_by_id = by.person_id
    handover.answer = answer.strip()
    handover.save(update_fields=["received_at", "received_by", "answer"])
    concerns.close(
        matter=handover.matter,
        outcome=Outcome.HANDED_OVER,
        because=_("Mottaget av %(unit)s.") % {"unit": by.unit_name},
        by=by,
    )
    log(events.HandoverReceived(), by=by, child_id=handover.child_id, subject=handover.log_name)
    return handover


@action
def decline_handover(*, handover: Handover, reason: str, by: Actor) -> Handover:
    """Say no and why. The matter goes back to the responsible; what was passed on for this, and the place, end."""
    handover = _locked(handover, by)
    policy.may_answer(by, handover).enforce(child_id=handover.child_id)
    if not reason.strip():
        raise ValidationError({"answer": _("Skriv varför ni inte kan ta över, så att barnet inte blir utan.")})
    assert by.person_id is not None
    handover.declined_at = clock.now()
    handover.declined_by_id = by.person_id
    handover.answer = reason.strip()
    handover.save(update_fields=["declined_at", "declined_by", "answer"])
    log(events.HandoverDeclined(), by=by, child_id=handover.child_id, subject=handover.log_name)
    _give_back(handover, by)
    return handover


@action
def withdraw_handover(*, handover: Handover, by: Actor) -> Handover:
    """Take the question back before it is answered. What was passed on for it ends at once."""
    handover = _locked(handover, by)
    policy.may_withdraw(by, handover).enforce(child_id=handover.child_id)
    assert by.person_id is not None
    handover.withdrawn_at = clock.now()
    handover.withdrawn_by_id = by.person_id
    handover.save(update_fields=["withdrawn_at", "withdrawn_by"])
    log(events.HandoverWithdrawn(), by=by, child_id=handover.child_id, subject=handover.log_name)
    _give_back(handover, by)
    return handover


def _locked(handover: Handover, by: Actor) -> Handover:
    rows = Handover.objects.visible_to(by).locked()
    locked: Handover = rows.select_related("matter__record", "seat", "to_assignment__unit").get(pk=handover.pk)
    return locked


def _give_back(handover: Handover, by: Actor) -> None:
    """The matter is the responsible's to decide about again. The place given for this ends last: it opens the rest."""
    notices.settle(child_id=handover.child_id, subject=handover.matter_id, kinds=[TaskKind.ACCEPT_HANDOVER], by=by)
    _ask_for_analysis(handover.matter, by)
    _end_what_was_given(handover, by)
    if handover.seat is not None:
        circles.close_seat(seat=handover.seat, by=by)


def _end_what_was_given(handover: Handover, by: Actor) -> None:
    """What was passed on for the hand-over, and not before it for something else."""
    given = Disclosure.objects.visible_to(by).standing()
    for disclosure in given.filter(
        child=handover.child_id,
        record__in=[handover.record_id, handover.matter_id],
        to_area=handover.to_assignment.unit.area_id,
        since__gte=handover.asked_at,
    ):
        circles.end_disclosure(disclosure=disclosure, by=by)

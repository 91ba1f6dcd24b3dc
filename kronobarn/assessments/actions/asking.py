"""Ask somebody to tell, and what becomes of the question."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kronobarn.assessments import events, policy
from kronobarn.assessments.actions.common import begin_gathering, chosen, own
from kronobarn.assessments.models import Observation, Source
from kronobarn.assessments.rules import Perspective, SourceState, ToldHow
from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.reads import sitting
from kronobarn.circles.rules import Ground, Kind
from kronobarn.concerns.models import Matter
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import OralYes, carries
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Person


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
    matter = own(matter, by)
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
    begin_gathering(matter, by)
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
            ground=chosen(ground),
            kinds=carries(Kind.MATTER),
            necessity=necessity,
            oral=oral,
            about=matter.pk,
            to_area=area,
            by=by,
        )


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


def of_the_teller(
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

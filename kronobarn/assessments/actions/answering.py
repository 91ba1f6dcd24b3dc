"""What becomes of a question: it is taken, reminded of, answered or declined."""

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kronobarn.assessments import events, policy
from kronobarn.assessments.actions.common import tell_box
from kronobarn.assessments.models import Observation, Source
from kronobarn.assessments.rules import Perspective, SourceState, ToldHow
from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.core.reasons import demand
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Person


@action
def take_source(*, source: Source, by: Actor) -> Source:
    """Take a question that was put to one's whole unit: from now on it is one's own, with a place to answer from."""
    asked = Source.objects.in_the_box(by).filter(pk=source.pk).first()
    if asked is None:
        raise _gone()
    policy.may_take(by, asked).enforce()
    assert by.person_id is not None
    assert by.assignment_id is not None
    assignment = Assignment.objects.select_related("unit").get(pk=by.assignment_id)
    # The seat first: the question is what lets one sit down, and the seat what lets one lock the question and write on
    # it. Whoever comes second finds it taken when they have waited for the lock, and gets no seat either.
    circles.grant_seat(
        child_id=asked.child_id,
        role=Role.PARTICIPANT,
        ground=SeatGround.TASK,
        assignment=assignment,
        why=_("Tillfrågad om barnets situation"),
        by=by,
    )
    taken: Source | None = Source.objects.in_the_box(by).locked().filter(pk=source.pk).first()
    if taken is None:
        raise _gone()
    own = Source.objects.visible_to(by).filter(child=taken.child_id, record=taken.record_id, person=by.person_id)
    if own.filter(assignment=assignment).exists():
        raise Denied(_("Du är redan själv tillfrågad om samma barn. Be en kollega ta frågan till enheten."))
    taken.person_id = by.person_id
    taken.assignment = assignment
    taken.taken_at = clock.now()
    taken.save(update_fields=["person", "assignment", "taken_at"])
    notices.ask(
        child_id=taken.child_id,
        kind=TaskKind.TELL,
        subject=taken.record_id,
        due_on=taken.due_on,
        person_id=by.person_id,
        assignment_id=by.assignment_id,
        by=by,
    )
    log(events.SourceTaken(), by=by, child_id=taken.child_id, subject=taken.log_name)
    return taken


@action
def give_back_source(*, source: Source, by: Actor) -> None:
    """Leave a question to the unit again, with the place that one got to answer it from."""
    source = Source.objects.visible_to(by).locked().get(pk=source.pk)
    policy.may_give_back(by, source).enforce(child_id=source.child_id)
    log(events.SourceGivenBack(), by=by, child_id=source.child_id, subject=source.log_name)
    notices.settle(
        child_id=source.child_id, subject=source.record_id, kinds=[TaskKind.TELL], person_id=by.person_id, by=by
    )
    source.person = source.assignment = source.taken_at = None
    source.save(update_fields=["person", "assignment", "taken_at"])
    # The place last: without it one neither sees the child nor may write on the question. A place that somebody else
    # gave, or that one answers another question from, stands.
    mine = Source.objects.visible_to(by).filter(child=source.child_id, assignment=by.assignment_id)
    if not mine.exists():
        places = Seat.objects.held_by(by, Role.PARTICIPANT)
        for seat in places.filter(child=source.child_id, ground=SeatGround.TASK, granted_by=by.person_id):
            circles.end_seat(seat=seat, by=by)


def _gone() -> Denied:
    return Denied(_("Någon annan på enheten har redan tagit frågan, eller så behövs svaret inte längre."))


@action
def remind_source(*, source: Source, by: Actor) -> Source:
    """Say again that one waits for the answer: it shows beside the question, and the unit's box gets a letter."""
    source = Source.objects.visible_to(by).locked().select_related("assignment").get(pk=source.pk)
    matter = Matter.objects.visible_to(by).get(pk=source.record_id)
    policy.may_remind(by, source, matter).enforce(child_id=source.child_id)
    source.reminded_at = clock.now()
    source.save(update_fields=["reminded_at"])
    tell_box(source, by)
    log(events.SourceReminded(of=source.kind), by=by, child_id=source.child_id, subject=matter.log_name)
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
    if source.kind == Perspective.PROFESSIONAL:
        demand("reason", reason, _("Skriv varför du inte kan berätta, så att den som frågar kan gå vidare."))
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

"""Everything that writes what happens in the wheel with the child."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.models import Source
from kronobarn.assessments.rules import FINISHED, ChildAnswer, Perspective, ToldHow
from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record
from kronobarn.circles.reads import guardians, kept_from
from kronobarn.circles.rules import Ground, Kind
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.documents import actions as documents
from kronobarn.documents.rules import From, HandedIn
from kronobarn.documents.taking import PICTURES
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Person
from kronobarn.practice import pack
from kronobarn.responsibility.models import Responsibility
from kronobarn.wheel import events, policy
from kronobarn.wheel.models import Answered, Sitting
from kronobarn.wheel.rules import OPEN, OWN_PICTURES, SCALES, WITH_THE_CHILD, ShownAs, State, is_worrying


@action
def prepare(
    *,
    matter: Matter,
    language: str,
    band: str,
    by: Actor,
    shown_as: ShownAs = ShownAs.BOTH,
    present: str = "",
    own_picture: str = "",
    nickname: str = "",
    talk_again_on: date | None = None,
    hears_on: date | None = None,
) -> Sitting:
    """Get ready for the wheel with a child, or as the child itself. One at a time for each adult.

    The headline says that it took place and nothing of what was said.
    """
    matter = Matter.objects.visible_to(by).select_related("record").get(pk=matter.pk)
    policy.may_start(by, matter).enforce(child_id=matter.child_id)
    _check(matter, language, band, own_picture, present, talk_again_on, hears_on, by)
    others = Sitting.objects.visible_to(by).filter(child=matter.child_id, adult=by.assignment_id)
    if others.filter(state__in=[state.value for state in OPEN]).exists():
        raise ValidationError(_("Du har redan börjat med hjulet. Fortsätt där, eller avsluta det först."))
    record = circles.write_record(
        child_id=matter.child_id,
        kind=Kind.SITTING,
        headline=_("Hjulet med barnet") if by.assignment_id else _("Hjulet, på egen hand"),
        happened_on=clock.today(),
        practice_version=matter.record.practice_version,
        owner_id=matter.record.owner_id,
        by=by,
    )
    sitting = Sitting(
        record=record,
        child_id=matter.child_id,
        matter=matter,
        adult_id=by.assignment_id,
        present=present.strip(),
        language=language,
        band=band,
        shown_as=shown_as,
        own_picture=own_picture,
        nickname=nickname.strip(),
        talk_again_on=talk_again_on,
        hears_on=hears_on,
    )
    sitting.save(force_insert=True)
    log(events.SittingPrepared(), by=by, child_id=sitting.child_id, subject=sitting.log_name)
    return sitting


def _check(
    matter: Matter,
    language: str,
    band: str,
    own_picture: str,
    present: str,
    talk_again_on: date | None,
    hears_on: date | None,
    by: Actor,
) -> None:
    wrong: dict[str, Any] = {}
    words = pack.of(matter.record.practice_version)
    if language not in {words.language, *(one.lang for one in words.translations)}:
        wrong["language"] = _("Välj ett språk som hjulet finns på.")
    if band not in {one.key for one in words.age_bands}:
        wrong["band"] = _("Välj vilka frågor och svar som passar barnet.")
    if own_picture and own_picture not in OWN_PICTURES:
        wrong["own_picture"] = _("Välj en av bilderna, eller ingen.")
    if by.assignment_id and not present.strip():
        wrong["present"] = _("Skriv vilka som är med, till exempel barnet och kuratorn.")
    for name, day in (("talk_again_on", talk_again_on), ("hears_on", hears_on)):
        if day is not None and day < clock.today():
            wrong[name] = _("Dagen har redan varit. Välj en dag som kommer.")
    if wrong:
        raise ValidationError(wrong)


def _locked(sitting: Sitting, by: Actor) -> Sitting:
    rows = Sitting.objects.visible_to(by).locked().select_related("record__owner", "matter__record__owner")
    found: Sitting = rows.get(pk=sitting.pk)
    return found


@action
def turn(*, sitting: Sitting, by: Actor) -> Sitting:
    """The child gets the screen: to begin, to go on, or to change something after it was done."""
    sitting = _locked(sitting, by)
    policy.may_go_on(by, sitting).enforce(child_id=sitting.child_id)
    begins = sitting.began_at is None
    sitting.began_at = sitting.began_at or clock.now()
    sitting.turned_at = clock.now() if by.assignment_id else None
    if sitting.state not in WITH_THE_CHILD:
        sitting.state = State.UNDER_WAY
        sitting.ended_at = sitting.ended_by_id = None
    sitting.save(update_fields=["began_at", "turned_at", "state", "ended_at", "ended_by"])
    if begins:
        log(events.SittingBegun(), by=by, child_id=sitting.child_id, subject=sitting.log_name)
    if sitting.turned_at is not None:
        log(events.ChildModeEntered(), by=by, child_id=sitting.child_id, subject=sitting.log_name)
    return sitting


@action
def turn_back(*, sitting: Sitting, by: Actor) -> Sitting:
    """The adult takes the screen. The view has asked for their code."""
    sitting = _locked(sitting, by)
    if sitting.turned_at is not None:
        sitting.turned_at = None
        sitting.save(update_fields=["turned_at"])
        log(events.ChildModeLeft(), by=by, child_id=sitting.child_id, subject=sitting.log_name)
    return sitting


@dataclass(frozen=True)
class Said:
    """What a child answers in one area."""

    answer: ChildAnswer | None = None
    feeling: str = ""
    words: str = ""
    talk_more: bool | None = None
    drawing: bytes = b""

    @property
    def is_empty(self) -> bool:
        return not (self.answer or self.feeling or self.words.strip() or self.talk_more or self.drawing)


@action
def answer(*, sitting: Sitting, area_key: str, said: Said, by: Actor) -> Answered | None:
    """Keep what the child answers in one area, at once. Nothing chosen is to skip, and is no answer.

    Answered again it is a new observation that amends the one before: both are kept.
    """
    sitting = _locked(sitting, by)
    policy.may_answer(by, sitting).enforce(child_id=sitting.child_id)
    if said.feeling and said.feeling not in SCALES[answers_of(sitting)]:
        raise ValidationError(_("Det svaret finns inte att välja. Ladda om sidan."))
    if said.is_empty:
        return None
    answered: Answered | None = (
        Answered.objects.visible_to(by)
        .locked()
        .select_related("observation")
        .filter(child=sitting.child_id, record=sitting.pk, area_key=area_key)
        .first()
    )
    before = answered.observation if answered else None
    observation = assessments.observe(
        matter=sitting.matter,
        perspective=Perspective.CHILD,
        area_key=area_key,
        answer=said.answer or (ChildAnswer.TOLD if said.feeling or said.words.strip() or said.drawing else None),
        feeling=said.feeling,
        exact_words=said.words,
        talk_more=said.talk_more,
        said_by="" if by.is_family else _("Barnet själv, i hjulet"),
        amends=before,
        in_the_wheel=True,
        by=by,
    )
    if said.drawing:
        drawn = HandedIn(From.CHILD, on=clock.today())
        documents.add(record=observation.record, sent=said.drawing, handed_in=drawn, by=by, accepts=PICTURES)
    if answered is None:
        answered = Answered(record_id=sitting.pk, child_id=sitting.child_id, area_key=area_key)
    answered.observation = observation
    answered.together = sitting.reviewed_at is not None
    # Whom it is shown to was said of other words.
    answered.show_guardians, answered.show_professions, answered.chosen_at = [], [], None
    answered.save(force_insert=before is None)
    if is_worrying(area_key, said.feeling):
        _remind(sitting, by)
    return answered


def answers_of(sitting: Sitting) -> str:
    """How the child answers: with faces, five words, or words."""
    bands = pack.of(sitting.record.practice_version).age_bands
    return next(band.answers for band in bands if band.key == sitting.band)


def _remind(sitting: Sitting, by: Actor) -> None:
    """A quiet line on somebody's day: the adult's, or where the child was alone the responsible's."""
    person_id, assignment_id = by.person_id, by.assignment_id
    if assignment_id is None:
        current = Responsibility.objects.visible_to(by).filter(child=sitting.child_id).current()
        holder = current.select_related("holder").get().holder
        person_id, assignment_id = holder.person_id, holder.pk
    assert person_id is not None
    notices.ask(
        child_id=sitting.child_id,
        kind=TaskKind.THINK_OF_SAFETY,
        subject=sitting.pk,
        due_on=clock.today(),
        person_id=person_id,
        assignment_id=assignment_id,
        by=by,
    )


@action
def go_through(*, sitting: Sitting, by: Actor) -> Sitting:
    """The child has answered what it wants to, and now chooses who may see."""
    sitting = _locked(sitting, by)
    policy.may_answer(by, sitting).enforce(child_id=sitting.child_id)
    sitting.state = State.REVIEW
    sitting.save(update_fields=["state"])
    return sitting


@action
def go_back(*, sitting: Sitting, by: Actor) -> Sitting:
    """There was something more to say before that."""
    sitting = _locked(sitting, by)
    policy.may_answer(by, sitting).enforce(child_id=sitting.child_id)
    sitting.state = State.UNDER_WAY
    sitting.save(update_fields=["state"])
    return sitting


@dataclass(frozen=True)
class Wish:
    """Whom a child wants to show one answer to. Nobody: it stays with those who work with the child here."""

    guardians: Collection[int] = ()
    professions: Collection[str] = ()


@action
def show(*, sitting: Sitting, wishes: Mapping[str, Wish], by: Actor) -> Sitting:
    """The child has chosen. What it shows to a guardian is theirs to read from now on; the rest is kept as its wish.

    An answer that may be about the child's safety waits for the adult's judgement first (`show_on`): a child cannot
    know what it starts.
    """
    sitting = _locked(sitting, by)
    policy.may_answer(by, sitting).enforce(child_id=sitting.child_id)
    people = {one.pk: one for one in guardians(sitting.child_id, by)}
    now = clock.now()
    for answered in _answers(sitting, by):
        wish = wishes.get(answered.area_key, Wish())
        answered.show_guardians = sorted(set(wish.guardians) & set(people))
        answered.show_professions = sorted(set(wish.professions))
        answered.chosen_at = now
        answered.save(update_fields=["show_guardians", "show_professions", "chosen_at"])
        if not needs_a_thought(answered):
            _disclose(answered.observation.record, [people[pk] for pk in answered.show_guardians], by)
        _give_the_child(answered.observation.record, sitting, by)
    _give_the_child(sitting.record, sitting, by)
    _end(sitting, State.DONE, by)
    if by.is_family:
        for source in _waiting(sitting, by):
            assessments.mark_source_done(source=source, by=by)
    log(events.SittingReviewed(), by=by, child_id=sitting.child_id, subject=sitting.log_name)
    return sitting


def needs_a_thought(answered: Answered) -> bool:
    """Whether an adult judges before the answer is shown on."""
    return is_worrying(answered.area_key, answered.observation.feeling)


def _answers(sitting: Sitting, by: Actor) -> list[Answered]:
    rows = Answered.objects.visible_to(by).locked().filter(child=sitting.child_id, record=sitting.pk)
    return list(rows.select_related("observation__record__owner"))


def _disclose(record: Record, people: Iterable[Person], by: Actor) -> None:
    """To each but those whom it is withheld from: that was decided with a reason, and stands."""
    kept = kept_from(record, by)
    for person in people:
        if person.pk not in kept:
            circles.disclose(record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=person, by=by)


def _give_the_child(record: Record, sitting: Sitting, by: Actor) -> None:
    """A child with a sign-in of its own reads what it has said, also to an adult."""
    child = sitting.child
    if by.assignment_id and child.person is not None:
        circles.disclose(record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=child.person, by=by)


@action
def show_on(*, answered: Answered, by: Actor) -> Answered:
    """The adult has thought of the child's safety, and shows the answer to the guardians whom the child chose."""
    rows = Answered.objects.visible_to(by).locked().select_related("observation__record__owner")
    answered = rows.get(pk=answered.pk)
    sitting = _locked(Sitting(pk=answered.record_id), by)
    policy.may_settle(by, sitting).enforce(child_id=sitting.child_id)
    chosen = [one for one in guardians(sitting.child_id, by) if one.pk in answered.show_guardians]
    _disclose(answered.observation.record, chosen, by)
    log(events.AnswerShown(area=answered.area_key), by=by, child_id=sitting.child_id, subject=sitting.log_name)
    return answered


@action
def stop(*, sitting: Sitting, by: Actor) -> Sitting:
    """The child, or the adult, ends it before the answers are gone through. What was answered is kept, and shown to nobody more."""
    sitting = _locked(sitting, by)
    policy.may_stop(by, sitting).enforce(child_id=sitting.child_id)
    _end(sitting, State.STOPPED, by)
    log(events.SittingStopped(), by=by, child_id=sitting.child_id, subject=sitting.log_name)
    return sitting


def _end(sitting: Sitting, state: State, by: Actor) -> None:
    sitting.state = state
    sitting.ended_at = clock.now()
    sitting.ended_by_id = by.person_id
    fields = ["state", "ended_at", "ended_by"]
    if state == State.DONE:
        sitting.reviewed_at = sitting.ended_at
        fields.append("reviewed_at")
    sitting.save(update_fields=fields)


@action
def settle(*, sitting: Sitting, is_all: bool, by: Actor) -> Sitting:
    """The adult has thought of what was said; and, if it is all, the question to the child is answered."""
    sitting = _locked(sitting, by)
    policy.may_settle(by, sitting).enforce(child_id=sitting.child_id)
    notices.settle_own(child_id=sitting.child_id, subject=sitting.pk, kind=TaskKind.THINK_OF_SAFETY, by=by)
    if is_all:
        for source in _waiting(sitting, by):
            assessments.mark_source_told(source=source, how=ToldHow.IN_PERSON, by=by)
    return sitting


def _waiting(sitting: Sitting, by: Actor) -> list[Source]:
    rows = Source.objects.visible_to(by).filter(child=sitting.child_id, record=sitting.matter_id)
    return list(rows.filter(kind=Perspective.CHILD).exclude(state__in=sorted(FINISHED)))


@action
def note_sheet(*, sitting: Sitting, by: Actor) -> None:
    """The child's sheet has been taken out on paper."""
    log(events.SheetTaken(), by=by, child_id=sitting.child_id, subject=sitting.log_name)

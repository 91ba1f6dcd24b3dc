"""Everything that organisations without an account do in a consultation round, through their link.

Nobody is signed in, so the log says that the system did it, and for which organisation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.consultation import events, policy
from kronobarn.consultation.models import Answer, Invitation, Link, Question, Submission, Writer
from kronobarn.consultation.rules import Asks, is_complete, says_something
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor


@dataclass(frozen=True)
class Said:
    """What a writer has left at one question, and which answers they had in front of them."""

    question: Question
    choice: str
    text: str
    proposed: str
    seen: frozenset[UUID]
    settles: bool = False
    """Whether it is to hold instead of two versions."""

    @property
    def words(self) -> tuple[str, str, str]:
        return self.choice, self.text, self.proposed


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_related("round__adoption").locked()
    found: Invitation = rows.get(pk=invitation.pk)
    return found


@action
def open_link(*, link: Link, by: Actor) -> None:
    """Somebody has followed an organisation's link."""
    record(events.LinkOpened(), by=by, subject=link.invitation.log_name)


@action
def come(*, invitation: Invitation, name: str, function: str, by: Actor) -> Writer:
    """Somebody says who they are. Whoever has said the same before goes on where they were."""
    invitation = _locked(invitation)
    policy.may_enter(invitation).enforce()
    there: Writer | None = invitation.writers.filter(name__iexact=name, function__iexact=function).first()
    if there is not None:
        return there
    writer = Writer(invitation=invitation, name=name, function=function, began_at=clock.now())
    writer.save(force_insert=True)
    record(events.WriterCame(), by=by, subject=invitation.log_name)
    return writer


@action
def leave(*, invitation: Invitation, writer: Writer, said: Iterable[Said], by: Actor) -> list[Question]:
    """Keep what a writer has left. Returns the questions that now have two versions.

    What the writer had in front of them is replaced; what another has written meanwhile is not, and both stand.
    """
    invitation = _locked(invitation)
    policy.may_answer(invitation).enforce()
    saved, twice = 0, []
    for one in said:
        standing = list(invitation.answers.locked().filter(question=one.question, replaced_by=None))
        seen = [answer for answer in standing if answer.pk in one.seen]
        others = [answer for answer in standing if answer.pk not in one.seen]
        if len(seen) > 1 and not one.settles:
            _leaves_both(one, seen)
        elif not _is_as_it_was(invitation, one) and not any(answer.said == one.words for answer in others):
            _write(invitation, writer, one, seen)
            saved += 1
            twice += [one.question] if others else []
    if saved:
        record(events.AnswerSaved(answers=saved), by=by, subject=invitation.log_name)
    return twice


def _write(invitation: Invitation, writer: Writer, one: Said, seen: Iterable[Answer]) -> None:
    answer = Answer(
        invitation=invitation,
        question=one.question,
        writer=writer,
        choice=one.choice,
        text=one.text,
        proposed=one.proposed,
        written_at=clock.now(),
    )
    answer.save(force_insert=True)
    for former in seen:
        former.replaced_by = answer
        former.save(update_fields=["replaced_by"])


def _is_as_it_was(invitation: Invitation, one: Said) -> bool:
    """Whether the writer has left the question as they found it, also when another has changed it meanwhile."""
    if len(one.seen) > 1:
        return False
    found = invitation.answers.filter(question=one.question, pk__in=one.seen).first()
    return one.words == (found.said if found else ("", "", ""))


def _leaves_both(one: Said, seen: Iterable[Answer]) -> None:
    """Two versions stand until somebody has said which holds; what is typed beside them is not thrown away."""
    if all(answer.said != one.words for answer in seen):
        raise ValidationError(
            {f"settles-{one.question.pk.hex}": _("Kryssa för att det du har skrivit ska gälla i stället för de två.")}
        )


@action
def submit(*, invitation: Invitation, name: str, function: str, may_be_shown: bool, by: Actor) -> Submission:
    """The organisation's answer, in the name of whoever answers for it."""
    invitation = _locked(invitation)
    policy.may_answer(invitation).enforce()
    _can_be_submitted(invitation)
    made = Submission(
        invitation=invitation,
        name=name,
        function=function,
        may_be_shown=may_be_shown,
        submitted_at=clock.now(),
    )
    made.save(force_insert=True)
    record(events.AnswerSubmitted(may_be_shown=may_be_shown), by=by, subject=invitation.log_name)
    return made


def _can_be_submitted(invitation: Invitation) -> None:
    standing: dict[UUID, list[Answer]] = {}
    for answer in invitation.answers.filter(replaced_by=None).select_related("question__section"):
        standing.setdefault(answer.question_id, []).append(answer)
    if not any(says_something(Asks(one.question.asks), *one.said) for each in standing.values() for one in each):
        raise ValidationError(_("Ni har inte svarat på någon fråga än. Svara på minst en, så kan ni lämna in."))
    wrong = []
    for each in standing.values():
        question = each[0].question
        where = {"number": question.number, "section": question.section.heading}
        if len(each) > 1:
            wrong.append(_("%(section)s, fråga %(number)d har två versioner. Välj eller skriv ihop dem.") % where)
        elif not is_complete(Asks(question.asks), *each[0].said):
            wrong.append(
                _("%(section)s, fråga %(number)d: välj ett svar, och skriv varför om ni inte håller med helt.") % where
            )
    if wrong:
        raise ValidationError(wrong)


@action
def take_back(*, invitation: Invitation, by: Actor) -> Submission:
    """Open a submitted answer again, to correct it. It does not count until it is submitted anew."""
    invitation = _locked(invitation)
    policy.may_take_back(invitation).enforce()
    made: Submission = invitation.submissions.locked().get(taken_back_at=None)
    made.taken_back_at = clock.now()
    made.save(update_fields=["taken_back_at"])
    record(events.AnswerTakenBack(), by=by, subject=invitation.log_name)
    return made

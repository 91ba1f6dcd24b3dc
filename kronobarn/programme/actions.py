"""Everything that changes what is known of the bodies that carry the process, and of their decisions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.ahead import within_reach
from kronobarn.core.reasons import demand
from kronobarn.programme import events, policy
from kronobarn.programme.kept_actions import put_right
from kronobarn.programme.models import Awaited, Body, BodyDecision, Question
from kronobarn.programme.past import AskedThen
from kronobarn.programme.rules import AppliesTo, Outcome


@action
def add_body(*, organisation: Organisation, name: str, since: date, by: Actor) -> Body:
    """One more board or council that carries the process."""
    policy.may_lead(by).enforce()
    _is_new(Body(organisation=organisation, name=name))
    body = Body(organisation=organisation, name=name, since=since)
    body.save(force_insert=True)
    record(events.BodyAdded(), by=by, subject=f"body:{body.pk}")
    return body


@action
def change_body(*, body: Body, name: str, until: date | None, by: Actor) -> Body:
    """Another name, which the old one stands beside, or the last day that it is with us."""
    policy.may_lead(by).enforce()
    body = Body.objects.visible_to(by).locked().get(pk=body.pk)
    if until is not None and until < body.since:
        raise ValidationError({"until": _("Sista dagen är före den första. Välj en senare dag.")})
    renamed = name != body.name
    if renamed:
        body.former_names = [*body.former_names, body.name]
        body.name = name
        _is_new(body)
    elif until == body.until:
        return body
    body.until = until
    body.save(update_fields=["name", "former_names", "until"])
    record(events.BodyChanged(renamed=renamed, until=until), by=by, subject=f"body:{body.pk}")
    return body


def _writer(by: Actor) -> int:
    """Whoever leads the process is somebody: only the system is not, and it may not."""
    assert by.person_id is not None
    return by.person_id


def _is_new(body: Body) -> None:
    others = Body.objects.filter(organisation=body.organisation_id, name=body.name).exclude(pk=body.pk)
    if others.exists():
        raise ValidationError({"name": _("Huvudmannen har redan ett organ som heter så.")})


# Questions -------------------------------------------------------------------------------------------


@action
def ask(
    *,
    title: str,
    text: str,
    applies_to: AppliesTo,
    document: str,
    asked_on: date,
    wanted_by: date | None,
    bodies: Iterable[Body],
    by: Actor,
) -> Question:
    """Write down what has been sent to some bodies for decision."""
    policy.may_lead(by).enforce()
    _in_order(asked_on, wanted_by)
    question = Question(
        title=title,
        text=text,
        applies_to=applies_to,
        document=document,
        asked_on=asked_on,
        wanted_by=wanted_by,
        written_at=clock.now(),
        written_by_id=_writer(by),
    )
    question.save(force_insert=True)
    asked = Awaited.objects.bulk_create(Awaited(question=question, body=body) for body in bodies)
    record(events.QuestionAsked(bodies=len(asked)), by=by, subject=f"question:{question.pk}")
    return question


@action
def change_question(*, question: Question, by: Actor, **said: Any) -> Question:
    """Put right what is asked; after the first answer only the day when answers are wanted."""
    question = Question.objects.visible_to(by).locked().get(pk=question.pk)
    policy.may_change_question(by, question).enforce()
    changed = tuple(name for name, value in said.items() if getattr(question, name) != value)
    if not changed:
        return question
    if set(changed) - {"wanted_by"} and BodyDecision.objects.filter(awaited__question=question.pk).exists():
        raise ValidationError(_("Någon har redan svarat på frågan, så orden går inte att ändra. Ladda om sidan."))
    for name in changed:
        setattr(question, name, said[name])
    _in_order(question.asked_on, question.wanted_by)
    question.save(update_fields=changed)
    record(events.QuestionChanged(changed=changed), by=by, subject=f"question:{question.pk}")
    return question


@action
def ask_more(*, question: Question, bodies: Iterable[Body], by: Actor) -> None:
    """Let the question go to bodies that had not been asked."""
    question = Question.objects.visible_to(by).locked().get(pk=question.pk)
    asked = set(question.asked.values_list("body_id", flat=True))
    new = [body for body in bodies if body.pk not in asked]
    policy.may_ask_more(by, question, new).enforce()
    Awaited.objects.bulk_create(Awaited(question=question, body=body) for body in new)
    record(events.MoreAsked(bodies=len(new)), by=by, subject=f"question:{question.pk}")


@action
def withdraw(*, question: Question, because: str, by: Actor) -> None:
    """Await nothing more. What has been decided already stays."""
    question = Question.objects.visible_to(by).locked().get(pk=question.pk)
    policy.may_change_question(by, question).enforce()
    demand("because", because, _("Skriv varför, så att organen förstår."))
    question.withdrawn_at = clock.now()
    question.withdrawn_because = because
    question.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record(events.QuestionWithdrawn(), by=by, subject=f"question:{question.pk}")


def _in_order(asked_on: date, wanted_by: date | None) -> None:
    if wanted_by is not None:
        within_reach(wanted_by=wanted_by)
    if wanted_by is not None and wanted_by < asked_on:
        raise ValidationError({"wanted_by": _("Dagen är före den dag då frågan sändes. Välj en senare dag.")})


# Decisions -------------------------------------------------------------------------------------------


@action
def decide(
    *,
    awaited: Awaited,
    outcome: Outcome,
    decided_on: date,
    text: str,
    document: str,
    address: str,
    by: Actor,
) -> BodyDecision:
    """Write down what a body has decided."""
    awaited = Awaited.objects.visible_to(by).get(pk=awaited.pk)
    awaited.question = Question.objects.visible_to(by).locked().get(pk=awaited.question_id)
    policy.may_decide(by, awaited).enforce()
    made = BodyDecision(
        awaited=awaited,
        outcome=outcome,
        decided_on=decided_on,
        text=text,
        document=document,
        address=address,
        written_at=clock.now(),
        written_by_id=_writer(by),
    )
    _can_be(made)
    made.save(force_insert=True)
    told = events.DecisionWritten(outcome=outcome.value, decided_on=decided_on)
    record(told, by=by, subject=f"decision:{made.pk}")
    return made


@action
def correct(
    *,
    made: BodyDecision,
    because: str,
    outcome: Outcome,
    decided_on: date,
    text: str,
    document: str,
    address: str,
    by: Actor,
) -> BodyDecision:
    """Put right what was written down wrongly. Both stay: what was said, and why it is now said otherwise."""
    made = BodyDecision.objects.visible_to(by).select_related("awaited__question").locked().get(pk=made.pk)
    policy.may_correct(by, made).enforce()
    right = BodyDecision(
        awaited=made.awaited,
        outcome=outcome,
        decided_on=decided_on,
        text=text,
        document=document,
        address=address,
        written_at=clock.now(),
        written_by_id=_writer(by),
        corrects=made,
    )
    _can_be(right)
    put_right(made, right, because)
    told = events.DecisionCorrected(outcome=outcome.value, decided_on=decided_on)
    record(told, by=by, subject=f"decision:{right.pk}")
    return right


def _can_be(made: BodyDecision) -> None:
    if made.decided_on > clock.today():
        raise ValidationError({"decided_on": _("Dagen har inte varit än. Skriv in beslutet när det är fattat.")})
    if made.outcome == Outcome.CHANGED and not made.text:
        raise ValidationError({"text": _("Skriv vilka ändringar organet har beslutat.")})


@action
def bring_in(*, bodies: Iterable[Body], questions: Iterable[AskedThen], by: Actor) -> None:
    """Bring in what has been so far, whole: bodies, what they were asked, and what they decided."""
    policy.may_lead(by).enforce()
    bodies, questions, now = list(bodies), list(questions), clock.now()
    asked = [one for then in questions for one in then.asked]
    decisions = [one for then in questions for one in then.decisions]
    for question in (then.question for then in questions):
        question.written_at, question.written_by_id = now, _writer(by)
    for made in decisions:
        made.written_at, made.written_by_id = now, _writer(by)
    Body.objects.bulk_create(bodies)
    Question.objects.bulk_create(then.question for then in questions)
    Awaited.objects.bulk_create(asked)
    BodyDecision.objects.bulk_create(decisions)
    told = events.PastBroughtIn(bodies=len(bodies), questions=len(questions), decisions=len(decisions))
    record(told, by=by)

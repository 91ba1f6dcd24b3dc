"""A round while it is a draft: what it is about, its sections and its questions."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.consultation import events, from_pack, policy
from kronobarn.consultation.actions.rows import locked, writer
from kronobarn.consultation.models import Question, Round, Section
from kronobarn.consultation.rules import Asks
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.ahead import within_reach
from kronobarn.practice.schema import Pack


@action
def write(*, by: Actor, **said: Any) -> Round:
    """Begin on a round."""
    policy.may_lead(by).enforce()
    _in_order(said["opens_on"], said["closes_on"])
    one = Round(**said, written_at=clock.now(), written_by_id=writer(by))
    one.save(force_insert=True)
    record(events.RoundWritten(), by=by, subject=one.log_name)
    return one


@action
def change(*, one: Round, by: Actor, **said: Any) -> Round:
    """Say it otherwise, while it is a draft."""
    one = _changeable(one, by)
    _in_order(said["opens_on"], said["closes_on"])
    for name, value in said.items():
        setattr(one, name, value)
    one.save(update_fields=list(said))
    return one


def _in_order(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise ValidationError({"closes_on": _("Sista dagen är före den första. Välj en senare dag.")})
    within_reach(opens_on=opens_on, closes_on=closes_on)


def _changeable(one: Round, by: Actor) -> Round:
    one = locked(one, by)
    policy.may_change(by, one).enforce()
    record(events.RoundChanged(), by=by, subject=one.log_name)
    return one


@action
def add_section(*, one: Round, heading: str, text: str, by: Actor) -> Section:
    """One more section, last."""
    one = _changeable(one, by)
    section = Section(round=one, number=_next(one.sections), heading=heading, text=text)
    section.save(force_insert=True)
    return section


@action
def change_section(*, section: Section, heading: str, text: str, by: Actor) -> Section:
    """Another heading or text."""
    _changeable(section.round, by)
    section.heading, section.text = heading, text
    section.save(update_fields=["heading", "text"])
    return section


@action
def remove_section(*, section: Section, by: Actor) -> None:
    """A section of a draft, with its questions."""
    _changeable(section.round, by)
    section.questions.all().delete()
    section.delete()


@action
def sections_of_the_pack(*, one: Round, by: Actor) -> int:
    """Sections made of the draft of the practice model that the round is about, after those that are there."""
    one = _changeable(one, by)
    if one.version is None:
        raise ValidationError(_("Remissen gäller inget utkast till praxismodellen. Välj ett under Ändra."))
    first, made = _next(one.sections), list(from_pack.parts(Pack.model_validate(one.version.content)))
    sections = [
        Section(round=one, number=first + nth, heading=part.heading, text=part.text) for nth, part in enumerate(made)
    ]
    Section.objects.bulk_create(sections)
    Question.objects.bulk_create(
        Question(section=section, number=number, asks=asks, text=text)
        for section, part in zip(sections, made, strict=True)
        for number, (asks, text) in enumerate(part.questions, 1)
    )
    return len(sections)


@action
def add_question(*, section: Section, asks: Asks, text: str, by: Actor) -> Question:
    """One more question about a section, last."""
    _changeable(section.round, by)
    question = Question(section=section, number=_next(section.questions), asks=asks, text=text)
    question.save(force_insert=True)
    return question


@action
def change_question(*, question: Question, asks: Asks, text: str, by: Actor) -> Question:
    """Ask otherwise."""
    _changeable(question.section.round, by)
    question.asks, question.text = asks, text
    question.save(update_fields=["asks", "text"])
    return question


@action
def remove_question(*, question: Question, by: Actor) -> None:
    """A question of a draft."""
    _changeable(question.section.round, by)
    question.delete()


def _next(rows: Any) -> int:
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1

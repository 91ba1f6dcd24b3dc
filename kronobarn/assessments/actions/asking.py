"""Ask somebody to tell, and what becomes of the question."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.assessments import events, policy
from kronobarn.assessments.actions.common import begin_gathering, chosen, own, tell_box
from kronobarn.assessments.models import Analysis, Source
from kronobarn.assessments.rules import EarlierQuestion, Perspective, SourceState
from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment, SecrecyArea, Unit
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
    purpose: str = "",
    unit: Unit | None = None,
    for_analysis: Analysis | None = None,
) -> Source:
    """Ask the child, a guardian, a professional or a whole unit to tell.

    They get the matter's record, which holds no content, and a task. A professional gets a seat;
    in another area on a ground. A unit gets the question in its box, and whoever takes it gets the seat. A child
    without a sign-in is asked without a person: somebody else writes the answer down. Asked again, the same source
    is opened again. `purpose` is why it is asked and what the answer is for, and so why another service gets to know of
    it when no `necessity` says more; what an analysis still needs to know names it.
    """
    matter = own(matter, by)
    policy.may_ask(by, matter).enforce(child_id=matter.child_id)
    if due_on < clock.today():
        raise ValidationError({"due_on": _("Dagen har redan varit. Välj en dag som kommer.")})
    why = necessity.strip() or purpose
    if kind != Perspective.PROFESSIONAL:
        assignment = unit = None
        _let_family_read(matter, kind, person, by)
    elif unit is not None:
        person = assignment = None
        _pass_to(matter, unit.area, ground, why, oral, by)
    else:
        if assignment is None:
            raise ValidationError({"who": _("Välj vem du vill fråga.")})
        policy.may_be_asked(assignment).enforce(child_id=matter.child_id)
        if assignment.pk != by.assignment_id:
            circles.seat(
                child_id=matter.child_id, assignment=assignment, why=_("Tillfrågad om barnets situation"), by=by
            )
        _pass_to(matter, assignment.unit.area, ground, why, oral, by)
        person = assignment.person
    begin_gathering(matter, by)
    whom = {"kind": kind, "person": person, "assignment": assignment, "unit": unit}
    asked = {"question": question.strip(), "purpose": purpose.strip(), "due_on": due_on, "analysis": for_analysis}
    source = _asked(matter, whom, asked, by)
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
    elif unit is not None:
        tell_box(source, by)
    log(
        events.SourceAsked(
            of=kind,
            person=person.pk if person else None,
            assignment=assignment.pk if assignment else None,
            unit=unit.pk if unit else None,
        ),
        by=by,
        child_id=matter.child_id,
        subject=matter.log_name,
        why=ground or "",
    )
    return source


def _pass_to(
    matter: Matter, area: SecrecyArea, ground: Ground | None, necessity: str, oral: OralYes | None, by: Actor
) -> None:
    """The matter's record, to another area, on a ground."""
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


def _asked(matter: Matter, whom: dict[str, Any], asked: dict[str, Any], by: Actor) -> Source:
    """A new question, or the same one opened again with what is asked now."""
    assert by.person_id is not None
    source = _open_again(matter, whom, by)
    if source is None:
        source = Source(
            record_id=matter.pk,
            child_id=matter.child_id,
            asked_at=clock.now(),
            asked_by_id=by.person_id,
            **whom,
            **asked,
        )
        source.save(force_insert=True)
        return source
    if source.finished_at is not None:
        source.state = (
            SourceState.NOT_STARTED if source.state == SourceState.DECLINED else SourceState.SOMETHING_MISSING
        )
    anew = {name: value for name, value in asked.items() if value} | {
        "earlier": [*source.earlier, _as_it_was(source)],
        "asked_at": clock.now(),
        "asked_by_id": by.person_id,
        "declined_because": "",
        "told_how": "",
        "reminded_at": None,
        "finished_at": None,
        "finished_by": None,
    }
    for name, value in anew.items():
        setattr(source, name, value)
    source.save(update_fields=["state", *anew])
    return source


def _as_it_was(source: Source) -> EarlierQuestion:
    return EarlierQuestion(
        asked_on=timezone.localdate(source.asked_at).isoformat(),
        due_on=source.due_on.isoformat(),
        question=source.question,
        purpose=source.purpose,
    )


def _open_again(matter: Matter, whom: dict[str, Any], by: Actor) -> Source | None:
    """The one who was asked before. Of a unit: the question that nobody has taken."""
    rows = Source.objects.visible_to(by).locked().filter(child=matter.child_id, record=matter.pk)
    found: Source | None = rows.filter(**whom).first()
    return found

"""The plan begins to hold, becomes another version, and is answered by each whose plan it is."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles.reads import family
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Person
from kronobarn.plans import contents, events, policy, reads, telling
from kronobarn.plans.actions.services import let_everyone_in
from kronobarn.plans.actions.tasks import ask_everyone, renew_tasks
from kronobarn.plans.actions.working_copy import ahead, changed, present, taking_part
from kronobarn.plans.models import Agreement, Plan, PlanVersion, VersionPart
from kronobarn.plans.rules import (
    AgreementAnswer,
    AgreementForm,
    Heard,
    State,
)


@action
def activate(*, plan: Plan, by: Actor) -> Plan:
    """Let the plan begin to hold: everything that is asked of it is there."""
    plan = present(plan.pk, by)
    policy.may_activate(by, plan).enforce(child_id=plan.child_id)
    plan.state = State.ACTIVE
    plan.activated_at = clock.now()
    plan.activated_by_id = by.person_id
    plan.revision += 1
    if not plan.heard:
        plan.heard, plan.heard_on, plan.heard_by_id = Heard.MEETING, reads.family_met_on(plan), by.person_id
    plan.save(update_fields=["state", "activated_at", "activated_by", "revision", "heard", "heard_on", "heard_by"])
    let_everyone_in(plan, by)
    freeze(plan, by)
    notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.ACTIVATE_PLAN], by=by)
    renew_tasks(plan, by)
    ask_everyone(plan, by)
    log(
        events.PlanActivated(services=len(taking_part(plan))),
        by=by,
        child_id=plan.child_id,
        subject=plan.log_name,
    )
    return plan


@action
def revise(*, plan: Plan, by: Actor) -> PlanVersion:
    """Let what has been changed be the plan from now on: a new version, which everybody is asked about."""
    plan = present(plan.pk, by)
    policy.may_revise(by, plan, len(_changes(plan, by))).enforce(child_id=plan.child_id)
    version = freeze(plan, by)
    renew_tasks(plan, by)
    ask_everyone(plan, by)
    log(events.PlanRevised(version=version.number), by=by, child_id=plan.child_id, subject=plan.log_name)
    return version


@action
def follow_up(*, plan: Plan, next_review_on: date, by: Actor) -> PlanVersion:
    """The plan goes on after a follow-up, until the next one. It is frozen as it then stands."""
    plan = present(plan.pk, by)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    policy.may_freeze(by, plan).enforce(child_id=plan.child_id)
    ahead(next_review_on, "next_on")
    plan.next_review_on = next_review_on
    changed(plan, "review", by, "next_review_on")
    version = freeze(plan, by)
    renew_tasks(plan, by)
    ask_everyone(plan, by)
    log(events.PlanRevised(version=version.number), by=by, child_id=plan.child_id, subject=plan.log_name)
    return version


def _latest(plan: Plan) -> PlanVersion | None:
    return PlanVersion.objects.filter(record=plan.pk, child=plan.child_id).order_by("-number").first()


def _changes(plan: Plan, by: Actor) -> list[contents.Difference]:
    now = telling.content(reads.rows(plan, by))
    return next((contents.differences(latest.content, now) for latest in reads.frozen(plan, by)), [])


def freeze(plan: Plan, by: Actor) -> PlanVersion:
    """The plan as it is now becomes a version: what each goal says, and what is done, in a row of its own."""
    latest = _latest(plan)
    assert by.person_id is not None
    now = telling.content(reads.rows(plan, by))
    version = PlanVersion(
        record_id=plan.pk,
        child_id=plan.child_id,
        number=latest.number + 1 if latest else 1,
        content={name: value for name, value in now.items() if name != "goals"},
        agreed_at=clock.now(),
        agreed_by_id=by.person_id,
    )
    version.save(force_insert=True)
    VersionPart.objects.bulk_create(
        VersionPart(
            record_id=plan.pk,
            child_id=plan.child_id,
            version=version.number,
            goal_id=one.goal,
            action_id=one.action,
            place=place,
            content=one.content,
        )
        for place, one in enumerate(contents.pieces(now))
    )
    return version


@action
def agree(
    *,
    plan: Plan,
    person: Person,
    answer: AgreementAnswer,
    form: AgreementForm,
    by: Actor,
    words: str = "",
) -> Agreement:
    """What one person says about the latest version. The last thing they said stands."""
    plan = present(plan.pk, by)
    policy.may_agree(by, plan, person.pk).enforce(child_id=plan.child_id)
    own = person.pk == by.person_id
    if not own and person.pk not in {seat.person_id for seat in family(plan.child_id, by)}:
        raise ValidationError({"person": _("Välj barnet eller en vårdnadshavare.")})
    if own != (form == AgreementForm.SIGNED_IN):
        raise ValidationError({"form": _("Skriv om personen sa det eller skrev under på papper.")})
    latest = _latest(plan)
    assert latest is not None
    assert by.person_id is not None
    said: dict[str, Any] = {
        "answer": answer,
        "form": form,
        "words": words,
        "said_at": clock.now(),
        "said_by_id": by.person_id,
    }
    agreement, _new = Agreement.objects.update_or_create(
        child_id=plan.child_id, record_id=plan.pk, version=latest.number, person_id=person.pk, defaults=said
    )
    notices.settle(child_id=plan.child_id, subject=plan.pk, kinds=[TaskKind.AGREE_TO_PLAN], person_id=person.pk, by=by)
    log(
        events.PlanAnswered(version=latest.number, person=person.pk, form=form),
        by=by,
        child_id=plan.child_id,
        subject=plan.log_name,
    )
    return agreement

"""Following a plan up: a round of questions, and what the owners answer."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.action_plans import events, policy, rules, telling, tree
from kronobarn.action_plans.models import ActionPlan, Activity, Asked, FollowUp, Report
from kronobarn.action_plans.rules import Status, Tells
from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor


@action
def follow_up(*, plan: ActionPlan, answer_by: date, words: str, by: Actor) -> FollowUp:
    """Ask about every activity that is not over."""
    plan = ActionPlan.objects.visible_to(by).select_related("organisation").locked().get(pk=plan.pk)
    going_on = FollowUp.objects.visible_to(by).filter(plan=plan, closed_at=None).exists()
    about = tree.load(by, plan).open
    policy.may_follow_up(by, plan, going_on=going_on, something=bool(about)).enforce()
    if answer_by < clock.today():
        raise ValidationError({"answer_by": _("Dagen har redan varit. Välj i dag eller senare.")})
    assert by.person_id is not None
    made = FollowUp(plan=plan, asked_on=clock.today(), answer_by=answer_by, words=words, started_by_id=by.person_id)
    made.save(force_insert=True)
    Asked.objects.bulk_create(Asked(follow_up=made, activity=one.row) for one in about)
    record(events.FollowUpStarted(asked=len(about)), by=by, subject=f"follow_up:{made.pk}")
    telling.tell(made, Tells.ASKED, by)
    return made


@action
def remind(*, follow_up: FollowUp, by: Actor) -> int:
    """Write once a day to those who have not answered: to how many people, if they want letters, and boxes."""
    rows = FollowUp.objects.visible_to(by).select_related("plan__organisation")
    follow_up = rows.locked().get(pk=follow_up.pk)
    policy.may_remind(by, follow_up).enforce()
    reached = telling.tell(follow_up, Tells.AGAIN, by)
    record(events.FollowUpReminded(told=reached), by=by, subject=f"follow_up:{follow_up.pk}")
    return reached


@action
def remind_in_time(*, follow_up: FollowUp, by: Actor) -> int:
    """What the worker does each morning: before the last day, and when it has passed. Asked twice, the first stands."""
    follow_up = FollowUp.objects.locked().get(pk=follow_up.pk)
    tells = rules.reminds(asked_on=follow_up.asked_on, answer_by=follow_up.answer_by, today=clock.today())
    return 0 if tells is None or follow_up.closed_at is not None else telling.tell(follow_up, tells, by)


@action
def report(*, activity: Activity, status: Status, words: str, seen: str, by: Actor) -> Report:
    """Say where an activity stands. It answers the round that goes on, if it asks about it."""
    rows = Activity.objects.visible_to(by).select_related("measure__goal__plan__organisation")
    activity = rows.locked().get(pk=activity.pk)
    policy.may_report(by, activity).enforce()
    asking = FollowUp.objects.visible_to(by).filter(closed_at=None, asked__activity=activity).first()
    assert by.person_id is not None
    said = Report(
        activity=activity,
        follow_up=asking,
        status=status,
        words=words,
        seen=seen,
        written_at=clock.now(),
        written_by_id=by.person_id,
    )
    said.save(force_insert=True)
    record(events.ActivityReported(status=status.value), by=by, subject=f"activity:{activity.pk}")
    return said


@action
def close(*, follow_up: FollowUp, by: Actor) -> None:
    """Ask no longer. Who has not answered stays said."""
    rows = FollowUp.objects.visible_to(by).select_related("plan__organisation")
    follow_up = rows.locked().get(pk=follow_up.pk)
    policy.may_close(by, follow_up).enforce()
    follow_up.closed_at = clock.now()
    follow_up.save(update_fields=["closed_at"])
    record(events.FollowUpClosed(), by=by, subject=f"follow_up:{follow_up.pk}")

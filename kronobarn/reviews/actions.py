"""Everything that changes a follow-up. Nothing else writes to it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import FAMILY, Ground, Kind
from kronobarn.consents import actions as consents
from kronobarn.consents.reads import Allowed, allowed
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.core.reasons import lacks
from kronobarn.drafts import actions as drafts
from kronobarn.plans import actions as plans
from kronobarn.plans import reads as plan_reads
from kronobarn.plans import telling as plan_telling
from kronobarn.plans.contents import ActionContent, GoalContent
from kronobarn.plans.models import Party, Plan
from kronobarn.plans.rules import GoalState, SaidBy
from kronobarn.reviews import events, policy
from kronobarn.reviews.models import ActionReview, GoalReview, Review
from kronobarn.reviews.rules import SAYS_WHY, ActionBefore, Before, Outcome, Verdict


def draft_form(review: Review) -> str:
    """The name under which a half-written follow-up is kept."""
    return f"review:{review.pk}"


@action
def start(*, plan: Plan, by: Actor) -> Review:
    """Begin to follow the plan up: each goal as it stands is put beside what will be said now.

    One that is already begun is returned. All who share the plan see that it has begun.
    """
    plan = Plan.objects.visible_to(by).locked().get(pk=plan.pk)
    policy.may_start(by, plan).enforce(child_id=plan.child_id)
    begun: Review | None = Review.objects.visible_to(by).filter(child=plan.child_id, plan=plan, done_at=None).first()
    if begun is not None:
        return begun
    record = circles.write_record(
        child_id=plan.child_id,
        kind=Kind.REVIEW,
        headline=_("Uppföljning av barnets plan"),
        happened_on=clock.today(),
        practice_version=plan.record.practice_version,
        part_of=plan.record,
        by=by,
    )
    review = Review(record=record, child_id=plan.child_id, plan=plan)
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError as problem:
        # Begun by a service that no longer shares it with the actor's.
        raise Denied(_("Någon annan har redan börjat följa upp planen. Be hen göra klart."), plan.child_id) from problem
    living = [
        goal for goal in plan_telling.content(plan_reads.rows(plan, by))["goals"] if goal["state"] == GoalState.ACTIVE
    ]
    GoalReview.objects.bulk_create(_beside(review, goal) for goal in living)
    ActionReview.objects.bulk_create(
        _doing(review, goal, one, place) for goal in living for place, one in enumerate(goal["actions"])
    )
    _share(record, plan, by)
    log(events.ReviewStarted(), by=by, child_id=review.child_id, subject=review.log_name)
    return review


def _beside(review: Review, goal: GoalContent) -> GoalReview:
    before = Before(
        area=goal["area"],
        need=goal["need"],
        desired_outcome=goal["desired_outcome"],
        how_we_see_it=goal["how_we_see_it"],
        said_by=goal["said_by"],
    )
    return GoalReview(record_id=review.pk, child_id=review.child_id, goal_id=UUID(goal["id"]), before=before)


def _doing(review: Review, goal: GoalContent, one: ActionContent, place: int) -> ActionReview:
    return ActionReview(
        record_id=review.pk,
        child_id=review.child_id,
        goal_id=UUID(goal["id"]),
        action_id=UUID(one["id"]),
        place=place,
        before=ActionBefore(what=one["what"], who=one["who"], until=one["until"], state=one["state"]),
    )


def _share(record: Record, plan: Plan, by: Actor) -> None:
    """To the family, and to every service that shares the plan today, on the same yes as the plan."""
    family = Seat.objects.visible_to(by).standing().filter(child=plan.child_id, role__in=sorted(FAMILY))
    for seat in family.select_related("person"):
        circles.disclose(record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=seat.person, by=by)
    given = list(
        Disclosure.objects.visible_to(by)
        .standing()
        .filter(child=plan.child_id, record=plan.pk, to_area__isnull=False)
        .select_related("to_area")
    )
    what = allowed(plan.child_id)
    own = [one for one in given if one.to_area_id == by.area_id]
    for one in given:
        if one.to_area is not None and one.to_area_id != by.area_id:
            _disclose(record, one, one.to_area, what, by)
    for one in own[:1]:
        _disclose(record, one, plan.record.owner, what, by)


def _disclose(record: Record, like: Disclosure, to_area: SecrecyArea, what: Allowed, by: Actor) -> None:
    """What was shared on consent is shared on what the family allows today; what it does not allow stays here."""
    if like.ground == Ground.CONSENT and what.flow({record.owner_id, to_area.pk}, like.kinds) is None:
        return
    consents.pass_on(
        record=record,
        ground=Ground(like.ground),
        to_area=to_area,
        kinds=like.kinds,
        necessity=like.necessity,
        by=by,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about one goal: how it is now, what follows, and the goal in new words when it changes."""

    now: str
    verdict: Verdict
    why: str = ""
    new_outcome: str = ""


@action
def finish(
    *,
    review: Review,
    held_on: date,
    came: str,
    child_view: str,
    said: Mapping[UUID, Said],
    outcome: Outcome,
    by: Actor,
    next_on: date | None = None,
    leaving: Collection[UUID] = (),
    because: str = "",
    evaluation_child: str = "",
    evaluation_guardians: str = "",
) -> Review:
    """Write down the follow-up and let the plan go on, with fewer services, or end.

    `said` is keyed by the rows of the review, `leaving` holds the parties that are no longer needed.
    """
    review = Review.objects.visible_to(by).locked().get(pk=review.pk)
    plan: Plan | None = Plan.objects.visible_to(by).filter(pk=review.plan_id).first()
    policy.may_finish(by, review, plan).enforce(child_id=review.child_id)
    assert plan is not None
    rows = list(GoalReview.objects.filter(record=review.pk, child=review.child_id).select_related("goal"))
    _sound(rows, said, held_on, outcome, next_on, leaving)
    _write(rows, said)
    review.held_on = held_on
    review.came = came
    review.child_view = child_view
    review.outcome = outcome
    review.next_on = None if outcome == Outcome.CLOSE else next_on
    review.done_at = clock.now()
    review.done_by_id = by.person_id
    review.save(update_fields=["held_on", "came", "child_view", "outcome", "next_on", "done_at", "done_by"])
    drafts.drop(child_id=review.child_id, form=draft_form(review), by=by)
    log(events.ReviewDone(outcome=outcome), by=by, child_id=review.child_id, subject=review.log_name)
    _change_goals(rows, said, by)
    if outcome == Outcome.CLOSE:
        plans.close(
            plan=plan,
            because=because,
            evaluation_child=evaluation_child,
            evaluation_guardians=evaluation_guardians,
            by=by,
        )
        return review
    _let_go(review, leaving, by)
    assert next_on is not None
    plans.follow_up(plan=plan, next_review_on=next_on, by=by)
    return review


def _let_go(review: Review, leaving: Collection[UUID], by: Actor) -> None:
    """The services that are no longer needed. Cannot the plan stand without one, that is said where it was chosen."""
    rows = Party.objects.visible_to(by).filter(child=review.child_id, pk__in=list(leaving)).select_related("area")
    for party in rows.order_by("area__name"):
        try:
            plans.let_go(party=party, why=_("Behövs inte längre"), by=by)
        except Denied as no:
            if not no.for_now:
                raise
            raise ValidationError({"leaving": f"{party.area.name}: {no.reason}"}) from no


def _sound(
    rows: Sequence[GoalReview],
    said: Mapping[UUID, Said],
    held_on: date,
    outcome: Outcome,
    next_on: date | None,
    leaving: Collection[UUID],
) -> None:
    if held_on > clock.today():
        raise ValidationError({"held_on": _("Dagen har inte varit än. Skriv när ni följde upp.")})
    if any(row.pk not in said for row in rows):
        raise ValidationError(_("Skriv något om varje mål, också om det som inte har förändrats."))
    for one in (said[row.pk] for row in rows):
        if one.verdict in SAYS_WHY and (
            wrong := lacks(one.why, _("Skriv varför när ett mål ändras eller inte fungerar."))
        ):
            raise ValidationError(wrong)
    if outcome != Outcome.CLOSE and (next_on is None or next_on <= clock.today()):
        raise ValidationError({"next_on": _("Bestäm en dag framåt i tiden när ni följer upp nästa gång.")})
    if outcome == Outcome.STEP_DOWN and not leaving:
        raise ValidationError({"leaving": _("Välj vilka verksamheter som inte längre behövs.")})
    if outcome != Outcome.STEP_DOWN and leaving:
        raise ValidationError(
            {"outcome": _("Du har valt verksamheter som inte längre behövs. Välj då att planen går vidare med färre.")}
        )


def _write(rows: Sequence[GoalReview], said: Mapping[UUID, Said]) -> None:
    for row in rows:
        row.now, row.verdict, row.why = said[row.pk].now, said[row.pk].verdict, said[row.pk].why
        row.save(update_fields=["now", "verdict", "why"])


def _change_goals(rows: Sequence[GoalReview], said: Mapping[UUID, Said], by: Actor) -> None:
    """A reached goal is reached in the plan as well; a changed one gets its new words."""
    for row in rows:
        one = said[row.pk]
        if one.verdict == Verdict.REACHED:
            plans.conclude_goal(goal=row.goal, state=GoalState.REACHED, by=by)
        elif one.verdict in SAYS_WHY and one.new_outcome.strip() not in ("", row.goal.desired_outcome):
            plans.change_goal(
                goal=row.goal,
                area_key=row.goal.area_key,
                need=row.goal.need,
                desired_outcome=one.new_outcome.strip(),
                how_we_see_it=row.goal.how_we_see_it,
                said_by=SaidBy(row.goal.said_by),
                by=by,
            )

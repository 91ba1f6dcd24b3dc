"""A follow-up of the child's plan: what each goal was, how it is now, and what that leads to."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.circles.models import Detail, OfRecordQuerySet, Part
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why
from kronobarn.core.withheld import part_not_withheld
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.reviews.rules import Outcome, Verdict


class ReviewQuerySet(OfRecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """As for every record; not with the plan, which may no longer be shared with whoever wrote this."""
        return super().visible_to(actor).select_related("record__owner", "child")


class Review(Detail):
    """One follow-up of one plan. Begun, then filled in and done; one at a time."""

    OUTCOMES: ClassVar[dict[Outcome, Any]] = {
        Outcome.CONTINUE: _("Planen fortsätter"),
        Outcome.STEP_DOWN: _("Färre verksamheter behövs, planen fortsätter"),
        Outcome.CLOSE: _("Planen avslutas"),
    }

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews", db_index=False)
    held_on = models.DateField(_("när ni följde upp"), null=True)
    came = models.TextField(_("vilka som var med"), blank=True)
    child_view = models.TextField(_("vad barnet säger"), blank=True)
    next_on = models.DateField(_("nästa uppföljning"), null=True)
    outcome = models.CharField(_("vad det ledde till"), choices=choices(OUTCOMES), max_length=10, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = ReviewQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("uppföljning")
        verbose_name_plural = _("uppföljningar")
        indexes = [models.Index(fields=["child", "plan"], name="review_child_plan")]
        constraints = [
            both_or_neither("done_at", "done_by"),
            models.UniqueConstraint(name="one_review_at_a_time", fields=["child", "plan"], condition=Q(done_at=None)),
            models.CheckConstraint(
                name="done_review_has_an_outcome",
                condition=Q(done_at=None) | (~Q(outcome="") & Q(held_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="plan_that_goes_on_has_a_next_review",
                condition=Q(done_at=None) | Q(outcome=Outcome.CLOSE.value) | Q(next_on__isnull=False),
            ),
        ]


class GoalReviewQuerySet(OfRecordQuerySet):
    def known_to(self, actor: Actor) -> Self:
        """Of a follow-up that somebody may read: not of goals that are withheld from them."""
        return self.filter(part_not_withheld("goal", actor))

    def visible_to(self, actor: Actor) -> Self:
        """As for every record; not of goals that are withheld from the reader by themselves."""
        return super().visible_to(actor).known_to(actor)


class ActionReviewQuerySet(GoalReviewQuerySet):
    def known_to(self, actor: Actor) -> Self:
        """Nor of what is done that is withheld from them."""
        return super().known_to(actor).filter(part_not_withheld("action", actor))


class GoalReview(Part):
    """One goal in one follow-up: as it was, and how it is now. What was done towards it has rows of its own."""

    VERDICTS: ClassVar[dict[Verdict, Any]] = {
        Verdict.KEEP: _("Vi fortsätter som nu"),
        Verdict.CHANGE: _("Vi ändrar något"),
        Verdict.REACHED: _("Målet är nått"),
        Verdict.NOT_WORKING: _("Det fungerar inte"),
    }

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+", db_index=False)
    before = models.JSONField(_("som det var"))
    now = models.TextField(_("hur det är nu"), blank=True)
    verdict = models.CharField(_("bedömning"), choices=choices(VERDICTS), max_length=20, blank=True)
    why = models.TextField(_("varför"), blank=True)

    objects = GoalReviewQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Part.Meta):
        verbose_name = _("mål i en uppföljning")
        verbose_name_plural = _("mål i uppföljningar")
        constraints = [
            models.UniqueConstraint(name="goal_is_reviewed_once", fields=["child", "record", "goal"]),
            says_why(
                "goal_that_does_not_work_says_why",
                "why",
                unless=~Q(verdict__in=[Verdict.CHANGE.value, Verdict.NOT_WORKING.value]),
            ),
        ]


class ActionReview(Part):
    """What was done towards a goal when the follow-up began: a row each, so that each can be withheld by itself."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+", db_index=False)
    action = models.ForeignKey(PlanAction, models.PROTECT, related_name="+", db_index=False)
    place = models.PositiveSmallIntegerField(_("plats i planen"))
    before = models.JSONField(_("som det var"))

    objects = ActionReviewQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Part.Meta):
        verbose_name = _("åtgärd i en uppföljning")
        verbose_name_plural = _("åtgärder i uppföljningar")
        constraints = [
            models.UniqueConstraint(name="action_is_reviewed_once", fields=["child", "record", "action"]),
        ]

"""A part of the plan that a guardian must not know of: which it may be, and what is then no longer there for them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kronobarn.circles.models import Record
from kronobarn.core.actor import Actor
from kronobarn.people.models import Person
from kronobarn.plans.models import Goal, Plan, PlanAction

OF_A_GOAL: tuple[Any, ...] = (
    _("Målet, det som görs för det, och vad som har stått om det i varje version"),
    _("Det som skrivs om målet i uppföljningar"),
    _("Målet i planens utskrifter och i barnets egen version, när vårdnadshavaren läser den"),
)
OF_AN_ACTION: tuple[Any, ...] = (
    _("Åtgärden, vem som gör den, och vad som har stått om den i varje version"),
    _("Åtgärden i uppföljningar, utskrifter och barnets egen version, när vårdnadshavaren läser dem"),
)


@dataclass(frozen=True)
class Piece:
    """A goal, or what somebody does, as it is called."""

    plan: Plan
    key: UUID
    called: str
    unseen: tuple[Any, ...]

    @property
    def record(self) -> Record:
        return self.plan.record


def piece(plan: Plan, key: UUID, actor: Actor) -> Piece | None:
    """The goal or the action of a plan, as far as the actor sees it."""
    mine = {"child": plan.child_id, "record": plan.pk, "pk": key}
    goal = Goal.objects.visible_to(actor).filter(**mine).first()
    if goal is not None:
        return Piece(plan, key, goal.desired_outcome, OF_A_GOAL)
    action = PlanAction.objects.visible_to(actor).filter(**mine).first()
    return None if action is None else Piece(plan, key, action.what, OF_AN_ACTION)


def does_it_themselves(plan: Plan, key: UUID, people: list[Person]) -> list[str]:
    """Those of them who do something of it: what somebody does themselves is not withheld from them."""
    there = PlanAction.objects.filter(child=plan.child_id, record=plan.pk, person__in=people)
    doing = {one.person_id for one in there if key in (one.pk, one.goal_id)}
    return [one.full_name for one in people if one.pk in doing]

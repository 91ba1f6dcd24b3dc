"""A plan's words as data, as they are adopted: functions and groups, and no persons. Pure but for the tree it reads."""

import hashlib
import json
from typing import Any

from kronobarn.action_plans.tree import ActivityNode, GoalNode, MeasureNode, Tree


def content(tree: Tree) -> dict[str, Any]:
    """What is adopted. Who has the account, and what has been said on the way, is not part of it."""
    return {"title": tree.plan.title, "aim": tree.plan.aim, "goals": [_goal(one) for one in tree.goals]}


def digest(said: dict[str, Any]) -> str:
    """Tells whether two are the same, also through a form."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def _goal(one: GoalNode) -> dict[str, Any]:
    return {
        "id": str(one.row.pk),
        "title": one.row.title,
        "text": one.row.text,
        "measures": [_measure(measure) for measure in one.measures],
    }


def _measure(one: MeasureNode) -> dict[str, Any]:
    return {
        "id": str(one.row.pk),
        "title": one.row.title,
        "activities": [_activity(activity) for activity in one.activities],
    }


def _activity(one: ActivityNode) -> dict[str, Any]:
    row = one.row
    return {
        "id": str(row.pk),
        "title": row.title,
        "function": row.function,
        "group": one.group,
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
        "evidence": row.evidence,
        "carries_out": row.carries_out.title if row.carries_out else "",
    }

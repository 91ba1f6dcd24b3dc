"""What a version of the plan freezes, and what differs between two contents. Pure.

A content is plain dicts, so that it is read the same in twenty years.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NotRequired, TypedDict, cast
from uuid import UUID

from kronobarn.plans.rules import TAKING_PART, ActionState, GoalState


class ActionContent(TypedDict):
    id: str
    what: str
    who: str
    since: str
    until: str
    state: str
    first_step: NotRequired[str]
    reply: NotRequired[str]
    reply_words: NotRequired[str]


class GoalContent(TypedDict):
    id: str
    number: int
    area: str
    need: str
    desired_outcome: str
    how_we_see_it: str
    said_by: str
    state: str
    actions: list[ActionContent]


class PartyContent(TypedDict):
    area: str
    contact: str
    answer: str


class OtherContent(TypedDict):
    """Another plan that exists, by what it is called; its day of end when it has one."""

    id: str
    kind: str
    area: str
    since: str
    where_kept: str
    ended_on: str


class HeardContent(TypedDict):
    """How the family was heard, as a code and in words."""

    heard: str
    on: str
    how: str
    why: str


class Content(TypedDict):
    child_wants: str
    child_view_how: str
    contingency: str
    disagreement: str
    lead: str
    next_review_on: str
    parties: list[PartyContent]
    goals: list[GoalContent]
    heard: NotRequired[HeardContent]
    others: NotRequired[list[OtherContent]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A goal of a content without what is done towards it; or, where it names an action, that."""

    goal: UUID
    action: UUID | None
    content: dict[str, Any]


def pieces(content: Content) -> list[Piece]:
    """The goals of a content and what is done towards them, each by itself, in their order."""
    found: list[Piece] = []
    for goal in content["goals"]:
        words: dict[str, Any] = dict(goal)
        done: list[ActionContent] = words.pop("actions")
        found.append(Piece(UUID(goal["id"]), None, words))
        found.extend(Piece(UUID(goal["id"]), UUID(one["id"]), dict(one)) for one in done)
    return found


def whole(rest: Mapping[str, Any], kept: Iterable[Piece]) -> Content:
    """A content put together again, of what there is of it. A goal's number is its place in what is read."""
    goals: dict[UUID, dict[str, Any]] = {}
    for one in kept:
        if one.action is None:
            goals[one.goal] = {**one.content, "number": len(goals) + 1, "actions": []}
        elif one.goal in goals:
            goals[one.goal]["actions"].append(one.content)
    return cast(Content, {**rest, "goals": list(goals.values())})


class Change(StrEnum):
    """What can differ between two contents. The sentences stand in `sentences.py`."""

    CHILD_WANTS = "child_wants"
    CHILD_VIEW_HOW = "child_view_how"
    HEARD = "heard"
    CONTINGENCY = "contingency"
    DISAGREEMENT = "disagreement"
    LEAD = "lead"
    NEXT_REVIEW = "next_review"
    PARTY_JOINED = "party_joined"
    PARTY_LEFT = "party_left"
    CONTACT = "contact"
    OTHER_ADDED = "other_added"
    OTHER_ENDED = "other_ended"
    OTHER_WORDS = "other_words"
    GOAL_ADDED = "goal_added"
    GOAL_REACHED = "goal_reached"
    GOAL_DROPPED = "goal_dropped"
    GOAL_TAKEN_UP = "goal_taken_up"
    GOAL_WORDS = "goal_words"
    ACTION_ADDED = "action_added"
    ACTION_DONE = "action_done"
    ACTION_STOPPED = "action_stopped"
    ACTION_TAKEN_UP = "action_taken_up"
    ACTION_WHO = "action_who"
    ACTION_UNTIL = "action_until"
    ACTION_WORDS = "action_words"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs, and what it concerns."""

    change: Change
    about: str = ""
    value: str = ""
    was: str = ""
    now: str = ""
    """What stood there, and what stands there instead, where words have been written anew."""


def differences(before: Content, after: Content) -> list[Difference]:
    """Everything that differs, in the order the plan is read. Empty for equal contents."""
    return [
        *_words(before, after),
        *_parties(before["parties"], after["parties"]),
        *_others(before.get("others", []), after.get("others", [])),
        *_goals(before["goals"], after["goals"]),
        *_leading(before, after),
    ]


def _words(before: Content, after: Content) -> Iterable[Difference]:
    if before["child_wants"] != after["child_wants"]:
        yield Difference(Change.CHILD_WANTS, was=before["child_wants"], now=after["child_wants"])
    if before["child_view_how"] != after["child_view_how"]:
        yield Difference(Change.CHILD_VIEW_HOW, was=before["child_view_how"], now=after["child_view_how"])
    if before.get("heard") != after.get("heard"):
        yield Difference(Change.HEARD)
    if before["contingency"] != after["contingency"]:
        yield Difference(Change.CONTINGENCY, was=before["contingency"], now=after["contingency"])
    if before["disagreement"] != after["disagreement"]:
        yield Difference(Change.DISAGREEMENT, was=before["disagreement"], now=after["disagreement"])


def _leading(before: Content, after: Content) -> Iterable[Difference]:
    if before["lead"] != after["lead"]:
        yield Difference(Change.LEAD, value=after["lead"])
    if before["next_review_on"] != after["next_review_on"]:
        yield Difference(Change.NEXT_REVIEW, value=after["next_review_on"])


def _parties(before: Sequence[PartyContent], after: Sequence[PartyContent]) -> Iterable[Difference]:
    was = {party["area"]: party for party in before if party["answer"] in TAKING_PART}
    now = {party["area"]: party for party in after if party["answer"] in TAKING_PART}
    for area, party in now.items():
        if area not in was:
            yield Difference(Change.PARTY_JOINED, area, party["contact"])
        elif was[area]["contact"] != party["contact"]:
            yield Difference(Change.CONTACT, area, party["contact"])
    for area in was:
        if area not in now:
            yield Difference(Change.PARTY_LEFT, area)


def _others(before: Sequence[OtherContent], after: Sequence[OtherContent]) -> Iterable[Difference]:
    was = {other["id"]: other for other in before}
    for other in after:
        name, old = other["kind"], was.get(other["id"])
        if old is None:
            # What came and ended in between is told as it is now.
            if other["ended_on"]:
                yield Difference(Change.OTHER_ENDED, name, other["ended_on"])
            else:
                yield Difference(Change.OTHER_ADDED, name, other["area"])
        elif not old["ended_on"] and other["ended_on"]:
            yield Difference(Change.OTHER_ENDED, name, other["ended_on"])
        elif old != other:
            yield Difference(Change.OTHER_WORDS, name)


_GOAL_CHANGES: dict[str, Change] = {
    GoalState.REACHED: Change.GOAL_REACHED,
    GoalState.DROPPED: Change.GOAL_DROPPED,
    GoalState.ACTIVE: Change.GOAL_TAKEN_UP,
}
_GOAL_TEXTS = ("need", "desired_outcome", "how_we_see_it")
_GOAL_WORDS = ("area", "need", "desired_outcome", "how_we_see_it", "said_by")


def _goals(before: Sequence[GoalContent], after: Sequence[GoalContent]) -> Iterable[Difference]:
    was = {goal["id"]: goal for goal in before}
    for goal in after:
        name = goal["desired_outcome"]
        old = was.get(goal["id"])
        if old is None:
            yield Difference(Change.GOAL_ADDED, name)
            if goal["state"] != GoalState.ACTIVE:
                yield Difference(_GOAL_CHANGES[goal["state"]], name)
            yield from _actions([], goal["actions"])
            continue
        if old["state"] != goal["state"]:
            yield Difference(_GOAL_CHANGES[goal["state"]], name)
        if _picked(old, _GOAL_WORDS) != _picked(goal, _GOAL_WORDS):
            yield Difference(Change.GOAL_WORDS, name, **_anew(old, goal, _GOAL_TEXTS))
        yield from _actions(old["actions"], goal["actions"])


_ACTION_CHANGES: dict[str, Change] = {
    ActionState.DONE: Change.ACTION_DONE,
    ActionState.STOPPED: Change.ACTION_STOPPED,
    ActionState.OPEN: Change.ACTION_TAKEN_UP,
}


def _actions(before: Sequence[ActionContent], after: Sequence[ActionContent]) -> Iterable[Difference]:
    was = {action["id"]: action for action in before}
    for action in after:
        what = action["what"]
        old = was.get(action["id"])
        if old is None:
            yield Difference(Change.ACTION_ADDED, what, action["who"])
            if action["state"] != ActionState.OPEN:
                yield Difference(_ACTION_CHANGES[action["state"]], what)
            continue
        if old["state"] != action["state"]:
            yield Difference(_ACTION_CHANGES[action["state"]], what)
        if old["who"] != action["who"]:
            yield Difference(Change.ACTION_WHO, what, action["who"])
        if (old["since"], old["until"]) != (action["since"], action["until"]):
            yield Difference(Change.ACTION_UNTIL, what, action["until"])
        if (old["what"], old.get("first_step", "")) != (what, action.get("first_step", "")):
            yield Difference(Change.ACTION_WORDS, what, **_anew(old, action, ("what", "first_step")))


def _anew(old: Mapping[str, object], new: Mapping[str, object], names: Sequence[str]) -> dict[str, str]:
    """The texts that have been written anew, before and after."""
    unlike = [name for name in names if old.get(name, "") != new.get(name, "")]
    return {
        "was": "\n".join(str(old[name]) for name in unlike if old.get(name)),
        "now": "\n".join(str(new[name]) for name in unlike if new.get(name)),
    }


def _picked(goal: GoalContent, names: Sequence[str]) -> list[object]:
    """By name: a stored content comes back with its keys in another order."""
    values: dict[str, object] = dict(goal)
    return [values[name] for name in names]

"""Keys, lists and frozen versions as sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kronobarn.plans.models import Goal, Plan
from kronobarn.practice.schema import Pack
from kronobarn.rights.extract import Fact


def capital(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def kinds(keys: list[str], words: Pack) -> list[str]:
    named = words.information_kinds
    return [named.get(key, key) for key in keys]


def as_the_plan_reads(content: Mapping[str, Any]) -> Iterable[Fact]:
    """What a frozen version says, in the order of the plan. Who does what stands beside it as it is now."""

    def words(model: type[models.Model], of: Mapping[str, Any], name: str, before: str = "") -> Iterable[Fact]:
        if of.get(name):
            label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield Fact(f"{before}: {label}" if before else capital(label), of[name])

    for name in ("child_wants", "child_view_how"):
        yield from words(Plan, content, name)
    for goal in content.get("goals", []):
        heading = _("Mål %(number)d, %(area)s") % {"number": goal["number"], "area": goal["area"]}
        for name in ("need", "desired_outcome", "how_we_see_it"):
            yield from words(Goal, goal, name, heading)
        if actions := [one["what"] for one in goal.get("actions", []) if one["what"]]:
            yield Fact(f"{heading}: {_('det vi gör')}", actions)
    for name in ("contingency", "disagreement"):
        yield from words(Plan, content, name)


def spoken(value: Any, words: Pack) -> list[str]:
    """The texts in a JSON value, in their order."""
    questions = {question.key: question.text for question in words.questions}

    def texts(one: Any, key: str) -> Iterable[str]:
        if isinstance(one, dict):
            for name, inner in one.items():
                yield from texts(inner, name)
        elif isinstance(one, list):
            for inner in one:
                yield from texts(inner, key)
        elif isinstance(one, str) and one:
            yield f"{questions[key]} {one}" if key in questions else one

    return list(texts(value, ""))

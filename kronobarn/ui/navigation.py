"""The main menu, and which pages a link may lead to.

A feature that is not installed has no place in the menu, and nobody is shown a link to a page that refuses them:
the feature lends the page's own rule (`guard`), so that link and page cannot disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.core.addresses import address


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the menu. Pages say which one they belong to by its key."""

    key: str
    label: str | Promise
    name: str
    icon: str
    href: str = ""


STAFF_PLACES = (
    Place("my_day", _("Min dag"), "notices:my_day", "calendar"),
    Place("children", _("Mina barn"), "circles:children", "users"),
    Place("find", _("Hitta barn"), "circles:find", "search"),
    Place("inbox", _("Inkorg"), "concerns:inbox", "inbox"),
    Place("workload", _("Läget"), "workload:overview", "list"),
    Place("oversight", _("Loggkontroll"), "oversight:overview", "history"),
    Place("retention", _("Gallring"), "retention:overview", "file"),
    Place("administration", _("Administrera"), "administration:overview", "users"),
    Place("programme", _("Länet"), "programme:overview", "handshake"),
    Place("practice", _("Praxismodellen"), "practice:versions", "target"),
    Place("guide", _("Hjälp"), "ui:guide", "help"),
)
FAMILY_PLACES = (
    Place("my_day", _("Min dag"), "notices:my_day", "calendar"),
    Place("children", _("Mina sidor"), "circles:children", "home"),
    Place("guide", _("Hjälp"), "ui:guide", "help"),
)


Rule = Callable[[Any], object]
"""What a page asks before it opens: true for those it lets in."""

_guards: dict[str, Rule] = {}


def guard(name: str, rule: Rule) -> None:
    """Say which rule decides who may open a page. Called once, when the feature that owns the page is loaded."""
    _guards[name] = rule


def may_open(actor: Any, name: str) -> bool:
    """Whether a link to the page may be shown. Pages without a rule of their own are open to all who are signed in."""
    rule = _guards.get(name)
    return rule is None or bool(rule(actor))


def place(name: str) -> str | None:
    """The address of a view, or None where its feature is not installed."""
    try:
        return address(name)
    except NoReverseMatch:
        return None


def places(actor: Any) -> list[Place]:
    """The menu for staff, or for a child and its guardians, without what would refuse them."""
    return [
        Place(item.key, item.label, item.name, item.icon, href)
        for item in (FAMILY_PLACES if actor.is_family else STAFF_PLACES)
        if may_open(actor, item.name) and (href := place(item.name))
    ]

"""The main menu. A feature that is not installed has no place in it."""

from dataclasses import dataclass

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
    Place("guide", _("Hjälp"), "ui:guide", "help"),
)
FAMILY_PLACES = (
    Place("my_day", _("Min dag"), "notices:my_day", "calendar"),
    Place("children", _("Mina sidor"), "circles:children", "home"),
    Place("guide", _("Hjälp"), "ui:guide", "help"),
)


def place(name: str) -> str | None:
    """The address of a view, or None where its feature is not installed."""
    try:
        return address(name)
    except NoReverseMatch:
        return None


def places(*, is_family: bool) -> list[Place]:
    """The menu for staff, or for a child and its guardians."""
    return [
        Place(item.key, item.label, item.name, item.icon, href)
        for item in (FAMILY_PLACES if is_family else STAFF_PLACES)
        if (href := place(item.name))
    ]

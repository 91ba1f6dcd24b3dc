"""What an editor finds where: the codes with one's own account, what one comes here to do on the first page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from webbplats.editors.home import ToDo

ELSEWHERE = ("whats-new", "editor-guide")
"""Help that is on others' sites, in English, about what is not used here."""


@hooks.register("register_account_menu_item")
def codes(_request: HttpRequest) -> dict[str, Any]:
    return {"url": reverse("mfa_index"), "label": _("Koder vid inloggning")}


@hooks.register("construct_homepage_panels")
def first(_request: HttpRequest, panels: list[Any]) -> None:
    panels.insert(0, ToDo())


@hooks.register("construct_help_menu")
def help_that_is_ours(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(ELSEWHERE)]

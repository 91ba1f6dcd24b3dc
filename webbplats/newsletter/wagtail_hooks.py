"""Where editors find the newsletter: in the menu, on each issue, and the lists among the snippets."""

from collections.abc import Iterator
from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from webbplats.models import IssuePage
from webbplats.newsletter import editing
from webbplats.newsletter.models import MailingList


class Lists(SnippetViewSet):
    model = MailingList
    icon = "group"
    add_to_admin_menu = True  # by its name, not among "snippets"
    menu_order = 255
    list_display = ["name", "name_en", BooleanColumn("is_default", label=_("För alla"))]


register_snippet(Lists)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    own = [
        path("", editing.overview, name="overview"),
        path("adress/", editing.address, name="address"),
        path("slapp-in/", editing.let_in, name="let_in"),
        path("<int:page_id>/", editing.issue, name="issue"),
        path("<int:page_id>/brev/", editing.as_letter, name="letter"),
        path("<int:page_id>/prov/", editing.try_out, name="try"),
        path("<int:page_id>/skicka/", editing.send, name="send"),
        path("<int:page_id>/vila/", editing.rest, name="rest"),
        path("<int:page_id>/igen/", editing.again, name="again"),
    ]
    return [path("nyhetsbrev/", include((own, "newsletter_editing")))]


@hooks.register("register_admin_menu_item")
def in_the_menu() -> MenuItem:
    return MenuItem(_("Nyhetsbrev"), reverse("newsletter_editing:overview"), icon_name="mail", order=250)


@hooks.register("register_page_header_buttons")
def on_the_issue(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page.specific, IssuePage):
        yield Button(_("Prova och skicka"), reverse("newsletter_editing:issue", args=[page.pk]), icon_name="mail")

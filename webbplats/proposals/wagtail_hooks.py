"""Where editors find what is proposed."""

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from webbplats.proposals import editing


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    own = [
        path("", editing.overview, name="overview"),
        path("<int:proposal_id>/", editing.proposal, name="proposal"),
        path("<int:proposal_id>/beslut/", editing.decide, name="decide"),
    ]
    return [path("forslag/", include((own, "proposals_editing")))]


@hooks.register("register_admin_menu_item")
def in_the_menu() -> MenuItem:
    return MenuItem(_("Förslag"), reverse("proposals_editing:overview"), icon_name="doc-empty-inverse", order=260)

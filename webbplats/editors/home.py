"""The editors' first page: what one comes here to do, and where what is not written here is changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from webbplats import models
from webbplats.proposals.models import Proposal

BELOW = (
    (models.NewsIndexPage, models.NewsPage, _("Skriv en nyhet")),
    (models.EventsPage, models.EventPage, _("Berätta om ett evenemang")),
    (models.NewsletterPage, models.IssuePage, _("Skriv ett nyhetsbrev")),
    (models.MaterialsPage, models.MaterialPage, _("Lägg in ett material")),
)


class ToDo(Component):
    """Ways to the few things that an editor does often. Shown is what the person may do."""

    template_name = "editors/home.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        waits = Proposal.objects.filter(decided_at=None).count()
        return {"ways": list(_ways(user)), "waits": waits, "proposals": reverse("proposals_editing:overview")}


def _ways(user: Any) -> Iterator[tuple[Any, str]]:
    for kind, child, label in BELOW:
        parent = Page.objects.type(kind).live().filter(locale__language_code="sv").first()
        if parent is not None and parent.permissions_for_user(user).can_add_subpage():
            meta = child._meta
            yield label, reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
    home = Page.objects.type(models.HomePage).live().filter(locale__language_code="sv").first()
    if home is not None:
        yield _("Ändra en sida"), reverse("wagtailadmin_explore", args=[home.pk])

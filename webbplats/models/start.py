"""The start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from webbplats import tree
from webbplats.models.base import BodyPage
from webbplats.models.events import coming, for_machines
from webbplats.models.news import NewsIndexPage, NewsPage

LATEST = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A way in."""

    page: Page
    words: str


class HomePage(BodyPage):
    """What is new, what comes, and the ways in. One for each language."""

    ways_in = StreamField(
        [("page", PageChooserBlock(label=_("Sida")))],
        blank=True,
        verbose_name=_("vägar in"),
        help_text=_("Sidorna som visas som kort, i den ordning de ska stå."),
    )

    content_panels = [*BodyPage.content_panels, FieldPanel("ways_in")]
    parent_page_types = ["wagtailcore.Page"]
    template = "webbplats/home.html"

    class Meta:
        verbose_name = _("startsida")
        verbose_name_plural = _("startsidor")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = NewsPage.objects.live().descendant_of(self).order_by("-day", "-pk")
        events = coming(self, request)[:LATEST]
        return {
            **super().get_context(request, *args, **kwargs),
            "news": tree.public(news, request)[:LATEST],
            "news_index": next(
                (one for one in tree.children(self, request) if one.specific_class is NewsIndexPage), None
            ),
            "events": events,
            "for_machines": for_machines(events),
            "cards": self._cards(request),
        }

    def _cards(self, request: HttpRequest) -> list[Card]:
        """The ways in that are open, in the editor's order. Most are in the menu's list already."""
        chosen = [one["value"] for one in self.ways_in.raw_data]
        near = {one.pk: one for one in tree.children(self, request)}
        if far := [pk for pk in chosen if pk not in near]:
            near |= {one.pk: one for one in tree.public(Page.objects.live().filter(pk__in=far), request)}
        pages = [near[pk] for pk in chosen if pk in near]
        leads = _leads([one for one in pages if not one.search_description])
        return [Card(one, str(one.search_description or leads.get(one.pk, ""))) for one in pages]


def _leads(pages: Sequence[Page]) -> dict[int, str]:
    """The lead of each, which stands in a table for each kind of page: asked in one question."""
    kinds = {one.specific_class for one in pages if issubclass(one.specific_class, BodyPage)}
    ids = [one.pk for one in pages]
    first, *rest = [kind.objects.filter(pk__in=ids).order_by().values_list("pk", "lead") for kind in kinds] or [None]
    return {} if first is None else dict(first.union(*rest))

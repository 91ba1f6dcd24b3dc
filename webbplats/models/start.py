"""The start page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from webbplats.models.base import BodyPage
from webbplats.models.events import coming
from webbplats.models.news import NewsIndexPage, NewsPage

LATEST = 3


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
        news = NewsPage.objects.live().public().descendant_of(self).order_by("-day", "-pk")
        return {
            **super().get_context(request, *args, **kwargs),
            "news": news[:LATEST],
            "news_index": NewsIndexPage.objects.live().child_of(self).first(),
            "events": coming(self)[:LATEST],
            "cards": [page for page in map(_shown, self.ways_in) if page],
        }


def _shown(block: Any) -> Page | None:
    page = block.value
    return page.specific if page is not None and page.live else None

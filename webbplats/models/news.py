"""News: each with what it hangs together with, and an archive by year."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable
from wagtail.search import index

from webbplats.models.base import INSIDE, BodyPage

PER_PAGE = 10
RELATED = 3


def today() -> Any:
    return timezone.localdate()


class NewsIndexPage(RoutablePageMixin, BodyPage):
    """The latest news, and those of a year."""

    parent_page_types = INSIDE
    subpage_types = ["webbplats.NewsPage"]
    template = "webbplats/news_index.html"

    class Meta:
        verbose_name = _("nyheter")
        verbose_name_plural = _("nyheter")

    @path("")
    def latest(self, request: HttpRequest) -> HttpResponse:
        return self._listed(request, self._all(), year=None)

    @path("arkiv/<int:year>/")
    def of_a_year(self, request: HttpRequest, year: int) -> HttpResponse:
        found = self._all().filter(day__year=year) if year in self.years() else None
        if found is None:
            raise Http404
        return self._listed(request, found, year=year)

    def years(self) -> list[int]:
        return [day.year for day in self._all().order_by().dates("day", "year", order="DESC")]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_sitemap_urls(request)
        here = self.get_full_url(request)
        return [*found, *({"location": f"{here}arkiv/{year}/"} for year in self.years())]

    def _all(self) -> models.QuerySet["NewsPage"]:
        return NewsPage.objects.live().public().child_of(self).order_by("-day", "-pk")

    def _listed(self, request: HttpRequest, found: models.QuerySet["NewsPage"], *, year: int | None) -> HttpResponse:
        shown = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
        context = {"news": shown, "year": year, "years": self.years()}
        return self.render(request, context_overrides=context)


class NewsPage(BodyPage):
    """One piece of news."""

    day = models.DateField(_("datum"), default=today)

    content_panels = [
        *BodyPage.content_panels,
        FieldPanel("day"),
        InlinePanel("related", heading=_("Hänger ihop med"), label=_("Nyhet")),
    ]
    search_fields = [*BodyPage.search_fields, index.FilterField("day")]
    parent_page_types = ["webbplats.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "webbplats/news.html"
    shared_as = "article"

    class Meta:
        verbose_name = _("nyhet")
        verbose_name_plural = _("nyheter")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "related_news": self._related()}

    def _related(self) -> Sequence["NewsPage"]:
        """What the editor has chosen, then what was written nearest in time."""
        chosen = [row.news for row in self.related.select_related("news") if row.news.live]
        others = (
            NewsPage.objects.live().public().sibling_of(self, inclusive=False).exclude(pk__in=[n.pk for n in chosen])
        )
        before = others.filter(day__lte=self.day).order_by("-day", "-pk")[:RELATED]
        after = others.filter(day__gt=self.day).order_by("day", "pk")[:RELATED]
        return list(chain(chosen, before, after))[: max(RELATED, len(chosen))]


class RelatedNews(Orderable):
    """That one piece of news hangs together with another."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related")
    news = models.ForeignKey(NewsPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("nyhet"))

    panels = [FieldPanel("news")]

    class Meta(Orderable.Meta):
        verbose_name = _("nyhet som hänger ihop")
        verbose_name_plural = _("nyheter som hänger ihop")

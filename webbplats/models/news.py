"""News: each with what it hangs together with, and an archive by year."""

from collections.abc import Sequence
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

from webbplats import tree
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
        return self._listed(request, self._all(request), year=None)

    @path("arkiv/<int:year>/")
    def of_a_year(self, request: HttpRequest, year: int) -> HttpResponse:
        years = self.years(request)
        if year not in years:
            raise Http404
        return self._listed(request, self._all(request).filter(day__year=year), year=year, years=years)

    def years(self, request: HttpRequest) -> list[int]:
        return [day.year for day in self._all(request).order_by().dates("day", "year", order="DESC")]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_sitemap_urls(request)
        here = self.get_full_url(request)
        years = self.years(request or HttpRequest())
        return [*found, *({"location": f"{here}arkiv/{year}/"} for year in years)]

    def _all(self, request: HttpRequest) -> models.QuerySet["NewsPage"]:
        return tree.public(NewsPage.objects.live().child_of(self).order_by("-day", "-pk"), request)

    def _listed(
        self,
        request: HttpRequest,
        found: models.QuerySet["NewsPage"],
        *,
        year: int | None,
        years: Sequence[int] | None = None,
    ) -> HttpResponse:
        shown = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
        context = {"news": shown, "year": year, "years": years or self.years(request)}
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
        return {**super().get_context(request, *args, **kwargs), "related_news": self._related(request)}

    def _related(self, request: HttpRequest) -> Sequence["NewsPage"]:
        """What the editor has chosen, then what was written nearest in time."""
        chosen = [row.news for row in self.related.select_related("news") if row.news.live]
        if len(chosen) >= RELATED:
            return chosen
        others = tree.public(NewsPage.objects.live().sibling_of(self, inclusive=False), request)
        others = others.exclude(pk__in=[one.pk for one in chosen])
        before = others.filter(day__lte=self.day).order_by("-day", "-pk")[:RELATED]
        after = others.filter(day__gt=self.day).order_by("day", "pk")[:RELATED]
        near = sorted(before.union(after), key=lambda one: (one.day > self.day, abs(one.day - self.day), -one.pk))
        return [*chosen, *near][:RELATED]


class RelatedNews(Orderable):
    """That one piece of news hangs together with another."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related")
    news = models.ForeignKey(NewsPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("nyhet"))

    panels = [FieldPanel("news")]

    class Meta(Orderable.Meta):
        verbose_name = _("nyhet som hänger ihop")
        verbose_name_plural = _("nyheter som hänger ihop")

"""What is not a page in the tree: search, pictures, and what machines ask for."""

from functools import reduce
from http import HTTPStatus
from operator import or_

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from webbplats import found
from webbplats.found import Found

LONGEST = 100
PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages in the reader's language, and what the process has published. What was searched for is not kept."""
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    results: list[Found] = []
    if asked:
        pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=2).specific()
        written = [
            Found(page.title, page.said_of_it, page.get_url(request) or "")
            for page in pages.search(asked, operator="and")
        ]
        results = [*written, *found.published(asked, request)]
    paginator = Paginator(results, PER_PAGE)
    context = {"asked": asked, "results": paginator.get_page(request.GET.get("sida")), "language": get_language()}
    return render(request, "webbplats/search.html", context)


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture in one of the sizes that pages use. What was uploaded is only shown made anew."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if isinstance(response, FileResponse):
        response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: /{settings.EDITING}",
        f"Disallow: {reverse('search')}",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", status=HTTPStatus.OK)


@require_safe
def site_map(request: HttpRequest) -> HttpResponseBase:
    return sitemap(request, {"pages": EveryLanguage(request)})


class EveryLanguage(Sitemap):
    """Wagtail's own has the pages below one start page only: those of one language."""

    def items(self) -> PageQuerySet[Page]:
        homes = self.get_wagtail_site().root_page.get_translations(inclusive=True)
        below = reduce(or_, (Q(path__startswith=path) for path in homes.values_list("path", flat=True)))
        return Page.objects.filter(below).live().public().order_by("path").defer_streamfields().specific()

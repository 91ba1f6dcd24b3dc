"""What is not a page in the tree: search, pictures, and what machines ask for."""

from collections.abc import Sequence
from http import HTTPStatus

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Locale, Page

LONGEST = 100
PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages in the reader's language. What was searched for is not kept."""
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    found: Sequence[Page] = ()
    if asked:
        pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=2)
        found = pages.search(asked, operator="and")
    paginator = Paginator(found, PER_PAGE)
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
    return sitemap(request)

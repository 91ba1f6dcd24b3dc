"""The help page and the gallery of components."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.ui import language
from kronobarn.ui import pictures as drawn
from kronobarn.ui.gallery import examples
from kronobarn.ui.pages import page, saved


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """The steps of the working model, in short."""
    return page(request, "ui/guide.html", {"nav": "guide"})


@login_not_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """The same page in another language, and all pages that come after it in this browser.

    Which page it was the browser says. No page says its own address: one that is forbidden and one that is not there are the
    same to the letter.
    """
    page_before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page_before, allowed_hosts={request.get_host()})
    response = redirect(urlunsplit(("", "", *urlsplit(page_before)[2:4], "")) if ours else "/")
    if (chosen := request.POST.get("language", "")) in language.NAMES:
        language.remember(response, chosen)
    return response


@login_not_required
@require_GET
def pictures(request: HttpRequest) -> HttpResponse:
    """Every picture, where it comes from and how it may be used."""
    folders = drawn.folders(settings.PICTURES)
    return page(request, "ui/pictures.html", {"nav": "guide", "folders": folders, "names": drawn.NAMES})


@login_not_required
@require_GET
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """A county's picture that is a photograph or a painting. It is about nobody."""
    found = drawn.find(key)
    if found is None:
        raise Http404
    response = HttpResponse(found.file.read_bytes(), content_type=found.content_type)
    response["Cache-Control"] = "max-age=3600"
    response["Content-Security-Policy"] = "sandbox"  # opened by itself it is still only a picture
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, to look at and to test. Exists only in development and in the demo."""
    if not (settings.DEBUG or settings.KRONOBARN_DEMO):
        raise Http404
    if request.method == "POST":
        return saved(request, at=timezone.now())
    return page(request, "ui/gallery.html", examples())

"""The help page and the gallery of components."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.ui.gallery import examples
from kronobarn.ui.pages import page, saved


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """The steps of the working model, in short."""
    return page(request, "ui/guide.html", {"nav": "guide"})


@login_not_required
@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, to look at and to test. Exists only in development and in the demo."""
    if not (settings.DEBUG or settings.KRONOBARN_DEMO):
        raise Http404
    if request.method == "POST":
        return saved(request, at=timezone.now())
    return page(request, "ui/gallery.html", examples())

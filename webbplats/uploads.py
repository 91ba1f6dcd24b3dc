"""What is too large is refused before it is read: the answer says how large a file may be."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

ROOM_FOR_THE_FORM = 1024 * 1024


class RefuseWhatIsTooLarge:
    """Looks at the length that the browser states. Without one, Django reads nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.LARGEST_UPLOAD + ROOM_FOR_THE_FORM:
            return self.get_response(request)
        sentence = _("Filen är för stor. En fil får vara högst %(size)d MB. Gör den mindre eller dela upp den.") % {
            "size": settings.LARGEST_UPLOAD // (1024 * 1024)
        }
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # The editor's list of files shows this sentence beside the file, as it does with Wagtail's own refusals.
            return JsonResponse({"success": False, "error_message": sentence})
        response = render(request, "webbplats/error.html", {"title": _("Filen är för stor"), "sentence": sentence})
        response.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        response.headers["Connection"] = "close"
        return response

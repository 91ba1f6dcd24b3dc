"""What differs between a visitor's pages and the editors': the policy for scripts, frames, and what may be kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class EditorsHaveTheirOwn:
    """Strict for visitors; for editors what Wagtail needs, and nothing of their pages is kept in any cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(f"/{settings.EDITING}"):
            response._csp_config = settings.EDITORS_POLICY  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"  # the preview is shown in a frame of the editor
            response.headers["Cache-Control"] = "no-store"
        else:
            response.headers["X-Frame-Options"] = "DENY"
        return response

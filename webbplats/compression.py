"""Text is sent packed to whoever can unpack it, so that a page is light also where no proxy stands in front.

Visitors' pages hold nothing secret that could be guessed from how small they become: no cookie, no token. The editors' do, and
are sent as they are.
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED: Final = ("text/", "application/rss+xml", "application/xml", "application/json", "image/svg+xml")


class PackText(GZipMiddleware):
    """Django's, for what is text and a visitor's."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_editors = request.path_info.startswith(f"/{settings.EDITING}")
        if is_editors or not response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed

"""What a browser refused to do because of the content security policy, counted in the technical log.

A report quotes addresses and pieces of scripts. Here are kept which rule it was and which of our pages, by the name of
its view: nothing that tells of a person. Anybody may send one, so it is small, of one kind, and so many a minute.
"""

import json
from collections import deque
from collections.abc import Callable, Iterator
from http import HTTPStatus
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kronobarn.core.addresses import address

NAME: Final = "csp_report"
GROUP: Final = "csp"
KINDS: Final = frozenset({"application/csp-report", "application/reports+json"})
BYTES: Final = 16_384
REPORTS: Final = 10
"""So many of those that come together are counted."""
A_MINUTE: Final = 60
IN_A_MINUTE: Final = 60
DIRECTIVES: Final = frozenset(
    {
        *("default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem"),
        *("style-src-attr", "img-src", "font-src", "connect-src", "form-action", "frame-ancestors", "base-uri"),
    }
)

log = structlog.get_logger(__name__)
_came: deque[float] = deque(maxlen=IN_A_MINUTE)
"""When the latest came, to this process."""


class ReportTo:
    """Says where browsers send what they refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Reporting-Endpoints", f'{GROUP}="{address(NAME)}"')
        return response


@csrf_exempt
@login_not_required
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Count what was refused. Whoever sends it learns nothing."""
    if request.content_type not in KINDS:
        return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if int(request.META.get("CONTENT_LENGTH") or 0) > BYTES:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if _too_many():
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    for directive, view in _read(request.body):
        log.warning("csp_refused", directive=directive, page=view)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _too_many() -> bool:
    now = monotonic()
    if len(_came) == IN_A_MINUTE and now - _came[0] < A_MINUTE:
        return True
    _came.append(now)
    return False


def _read(body: bytes) -> Iterator[tuple[str, str]]:
    """The rule and the page of each report. What is not understood is no report."""
    try:
        sent: Any = json.loads(body)
    except ValueError:
        return
    for one in (sent if isinstance(sent, list) else [sent])[:REPORTS]:
        said = (one.get("csp-report") or one.get("body")) if isinstance(one, dict) else None
        if isinstance(said, dict):
            rule = said.get("effective-directive") or said.get("effectiveDirective") or said.get("violated-directive")
            name = str(rule or "").split(" ")[0]
            where = said.get("document-uri") or said.get("documentURL")
            yield (name if name in DIRECTIVES else "other", _view(str(where or "")))


def _view(address: str) -> str:
    """Which of our pages it is."""
    try:
        return str(resolve(urlsplit(address).path).view_name)
    except (Resolver404, ValueError):
        return ""

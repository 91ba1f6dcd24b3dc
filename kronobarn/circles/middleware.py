"""A form that is shown again, with what a record says around it, is a look like any other."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse

from kronobarn.accounts.parked import AUTOSAVES
from kronobarn.circles import doors

SHOWN: Final = frozenset({HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY})


class LooksOfForms:
    """Logs what the door let through, when a POST ended in a page instead of in something done.

    Runs inside the request's transaction: without the line in the log there is no page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        with doors.remembering() as found:
            response = self.get_response(request)
        match = request.resolver_match
        if response.status_code in SHOWN and match is not None and match.view_name not in AUTOSAVES:
            for row in found:
                doors.log_look(row, by=request.actor)  # type: ignore[attr-defined]
        return response

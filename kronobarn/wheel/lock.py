"""Child mode: while the screen is turned to the child, the session opens the child's page and nothing else.

The session carries which sitting it is. Everything else that is asked for, by whatever way, leads back to the child's
page, until the adult has typed a code (`wheel:leave`). It is asked before any view, so a new page is closed too.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from kronobarn.accounts.parked import QUIET

KEY: Final = "with_child"
OPEN: Final = frozenset(
    {
        "wheel:child",
        "wheel:answer",
        "wheel:received",
        "wheel:go_through",
        "wheel:go_back",
        "wheel:show",
        "wheel:stop",
        "wheel:thanks",
        "wheel:leave",
    }
)
"""What the child's screen is made of, each about one sitting."""
PICTURE: Final = "ui:picture"
"""A picture of the county's own that is no drawing is fetched by its key."""
ALIVE: Final = "accounts:stay"


def enter(request: HttpRequest, sitting_id: UUID) -> None:
    """From the next request on there is only the child's page. The session gets a new key: the pages that a browser
    may have kept of the old one are not shown again."""
    request.session[KEY] = str(sitting_id)


def leave(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def sitting_of(request: HttpRequest) -> str | None:
    """Which sitting the screen is turned for."""
    found: str | None = request.session.get(KEY)
    return found


class ChildMode:
    """Stands before all views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sitting_id = sitting_of(request)
        if sitting_id is None or not request.user.is_authenticated:
            return self.get_response(request)
        if request.actor is None:  # type: ignore[attr-defined]
            # The assignment has ended meanwhile: nobody is let on to another one from the child's screen.
            logout(request)
            return redirect("start")
        if not lets_through(request, sitting_id):
            return redirect("wheel:child", sitting_id)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND:
            # The adult no longer has a place with the child: there is no way back to this screen, and none past it.
            logout(request)
            return redirect("start")
        if response.status_code == HTTPStatus.FORBIDDEN and QUIET not in request.POST:
            # What could not be done, and why, is for grown-ups and stands in the log. The child goes on from where it is.
            return redirect("wheel:child", sitting_id)
        return response


def lets_through(request: HttpRequest, sitting_id: str) -> bool:
    """Whether what is asked for belongs to the child's screen of this sitting."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    if match.view_name in {ALIVE, PICTURE}:
        return request.method == ("POST" if match.view_name == ALIVE else "GET")
    return match.view_name in OPEN and str(match.kwargs.get("sitting_id")) == sitting_id

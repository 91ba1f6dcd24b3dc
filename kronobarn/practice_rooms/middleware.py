"""Lets each request into the room that its cookie is for, and out again before the next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kronobarn.practice_rooms import actions, databases, passes, where


class FindRoom:
    """Everything further in, sessions too, is asked of the room's own database; without a room, of the empty lobby's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = passes.read(request)
        if found is not None and not databases.exists(found.database):
            gone = redirect(f"{reverse('practice_rooms:lobby')}?borta=1")
            passes.take(gone)
            return gone
        request.practice_room = found  # type: ignore[attr-defined]
        with where.inside(found.database if found else where.LOBBY):
            response = self.get_response(request)
        if found is not None and getattr(request, "throw_room_away", False):
            actions.throw_away(by=found)  # not until the request itself has left it
        return response

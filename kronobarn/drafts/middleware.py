"""A form that is sent twice is done once: a double click, a reload, an impatient finger."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kronobarn.drafts import actions
from kronobarn.drafts.windows import sent_from


class SentOnce:
    """Each form carries a token of its own; the second time it comes, the first answer is given.

    Runs inside the request's transaction: a second copy waits until the first is committed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        before = actions.SENT.set(sent_from(request.POST))
        try:
            return self._once(request)
        finally:
            actions.SENT.reset(before)

    def _once(self, request: HttpRequest) -> HttpResponse:
        token = _token(request)
        if token is None or not request.user.is_authenticated:
            return self.get_response(request)
        earlier = actions.begin(token=token, person_id=request.user.pk)
        if earlier is not None:
            return redirect(earlier or request.path)
        response = self.get_response(request)
        if 300 <= response.status_code < 400:
            actions.finish(token=token, location=response["Location"])
        else:
            actions.forget(token=token)
        return response


def _token(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None

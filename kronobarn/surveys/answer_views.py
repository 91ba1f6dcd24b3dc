"""The page of whoever answers a survey. It asks nobody to sign in, and keeps nothing of who they are.

Also somebody who is signed in answers as nobody: the page does not know them, their form carries no mark, and the technical
log has no line of the request.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.core.actor import SYSTEM
from kronobarn.core.forms import attempt, posted
from kronobarn.core.language import county_language
from kronobarn.core.technical_log import leave_out
from kronobarn.programme.naming import reads as naming
from kronobarn.surveys import actions, policy, reads
from kronobarn.surveys.forms import WHO, AnswerForm
from kronobarn.surveys.models import Survey
from kronobarn.ui import language
from kronobarn.ui.pages import page

View = Callable[..., HttpResponse]


def by_nobody(view: View) -> View:
    """Whoever asks is not known, here or afterwards."""

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        leave_out(request)
        request.actor = None  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@by_nobody
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """What is asked."""
    one = reads.by_key(key)
    if one is None:
        return _page(request, "of_no_use", {}, None, 404)
    typed = posted(request)
    with language.in_language(_language(one.survey)):
        form = AnswerForm(typed, survey=one.survey, questions=reads.asked(one.survey), language=language.spoken())
        if not one.survey.anonymous:
            form.fields["who"].help_text = f"{WHO} {naming.told('surveys')}"
        if typed is not None:
            said = {"said": form.said(), "who": form.cleaned_data.get("who", "")} if form.is_valid() else {}
            if attempt(form, lambda: actions.answer(one=one, by=SYSTEM, **said)) is not None:
                return redirect("enkat:thanks")
        context = {"one": one, "form": form, "may_answer": policy.may_answer(one)}
        return _page(request, "answer", context, one.survey, 422 if form.errors else 200)


@by_nobody
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """It is answered."""
    return _page(request, "thanks", {}, None)


def _language(survey: Survey) -> str:
    """Families choose among all; others between those that staff pages are in."""
    spoken = language.spoken()
    return spoken if survey.for_families or spoken in language.STAFF else county_language()


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], survey: Survey | None, status: int = 200
) -> HttpResponse:
    every = survey is None or survey.for_families
    switch = language.switch(get_token(request), all_of_them=every)
    around = {"survey": survey, "switch": switch, "language": language.spoken()}
    return page(request, f"surveys/{template}.html", around | context, status=status)

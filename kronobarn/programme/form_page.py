"""A form on a page of its own, for the features that stand on the process: shown, sent, and where it leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.ui.pages import page

NAV: Final = {"nav": "programme"}


@dataclass(frozen=True)
class Words:
    """The words of one such page."""

    heading: str
    submit: str
    done: str
    lead: str = ""
    kind: str = "primary"


def form_page(
    request: ActorRequest,
    form: Form,
    words: Words,
    call: Callable[[], object],
    *,
    crumbs: Sequence[tuple[str, str]],
    onward: Callable[[Any], str] | str = "",
) -> HttpResponse:
    """`crumbs` is the way there from the process; its last page is where one goes back to, and on to when it is done."""
    back = crumbs[-1][1]
    if request.method == "POST":
        made = attempt(form, call)
        if made is not None:
            messages.success(request, words.done)
            return redirect(onward(made) if callable(onward) else onward or back)
    context = {"form": form, "words": words, "crumbs": crumbs, "back": back}
    return page(request, "programme/form.html", context | NAV, status=422 if form.errors else 200)

"""A form on a page of its own, for the features that stand on the process: shown, sent, and where it leads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.forms import ChoiceField, Form
from django.http import HttpResponse
from django.shortcuts import redirect

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.core.merging import Both
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
    now: Callable[[], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """`crumbs` is the way there from the process; its last page is where one goes back to, and on to when it is done.

    `now` reads what stands, for whoever wrote while another did: both are shown, and what was `seen` is then that.
    """
    back = crumbs[-1][1]
    if request.method == "POST":
        made = attempt(form, call)
        if made is not None:
            messages.success(request, words.done)
            return redirect(onward(made) if callable(onward) else onward or back)
    both: list[Both] = []
    if now is not None and getattr(form, "stale", False):
        standing = now()
        both = [Both(*texts, is_own=False) for texts in beside(form, standing)]
        form.data = request.POST.copy()
        form.data["seen"] = str(standing["seen"])
    context = {"form": form, "words": words, "crumbs": crumbs, "back": back, "both": both, "is_own": False}
    return page(request, "programme/form.html", context | NAV, status=422 if form.errors else 200)


def beside(form: Form, now: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The fields where what stands and what was typed differ, each with both texts."""
    found = []
    for name, theirs in now.items():
        if name in form.fields and not form[name].is_hidden:
            old, new = _shown(form, name, theirs), _shown(form, name, form[name].value())
            if old != new:
                found.append((str(form.fields[name].label), old, new))
    return found


def _shown(form: Form, name: str, value: Any) -> str:
    """A choice by its label; other values as they are written."""
    field = form.fields[name]
    value = getattr(value, "pk", value)
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    if isinstance(field, ChoiceField):
        offered: Iterable[tuple[Any, Any]] = field.choices  # type: ignore[assignment]
        return next((str(label) for key, label in offered if str(key) == text), text)
    return text

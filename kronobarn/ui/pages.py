"""Rendering a page, or the one part of it that htmx asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.cache import patch_vary_headers
from jinja2 import Environment
from jinja2_fragments import render_block

from kronobarn.ui.dates import clock
from kronobarn.ui.frames import CURRENT, Frame
from kronobarn.ui.language import one_language


def _environment() -> Environment:
    environment: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return environment


def render(request: HttpRequest, template: str, context: Mapping[str, Any], *, part: str = "") -> str:
    """The page as text; with a part, only that block of it."""
    env = _environment()
    with one_language(), CURRENT.set_to(Frame(request, nav=str(context.get("nav", "")))):
        if part:
            return render_block(env, template, part, context)
        return env.get_template(template).render(context)


def component(name: str) -> Callable[..., str]:
    """A macro, for pages that are not made by our own engine."""
    macro: Callable[..., str] = getattr(_environment().globals["ui"], name)
    return macro


def is_htmx(request: HttpRequest) -> bool:
    """True when htmx asks for a part of a page, false when the browser asks for all of it."""
    return request.headers.get("HX-Request") == "true"


def page_number(request: HttpRequest) -> int:
    """Which page of a list is asked for, from 1; anything odd is the first."""
    text = request.GET.get("sida", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page; for an htmx request, only the named part of the same template."""
    text = render(request, template, context, part=part if is_htmx(request) else "")
    response = HttpResponse(text, status=status)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["HX-Request"])
    return response


def saved(request: HttpRequest, *, at: datetime, elsewhere: bool = False) -> HttpResponse:
    """Answer to an autosave: "Sparat 14:32", read out where the form shows its status.

    `elsewhere`: the same person has written in the same form in another window, and this one does not show it.
    """
    return page(request, "ui/saved.html", {"at": clock(at), "elsewhere": elsewhere})

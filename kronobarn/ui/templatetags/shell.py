"""Lets a library's own pages wear our look: the same Jinja2 shell and macros, called from Django's engine."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from kronobarn.ui.frames import CURRENT, Frame
from kronobarn.ui.pages import component, render

register = template.Library()


@register.simple_block_tag(takes_context=True)
def captured(context: Context, content: str) -> SafeString:
    """Keep what stands between the tags under a name, for `shell` to place."""
    return mark_safe(content.strip())  # noqa: S308 - already rendered, and escaped, by Django's engine


@register.simple_tag(takes_context=True)
def shell(context: Context, title: str, content: str, scripts: str = "") -> SafeString:
    """The whole document around what a library's page has to say."""
    inside: dict[str, Any] = {"title": title, "content": content, "scripts": scripts}
    return mark_safe(render(context["request"], "ui/library.html", inside))  # noqa: S308 - rendered by Jinja2


@register.simple_tag(takes_context=True)
def fields(context: Context, form: BaseForm) -> SafeString:
    """A library's form, with our error summary and our fields."""
    request: HttpRequest = context["request"]
    with CURRENT.set_to(Frame(request)):
        parts = component("error_summary")(form), component("fields")(form)
    return mark_safe("".join(parts))  # noqa: S308 - rendered by Jinja2

"""The pages where an expected child is born, and where a child gets its number."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kronobarn.circles import finding
from kronobarn.circles.doors import find_child_or_404, open_child_or_404
from kronobarn.circles.reads import header
from kronobarn.circles.rules import WhySought
from kronobarn.core.actor import Actor, ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.people.models import Child
from kronobarn.responsibility import actions, policy
from kronobarn.responsibility.forms import BirthForm, NumberForm
from kronobarn.responsibility.reads import number_now
from kronobarn.ui.pages import page

R = TypeVar("R")


@require_http_methods(["GET", "POST"])
def birth(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """An expected child is born."""
    child = _child(request, child_id)
    policy.may_write_birth(request.actor, child).enforce(child_id=child.pk)
    form = BirthForm(posted(request), initial={"family_name": child.family_name})
    done = _with_number(request, form, lambda: actions.write_birth(child=child, by=request.actor, **form.cleaned_data))
    if done is not None:
        messages.success(request, _("Barnet är inskrivet som fött. Nästa steg är att lämna över ansvaret till BVC."))
        return redirect("responsibility:baton", child.pk)
    return _show(request, "birth", child, form)


@require_http_methods(["GET", "POST"])
def number(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """The child's number: the first, or another in its place."""
    child = _child(request, child_id)
    policy.may_give_number(request.actor, child).enforce(child_id=child.pk)
    form = NumberForm(posted(request), initial={"born_on": child.born_on})
    done = _with_number(request, form, lambda: actions.give_number(child=child, by=request.actor, **form.cleaned_data))
    if done is not None:
        messages.success(request, _("Numret är sparat. Det gamla numret leder fortfarande till barnet."))
        return redirect("chronology:child", child.pk)
    return _show(request, "number", child, form, now=number_now(child, by=request.actor))


def _child(request: ActorRequest, child_id: UUID) -> Child:
    door = find_child_or_404 if request.method == "POST" else open_child_or_404
    return door(child_id, by=request.actor)


def _with_number(request: ActorRequest, form: Form, act: Callable[[], R]) -> R | None:
    """To try a number is to search for it: it is counted, and logged around the child that has it."""
    if request.method != "POST" or not form.is_valid():
        return None
    typed = form.cleaned_data["number"]

    def call() -> R:
        if typed:
            finding.may_guess_no_more(request.actor)
        return act()

    done = attempt(form, call)
    if done is None and typed and "number" in form.errors:
        _log_the_number(typed, request.actor)
    return done


def _log_the_number(typed: str, by: Actor) -> None:
    try:
        finding.seek(number=typed, why=WhySought.MEETS_THE_CHILD, by=by)
    except ValidationError:
        return  # no number at all, or stopped already: the page says it


def _show(request: ActorRequest, step: str, child: Child, form: Form, **context: str) -> HttpResponse:
    around = {"child": child, "header": header(child, request.actor), "form": form, "nav": "children"}
    status = 422 if form.errors else 200
    return page(request, f"responsibility/{step}.html", {**around, **context}, status=status)

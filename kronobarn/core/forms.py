"""From a posted form to one call of an action, with the refusals put where they belong."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from kronobarn.core.decisions import Stale

R = TypeVar("R")


def attempt(form: BaseForm, call: Callable[[], R]) -> R | None:
    """Run the action if the form is sound; None when something must be put right.

    A `ValidationError` from the action lands on its field, a `Stale` on the whole form
    (which is then marked `form.stale`), and the typed text is kept.
    """
    if not form.is_valid():
        return None
    try:
        return call()
    except ValidationError as problem:
        form.add_error(None, problem)
    except Stale as problem:
        form.add_error(None, str(problem))
        form.stale = True  # type: ignore[attr-defined]
    return None

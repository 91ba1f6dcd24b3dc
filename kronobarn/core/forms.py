"""From a posted form to one call of an action, with the refusals put where they belong."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from kronobarn.core.decisions import Stale

R = TypeVar("R")

NOT_A_BIRTHDAY: Final = _("Skriv dagen som år-månad-dag, till exempel 2016-05-14.")
NOT_A_DAY: Final = _("Skriv dagen som år-månad-dag, till exempel 2027-03-31.")
NO_DAY: Final[dict[str, Any]] = {"invalid": NOT_A_DAY, "required": _("Välj en dag.")}
"""What every field for a day says when nothing, or nothing that is a day, has been typed."""


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was filled in; None for whoever only looks."""
    return request.POST if request.method == "POST" else None


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

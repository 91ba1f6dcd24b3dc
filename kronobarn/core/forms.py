"""From a posted form to one call of an action, with the refusals put where they belong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from kronobarn.core.decisions import Decision, Denied, Sent, Stale

R = TypeVar("R")

NOT_A_BIRTHDAY: Final = _("Skriv dagen som år-månad-dag, till exempel 2016-05-14.")
NOT_A_DAY: Final = _("Skriv dagen som år-månad-dag, till exempel 2027-03-31.")
NO_DAY: Final[dict[str, Any]] = {"invalid": NOT_A_DAY, "required": _("Välj en dag.")}
"""What every field for a day says when nothing, or nothing that is a day, has been typed."""
YEARS: Final = range(1900, 3000)


def meant(day: date) -> None:
    """A day that somebody can have meant, and that can be reckoned with: not the year 26, nor the last that there is."""
    if day.year not in YEARS:
        raise ValidationError(NOT_A_DAY, code="invalid")


def day(label: Any, **rest: Any) -> forms.DateField:
    """A day that is to be chosen, and that somebody can have meant."""
    return forms.DateField(label=label, widget=forms.DateInput, error_messages=dict(NO_DAY), validators=[meant], **rest)


class OneOf(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of some rows. What is no id at all is not to be chosen either, and is refused in the same words."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError as wrong:
            if wrong.code == "required":
                raise
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from wrong


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was filled in; None for whoever only looks."""
    return request.POST if request.method == "POST" else None


def seen(request: HttpRequest) -> int:
    """Which revision the form was made from; what is no number is one that nobody has seen."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def attempt(form: BaseForm, call: Callable[[], R]) -> R | None:
    """Run the action if the form is sound; None when something must be put right.

    A `ValidationError` from the action lands on its field, a `Stale` on the whole form
    (which is then marked `form.stale`), and the typed text is kept. So does a no that is only for now.
    """
    if not form.is_valid():
        return None
    try:
        with not_lost(form):
            return call()
    except Denied as no:
        if not no.for_now:
            raise
        form.add_error(None, str(no.reason))
    except ValidationError as problem:
        form.add_error(None, problem)
    except Stale as problem:
        form.add_error(None, str(problem))
        form.stale = True  # type: ignore[attr-defined]
    return None


@contextmanager
def not_lost(form: BaseForm) -> Iterator[None]:
    """Where a no ends it all, the page that says so shows what was in the form, in words."""
    try:
        yield
    except Denied as no:
        if form.is_bound and no.sent is None:
            no.sent = in_words(form)
        raise


def in_words(form: BaseForm) -> Sent:
    """What was chosen and typed in a form that was sent, whether it is sound or not."""
    chosen: list[tuple[str, Any]] = []
    typed = []
    for bound in form:
        value = bound.value()
        if bound.is_hidden or not value or isinstance(bound.field.widget, forms.PasswordInput | forms.FileInput):
            continue
        if isinstance(bound.field, forms.ChoiceField | forms.ModelChoiceField):
            if words := _words_of_choices(bound.field.choices, value):
                chosen.append((str(bound.label), words))
        elif isinstance(bound.field, forms.BooleanField):
            chosen.append((str(bound.label), [str(_("Ja"))]))
        elif isinstance(bound.field, forms.DateField):
            chosen.append((str(bound.label), _day(bound.field, str(value))))
        else:
            typed.append(str(value))
    return Sent(tuple(chosen), tuple(typed))


def _words_of_choices(choices: Any, value: Any) -> list[str]:
    picked = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
    flat = [pair for key, words in choices for pair in (words if isinstance(words, list | tuple) else [(key, words)])]
    return [str(words) for key, words in flat if str(key) in picked]


def _day(field: forms.DateField, value: str) -> Any:
    try:
        return field.to_python(value)
    except ValidationError:
        return [value]


def stands(form: BaseForm, allowed: Decision, *, child_id: object = None) -> bool:
    """Whether a form that was sent may be carried out; a no that is only for now is written on the form,
    which is then marked `form.too_late`."""
    if allowed or not allowed.for_now:
        with not_lost(form):
            allowed.enforce(child_id=child_id)
        return True
    form.full_clean()
    form.errors.clear()  # what is missing in a form that cannot be sent is nothing to put right
    form.add_error(None, str(allowed.reason))
    form.too_late = True  # type: ignore[attr-defined]
    return False


def carried_out(form: BaseForm, allowed: Decision, call: Callable[[], R], *, child_id: object) -> R | None:
    """Run the action if it is allowed and the form is sound; None when the form is to come back."""
    return attempt(form, call) if stands(form, allowed, child_id=child_id) else None

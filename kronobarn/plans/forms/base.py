"""What the forms about the plan have in common: fields, and the revision that they were made from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.forms import NO_DAY


def text(label: Any, rows: int = 3, **rest: Any) -> forms.CharField:
    """Running text."""
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=rest.pop("longest", 3000), **rest
    )


def day(label: Any, **rest: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, widget=forms.DateInput, error_messages=NO_DAY, **rest)


class SeenForm(forms.Form):
    """A form about something that others may change meanwhile: it says which revision it was made from."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Ladda om sidan och försök igen."), "invalid": _("Ladda om sidan.")},
    )
    stale = False

"""Forms for what asks for the second factor once more, unless it was typed just now."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.accounts import stepup

CODE: Final = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})


class WithCode(forms.Form):
    """The code comes last, and is not asked for again within some minutes."""

    code = forms.CharField(
        label=gettext_lazy("Kod"),
        help_text=gettext_lazy("Sex siffror från din app, eller en av dina reservkoder."),
        widget=CODE,
        max_length=30,
        error_messages={"required": gettext_lazy("Skriv koden som din app visar nu.")},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.code_typed_at = stepup.typed_at(request)
        code = self.fields.pop("code")
        if stepup.holds(self.code_typed_at):
            return
        self.fields["code"] = code
        if stepup.is_of_the_demo(request.user):  # type: ignore[arg-type]
            code.help_text = _("I demon har du ingen app. Skriv %(code)s.") % {"code": stepup.DEMO_CODE}

    def clean(self) -> dict[str, Any]:
        """The code last: it can be used once, so it is not spent on a form that is sent back."""
        cleaned = super().clean() or {}
        if "code" in self.fields and not self.errors:
            try:
                stepup.type_code(self.request, cleaned["code"])
                self.code_typed_at = stepup.typed_at(self.request)
            except ValidationError as problem:
                self.add_error("code", problem)
        cleaned.pop("code", None)
        return cleaned

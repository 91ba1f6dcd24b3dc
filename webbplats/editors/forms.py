"""The forms of signing in: the library's own, in our words, and with nothing inside the fields."""

from typing import Any, Final

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

CODE_HELP: Final = _("Sex siffror från din app, eller en av dina reservkoder.")


class Quiet(forms.Form):
    """A label above the field is enough. `LABELS` and `HELP` say what stands there."""

    LABELS: dict[str, Any] = {}
    HELP: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.LABELS.get(name, field.label)
            field.help_text = self.HELP.get(name, "")


class SignIn(Quiet, LoginForm):
    LABELS = {"login": _("Användarnamn"), "password": _("Lösenord")}


class Reauthenticate(Quiet, ReauthenticateForm):
    LABELS = {"password": _("Lösenord")}


class Code(Quiet, AuthenticateForm):
    LABELS = {"code": _("Kod")}
    HELP = {"code": CODE_HELP}


class CodeAgain(Quiet, CodeAgainForm):
    LABELS = {"code": _("Kod")}
    HELP = {"code": CODE_HELP}


class ActivateCodes(Quiet, ActivateTOTPForm):
    LABELS = {"code": _("Koden som appen visar")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    @property
    def secret_to_type(self) -> str:
        """In groups of four, as one types it; apps disregard the spaces."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))

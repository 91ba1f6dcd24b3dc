"""The forms of signing in. The library's own, without words inside the fields, and ours."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from kronobarn.accounts.reads import FAMILY, has_second_factor
from kronobarn.people.models import Person

PASSWORD_HELP = _("Minst 15 tecken. Fyra ord som inte hör ihop är lätta att minnas och svåra att gissa.")
NEW_PASSWORD = {"autocomplete": "new-password"}


class Quiet(forms.Form):
    """A label above the field is enough; nothing stands inside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.pop("autofocus", None)


class SignIn(Quiet, LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Användarnamn")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Lösenord")
        self.fields["password"].help_text = ""


class ChangePassword(Quiet, ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Lösenordet du har nu")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = _("Nytt lösenord")
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].label = _("Nytt lösenord en gång till")


class Reauthenticate(Quiet, ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Lösenord")
        self.fields["password"].help_text = ""


class Code(Quiet, AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Kod")
        self.fields["code"].help_text = _("Sex siffror från din app, eller en av dina reservkoder.")


class CodeAgain(Quiet, CodeAgainForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Kod")
        self.fields["code"].help_text = _("Sex siffror från din app, eller en av dina reservkoder.")


class ActivateCodes(Quiet, ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Koden som appen visar")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    @property
    def secret_to_type(self) -> str:
        """In groups of four, as one types it; apps disregard the spaces."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class Choose(forms.Form):
    """What to act as: an assignment's number, or family."""

    choice = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def clean_choice(self) -> int | str:
        typed: str = self.cleaned_data["choice"]
        if typed == FAMILY:
            return FAMILY
        if typed.isascii() and typed.isdigit():
            return int(typed)
        raise forms.ValidationError(_("Det går inte att gå in så. Välj något av det som visas här."))


class CloseSession(forms.Form):
    """One session to end, or none for all others."""

    session = forms.IntegerField(required=False, min_value=1)


class FirstPassword(forms.Form):
    """A password of one's own, typed twice; and a code, where the account has an app already."""

    password = forms.CharField(
        label=_("Lösenord"),
        help_text=PASSWORD_HELP,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    again = forms.CharField(
        label=_("Samma lösenord en gång till"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if has_second_factor(person):
            self.fields["code"] = forms.CharField(
                label=_("Kod"),
                help_text=_("Sex siffror från din app, eller en av dina reservkoder."),
                max_length=30,
                widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
                error_messages={"required": _("Skriv koden som din app visar nu.")},
            )

    def clean(self) -> dict[str, Any]:
        """The code last: it can be used once, so it is not spent on a form that is sent back."""
        cleaned = super().clean() or {}
        if "code" in self.fields and not self.errors:
            typed = Code(data={"code": cleaned["code"]}, user=self.person)
            if not typed.is_valid():
                self.add_error("code", list(typed.errors["code"]))
        return cleaned

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("Lösenorden är olika. Skriv samma i båda fälten."))
        return again

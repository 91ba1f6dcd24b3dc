"""What can happen to accounts and sessions, in the words of the log."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class SignedIn(Event):
    kind: ClassVar[str] = "session.began"
    sentence: ClassVar[str | Promise] = _("Loggade in")

    way: str


@dataclass(frozen=True)
class SignedOut(Event):
    kind: ClassVar[str] = "session.left"
    sentence: ClassVar[str | Promise] = _("Loggade ut")


@dataclass(frozen=True)
class SessionEnded(Event):
    kind: ClassVar[str] = "session.ended"
    sentence: ClassVar[str | Promise] = _("Inloggningen tog slut av sig själv")

    because: str


@dataclass(frozen=True)
class SessionsClosed(Event):
    kind: ClassVar[str] = "session.closed"
    sentence: ClassVar[str | Promise] = _("Avslutade inloggningar på andra enheter")

    closed: int


@dataclass(frozen=True)
class SignInFailed(Event):
    """The subject names the account when there is one by that name; the log never says which was typed."""

    kind: ClassVar[str] = "sign_in.failed"
    sentence: ClassVar[str | Promise] = _("Ett försök att logga in misslyckades")

    at: str


@dataclass(frozen=True)
class SignInLocked(Event):
    kind: ClassVar[str] = "sign_in.locked"
    sentence: ClassVar[str | Promise] = _("Inloggningen spärrades för en stund efter för många försök")


@dataclass(frozen=True)
class AssignmentChosen(Event):
    kind: ClassVar[str] = "assignment.chosen"
    sentence: ClassVar[str | Promise] = _("Valde uppdrag eller roll")

    as_family: bool


@dataclass(frozen=True)
class ChoiceRefused(Event):
    kind: ClassVar[str] = "assignment.refused"
    sentence: ClassVar[str | Promise] = _("Försökte gå in i ett uppdrag eller en roll som inte finns")


@dataclass(frozen=True)
class AccountCreated(Event):
    kind: ClassVar[str] = "account.created"
    sentence: ClassVar[str | Promise] = _("Ett konto skapades")


@dataclass(frozen=True)
class AccountDisabled(Event):
    kind: ClassVar[str] = "account.disabled"
    sentence: ClassVar[str | Promise] = _("Ett konto stängdes av")


@dataclass(frozen=True)
class PasswordChosen(Event):
    kind: ClassVar[str] = "account.password_chosen"
    sentence: ClassVar[str | Promise] = _("Valde ett nytt lösenord")

    first: bool


@dataclass(frozen=True)
class SecondFactorAdded(Event):
    kind: ClassVar[str] = "account.second_factor_added"
    sentence: ClassVar[str | Promise] = _("Slog på tvåstegsinloggning")


@dataclass(frozen=True)
class SecondFactorRemoved(Event):
    kind: ClassVar[str] = "account.second_factor_removed"
    sentence: ClassVar[str | Promise] = _("Tog bort appen för tvåstegsinloggning")


@dataclass(frozen=True)
class SecondFactorReset(Event):
    kind: ClassVar[str] = "account.second_factor_reset"
    sentence: ClassVar[str | Promise] = _("Nollställde någons tvåstegsinloggning")

    reason: str


@dataclass(frozen=True)
class AccountReopened(Event):
    kind: ClassVar[str] = "account.reopened"
    sentence: ClassVar[str | Promise] = _("Ett konto öppnades igen")


@dataclass(frozen=True)
class LinkMade(Event):
    kind: ClassVar[str] = "account.link_made"
    sentence: ClassVar[str | Promise] = _("Gjorde en länk där någon väljer sitt lösenord")


@dataclass(frozen=True)
class SignedOutByOther(Event):
    kind: ClassVar[str] = "account.signed_out"
    sentence: ClassVar[str | Promise] = _("Avslutade någons inloggningar")

    closed: int

"""Everything that changes accounts and sessions, and tells the log of it. Nothing else does."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from kronobarn.accounts import events, policy
from kronobarn.accounts.models import LastChoice
from kronobarn.accounts.reads import actor_for, needs_second_factor, options_for
from kronobarn.accounts.rules import Ending, Reset
from kronobarn.accounts.session_store import SessionStore
from kronobarn.accounts.tokens import begin_token
from kronobarn.audit.actions import record
from kronobarn.authorities.models import Assignment
from kronobarn.core import clock
from kronobarn.core.acting import acting, action
from kronobarn.core.actor import Actor
from kronobarn.people import actions as people
from kronobarn.people.models import Person

# Signing in and out


@action
def sign_in(*, way: str, by: Actor) -> None:
    """Somebody has signed in; what they act as is chosen afterwards."""
    record(events.SignedIn(way=way), by=by)


@action
def sign_out(*, by: Actor) -> None:
    record(events.SignedOut(), by=by)


@action
def end_session(*, because: Ending, by: Actor) -> None:
    """The session was left alone for too long, or had lasted as long as any may."""
    record(events.SessionEnded(because=because.value), by=by)


@action
def refuse_sign_in(*, username: str, at: str, by: Actor) -> None:
    """A wrong password or code. Nobody is signed in, so the entry is nobody's; it names the account."""
    record(events.SignInFailed(at=at), by=by, subject=_account(username))


@action
def lock(*, username: str, by: Actor) -> None:
    record(events.SignInLocked(), by=by, subject=_account(username))


@action
def choose(*, person: Person, choice: int | str, by: Actor) -> Actor:
    """Enter as one of the things the person may be, and remember it for the next time."""
    actor = actor_for(person, choice)
    if actor is None or all(option.choice != choice for option in options_for(person)):
        raise ValidationError({"choice": _("Det går inte att gå in så. Välj något av det som visas här.")})
    if needs_second_factor(person):
        raise ValidationError({"choice": _("Slå på tvåstegsinloggning först. Det behövs för alla som arbetar här.")})

    with acting(actor):
        assignment = None if actor.is_family else Assignment(pk=actor.assignment_id)
        LastChoice.objects.update_or_create(person=person, assignment=assignment, defaults={"used_at": clock.now()})
        record(events.AssignmentChosen(as_family=actor.is_family), by=actor)
    return actor


@action
def refuse_choice(*, by: Actor) -> None:
    """Somebody sent a choice that is not theirs. It is kept apart, for the rest is undone."""
    record(events.ChoiceRefused(), by=by)


# Sessions


@action
def carry_over(*, old_key: str | None, new_key: str | None, by: Actor) -> None:
    """The session has a new key; the list of sessions follows it."""
    UserSession.objects.filter(session_key=old_key, user=by.person_id).update(session_key=new_key)


@action
def close_sessions(*, keep: str | None, by: Actor, only: int | None = None) -> int:
    """End one's sessions in other places: one of them, or all but the present."""
    others = UserSession.objects.filter(user=by.person_id).exclude(session_key=keep)
    if only is not None:
        others = others.filter(pk=only)
    closed = 0
    for session in others:
        session.end()
        closed += 1
    if closed:
        record(events.SessionsClosed(closed=closed), by=by)
    return closed


def sweep_sessions() -> None:
    """Remove sessions that have run out, with what was typed in them, and their rows in the lists."""
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


# Accounts


@action
def create_account(*, username: str, given_name: str, family_name: str, by: Actor) -> Person:
    """A local account for a member of staff. It has no password until its owner chooses one."""
    policy.may_create_account(by).enforce()
    username = username.strip().lower()
    if Person.objects.filter(username=username).exists():
        raise ValidationError({"username": _("Användarnamnet är upptaget. Välj ett annat.")})
    person = people.add_person(username=username, given_name=given_name, family_name=family_name, by=by)
    record(events.AccountCreated(), by=by, subject=f"person:{person.pk}")
    return person


@action
def disable_account(*, person: Person, by: Actor) -> Person:
    """Close an account: its owner is out at the next request, everywhere."""
    policy.may_disable_account(by, person_id=person.pk).enforce()
    person.is_active = False
    person.save(update_fields=["is_active"])
    _end_sessions(person)
    record(events.AccountDisabled(), by=by, subject=f"person:{person.pk}")
    return person


@action
def reopen_account(*, person: Person, by: Actor) -> Person:
    """The owner may sign in again, with the password and the codes that they had."""
    policy.may_reopen_account(by, person=person).enforce()
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(events.AccountReopened(), by=by, subject=f"person:{person.pk}")
    return person


@action
def sign_out_everywhere(*, person: Person, by: Actor) -> int:
    """End somebody's sessions, wherever they are."""
    policy.may_look_after(by, person_id=person.pk).enforce()
    closed = _end_sessions(person)
    record(events.SignedOutByOther(closed=closed), by=by, subject=f"person:{person.pk}")
    return closed


@action
def reset_second_factor(*, person: Person, reason: Reset, by: Actor) -> None:
    """Take the codes away: the owner sets up new ones at the next sign-in, which asks for the password."""
    policy.may_reset_second_factor(by, person=person).enforce()
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    record(events.SecondFactorReset(reason=reason.value), by=by, subject=f"person:{person.pk}")


@action
def make_link(*, person: Person, by: Actor) -> str:
    """What opens the page where the owner of an account chooses a password, once."""
    policy.may_give_link(by, person=person).enforce()
    record(events.LinkMade(), by=by, subject=f"person:{person.pk}")
    return begin_token(person)


@action
def close_way_in(*, person: Person, by: Actor) -> None:
    """One of a family does not sign in any more until there is a new password. The calling feature decides and logs."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    _end_sessions(person)


@action
def begin(*, person: Person, password: str, by: Actor) -> Person:
    """A password, chosen by the owner of the account through the link they were given.

    Meanwhile the link may have been used or taken back: what it led to is read again and locked, so that it works once.
    """
    now = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not now.is_active or now.password != person.password:
        raise ValidationError(_("Länken gäller inte längre. Be den som gav dig den om en ny."))
    person, first = now, not now.has_usable_password()
    person.set_password(password)
    person.save(update_fields=["password"])
    _end_sessions(person)
    record(events.PasswordChosen(first=first), by=by)
    return person


@action
def tell_password_changed(*, keep: str | None, by: Actor) -> None:
    """A new password ends every other session: one of them may be the reason for it."""
    record(events.PasswordChosen(first=False), by=by)
    close_sessions(keep=keep, by=by)


@action
def tell_second_factor_added(*, keep: str | None, by: Actor) -> None:
    """Codes are asked for from now on, so sessions that began without them end."""
    record(events.SecondFactorAdded(), by=by)
    close_sessions(keep=keep, by=by)


@action
def tell_second_factor_removed(*, keep: str | None, by: Actor) -> None:
    record(events.SecondFactorRemoved(), by=by)
    close_sessions(keep=keep, by=by)


# What is counted


def sweep() -> int:
    """Forget tries and used codes whose time is over. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_counted WHERE expires < now()")
        return int(cursor.rowcount)


def _end_sessions(person: Person) -> int:
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)


def _account(username: str) -> str:
    known = Person.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
    return "" if known is None else f"person:{known}"

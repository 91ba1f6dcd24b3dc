"""Those who write on the site, as the tests know them: with a password and an app for codes."""

from typing import Final

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.test import Client

from webbplats.editors.models import Editor

PASSWORD: Final = "en lång mening som lösenord"


def editor(name: str, group: str) -> tuple[Editor, str]:
    """An account of a group, and what its app knows."""
    someone = Editor.objects.create_user(name, password=PASSWORD)
    someone.groups.add(Group.objects.get(name=group))
    secret = generate_totp_secret()
    TOTP.activate(someone, secret)
    return someone, secret


def at_work(name: str, group: str = "Moderators") -> Client:
    """Somebody of the group, signed in."""
    client = Client(headers={"host": "localhost"})
    client.force_login(editor(name, group)[0], backend="django.contrib.auth.backends.ModelBackend")
    return client

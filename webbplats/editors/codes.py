"""Whether an editor's codes are set up. Whoever writes on the site has them, but for the demo's invented editor."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from webbplats import demo
from webbplats.editors.models import Editor


def are_set_up(editor: Any) -> bool:
    if not editor.is_authenticated:
        return False
    return bool(Authenticator.objects.filter(user_id=editor.pk, type=Authenticator.Type.TOTP).exists())


def are_needed(editor: Any) -> bool:
    """Whether codes must be set up before anything else opens. The demo's editor has no telephone."""
    if settings.SITE_DEMO and editor.username == demo.EDITOR:
        return False
    return not are_set_up(editor)


def forget(username: str) -> bool:
    """Somebody has lost the telephone and the reserve codes: the next sign-in begins with a new app."""
    editor = Editor.objects.filter(username=username).first()
    if editor is None:
        return False
    Authenticator.objects.filter(user_id=editor.pk).delete()
    return True

"""The demo's editor: an account whose password everybody may know, and which is nowhere but in the demo."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest

from webbplats.editors.models import Editor

EDITOR: Final = "redaktor"
PASSWORD: Final = "barnens-basta-galler"  # noqa: S105 - shown on the demo's page of sign-in


def told(_request: HttpRequest) -> dict[str, tuple[str, str] | None]:
    """What the demo's page of sign-in says."""
    return {"demo_editor": (EDITOR, PASSWORD) if settings.SITE_DEMO else None}


def is_left_behind() -> bool:
    """Whether the account is in a database that is not the demo's."""
    found = Editor.objects.filter(username=EDITOR, is_active=True).first()
    return not settings.SITE_DEMO and found is not None and found.check_password(PASSWORD)

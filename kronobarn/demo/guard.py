"""The doors without a password are for invented people only: elsewhere, loading them is refused."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def require_demo() -> None:
    """Refuse to be loaded where people are real. Called by the modules that let anyone be someone."""
    if not (settings.KRONOBARN_DEMO or settings.PRACTICE_ROOMS):
        raise ImproperlyConfigured("Demons sidor får bara finnas i demon. Sätt inte upp dem någon annanstans.")

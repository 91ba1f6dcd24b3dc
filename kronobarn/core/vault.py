"""Keys for what lies encrypted in the database: a copy of it alone opens nothing."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def vault(purpose: str) -> MultiFernet:
    """Keys drawn from the installation's, for one purpose; the present one first, an old one still opens."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(sha256(f"{purpose}:{key}".encode()).digest())) for key in keys])

from typing import Any

import pytest

from tests.administration.conftest import run as run
from tests.post.server import Box


@pytest.fixture
def box(settings: Any) -> Box:
    """The product is set to a mail server that is not up yet."""
    made = Box()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 5
    settings.SITE_ADDRESS = "https://kronobarn.example.se"
    settings.DEFAULT_FROM_EMAIL = "kronobarn@example.se"
    return made

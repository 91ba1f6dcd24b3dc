"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
application = get_wsgi_application()

# Not until Django is set up can our own modules be loaded.
from kronobarn.accounts import startup  # noqa: E402

startup.verify()
connection.close()

"""What the web server runs."""

import gc
import os
from typing import Final

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
application = get_wsgi_application()

# Not until Django is set up can our own modules be loaded.
from kronobarn.accounts import startup  # noqa: E402
from kronobarn.ui import documents  # noqa: E402

COLLECT_AFTER: Final = 20_000
"""Objects made before the collector looks for what can go; a page makes a few thousand."""

startup.verify()
connection.close()

# What start-up made stays for as long as the process: never look through it again. A twentieth of a page's time.
gc.collect()
gc.freeze()
gc.set_threshold(COLLECT_AFTER, 10, 10)
documents.warm_up_beside()

"""What the site's web server runs."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webbplats.settings")
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # looked for at start, empty unless the operator fills it
application = get_wsgi_application()

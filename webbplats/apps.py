from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Webbplats(AppConfig):
    name = "webbplats"
    verbose_name = _("Webbplatsen")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortraitsConfig(AppConfig):
    name = "kronobarn.portraits"
    verbose_name = _("Foton")

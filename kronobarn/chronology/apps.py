from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChronologyConfig(AppConfig):
    name = "kronobarn.chronology"
    verbose_name = _("Barnets berättelse")

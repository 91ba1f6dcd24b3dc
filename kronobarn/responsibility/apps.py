from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsibilityConfig(AppConfig):
    name = "kronobarn.responsibility"
    verbose_name = _("Vem som ansvarar")

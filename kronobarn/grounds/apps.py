from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroundsConfig(AppConfig):
    name = "kronobarn.grounds"
    verbose_name = _("Lagliga grunder")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WheelConfig(AppConfig):
    name = "kronobarn.wheel"
    verbose_name = _("Hjulet med barnet")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    name = "kronobarn.circles"
    verbose_name = _("Vem som släpps in, och varför")

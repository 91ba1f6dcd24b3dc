from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyWorldConfig(AppConfig):
    name = "kronobarn.my_world"
    verbose_name = _("Min värld och motståndskraft")

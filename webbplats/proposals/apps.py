from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Proposals(AppConfig):
    name = "webbplats.proposals"
    verbose_name = _("Förslag")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Newsletter(AppConfig):
    name = "webbplats.newsletter"
    verbose_name = _("Nyhetsbrev")

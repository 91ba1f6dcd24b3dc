from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Editors(AppConfig):
    name = "webbplats.editors"
    verbose_name = _("Redaktörer")

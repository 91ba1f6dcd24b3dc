from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "kronobarn.rights"
    verbose_name = _("Rätten till sina uppgifter")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosuresConfig(AppConfig):
    name = "kronobarn.disclosures"
    verbose_name = _("Utlämnanden och begäran om uppgifter")

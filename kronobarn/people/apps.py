from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "kronobarn.people"
    verbose_name = _("Barn och personer")
    default_auto_field = "django.db.models.BigAutoField"

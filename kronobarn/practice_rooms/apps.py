from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeRoomsConfig(AppConfig):
    name = "kronobarn.practice_rooms"
    verbose_name = _("Övningsrum")

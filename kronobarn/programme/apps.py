from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "kronobarn.programme"
    verbose_name = _("Länets process")

    def ready(self) -> None:
        from kronobarn.programme.policy import may_read
        from kronobarn.ui import navigation

        navigation.guard("programme:overview", may_read)

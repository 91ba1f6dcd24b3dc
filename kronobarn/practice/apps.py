from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    name = "kronobarn.practice"
    verbose_name = _("Praxismodellen")

    def ready(self) -> None:
        from kronobarn.practice.policy import may_preview
        from kronobarn.ui import navigation

        navigation.guard("practice:versions", may_preview)

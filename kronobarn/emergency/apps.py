from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmergencyConfig(AppConfig):
    name = "kronobarn.emergency"
    verbose_name = _("Nödöppning")

    def ready(self) -> None:
        from kronobarn.core import others
        from kronobarn.emergency.policy import may_open, may_see_queue
        from kronobarn.emergency.reads import waiting
        from kronobarn.ui import navigation

        navigation.guard("emergency:start", may_open)
        navigation.guard("emergency:queue", may_see_queue)
        others.also(waiting)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcernsConfig(AppConfig):
    name = "kronobarn.concerns"
    verbose_name = _("Signaler")

    def ready(self) -> None:
        from kronobarn.circles.policy import may_list
        from kronobarn.ui import navigation

        navigation.guard("concerns:inbox", may_list)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkloadConfig(AppConfig):
    name = "kronobarn.workload"
    verbose_name = _("Läget i enheten")

    def ready(self) -> None:
        from kronobarn.ui import navigation
        from kronobarn.workload.policy import may_see

        navigation.guard("workload:overview", may_see)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "kronobarn.retention"
    verbose_name = _("Gallring")

    def ready(self) -> None:
        from kronobarn.retention.policy import may_see
        from kronobarn.ui import navigation

        navigation.guard("retention:overview", may_see)

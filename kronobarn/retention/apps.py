from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "kronobarn.retention"
    verbose_name = _("Gallring")

    def ready(self) -> None:
        from kronobarn.core import others
        from kronobarn.retention.policy import may_see
        from kronobarn.retention.reads import to_approve
        from kronobarn.ui import navigation

        others.also(to_approve)
        navigation.guard("retention:overview", may_see)

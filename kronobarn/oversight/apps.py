from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "kronobarn.oversight"
    verbose_name = _("Granskning av loggen")

    def ready(self) -> None:
        from kronobarn.core import others
        from kronobarn.oversight.policy import may_review, may_see_counts
        from kronobarn.oversight.reads import waiting
        from kronobarn.ui import navigation

        navigation.guard("oversight:overview", may_see_counts)
        navigation.guard("oversight:search", may_review)
        others.also(waiting)

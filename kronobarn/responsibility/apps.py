from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsibilityConfig(AppConfig):
    name = "kronobarn.responsibility"
    verbose_name = _("Vem som ansvarar")

    def ready(self) -> None:
        from kronobarn.core import others
        from kronobarn.responsibility.policy import may_register
        from kronobarn.responsibility.reads import waiting_for_a_holder
        from kronobarn.ui import navigation

        navigation.guard("responsibility:new", may_register)
        others.also(waiting_for_a_holder)

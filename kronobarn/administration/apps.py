from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    name = "kronobarn.administration"
    verbose_name = _("Administration")

    def ready(self) -> None:
        from kronobarn.accounts.policy import may_create_account
        from kronobarn.administration.policy import may_administer
        from kronobarn.administration.reads import waiting_for_a_manager
        from kronobarn.core import others
        from kronobarn.ui import navigation

        navigation.guard("administration:overview", may_administer)
        navigation.guard("administration:add", may_create_account)
        others.also(waiting_for_a_manager)

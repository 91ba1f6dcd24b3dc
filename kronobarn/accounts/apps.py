from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "kronobarn.accounts"
    verbose_name = _("Inloggning")

    def ready(self) -> None:
        from kronobarn.accounts import receivers  # noqa: F401

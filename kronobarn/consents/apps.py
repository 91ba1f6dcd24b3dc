from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    name = "kronobarn.consents"
    verbose_name = _("Samtycke")

    def ready(self) -> None:
        from kronobarn.circles import headlines
        from kronobarn.circles.rules import Kind

        headlines.always(
            Kind.CONSENT,
            _("Fråga om samtycke till barnet"),
            _("Fråga om samtycke till vårdnadshavare"),
            _("Laglig grund utan samtycke"),
            _("Bedömning av barnets mognad"),
        )

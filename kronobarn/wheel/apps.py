from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WheelConfig(AppConfig):
    name = "kronobarn.wheel"
    verbose_name = _("Hjulet med barnet")

    def ready(self) -> None:
        from kronobarn.circles import headlines
        from kronobarn.circles.rules import Kind

        headlines.always(Kind.SITTING, _("Hjulet med barnet"), _("Hjulet, på egen hand"))

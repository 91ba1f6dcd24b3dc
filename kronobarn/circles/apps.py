from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    name = "kronobarn.circles"
    verbose_name = _("Vem som släpps in, och varför")

    def ready(self) -> None:
        from kronobarn.circles.policy import may_list, may_seek
        from kronobarn.ui import navigation

        navigation.guard("circles:children", may_list)
        navigation.guard("circles:find", may_seek)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcernsConfig(AppConfig):
    name = "kronobarn.concerns"
    verbose_name = _("Signaler")

    def ready(self) -> None:
        from kronobarn.circles import headlines
        from kronobarn.circles.policy import may_list
        from kronobarn.circles.rules import Kind
        from kronobarn.concerns.models import Matter, closed_as
        from kronobarn.ui import navigation

        navigation.guard("concerns:inbox", may_list)
        headlines.always(Kind.MATTER, _("Ärende öppnat"))
        headlines.also(Kind.MATTER, lambda _version, _stored: {one: closed_as(one) for one in Matter.OUTCOMES})

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "kronobarn.meetings"
    verbose_name = _("Samverkansmöten")

    def ready(self) -> None:
        from kronobarn.circles import headlines
        from kronobarn.circles.rules import Kind

        headlines.always(Kind.MEETING, _("Möte"))

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyWorldConfig(AppConfig):
    name = "kronobarn.my_world"
    verbose_name = _("Min värld och motståndskraft")

    def ready(self) -> None:
        from kronobarn.assessments import beside
        from kronobarn.circles import headlines
        from kronobarn.circles.rules import Kind
        from kronobarn.my_world import maps
        from kronobarn.my_world.reads import beside as of_the_modules

        beside.also(of_the_modules)
        headlines.also(Kind.NOTE, maps.headlines)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    name = "kronobarn.practice"
    verbose_name = _("Praxismodellen")

    def ready(self) -> None:
        from kronobarn.practice import words
        from kronobarn.practice.policy import may_preview
        from kronobarn.ui import jinja, navigation

        jinja.WORDS.update(county_work=words.programme, county_work_here=words.programme_here)

        navigation.guard("practice:versions", may_preview)

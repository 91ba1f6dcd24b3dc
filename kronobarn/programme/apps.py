from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "kronobarn.programme"
    verbose_name = _("Länets process")

    def ready(self) -> None:
        from kronobarn.programme import cards, chapters, report_chapters, start_page
        from kronobarn.programme.policy import may_read
        from kronobarn.ui import navigation

        navigation.guard("programme:overview", may_read)
        start_page.also(cards.carriers)
        start_page.also(cards.practice_rooms)
        start_page.also(cards.names)
        chapters.also(report_chapters.DECIDED)
        chapters.also(report_chapters.GROUPS)

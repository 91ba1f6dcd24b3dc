from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnualReportsConfig(AppConfig):
    name = "kronobarn.annual_reports"
    verbose_name = _("Årsberättelser")

    def ready(self) -> None:
        from kronobarn.annual_reports.card import card
        from kronobarn.annual_reports.own_chapters import AHEAD, SUMMARY
        from kronobarn.programme import chapters, start_page

        chapters.also(SUMMARY)
        chapters.also(AHEAD)
        start_page.also(card)

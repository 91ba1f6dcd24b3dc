from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "kronobarn.surveys"
    verbose_name = _("Enkäter")

    def ready(self) -> None:
        from kronobarn.programme import chapters, start_page
        from kronobarn.surveys.card import card
        from kronobarn.surveys.chapter import CHAPTER

        start_page.also(card)
        chapters.also(CHAPTER)

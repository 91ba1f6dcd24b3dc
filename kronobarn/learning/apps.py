from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "kronobarn.learning"
    verbose_name = _("Evenemang")

    def ready(self) -> None:
        from kronobarn.learning.card import card
        from kronobarn.learning.chapter import CHAPTER
        from kronobarn.programme import chapters, start_page
        from kronobarn.programme.policy import may_lead
        from kronobarn.ui import navigation

        navigation.guard("learning:events", may_lead)
        start_page.also(card)
        chapters.also(CHAPTER)

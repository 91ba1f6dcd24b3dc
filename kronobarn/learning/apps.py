from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "kronobarn.learning"
    verbose_name = _("Evenemang")

    def ready(self) -> None:
        from kronobarn.core import others
        from kronobarn.learning.card import card
        from kronobarn.learning.chapter import CHAPTER
        from kronobarn.learning.mine import organised_by_me
        from kronobarn.learning.policy import may_organise_something
        from kronobarn.programme import chapters, start_page
        from kronobarn.ui import navigation

        navigation.guard("learning:events", may_organise_something)
        others.also(organised_by_me)
        start_page.also(card)
        chapters.also(CHAPTER)

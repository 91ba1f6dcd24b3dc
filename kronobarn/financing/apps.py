from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinancingConfig(AppConfig):
    name = "kronobarn.financing"
    verbose_name = _("Finansiering")

    def ready(self) -> None:
        from kronobarn.financing.card import card
        from kronobarn.financing.chapter import CHAPTER
        from kronobarn.programme import chapters, start_page

        start_page.also(card)
        chapters.also(CHAPTER)

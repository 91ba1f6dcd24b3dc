from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImplementationConfig(AppConfig):
    name = "kronobarn.implementation"
    verbose_name = _("Införandet")

    def ready(self) -> None:
        from kronobarn.core import others
        from kronobarn.implementation.card import card
        from kronobarn.implementation.chapter import CHAPTER
        from kronobarn.implementation.waiting import asked_of_those_who_lead, booked_for_my_unit
        from kronobarn.programme import chapters, start_page

        others.also(asked_of_those_who_lead)
        others.also(booked_for_my_unit)
        start_page.also(card)
        chapters.also(CHAPTER)

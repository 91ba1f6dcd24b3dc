from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "kronobarn.surveys"
    verbose_name = _("Enkäter")

    def ready(self) -> None:
        from kronobarn.programme import chapters, start_page
        from kronobarn.programme.naming import held
        from kronobarn.surveys.card import card
        from kronobarn.surveys.chapter import CHAPTER

        start_page.also(card)
        chapters.also(CHAPTER)
        held.also(
            held.Held("surveys", _("Namn i enkäter som inte är anonyma"), _("Vem du är"), _("sista dagen att svara"))
        )

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationConfig(AppConfig):
    name = "kronobarn.consultation"
    verbose_name = _("Remisser")

    def ready(self) -> None:
        from kronobarn.consultation.card import card
        from kronobarn.consultation.chapter import CHAPTER
        from kronobarn.consultation.letters import FEATURE, written
        from kronobarn.post import letters
        from kronobarn.programme import chapters, start_page
        from kronobarn.programme.naming import held

        letters.written_by(FEATURE, written)
        start_page.also(card)
        chapters.also(CHAPTER)
        held.also(
            held.Held(
                "consultation",
                _("Namn på dem som har skrivit och lämnat in remissvar"),
                _("Ditt namn"),
                _("att remissen är helt avslutad"),
            )
        )

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningMaterialConfig(AppConfig):
    name = "kronobarn.learning_material"
    verbose_name = _("Läromaterial")

    def ready(self) -> None:
        from kronobarn.core import others
        from kronobarn.learning_material.card import card
        from kronobarn.learning_material.waiting import changed_since_i_read
        from kronobarn.programme import start_page

        others.also(changed_since_i_read)
        start_page.also(card)

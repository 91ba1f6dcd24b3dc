from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionPlansConfig(AppConfig):
    name = "kronobarn.action_plans"
    verbose_name = _("Handlingsplaner")

    def ready(self) -> None:
        from kronobarn.action_plans.card import card
        from kronobarn.action_plans.chapter import CHAPTER
        from kronobarn.action_plans.letters import FEATURE, written
        from kronobarn.action_plans.waiting import asked_of_me
        from kronobarn.core import others
        from kronobarn.post import letters
        from kronobarn.programme import chapters, start_page

        letters.written_by(FEATURE, written)
        others.also(asked_of_me)
        start_page.also(card)
        chapters.also(CHAPTER)

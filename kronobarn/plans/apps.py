from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "kronobarn.plans"
    verbose_name = _("Barnets plan")

    def ready(self) -> None:
        from kronobarn.circles import headlines
        from kronobarn.circles.rules import Kind
        from kronobarn.core import others
        from kronobarn.meetings import afterwards
        from kronobarn.plans.chasing import waiting_for_a_review
        from kronobarn.plans.decided import brought_on, taken_on, waiting_for_the_plan

        headlines.always(Kind.PLAN, _("Barnets plan"))
        others.also(waiting_for_a_review)
        others.also(waiting_for_the_plan)
        afterwards.also(taken_on)
        afterwards.brings_on(brought_on)

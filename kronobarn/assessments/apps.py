from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "kronobarn.assessments"
    verbose_name = _("Insamling och analys")

    def ready(self) -> None:
        from kronobarn.assessments.headlines import of_observations
        from kronobarn.assessments.policy import may_have_a_box
        from kronobarn.circles import headlines
        from kronobarn.circles.rules import Kind
        from kronobarn.ui import navigation

        navigation.guard("assessments:box", may_have_a_box)
        headlines.always(Kind.ANALYSIS, _("Analys"))
        headlines.also(Kind.OBSERVATION, of_observations)

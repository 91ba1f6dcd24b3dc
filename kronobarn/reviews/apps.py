from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "kronobarn.reviews"
    verbose_name = _("Uppföljning")

    def ready(self) -> None:
        from kronobarn.circles import headlines
        from kronobarn.circles.rules import Kind
        from kronobarn.meetings import afterwards
        from kronobarn.reviews.reads import onward

        headlines.always(Kind.REVIEW, _("Uppföljning av barnets plan"))
        afterwards.leads_to(onward)

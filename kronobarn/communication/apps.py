from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunicationConfig(AppConfig):
    name = "kronobarn.communication"
    verbose_name = _("Meddelanden")

    def ready(self) -> None:
        from kronobarn.circles import headlines
        from kronobarn.circles.rules import Kind
        from kronobarn.communication.reads import headline
        from kronobarn.communication.rules import Subject

        headlines.also(Kind.THREAD, lambda _version, _stored: {subject: headline(subject) for subject in Subject})

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostConfig(AppConfig):
    name = "kronobarn.post"
    verbose_name = _("Mejl")

    def ready(self) -> None:
        from kronobarn.post.policy import may_see_to
        from kronobarn.ui import navigation

        navigation.guard("post:letters", may_see_to)

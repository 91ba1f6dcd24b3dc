from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupMeetingsConfig(AppConfig):
    name = "kronobarn.group_meetings"
    verbose_name = _("Möten i länets process")

    def ready(self) -> None:
        from kronobarn.core import others
        from kronobarn.group_meetings.card import card
        from kronobarn.group_meetings.chapter import CHAPTER
        from kronobarn.group_meetings.mine import waiting_for_a_member
        from kronobarn.programme import chapters, start_page
        from kronobarn.programme.policy import may_read
        from kronobarn.ui import navigation

        navigation.guard("group_meetings:meetings", may_read)
        others.also(waiting_for_a_member)
        start_page.also(card)
        chapters.also(CHAPTER)

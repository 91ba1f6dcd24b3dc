"""The chapters of the annual report that no other feature tells of: what is only written by hand."""

from django.utils.translation import gettext_lazy as _

from kronobarn.core.actor import Actor
from kronobarn.programme.chapters import Chapter, Facts


def _nothing(_actor: Actor, _year: int) -> Facts:
    return Facts(())


SUMMARY = Chapter("summary", 0, _("Året i korthet"), _nothing)
AHEAD = Chapter("ahead", 100, _("Det som kommer"), _nothing)

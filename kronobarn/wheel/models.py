"""The wheel with the child: one sitting, and what the child wants done with each answer.

The answers themselves are observations in the child's own perspective (`assessments.Observation`), a record each.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kronobarn.assessments.models import Observation
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.circles.models import Detail, LoggedPart
from kronobarn.circles.rules import Kind
from kronobarn.concerns.models import Matter
from kronobarn.core import veil
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.wheel.rules import OPEN, ShownAs, State


class Sitting(Detail):
    """One time with the wheel: a child with an adult, or a child alone with a sign-in of its own (then `adult` is empty).

    `turned_at` is set while the screen is turned to the child. The sign and the nickname are the child's own: they
    stand on the child's screen and sheet, and never in place of a name.
    """

    STATES: ClassVar[dict[State, Any]] = {
        State.PREPARED: _("förberett"),
        State.UNDER_WAY: _("pågår"),
        State.REVIEW: _("barnet väljer vem som får se"),
        State.DONE: _("klart"),
        State.STOPPED: _("avbrutet"),
    }
    SHOWN_AS: ClassVar[dict[ShownAs, Any]] = {
        ShownAs.BOTH: _("Bilder och ord"),
        ShownAs.PICTURES: _("Mest bilder, med små ord"),
        ShownAs.WORDS: _("Bara ord"),
    }

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="sittings", db_index=False)
    adult = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    present = models.CharField(_("vilka som är med"), max_length=300, blank=True)
    language = models.CharField(_("språk"), max_length=2)
    band = models.CharField(_("frågor och svar för"), max_length=40)
    shown_as = models.CharField(_("det som visas"), choices=choices(SHOWN_AS), max_length=10)
    own_picture = models.CharField(_("egen bild"), max_length=20, blank=True)
    nickname = models.CharField(_("smeknamn"), max_length=40, blank=True)
    state = models.CharField(_("läge"), choices=choices(STATES), default=State.PREPARED.value, max_length=10)
    talk_again_on = models.DateField(_("pratar igen senast"), null=True)
    hears_on = models.DateField(_("får veta senast"), null=True)
    began_at = models.DateTimeField(_("började"), null=True)
    turned_at = models.DateTimeField(_("skärmen är vänd till barnet"), null=True, editable=False)
    reviewed_at = models.DateTimeField(_("gick igenom"), null=True)
    ended_at = models.DateTimeField(_("slutade"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("stund med hjulet")
        verbose_name_plural = _("stunder med hjulet")
        indexes = [models.Index(fields=["child", "matter"], name="sitting_child_matter")]
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            models.UniqueConstraint(
                name="sitting_one_at_a_time",
                fields=["child", "adult"],
                nulls_distinct=False,
                condition=Q(state__in=sorted(state.value for state in OPEN)),
            ),
            models.CheckConstraint(
                name="sitting_begins_before_it_ends",
                condition=Q(state=State.PREPARED.value, began_at=None, turned_at=None, ended_at=None)
                | Q(state__in=["under_way", "review"], began_at__isnull=False, ended_at=None)
                | Q(state=State.DONE.value, began_at__isnull=False, reviewed_at__isnull=False, ended_at__isnull=False)
                | Q(state=State.STOPPED.value, ended_at__isnull=False),
            ),
            # A child with a sign-in of its own has its own screen.
            models.CheckConstraint(
                name="screen_is_turned_by_an_adult", condition=Q(turned_at=None) | Q(adult__isnull=False)
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def who_came(self) -> str:
        """Who was there; often by name, which is not told to whoever may not know who the child is."""
        if self.adult_id is None:
            return gettext("Barnet på egen hand")
        return gettext("Visas inte här") if veil.hangs() else self.present


class Answered(LoggedPart):
    """One area in one sitting: where the child's answer stands, and whom the child wants to show it to.

    A changed answer is a new observation that amends the one before. `together` says that it was changed after the
    child and the adult had gone through the answers. To guardians an answer is disclosed; professions in other
    services are the child's wish, kept for whoever decides about it.
    """

    LOGGED_AS = Kind.SITTING
    area_key = models.CharField(_("område"), max_length=40)
    observation = models.ForeignKey(Observation, models.PROTECT, related_name="+", db_index=False)
    together = models.BooleanField(_("ändrat tillsammans"), default=False)
    show_guardians = ArrayField(models.BigIntegerField(), verbose_name=_("visa för vårdnadshavare"), default=list)
    show_professions = ArrayField(
        models.CharField(max_length=40), verbose_name=_("visa för andra som arbetar med barnet"), default=list
    )
    chosen_at = models.DateTimeField(_("valde"), null=True)

    class Meta(LoggedPart.Meta):
        verbose_name = _("svar i hjulet")
        verbose_name_plural = _("svar i hjulet")
        constraints = [
            models.UniqueConstraint(name="area_is_answered_once", fields=["child", "record", "area_key"]),
            models.CheckConstraint(
                name="answered_is_shown_when_chosen",
                condition=Q(chosen_at__isnull=False) | Q(show_guardians__len=0, show_professions__len=0),
            ),
        ]

    @property
    def professions(self) -> list[str]:
        """Whom the child wants to show it to, beside the family, in words."""
        return [str(Assignment.PROFESSIONS[Profession(code)]) for code in self.show_professions]

"""Who holds the baton for a child. There is always exactly one (domain.md 7.3)."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, Unit
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither, ends_after_it_starts
from kronobarn.people.models import Child
from kronobarn.responsibility.rules import Function


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who is and has been responsible, for children the actor sits with."""
        return self.filter(child__in=Child.objects.visible_to(actor))

    def current(self) -> Self:
        return self.filter(until=None)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Responsibility(models.Model):
    """One stretch with the baton: the function, the unit and the assignment that holds it.

    `offered_to` is the next holder, asked and not yet answered: until they accept, the giver holds on.
    """

    FUNCTIONS: ClassVar[dict[Function, Any]] = {
        Function.MIDWIFE: _("barnmorska"),
        Function.CHILD_HEALTH_NURSE: _("barnhälsovårdens sjuksköterska"),
        Function.HEAD_TEACHER: _("rektor"),
        Function.KAA: _("kommunala aktivitetsansvaret"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="responsibilities", db_index=False)
    function = models.CharField(_("funktion"), choices=choices(FUNCTIONS), max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField(_("från"))
    until = models.DateTimeField(_("till"), null=True)
    accepted_at = models.DateTimeField(_("tog emot"))
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    handed_on_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    offered_to = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    offered_at = models.DateTimeField(null=True)
    offered_because = models.CharField(_("varför"), max_length=300, blank=True)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("ansvar")
        verbose_name_plural = _("ansvar")
        indexes = [models.Index(fields=["child", "until"], name="responsibility_child_until")]
        constraints = [
            ends_after_it_starts(),
            both_or_neither("offered_to", "offered_at"),
            models.UniqueConstraint(name="baton_is_handed_on_once", fields=["child", "handed_on_from"]),
            ExclusionConstraint(
                name="one_holder_of_the_baton",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        Func("since", "until", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} for child {self.child_id}"

    @property
    def log_name(self) -> str:
        return f"responsibility:{self.pk}"

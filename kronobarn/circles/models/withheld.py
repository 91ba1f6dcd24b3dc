"""What one guardian must not know of a record or a part of it (OSL 12 kap. 3 §)."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models.records import OfRecordQuerySet, Part
from kronobarn.circles.rules import (
    WithheldBecause,
)
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why


class WithheldQuerySet(OfRecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """For those who read the record in the area that owns it; never for the one it is withheld from."""
        if actor.is_family or actor.area_id is None:
            return self.none()
        return super().visible_to(actor).filter(~Q(from_person=actor.person_id), record__owner=actor.area_id)

    def standing(self) -> Self:
        """Decided, and not ended. It does not run out: somebody looks at it and decides."""
        return self.filter(ended_at=None)


class Withheld(Part):
    """A decision that one guardian must not know of a record (OSL 12 kap. 3 §): why, and when it is looked at again.

    Or of one `part` of it, and of nothing else: a goal of a plan, or what somebody does. To be prolonged it is ended, and decided anew with a reason. Afterwards only the end can be written. What another
    service decided of the same messages is nobody's decision here (`communication_withhold_as_well`).
    """

    BECAUSE: ClassVar[dict[WithheldBecause, Any]] = {
        WithheldBecause.CHILD: _("Betydande men för barnet (OSL 12 kap. 3 §)"),
        WithheldBecause.PERSON: _("Våld eller annat allvarligt men för någon annan (OSL 25 kap. 7 § och 26 kap. 5 §)"),
        WithheldBecause.LAW: _("Annan sekretess enligt lag"),
    }

    from_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    part = models.UUIDField(_("del"), null=True, editable=False)
    because = models.CharField(
        _("grund"),
        choices=choices(BECAUSE),
        default=WithheldBecause.CHILD.value,
        db_default=WithheldBecause.CHILD.value,
        max_length=10,
    )
    reason = models.TextField(_("skäl"))
    since = models.DateTimeField(_("från"))
    review_on = models.DateField(_("ses över"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_for = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(_("slut"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_because = models.TextField(_("varför det slutade"), blank=True)

    objects = WithheldQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Part.Meta):
        verbose_name = _("undanhållen handling")
        verbose_name_plural = _("undanhållna handlingar")
        indexes = [
            *Part.Meta.indexes,
            # What is withheld from a person is asked in every query about records, by the person.
            models.Index(fields=["from_person"], name="withheld_from", condition=Q(ended_at=None), include=["record"]),
            # What is soon to be looked over is asked on every "Min dag".
            models.Index(fields=["review_on"], name="withheld_to_look_over", condition=Q(ended_at=None)),
        ]
        constraints = [
            both_or_neither("decided_by", "decided_for"),
            both_or_neither("ended_at", "ended_by"),
            says_why("withheld_says_why", "reason"),
            says_why("withheld_no_more_says_why", "ended_because", unless=Q(ended_at=None)),
            models.UniqueConstraint(
                name="withheld_once",
                fields=["child", "record", "from_person", "part"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
            ),
        ]

    @property
    def log_name(self) -> str:
        """In the log it is about the record: what tells of the one tells of the other."""
        return self.record.log_name

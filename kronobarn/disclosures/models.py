"""What one party asks another to let it read about a child, and the answer.

Not a record of either: it goes between them, and both hold it. What is let go because of it are disclosures whose
`decision` is the request's id. Whether that was all stands in a table of its own, for those who answered.
"""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why
from kronobarn.disclosures.rules import State
from kronobarn.people.models import Child


class InformationRequestQuerySet(models.QuerySet["InformationRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """What one's own area has asked or been asked; of the family, whoever asked."""
        mine = Seat.objects.held_by(actor).filter(child=OuterRef("child"))
        if actor.is_family:
            return self.filter(Exists(mine), from_area=None, asked_by=actor.person_id)
        working = Exists(mine.working())
        return self.filter(working & (Q(from_area=actor.area_id) | Q(to_area=actor.area_id)))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class InformationRequest(models.Model):
    """One party asks a service at the child's table for information: what, why, on what ground; and the answer.

    `from_area` is empty when the child or a guardian asks. The answer says nothing about what is not let go. Until it
    is there, whoever asked can withdraw the question; it is kept.
    """

    STATES: ClassVar[dict[State, Any]] = {
        State.ASKED: _("Väntar på svar"),
        State.ANSWERED: _("Besvarad"),
        State.REFUSED: _("Lämnades inte ut"),
        State.WITHDRAWN: _("Återtagen"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    from_area = models.ForeignKey(SecrecyArea, models.PROTECT, null=True, related_name="+", db_index=False)
    to_area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    what = models.TextField(_("vad som begärs"), max_length=1000)
    why = models.TextField(_("varför det behövs"), max_length=1000, blank=True)
    ground = models.CharField(
        _("grund, enligt den som begär"), choices=choices(Disclosure.GROUNDS), max_length=30, blank=True
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_for = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(_("svar"), choices=choices(STATES), default=State.ASKED.value, max_length=20)
    answer = models.TextField(_("svar till den som begärde"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("begäran om uppgifter")
        verbose_name_plural = _("begäran om uppgifter")
        indexes = [models.Index(fields=["child", "-asked_at"], name="request_child_asked")]
        constraints = [
            both_or_neither("answered_at", "answered_by"),
            both_or_neither("withdrawn_at", "withdrawn_by"),
            both_or_neither("from_area", "asked_for"),
            models.CheckConstraint(
                name="request_is_asked_answered_or_withdrawn",
                condition=Q(state=State.ASKED.value, answered_at=None, withdrawn_at=None)
                | Q(
                    state__in=[State.ANSWERED.value, State.REFUSED.value],
                    answered_at__isnull=False,
                    withdrawn_at=None,
                )
                | Q(state=State.WITHDRAWN.value, answered_at=None, withdrawn_at__isnull=False),
            ),
            says_why("refused_request_says_why", "answer", unless=~Q(state=State.REFUSED.value)),
            models.CheckConstraint(
                name="request_leaves_its_area",
                condition=Q(from_area=None) | ~Q(from_area=F("to_area")),
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"

    @property
    def log_name(self) -> str:
        return f"informationrequest:{self.pk}"


class ExtentQuerySet(models.QuerySet["Extent"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who work with the child in the service that answered; nobody else."""
        mine = Seat.objects.held_by(actor).working().filter(child=OuterRef("child"))
        return self.filter(Exists(mine), area=actor.area_id)


class Extent(models.Model):
    """Whether what was let go because of a request was all that was asked for: for the service that answered.

    Whoever asked is not told that there is more than they were given: that it exists can be a secret in itself.
    """

    request = models.OneToOneField(InformationRequest, models.PROTECT, primary_key=True, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    whole = models.BooleanField(_("allt lämnades ut"))

    objects = ExtentQuerySet.as_manager()

    class Meta:
        verbose_name = _("hur mycket som lämnades ut")
        verbose_name_plural = _("hur mycket som lämnades ut")

    def __str__(self) -> str:
        return f"extent of request {self.pk}"

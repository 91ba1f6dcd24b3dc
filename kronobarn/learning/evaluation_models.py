"""What those who came thought of an event. Nothing leads from an answer to whoever gave it: no link, no instant."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.core.choices import choices
from kronobarn.learning.kept import ForOrganisers
from kronobarn.learning.rules import Use


class Ticket(models.Model):
    """That one answer may be given. Sent to somebody who came, and to whom is not kept; gone when it is used."""

    digest = models.CharField(primary_key=True, max_length=64)
    event = models.ForeignKey("learning.Event", models.PROTECT, related_name="tickets")

    objects = ForOrganisers.as_manager()

    class Meta:
        verbose_name = _("biljett till en utvärdering")
        verbose_name_plural = _("biljetter till utvärderingar")

    def __str__(self) -> str:
        return f"ticket {self.digest[:8]}"


class Evaluation(models.Model):
    """One answer, that nobody's name is near."""

    USES: ClassVar[dict[Use, Any]] = {
        Use.MUCH: _("Mycket"),
        Use.QUITE: _("Ganska mycket"),
        Use.LITTLE: _("Lite"),
        Use.NONE: _("Inte alls"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey("learning.Event", models.PROTECT, related_name="evaluations")
    learnt = models.CharField(_("lärde sig något nytt"), max_length=10, choices=choices(USES))
    usable = models.CharField(_("kan använda det i arbetet"), max_length=10, choices=choices(USES))
    takes_along = models.TextField(_("tar med sig"), blank=True)
    better = models.TextField(_("kan bli bättre"), blank=True)

    objects = ForOrganisers.as_manager()

    class Meta:
        verbose_name = _("utvärdering")
        verbose_name_plural = _("utvärderingar")
        constraints = [
            CheckConstraint(
                name="evaluation_answers_what_is_asked",
                condition=Q(learnt__in=[one.value for one in Use], usable__in=[one.value for one in Use]),
            )
        ]

    def __str__(self) -> str:
        return f"evaluation {self.pk}"

"""Documents that take long to make: asked for, made by the worker, fetched within half an hour, and gone."""

import uuid
from datetime import datetime
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.core.actor import Actor
from kronobarn.papers.rules import LIVES
from kronobarn.people.models import Child

MOST_OF_AN_ADDRESS: Final = 500


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, actor: Actor) -> Self:
        """What one has asked for oneself, in the same assignment, about children one still sits with."""
        return self.filter(
            person=actor.person_id, assignment=actor.assignment_id, child__in=Child.objects.visible_to(actor)
        )

    def fresh(self, now: datetime) -> Self:
        """Not too old to be given out: whether or not it has been swept away."""
        return self.filter(asked_at__gt=now - LIVES)

    def light(self) -> Self:
        """Without what the documents say: to tell how far they have come."""
        return self.defer("sheet", "made")


class Order(models.Model):
    """A document that somebody has asked for: what it is to be made of, and then what was made, both encrypted.

    It is given out by the page that it was asked for at, which makes its text anew as its reader may read it then. Only
    when that is the text that was laid out is it the document: `fingerprint` tells.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    address = models.CharField(max_length=MOST_OF_AN_ADDRESS)
    back = models.CharField(max_length=MOST_OF_AN_ADDRESS)
    """The page that it is a document of, which prints well."""
    fingerprint = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    job = models.BigIntegerField(null=True)
    """Its job in the queue, which tells how far it has come."""
    sheet = models.BinaryField()
    made = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("beställt dokument")
        verbose_name_plural = _("beställda dokument")
        constraints = [
            models.UniqueConstraint(
                name="one_order_per_document",
                fields=["child", "person", "assignment", "address"],
                nulls_distinct=False,  # family has no assignment
            ),
            models.CheckConstraint(
                name="order_is_made_or_to_be_made",
                condition=Q(made=None, made_at=None) | Q(made__isnull=False, made_at__isnull=False, sheet=b""),
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.pk}"

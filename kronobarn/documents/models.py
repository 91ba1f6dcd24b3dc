"""Papers that belong to a record, as pictures: seen by whoever sees the record, and by nobody else."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Part
from kronobarn.core.constraints import both_or_neither


class Document(Part):
    """One picture of a paper, or what a child has drawn. It is kept in the database, behind the same rules as the record.

    What was put in by mistake is taken away, with a reason: the picture goes, that it was there stays.
    """

    picture = models.BinaryField(_("bild"))
    """JPEG, made anew from what was sent; empty when it has been taken away."""
    added_at = models.DateTimeField(_("inlagd"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    added_for = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    removed_at = models.DateTimeField(_("borttagen"), null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    removed_because = models.TextField(_("varför den togs bort"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("dokument")
        verbose_name_plural = _("dokument")
        constraints = [
            both_or_neither("removed_at", "removed_by"),
            models.CheckConstraint(
                name="document_is_a_picture_or_says_why_not",
                condition=(Q(removed_at=None) & ~Q(picture=b""))
                | (Q(removed_at__isnull=False, picture=b"") & ~Q(removed_because="")),
            ),
        ]

    @property
    def log_name(self) -> str:
        """In the log it is about the record: what tells of the one tells of the other."""
        return f"document:{self.record_id}"

"""Papers that belong to a record, as pictures or PDF: seen by whoever sees the record, and by nobody else."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Part
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.documents.rules import Form


class Document(Part):
    """One paper: a picture of it, what a child has drawn, or a PDF. It is kept in the database, behind the same rules
    as the record, and so is in its backups and goes with it when the record goes.

    What was put in by mistake is taken away, with a reason: the file goes, that it was there stays.
    """

    FORMS: ClassVar[dict[Form, Any]] = {Form.PICTURE: _("Bild"), Form.PDF: _("PDF")}

    form = models.CharField(_("slag"), choices=choices(FORMS), default=Form.PICTURE.value, max_length=10)
    content = models.BinaryField(_("innehåll"))
    """JPEG or PDF, made anew from what was sent; empty when it has been taken away."""
    pages = models.PositiveSmallIntegerField(_("antal sidor"), default=1)
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
                name="document_is_there_or_says_why_not",
                condition=(Q(removed_at=None) & ~Q(content=b""))
                | (Q(removed_at__isnull=False, content=b"") & ~Q(removed_because="")),
            ),
            models.CheckConstraint(
                name="document_picture_is_one_page",
                condition=Q(form=Form.PICTURE.value, pages=1) | Q(form=Form.PDF.value, pages__gte=1),
            ),
        ]

    @property
    def log_name(self) -> str:
        """In the log it is about the record: what tells of the one tells of the other."""
        return f"document:{self.record_id}"

    @property
    def is_pdf(self) -> bool:
        return self.form == Form.PDF

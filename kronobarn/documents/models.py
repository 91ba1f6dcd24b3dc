"""Papers that belong to a record, as pictures or PDF: seen by whoever sees the record, and by nobody else."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import LoggedPart
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why
from kronobarn.documents.rules import Form, From, HandedIn


class Document(LoggedPart):
    """One paper: a picture of it, what a child has drawn, or a PDF. It is kept in the database, behind the same rules
    as the record, and so is in its backups and goes with it when the record goes.

    What was put in by mistake is taken away, with a reason: the file goes, that it was there stays.
    """

    LOGGED_AS = "document"
    FORMS: ClassVar[dict[Form, Any]] = {Form.PICTURE: _("Bild"), Form.PDF: _("PDF")}

    CAME_FROM: ClassVar[dict[From, Any]] = {
        From.OWN: _("Verksamheten själv"),
        From.CHILD: _("Barnet"),
        From.GUARDIAN: _("En vårdnadshavare"),
        From.OTHER: _("Någon annan"),
    }

    form = models.CharField(_("slag"), choices=choices(FORMS), default=Form.PICTURE.value, max_length=10)
    content = models.BinaryField(_("innehåll"))
    """JPEG or PDF, made anew from what was sent; empty when it has been taken away."""
    pages = models.PositiveSmallIntegerField(_("antal sidor"), default=1)
    added_at = models.DateTimeField(_("inlagd"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    added_for = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    came_from = models.CharField(
        _("vem som lämnade papperet"), choices=choices(CAME_FROM), default=From.OWN.value, max_length=10
    )
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("vårdnadshavaren som lämnade det"),
    )
    handed_in_as = models.CharField(_("funktion"), blank=True, max_length=120)
    """Who anybody else is, by function and service."""
    handed_in_on = models.DateField(_("lämnat"), null=True)
    removed_at = models.DateTimeField(_("borttagen"), null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    removed_because = models.TextField(_("varför den togs bort"), blank=True)

    class Meta(LoggedPart.Meta):
        verbose_name = _("dokument")
        verbose_name_plural = _("dokument")
        constraints = [
            both_or_neither("removed_at", "removed_by"),
            models.CheckConstraint(
                name="document_is_there_or_taken_away",
                condition=(Q(removed_at=None, removed_because="") & ~Q(content=b""))
                | Q(removed_at__isnull=False, content=b""),
            ),
            says_why("document_taken_away_says_why", "removed_because", unless=Q(removed_at=None)),
            models.CheckConstraint(
                name="document_guardian_is_known",
                condition=Q(came_from=From.GUARDIAN.value, handed_in_by__isnull=False)
                | (~Q(came_from=From.GUARDIAN.value) & Q(handed_in_by=None)),
            ),
            models.CheckConstraint(
                name="document_function_is_somebody_elses",
                condition=(Q(came_from=From.OTHER.value) & ~Q(handed_in_as=""))
                | (~Q(came_from=From.OTHER.value) & Q(handed_in_as="")),
            ),
            models.CheckConstraint(
                name="document_own_paper_is_not_handed_in",
                condition=Q(came_from=From.OWN.value, handed_in_on=None)
                | (~Q(came_from=From.OWN.value) & Q(handed_in_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="document_picture_is_one_page",
                condition=Q(form=Form.PICTURE.value, pages=1) | Q(form=Form.PDF.value, pages__gte=1),
            ),
        ]

    @property
    def handed_in(self) -> HandedIn:
        return HandedIn(From(self.came_from), self.handed_in_by_id, self.handed_in_as, self.handed_in_on)

    @property
    def is_pdf(self) -> bool:
        return self.form == Form.PDF

"""What the process costs and who pays, year by year, in whole kronor.

Nothing here is about any child. A line keeps its budget; its outcome is filled in once, and what was wrong is corrected by
a line beside it, which the database holds (policies.sql).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.financing.rules import FIRST_YEAR, MOST, Side
from kronobarn.programme.kept import Corrected, ForStaff, corrected_with_a_reason


class FinancialYear(models.Model):
    """One year: how its shares are reckoned, and the decision that its budget holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(_("år"), unique=True)
    basis = models.CharField(_("så fördelas andelarna"), max_length=300)
    adopted_on = models.DateField(_("budgeten antagen"), null=True)
    document = models.CharField(_("handling"), max_length=200, null=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("ekonomiskt år")
        verbose_name_plural = _("ekonomiska år")
        ordering = ["-number"]
        constraints = [
            CheckConstraint(name="financial_year_is_one_of_the_process", condition=Q(number__gte=FIRST_YEAR)),
            CheckConstraint(name="financial_year_says_how_shares_are_reckoned", condition=~Q(basis="")),
            both_or_neither("adopted_on", "document"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Line(Corrected):
    """A party's share of a year, or something that the year is to pay."""

    SIDES = {Side.SHARE: _("Andel"), Side.COST: _("Kostnad")}

    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="lines", verbose_name=_("år"))
    side = models.CharField(_("slag"), max_length=10, choices=choices(SIDES))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("huvudman")
    )
    heading = models.CharField(_("benämning"), max_length=120, blank=True)
    budget = models.PositiveIntegerField(_("budget, kronor"))
    outcome = models.PositiveIntegerField(_("utfall, kronor"), null=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("rad i budgeten")
        verbose_name_plural = _("rader i budgeten")
        ordering = ["side", "heading", "written_at"]
        constraints = [
            CheckConstraint(name="line_is_on_a_side", condition=Q(side__in=[one.value for one in Side])),
            CheckConstraint(
                name="line_is_of_a_party_or_has_a_heading",
                condition=Q(organisation__isnull=False, side=Side.SHARE.value) | ~Q(heading=""),
            ),
            CheckConstraint(
                name="line_is_within_reason",
                condition=Q(budget__lte=MOST) & (Q(outcome=None) | Q(outcome__lte=MOST)),
            ),
            UniqueConstraint(
                name="line_one_share_a_party_and_year",
                fields=["year", "organisation"],
                condition=Q(corrected_at=None, side=Side.SHARE.value, organisation__isnull=False),
            ),
            corrected_with_a_reason(),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation else self.heading

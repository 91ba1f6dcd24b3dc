"""What is to be removed, who has said so, what is held back, and what has gone: never content.

A proposal is made by one person and approved by another, which the table itself demands. The acts it names are ids and
dates. When it has been carried out they are gone too, and what is left says how many of each kind went, and when.
"""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.authorities.rules import Regime, Role
from kronobarn.circles.models import Record
from kronobarn.circles.rules import RetentionClass
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why
from kronobarn.retention.rules import GROWN, LEAST_YEARS, RESEARCH_DAYS, After, Beside

SEES: frozenset[str] = frozenset({Role.ARCHIVIST, Role.MANAGER})


BESIDE: dict[str, Any] = {
    Beside.REQUEST: _("begäran om uppgifter, med svar"),
    Beside.CHILD: _("uppgifter om barnet självt"),
}
CLASSES: dict[str, Any] = {
    RetentionClass.MATTER: _("ärende hos den som ansvarar"),
    RetentionClass.COOPERATION: _("samverkan kring barnet"),
    RetentionClass.CONSENT: _("samtycken och deras svar"),
    **BESIDE,
}
"""What an act can be: records of a class, or what is beside them."""


class Term(models.Model):
    """One rule as it is loaded from the county's file: what the database asks before anything is removed.

    Written by `kronobarn migrate` as the owner of the tables, and by nobody else.
    """

    version = models.CharField(_("version av reglerna"), max_length=60)
    regime = models.CharField(_("sekretess"), max_length=30)
    retention_class = models.CharField(_("gallringsklass"), max_length=20)
    years = models.PositiveSmallIntegerField(_("år"))
    after = models.CharField(_("räknas från"), max_length=20)
    research_days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("sparas för forskning"), default=list)
    confirmed = models.BooleanField(_("bekräftad"))

    class Meta:
        verbose_name = _("gallringsregel")
        verbose_name_plural = _("gallringsregler")
        constraints = [
            models.UniqueConstraint(name="term_once", fields=["regime", "retention_class"]),
            models.CheckConstraint(name="term_is_no_shorter_than_any_may_be", condition=Q(years__gte=LEAST_YEARS)),
            models.CheckConstraint(
                name="term_counts_from_an_event", condition=Q(after__in=[one.value for one in After])
            ),
            models.CheckConstraint(
                name="term_of_the_child_itself_is_until_grown",
                condition=~Q(retention_class=Beside.CHILD.value) | Q(after=After.BIRTHDAY.value, years__gte=GROWN),
            ),
            models.CheckConstraint(
                name="term_of_social_services_keeps_for_research",
                condition=~Q(regime=Regime.SOCIAL_SERVICES.value) | Q(research_days__contains=list(RESEARCH_DAYS)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime}: {self.retention_class}"


class OfAreaQuerySet(models.QuerySet[Any]):
    """Rows of one secrecy area, for its archivist and its managers."""

    def visible_to(self, actor: Actor) -> Self:
        """What is the actor's own area's."""
        return self.filter(area=actor.area_id) if actor.role in SEES and actor.area_id else self.none()

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Proposal(models.Model):
    """That some acts of one area be removed: proposed by one, approved by another, carried out by the keeper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    rules_version = models.CharField(_("version av reglerna"), max_length=60)
    acts = models.PositiveIntegerField(_("akter"))
    records = models.PositiveIntegerField(_("handlingar"))
    proposed_at = models.DateTimeField(_("föreslaget"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    proposed_as = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    approved_at = models.DateTimeField(_("godkänt"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(_("tillbakadraget"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    carried_out_at = models.DateTimeField(_("utfört"), null=True)
    package = models.CharField(_("arkivpaket"), max_length=200, blank=True)
    digest = models.BinaryField(_("kontrollsumma"), max_length=32, null=True)

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("gallringsförslag")
        verbose_name_plural = _("gallringsförslag")
        ordering = ["-proposed_at"]
        constraints = [
            both_or_neither("approved_at", "approved_by"),
            both_or_neither("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="proposal_is_approved_by_another",
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="proposal_is_carried_out_when_approved_and_packed",
                condition=Q(carried_out_at=None)
                | (Q(approved_at__isnull=False, digest__isnull=False, withdrawn_at=None) & ~Q(package="")),
            ),
            models.UniqueConstraint(
                name="proposal_one_at_a_time", fields=["area"], condition=Q(carried_out_at=None, withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ProposedActQuerySet(models.QuerySet["ProposedAct"]):
    def visible_to(self, actor: Actor) -> Self:
        """The acts of the proposals that the actor sees."""
        return self.filter(proposal__in=Proposal.objects.visible_to(actor))


class ProposedAct(models.Model):
    """One act in a proposal. It goes when the act does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="proposed", db_index=False)
    # Without a foreign key, as in the log: it says which, and leads nowhere.
    child_id = models.UUIDField()
    retention_class = models.CharField(_("gallringsklass"), choices=choices(CLASSES), max_length=20)
    records = models.PositiveIntegerField(_("handlingar"))
    last_entry = models.DateField(_("sista anteckningen"))
    due_on = models.DateField(_("får gallras från"))

    objects = ProposedActQuerySet.as_manager()

    class Meta:
        verbose_name = _("akt i ett gallringsförslag")
        verbose_name_plural = _("akter i gallringsförslag")
        constraints = [
            models.UniqueConstraint(name="proposed_once", fields=["child_id", "proposal", "retention_class"]),
        ]

    def __str__(self) -> str:
        return f"proposed act {self.pk}"


class Hold(models.Model):
    """That what one area holds about a child is not removed for now: a trial, a review, a complaint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child_id = models.UUIDField()
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(_("skäl"), max_length=300)
    since = models.DateField(_("från"))
    until = models.DateField(_("till och med"), null=True)
    placed_at = models.DateTimeField(editable=False)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("gallringsstopp")
        verbose_name_plural = _("gallringsstopp")
        ordering = ["-placed_at"]
        indexes = [models.Index(fields=["child_id", "area"], name="hold_child_area")]
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            says_why("hold_says_why", "reason"),
            models.CheckConstraint(
                name="hold_ends_after_it_starts", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Removal(models.Model):
    """The deletion log: how much of one kind went with a proposal. Written by the database, never changed."""

    KINDS: ClassVar[dict[Any, Any]] = {**Record.KINDS, **BESIDE}

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="removals")
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    retention_class = models.CharField(_("gallringsklass"), choices=choices(CLASSES), max_length=20)
    kind = models.CharField(_("slag"), choices=choices(KINDS), max_length=20)
    records = models.PositiveIntegerField(_("handlingar"))
    removed_at = models.DateTimeField(_("gallrat"))

    objects = OfAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("utförd gallring")
        verbose_name_plural = _("utförda gallringar")
        ordering = ["-removed_at", "pk"]

    def __str__(self) -> str:
        return f"removal {self.pk}"

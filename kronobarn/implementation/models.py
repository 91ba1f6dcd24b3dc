"""How far units have come, what they ask of those who lead the process, and who has been told what.

Nothing here is about any child. What is written is corrected by a row beside it, which the database holds (policies.sql).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation, Unit
from kronobarn.core.choices import choices
from kronobarn.implementation.kept import OwnOrLeading, WithTheRequest
from kronobarn.implementation.rules import WITH_A_DAY, ReplyKind, RequestKind, Step, TargetGroup
from kronobarn.programme.kept import Corrected, ForStaff, corrected_with_a_reason


class StepTaken(Corrected):
    """From which day a unit is informed, trained, uses the model or follows it up; or makes a pause."""

    STEPS = {
        Step.INFORMED: _("Informerad"),
        Step.TRAINED: _("Utbildad"),
        Step.USING: _("Använder modellen"),
        Step.FOLLOWING_UP: _("Följer upp"),
        Step.PAUSED: _("Gör uppehåll"),
    }

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhet"))
    step = models.CharField(_("steg"), max_length=20, choices=choices(STEPS))
    since = models.DateField(_("från och med"))
    note = models.CharField(_("anteckning"), max_length=300, blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("steg i införandet")
        verbose_name_plural = _("steg i införandet")
        ordering = ["-since", "-written_at"]
        constraints = [
            CheckConstraint(name="step_is_one_there_is", condition=Q(step__in=[one.value for one in Step])),
            corrected_with_a_reason(),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Request(models.Model):
    """A unit asks those who lead the process for a visit, or asks them something."""

    KINDS = {RequestKind.VISIT: _("Besök"), RequestKind.QUESTION: _("Fråga")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("slag"), max_length=20, choices=choices(KINDS))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhet"))
    text = models.TextField(_("vad det gäller"))
    wished = models.CharField(_("när det passar"), max_length=200, blank=True)
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OwnOrLeading.as_manager()

    class Meta:
        verbose_name = _("besök eller fråga")
        verbose_name_plural = _("besök och frågor")
        ordering = ["-asked_at"]
        constraints = [
            CheckConstraint(name="request_says_what_it_is_about", condition=~Q(text="")),
            CheckConstraint(name="request_is_of_a_kind", condition=Q(kind__in=[one.value for one in RequestKind])),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Reply(models.Model):
    """What is said to a request: booked, held, answered, declined; or taken back by whoever asked."""

    KINDS = {
        ReplyKind.BOOKED: _("Bokat"),
        ReplyKind.HELD: _("Genomfört"),
        ReplyKind.ANSWERED: _("Besvarat"),
        ReplyKind.DECLINED: _("Går inte"),
        ReplyKind.TAKEN_BACK: _("Tillbakataget"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="replies")
    kind = models.CharField(_("svar"), max_length=20, choices=choices(KINDS))
    day = models.DateField(_("dag"), null=True)
    text = models.TextField(_("svar i ord"), blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = WithTheRequest.as_manager()

    class Meta:
        verbose_name = _("svar på besök eller fråga")
        verbose_name_plural = _("svar på besök och frågor")
        ordering = ["written_at"]
        constraints = [
            CheckConstraint(
                name="request_reply_has_a_day_when_it_needs_one",
                condition=Q(kind__in=[one.value for one in WITH_A_DAY], day__isnull=False)
                | (~Q(kind__in=[one.value for one in WITH_A_DAY]) & Q(day=None)),
            ),
            CheckConstraint(
                name="request_reply_in_words_is_not_empty",
                condition=~Q(kind__in=[ReplyKind.ANSWERED.value, ReplyKind.DECLINED.value]) | ~Q(text=""),
            ),
            CheckConstraint(name="request_reply_is_of_a_kind", condition=Q(kind__in=[one.value for one in ReplyKind])),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Telling(Corrected):
    """That a target group has been told something: what, how and when, in the whole county or by one principal."""

    GROUPS = {
        TargetGroup.CHILDREN: _("Barn och unga"),
        TargetGroup.GUARDIANS: _("Vårdnadshavare"),
        TargetGroup.STAFF: _("Medarbetare i barnnära yrken"),
        TargetGroup.ASSOCIATIONS: _("Medarbetare i idéburna organisationer"),
        TargetGroup.RESIDENTS: _("Invånare"),
    }

    group = models.CharField(_("målgrupp"), max_length=20, choices=choices(GROUPS))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("huvudman")
    )
    what = models.CharField(_("vad de fick veta"), max_length=300)
    how = models.CharField(_("hur"), max_length=200)
    told_on = models.DateField(_("dag"))

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("information till en målgrupp")
        verbose_name_plural = _("information till målgrupper")
        ordering = ["-told_on", "-written_at"]
        constraints = [
            CheckConstraint(name="telling_is_to_a_group", condition=Q(group__in=[one.value for one in TargetGroup])),
            CheckConstraint(name="telling_says_what_and_how", condition=~Q(what="") & ~Q(how="")),
            corrected_with_a_reason(),
        ]

    def __str__(self) -> str:
        return f"telling {self.pk}"

"""What each person who decides has been asked and has answered, and what may stand in for an answer.

One question (`request`) goes to all who decide; each has a record of their own, disclosed to them and
to nobody else in the family. What other services may know is in `policies.sql`: who has said yes, never
who has said no.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles.models import Detail, Part
from kronobarn.consents.rules import STANDS, AsRole, Basis, ChildsPart, Form, Interpreter, State
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither, ends_after_it_starts
from kronobarn.core.reasons import says_why


def _areas(label: Any) -> Any:
    return ArrayField(models.BigIntegerField(), verbose_name=label, default=list)


def _keys(label: Any) -> Any:
    return ArrayField(models.CharField(max_length=40), verbose_name=label, default=list)


class Consent(Detail):
    """One person's part in one question: what was asked, and what they have allowed.

    `services`, `kinds` and `until` are what is allowed while the state is given or limited, and never
    more than was asked. `about` is the matter's record; features above join it.
    """

    ROLES: ClassVar[dict[AsRole, Any]] = {
        AsRole.GUARDIAN: _("vårdnadshavare"),
        AsRole.CHILD: _("barnet"),
    }
    FORMS: ClassVar[dict[Form, Any]] = {
        Form.ORAL: _("muntligt"),
        Form.WRITTEN: _("skriftligt"),
        Form.SIGNED_IN: _("inloggad"),
    }
    INTERPRETERS: ClassVar[dict[Interpreter, Any]] = {
        Interpreter.PRESENT: _("tolk på plats"),
        Interpreter.PHONE: _("tolk per telefon"),
        Interpreter.VIDEO: _("tolk per video"),
    }
    STATES: ClassVar[dict[State, Any]] = {
        State.ASKED: _("Väntar på svar"),
        State.GIVEN: _("Ja"),
        State.LIMITED: _("Ja till en del"),
        State.REFUSED: _("Nej"),
        State.WITHDRAWN: _("Tillbakadraget"),
        State.SUPERSEDED: _("Ersatt av ett senare svar"),
    }

    request = models.UUIDField(_("fråga"))
    about = models.UUIDField(_("ärende"))
    owner = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    as_role = models.CharField(_("som"), choices=choices(ROLES), max_length=20)
    why = models.TextField(_("varför"))
    text_version = models.CharField(_("version av informationen"), max_length=60)
    asked_services = _areas(_("verksamheter i frågan"))
    asked_kinds = _keys(_("uppgifter i frågan"))
    asked_until = models.DateField(_("till och med, i frågan"))
    services = _areas(_("verksamheter"))
    kinds = _keys(_("uppgifter"))
    since = models.DateField(_("från och med"))
    until = models.DateField(_("till och med"))
    state = models.CharField(_("svar"), choices=choices(STATES), default=State.ASKED.value, max_length=20)
    form = models.CharField(_("hur"), choices=choices(FORMS), blank=True, max_length=20)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("samtycke")
        verbose_name_plural = _("samtycken")
        constraints = [
            models.UniqueConstraint(
                name="consent_is_asked_once_of_each",
                fields=["child", "request", "as_role", "giver"],
                nulls_distinct=False,
            ),
            ends_after_it_starts(),
            both_or_neither("answered_at", "answered_by"),
            both_or_neither("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="consent_is_answered_or_asked",
                condition=Q(state=State.ASKED.value, answered_at=None, form="")
                | (~Q(state=State.ASKED.value) & Q(answered_at__isnull=False) & ~Q(form="")),
            ),
            models.CheckConstraint(
                name="consent_is_withdrawn_at_a_time",
                condition=Q(state=State.WITHDRAWN.value, withdrawn_at__isnull=False)
                | (~Q(state=State.WITHDRAWN.value) & Q(withdrawn_at=None)),
            ),
            models.CheckConstraint(
                name="consent_allows_no_more_than_asked",
                condition=Q(
                    services__contained_by=F("asked_services"),
                    kinds__contained_by=F("asked_kinds"),
                    until__lte=F("asked_until"),
                ),
            ),
            models.CheckConstraint(
                name="consent_that_stands_allows_something",
                condition=~Q(state__in=[state.value for state in sorted(STANDS)]) | (~Q(services=[]) & ~Q(kinds=[])),
            ),
            models.CheckConstraint(
                name="consent_has_a_giver",
                condition=Q(giver__isnull=False) | Q(as_role=AsRole.CHILD.value),
            ),
        ]

    @property
    def stands(self) -> bool:
        return self.state in STANDS

    @property
    def has_run_out(self) -> bool:
        """A yes whose last day has been: a state of its own, that time brings and nobody writes."""
        return self.stands and self.until < clock.today()


class Answer(Part):
    """One answer as it was given, kept when a later one takes its place."""

    state = models.CharField(_("svar"), choices=choices(Consent.STATES), max_length=20)
    form = models.CharField(_("hur"), choices=choices(Consent.FORMS), max_length=20)
    services = _areas(_("verksamheter"))
    kinds = _keys(_("uppgifter"))
    until = models.DateField(_("till och med"))
    said_on = models.DateField(_("svarade"))
    how = models.CharField(_("hur det gick till"), max_length=300, blank=True)
    text_language = models.CharField(_("informationens språk"), max_length=12, blank=True)
    interpreter_language = models.CharField(_("tolkspråk"), max_length=60, blank=True)
    interpreter = models.CharField(_("tolk"), choices=choices(Consent.INTERPRETERS), max_length=20, blank=True)
    kept_at = models.CharField(_("var papperet finns"), max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta(Part.Meta):
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="interpreter_and_language_go_together",
                condition=Q(interpreter="", interpreter_language="")
                | (~Q(interpreter="") & ~Q(interpreter_language="")),
            ),
        ]


class Maturity(Detail):
    """That somebody has assessed whether one child is mature enough to decide about sharing, and how they saw it.

    It goes before the rule of thumb of age (`rules.childs_part`). Everyone at the table goes by it; why, only those
    who may read the record.
    """

    PARTS: ClassVar[dict[ChildsPart, Any]] = {
        ChildsPart.DECIDES: _("Barnet bestämmer tillsammans med vårdnadshavarna"),
        ChildsPart.HEARD: _("Barnet tillfrågas och lyssnas på, men bestämmer inte"),
    }

    part = models.CharField(_("bedömning"), choices=choices(PARTS), max_length=20)
    reason = models.TextField(_("hur det bedömdes"), max_length=2000)
    assessed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bedömning av mognad")
        verbose_name_plural = _("bedömningar av mognad")
        constraints = [says_why("maturity_says_how", "reason")]


class LawfulAlternative(Detail):
    """A ground in law that stands in for one guardian's answer to one question, and why it holds.

    Its record is not disclosed to anyone: the reason may be that somebody is in danger.
    """

    BASES: ClassVar[dict[Basis, Any]] = {
        Basis.SOLE_CUSTODY: _("Den andra har ensam vårdnad, och vi har sett beslutet"),
        Basis.FB_6_13_2: _("Personen är förhindrad och det kan inte vänta (FB 6 kap. 13 § andra stycket)"),
        Basis.FB_6_13_A: _("Socialnämnden har beslutat om insatsen (FB 6 kap. 13 a §)"),
        Basis.OTHER: _("Annan grund i lag"),
    }

    request = models.UUIDField(_("fråga"))
    about = models.UUIDField(_("ärende"))
    owner = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    basis = models.CharField(_("grund"), choices=choices(BASES), max_length=20)
    reason = models.TextField(_("skäl"))
    services = _areas(_("verksamheter"))
    kinds = _keys(_("uppgifter"))
    since = models.DateField(_("från och med"))
    until = models.DateField(_("till och med"))

    class Meta:
        verbose_name = _("laglig grund utan samtycke")
        verbose_name_plural = _("lagliga grunder utan samtycke")
        constraints = [
            models.UniqueConstraint(name="alternative_is_recorded_once", fields=["child", "request", "person"]),
            ends_after_it_starts(),
            says_why("alternative_says_why", "reason"),
        ]

"""What is gathered about how a child is, what it is understood to mean, and what was decided."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.assessments.rules import ChildAnswer, KnownHow, NextStep, Perspective, SourceState, ToldHow
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.circles.models import Detail, LoggedPart, OfRecordQuerySet, Part, Record, Seat
from kronobarn.circles.rules import Kind
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why

PERSPECTIVES: dict[Perspective, Any] = {
    Perspective.CHILD: _("barnet"),
    Perspective.GUARDIAN: _("vårdnadshavare"),
    Perspective.PROFESSIONAL: _("professionell"),
}
AS_TOLD_BY: dict[Perspective, Any] = PERSPECTIVES | {Perspective.PROFESSIONAL: _("någon som arbetar med barnet")}
"""Whose picture it is, in a headline."""


TOLD_HOW: dict[ToldHow, Any] = {
    ToldHow.IN_PERSON: _("i ett samtal"),
    ToldHow.PHONE: _("i telefon"),
    ToldHow.INTERPRETER: _("i ett samtal med tolk"),
    ToldHow.WRITING: _("i ett brev eller meddelande"),
}


KNOWN: dict[KnownHow, Any] = {
    KnownHow.OWN_OBSERVATION: _("jag har själv sett eller hört det"),
    KnownHow.TOLD_BY_CHILD: _("barnet har berättat det"),
    KnownHow.TOLD_BY_GUARDIAN: _("en vårdnadshavare har berättat det"),
    KnownHow.FROM_COLLEAGUE: _("en kollega har berättat det"),
    KnownHow.FROM_DOCUMENT: _("det står i en handling"),
    KnownHow.FROM_ANOTHER: _("någon annan har berättat det"),
}
KNOWN_AS_READ: dict[KnownHow, Any] = KNOWN | {KnownHow.OWN_OBSERVATION: _("egen iakttagelse")}
"""How it came to be known, as whoever chooses says it and as others read it."""

CHILD_ANSWERS: dict[ChildAnswer, Any] = {
    ChildAnswer.TOLD: _("Svarade"),
    ChildAnswer.WILL_NOT_SAY: _("Ville inte svara"),
    ChildAnswer.DOES_NOT_KNOW: _("Visste inte"),
}
FEELINGS: dict[str, Any] = {
    "1": _("Inte alls bra"),
    "2": _("Inte så bra"),
    "3": _("Mittemellan"),
    "4": _("Bra"),
    "5": _("Jättebra"),
}
"""What a child chose for an area, in words. The keys are names, not numbers: they are never added or compared."""


UNTAKEN = Q(person=None, unit__isnull=False, finished_at=None)
"""Asked of a whole unit, and of nobody in it yet."""


class SourceQuerySet(OfRecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The area that asks sees whom it has asked; whoever is asked sees their own question, not the others'.

        What a whole unit is asked is seen by those who work there, until one of them takes it.
        """
        # Without a join: what is in a unit's box hangs on a record that those who work there do not see.
        asks = Exists(Record.objects.filter(pk=OuterRef("record"), owner=actor.area_id))
        asks_or_asked = Q(asks) | Q(person=actor.person_id, assignment=actor.assignment_id)
        seen = super().visible_to(actor).filter(asks_or_asked)
        return seen if actor.unit_id is None else seen | self.filter(UNTAKEN, unit=actor.unit_id)

    def in_the_box(self, actor: Actor) -> Self:
        """What the actor's unit is asked and nobody there has taken, as long as an answer is of use."""
        still_asked = Func(F("record"), function="assessments_still_asks", output_field=models.BooleanField())
        return self.filter(UNTAKEN, Q(still_asked), unit=actor.unit_id)


class Source(LoggedPart):
    """Someone who is asked to tell. A part of the matter's record.

    A child without a sign-in has no person here: the answer is then told to someone who writes it down. So may
    anybody of the family do: `told_how` says how, and `finished_by` to whom. Where a whole unit is asked there is
    no person either, until somebody there takes the question. Asked again it is the same source: what was asked before
    stands in `earlier`, the oldest first (`rules.EarlierQuestion`).
    """

    LOGGED_AS = Kind.MATTER
    STATES: ClassVar[dict[str, Any]] = {
        SourceState.NOT_STARTED: _("Inte påbörjad"),
        SourceState.SOMETHING_MISSING: _("Öppnad, något saknas"),
        SourceState.DONE: _("Klar"),
        SourceState.DECLINED: _("Har tackat nej"),
    }

    kind = models.CharField(_("slag"), choices=choices(PERSPECTIVES), max_length=20)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(_("läge"), choices=choices(STATES), default=SourceState.NOT_STARTED.value, max_length=20)
    question = models.CharField(_("frågan"), max_length=500, blank=True)
    purpose = models.CharField(_("varför vi frågar"), max_length=500, blank=True)
    earlier = models.JSONField(_("tidigare frågor"), default=list)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    analysis = models.ForeignKey("Analysis", models.PROTECT, null=True, related_name="+", db_index=False)
    due_on = models.DateField(_("klart senast"))
    declined_because = models.CharField(_("varför inte"), max_length=500, blank=True)
    told_how = models.CharField(_("hur det berättades"), choices=choices(TOLD_HOW), max_length=20, blank=True)
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects: ClassVar[Any] = SourceQuerySet.as_manager()

    class Meta(LoggedPart.Meta):
        verbose_name = _("källa")
        verbose_name_plural = _("källor")
        indexes = [
            *Part.Meta.indexes,
            # What waits in a unit's box is found from the unit: whoever looks does not know which child it is about.
            models.Index(
                fields=["unit"], name="source_in_a_box", condition=Q(unit__isnull=False, person=None, finished_at=None)
            ),
        ]
        constraints = [
            both_or_neither("finished_at", "finished_by"),
            # A no is a right of the family's, and needs no reason.
            says_why(
                "professional_who_declines_says_why",
                "declined_because",
                unless=~Q(kind=Perspective.PROFESSIONAL.value, state=SourceState.DECLINED.value),
            ),
            models.UniqueConstraint(
                name="source_is_asked_once",
                fields=["child", "record", "kind", "person", "assignment", "unit"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="source_is_a_professional_or_family",
                condition=Q(kind="professional", person__isnull=False, assignment__isnull=False)
                | Q(kind="professional", person=None, assignment=None, unit__isnull=False)
                | Q(kind="guardian", person__isnull=False, assignment=None, unit=None)
                | Q(kind="child", assignment=None, unit=None),
            ),
            models.CheckConstraint(
                name="source_is_taken_by_somebody_in_the_unit",
                condition=Q(taken_at=None, unit=None)
                | Q(taken_at=None, person=None)
                | Q(taken_at__isnull=False, unit__isnull=False, person__isnull=False),
            ),
            models.CheckConstraint(
                name="source_told_to_staff_is_family_and_done",
                condition=Q(told_how="") | (~Q(kind="professional") & Q(state="done")),
            ),
            models.CheckConstraint(
                name="source_is_finished_at_a_time",
                condition=Q(state__in=["done", "declined"], finished_at__isnull=False)
                | Q(state__in=["not_started", "something_missing"], finished_at=None),
            ),
        ]


class Observation(Detail):
    """What someone says of one area of the wheel: what works, what is hard.

    Never edited. A correction is a new observation that names the one it amends; both are kept. `told_by` is
    the guardian whose words a member of staff wrote down. `answer`, `feeling` and `talk_more` are a child's in the
    wheel: words to talk about, and nothing that is counted.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="observations", db_index=False)
    area_key = models.CharField(_("område"), max_length=40)
    perspective = models.CharField(_("vems bild"), choices=choices(PERSPECTIVES), max_length=20)
    works = models.TextField(_("det som fungerar"), blank=True)
    hard = models.TextField(_("det som är svårt"), blank=True)
    said_by = models.CharField(_("vem sa det"), max_length=200, blank=True)
    exact_words = models.TextField(_("ordagrant"), blank=True)
    answer = models.CharField(_("barnets svar"), choices=choices(CHILD_ANSWERS), max_length=20, blank=True)
    feeling = models.CharField(_("hur det är, enligt barnet"), max_length=40, blank=True)
    talk_more = models.BooleanField(_("vill prata mer om det"), null=True)
    known_how = models.CharField(_("hur det blev känt"), choices=choices(KNOWN_AS_READ), max_length=20, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amended_by", db_index=False)

    class Meta:
        verbose_name = _("iakttagelse")
        verbose_name_plural = _("iakttagelser")
        indexes = [models.Index(fields=["child", "matter"], name="observation_child_matter")]
        constraints = [
            models.CheckConstraint(
                name="observation_says_something",
                condition=~Q(works="")
                | ~Q(hard="")
                | ~Q(exact_words="")
                | ~Q(feeling="")
                | Q(answer__in=["will_not_say", "does_not_know"])
                | Q(talk_more=True),
            ),
            models.CheckConstraint(
                name="observation_answer_is_a_childs",
                condition=Q(perspective="child") | Q(answer="", feeling="", talk_more=None),
            ),
            models.CheckConstraint(
                name="observation_feeling_is_told",
                condition=Q(feeling="") | Q(answer="told"),
            ),
            models.CheckConstraint(
                name="observation_told_by_a_guardian",
                condition=Q(told_by=None) | Q(perspective="guardian"),
            ),
            models.UniqueConstraint(
                name="observation_is_amended_once",
                fields=["child", "amends"],
                condition=Q(amends__isnull=False),
            ),
        ]


class Analysis(Detail):
    """What is understood so far, the five questions answered, and the decision with its reason.

    Those who work with the child in the area write on the same one; `revision` is how they notice each other: it
    counts the times it was saved. Once decided it stands. If a hand-over is declined, a new analysis is begun and this one kept.
    """

    DECISIONS: ClassVar[dict[str, Any]] = {
        NextStep.OWN_SERVICE: _("Vår egen verksamhet kan möta behovet"),
        NextStep.OTHER_SERVICE: _("En annan verksamhet kan möta behovet"),
        NextStep.TOGETHER: _("Två eller flera verksamheter behövs tillsammans"),
    }

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="analyses", db_index=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    works = models.TextField(_("det som fungerar"), blank=True)
    worries = models.TextField(_("det som oroar"), blank=True)
    unknown = models.TextField(_("det vi inte vet"), blank=True)
    answers = models.JSONField(_("svar"), default=dict)
    child_view = models.TextField(_("barnets egen syn"), blank=True)
    child_view_how = models.CharField(_("hur vi vet det"), max_length=300, blank=True)
    guardians_view = models.TextField(_("vårdnadshavarnas syn"), blank=True)
    disagreement = models.TextField(_("det ni inte är överens om"), blank=True)
    decision = models.CharField(_("beslut"), choices=choices(DECISIONS), max_length=20, blank=True)
    reason = models.TextField(_("skäl"), blank=True)
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("analys")
        verbose_name_plural = _("analyser")
        indexes = [models.Index(fields=["child", "matter"], name="analysis_child_matter")]
        constraints = [
            both_or_neither("decided_at", "decided_by"),
            both_or_neither("saved_at", "saved_by"),
            models.UniqueConstraint(
                name="analysis_one_under_way",
                fields=["child", "matter"],
                condition=Q(decided_at=None),
            ),
            models.CheckConstraint(
                name="analysis_is_decided_one_way",
                condition=Q(decided_at=None, decision="", to_unit=None)
                | (Q(decided_at__isnull=False) & ~Q(decision="")),
            ),
            says_why("analysis_decided_says_why", "reason", unless=Q(decided_at=None)),
            models.CheckConstraint(
                name="analysis_hands_over_to_a_unit",
                condition=~Q(decision="other_service") | Q(to_unit__isnull=False),
            ),
        ]


class Handover(LoggedPart):
    """Another service asked to take the matter over. A part of the analysis it rests on.

    Until it is received the giver holds the matter, and may take the question back. `seat` is the place that
    was given for this, if one was.
    """

    LOGGED_AS = Kind.ANALYSIS
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="handovers", db_index=False)
    to_assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField(null=True, editable=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    declined_at = models.DateTimeField(null=True, editable=False)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answer = models.CharField(_("svar"), max_length=500, blank=True)

    class Meta(LoggedPart.Meta):
        verbose_name = _("överlämning")
        verbose_name_plural = _("överlämningar")
        constraints = [
            both_or_neither("received_at", "received_by"),
            both_or_neither("declined_at", "declined_by"),
            both_or_neither("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="handover_ends_in_one_way",
                condition=Q(received_at=None, declined_at=None)
                | Q(received_at=None, withdrawn_at=None)
                | Q(declined_at=None, withdrawn_at=None),
            ),
            says_why("declined_handover_says_why", "answer", unless=Q(declined_at=None)),
            models.UniqueConstraint(
                name="handover_one_under_way",
                fields=["child", "matter"],
                condition=Q(received_at=None, declined_at=None, withdrawn_at=None),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Asked and neither answered nor taken back."""
        return self.received_at is None and self.declined_at is None and self.withdrawn_at is None

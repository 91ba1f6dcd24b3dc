"""The child's plan: who takes part, what is to be reached, who does what, and each version that was agreed.

One living plan per child. What is ended gets a state; nothing is removed.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.circles.models import Detail, OfRecordQuerySet, Part
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither, ends_after_it_starts
from kronobarn.core.reasons import says_why
from kronobarn.core.withheld import part_not_withheld
from kronobarn.plans.rules import (
    NOT_HEARD,
    ActionState,
    AgreementAnswer,
    AgreementForm,
    Answer,
    GoalState,
    Heard,
    OtherKind,
    Reply,
    SaidBy,
    State,
)


class PlanQuerySet(OfRecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """As for every record; with what each page and rule about a plan asks for next.

        Not with the matter: the family sees the plan and not the matter, and the join would hide both.
        """
        return super().visible_to(actor).select_related("record", "child", "lead__person", "lead__unit")


class Plan(Detail):
    """The working copy of the plan. What was agreed on is frozen in its versions.

    `revision` counts changes: whoever saves says which one they saw. `lead_asked` has been asked to hold the plan together
    and has not answered: until then `lead` does.
    """

    STATES: ClassVar[dict[State, Any]] = {
        State.DRAFT: _("Förbereds"),
        State.ACTIVE: _("Pågår"),
        State.CLOSED: _("Avslutad"),
    }
    HEARD: ClassVar[dict[Heard, Any]] = {
        Heard.MEETING: _("Familjen var med på ett möte"),
        Heard.TALK: _("Vi har pratat med familjen"),
        Heard.ABSENT: _("Familjen var kallad men kom inte"),
        Heard.DECLINED: _("Familjen var kallad men ville inte"),
    }

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="plans", db_index=False)
    state = models.CharField(_("läge"), choices=choices(STATES), default=State.DRAFT.value, max_length=10)
    child_wants = models.TextField(_("det här vill jag"), blank=True)
    child_view_how = models.TextField(_("hur barnets åsikt togs reda på"), blank=True)
    heard = models.CharField(_("hur familjen har fått säga sitt"), choices=choices(HEARD), blank=True, max_length=10)
    heard_on = models.DateField(_("när familjen fick säga sitt"), null=True)
    heard_how = models.TextField(_("hur familjen pratades med, eller kallades"), blank=True)
    heard_why = models.TextField(_("varför det är bäst för barnet att gå vidare"), blank=True)
    heard_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    lead = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    lead_asked = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    lead_asked_at = models.DateTimeField(null=True)
    lead_no = models.CharField(_("varför den tillfrågade inte kan hålla ihop planen"), max_length=500, blank=True)
    next_review_on = models.DateField(_("nästa uppföljning"), null=True)
    revision = models.PositiveIntegerField(default=0)
    contingency = models.TextField(_("om det inte blir som vi tänkt"), blank=True)
    disagreement = models.TextField(_("det vi inte är överens om"), blank=True)
    activated_at = models.DateTimeField(null=True)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_because = models.TextField(_("varför planen avslutas"), blank=True)
    evaluation_child = models.TextField(_("barnet: blev det bättre?"), blank=True)
    faces = models.BooleanField(_("foton på de vuxna i barnets egen version"), default=False, db_default=False)
    evaluation_guardians = models.TextField(_("vårdnadshavarna: blev det bättre?"), blank=True)

    objects = PlanQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("barnets plan")
        verbose_name_plural = _("barnets planer")
        constraints = [
            models.UniqueConstraint(
                name="one_living_plan_per_child",
                fields=["child"],
                condition=~Q(state=State.CLOSED.value),
            ),
            models.CheckConstraint(
                name="active_plan_has_a_lead",
                condition=~Q(state=State.ACTIVE.value) | Q(lead__isnull=False),
            ),
            models.CheckConstraint(
                name="active_plan_has_a_next_review",
                condition=~Q(state=State.ACTIVE.value) | Q(next_review_on__isnull=False),
            ),
            models.CheckConstraint(
                name="active_plan_has_the_childs_view_or_the_attempt",
                condition=~Q(state=State.ACTIVE.value) | ~Q(child_wants="") | ~Q(child_view_how=""),
            ),
            models.CheckConstraint(
                name="active_plan_has_heard_the_family", condition=~Q(state=State.ACTIVE.value) | ~Q(heard="")
            ),
            says_why(
                "going_on_without_the_family_says_why",
                "heard_why",
                unless=~Q(heard__in=[one.value for one in sorted(NOT_HEARD)]),
            ),
            models.CheckConstraint(
                name="family_is_heard_on_a_day",
                condition=Q(heard="", heard_on=None, heard_by=None)
                | (~Q(heard="") & Q(heard_on__isnull=False, heard_by__isnull=False)),
            ),
            both_or_neither("lead_asked", "lead_asked_at"),
            models.CheckConstraint(
                name="lead_is_not_asked_to_be_lead", condition=Q(lead_asked=None) | ~Q(lead_asked=models.F("lead"))
            ),
            both_or_neither("activated_at", "activated_by"),
            both_or_neither("closed_at", "closed_by"),
            says_why("closed_plan_says_why", "closed_because", unless=Q(closed_at=None)),
            models.CheckConstraint(
                name="plan_is_closed_at_a_time",
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=State.CLOSED.value) & Q(closed_at=None)),
            ),
        ]


class Party(Part):
    """One service in the plan, and the one person there whom everybody turns to."""

    ANSWERS: ClassVar[dict[Answer, Any]] = {
        Answer.ASKED: _("Tillfrågad"),
        Answer.ACCEPTED: _("Är med"),
        Answer.DECLINED: _("Har tackat nej"),
        Answer.LEFT: _("Är inte längre med"),
    }

    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(_("svar"), choices=choices(ANSWERS), default=Answer.ASKED.value, max_length=10)
    why = models.CharField(_("varför"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(Part.Meta):
        verbose_name = _("verksamhet i planen")
        verbose_name_plural = _("verksamheter i planen")
        constraints = [
            models.UniqueConstraint(name="one_contact_per_service", fields=["child", "record", "area"]),
            both_or_neither("answered_at", "answered_by"),
            says_why("party_says_why_not", "why", unless=~Q(answer=Answer.DECLINED.value)),
        ]


class GoalQuerySet(OfRecordQuerySet):
    def known_to(self, actor: Actor) -> Self:
        """Of a plan that somebody may read: not what is withheld from them by itself."""
        return self.filter(part_not_withheld("pk", actor))

    def visible_to(self, actor: Actor) -> Self:
        """As for every record; not what is withheld from the reader by itself."""
        return super().visible_to(actor).known_to(actor)


class PlanActionQuerySet(OfRecordQuerySet):
    def known_to(self, actor: Actor) -> Self:
        """Of a plan that somebody may read: nothing towards a goal that is withheld from them, nor what is so itself."""
        return self.filter(part_not_withheld("goal", actor), part_not_withheld("pk", actor))

    def visible_to(self, actor: Actor) -> Self:
        """As for every record; not what is withheld from the reader by itself."""
        return super().visible_to(actor).known_to(actor)


class VersionPartQuerySet(OfRecordQuerySet):
    def known_to(self, actor: Actor) -> Self:
        """Of a plan that somebody may read: nothing of goals and actions that are withheld from them today."""
        return self.filter(Q(action=None) | Q(part_not_withheld("action", actor)), part_not_withheld("goal", actor))

    def visible_to(self, actor: Actor) -> Self:
        """As for every record; not what is withheld from the reader by itself."""
        return super().visible_to(actor).known_to(actor)


class Goal(Part):
    """What the child needs, how it should become, and how everybody will see that it has."""

    STATES: ClassVar[dict[GoalState, Any]] = {
        GoalState.ACTIVE: _("Vi arbetar med det"),
        GoalState.REACHED: _("Nått"),
        GoalState.DROPPED: _("Borttaget ur planen"),
    }
    SAID_BY: ClassVar[dict[SaidBy, Any]] = {
        SaidBy.CHILD: _("Barnets ord"),
        SaidBy.GUARDIAN: _("Vårdnadshavarens ord"),
        SaidBy.PROFESSIONAL: _("Verksamhetens ord"),
    }

    number = models.PositiveSmallIntegerField(_("nummer"))
    area_key = models.CharField(_("del av hjulet"), max_length=40)
    need = models.TextField(_("behov"))
    desired_outcome = models.TextField(_("mål"))
    how_we_see_it = models.TextField(_("hur vi ser det"))
    said_by = models.CharField(_("vems ord"), choices=choices(SAID_BY), max_length=20)
    state = models.CharField(_("läge"), choices=choices(STATES), default=GoalState.ACTIVE.value, max_length=10)

    objects = GoalQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Part.Meta):
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        constraints = [models.UniqueConstraint(name="goal_number_is_its_own", fields=["child", "record", "number"])]


class PlanAction(Part):
    """Something that one person does towards a goal: for a service, as family, or as somebody else near the child.

    `helper` is whoever has no account, such as a grandmother or a coach: then there is no person, and no service.
    """

    STATES: ClassVar[dict[ActionState, Any]] = {
        ActionState.OPEN: _("Pågår"),
        ActionState.DONE: _("Klart"),
        ActionState.STOPPED: _("Avbrutet"),
    }
    REPLIES: ClassVar[dict[Reply, Any]] = {
        Reply.ASKED: _("Har inte svarat än"),
        Reply.ACCEPTED: _("Har sagt ja"),
        Reply.CHANGE: _("Vill ändra något"),
        Reply.DECLINED: _("Kan inte göra det"),
    }

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="actions", db_index=False)
    decision = models.UUIDField(_("beslutet på mötet"), null=True, editable=False)
    """What it comes from, if a meeting decided it. Not a foreign key: the notes of the meeting have a time of their own."""
    what = models.TextField(_("vad vi gör"))
    first_step = models.TextField(_("första steget"), blank=True)
    area = models.ForeignKey(SecrecyArea, models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    helper = models.CharField(_("någon annan i barnets närhet"), max_length=100, blank=True)
    since = models.DateField(_("från"))
    until = models.DateField(_("klart senast"))
    state = models.CharField(_("läge"), choices=choices(STATES), default=ActionState.OPEN.value, max_length=10)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    reply = models.CharField(_("svar"), choices=choices(REPLIES), default=Reply.ASKED.value, max_length=10)
    reply_words = models.CharField(_("varför, eller vad som ska ändras"), max_length=500, blank=True)
    replied_at = models.DateTimeField(_("svarade"), null=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = PlanActionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Part.Meta):
        verbose_name = _("åtgärd")
        verbose_name_plural = _("åtgärder")
        constraints = [
            both_or_neither("area", "assignment"),
            both_or_neither("done_at", "done_by"),
            both_or_neither("replied_at", "replied_by"),
            ends_after_it_starts(),
            models.CheckConstraint(
                name="action_is_somebodys",
                condition=Q(person__isnull=False, helper="") | Q(person=None, assignment=None) & ~Q(helper=""),
            ),
            models.CheckConstraint(
                name="action_reply_says_why",
                condition=~Q(reply__in=[Reply.CHANGE.value, Reply.DECLINED.value]) | ~Q(reply_words=""),
            ),
        ]


class OtherPlan(Part):
    """A plan that exists beside this one: that it does, whose it is and where it is kept. Nothing of what it says."""

    KINDS: ClassVar[dict[OtherKind, Any]] = {
        OtherKind.SIP: _("Samordnad individuell plan (SIP)"),
        OtherKind.SCHOOL: _("Åtgärdsprogram i skolan"),
        OtherKind.CARE: _("Vårdplan"),
        OtherKind.SOCIAL: _("Genomförandeplan i socialtjänsten"),
        OtherKind.HABILITATION: _("Habiliteringsplan"),
        OtherKind.LSS: _("Individuell plan enligt LSS"),
        OtherKind.SELF_CARE: _("Egenvårdsplan"),
    }

    kind = models.CharField(_("slags plan"), choices=choices(KINDS), max_length=20)
    area = models.ForeignKey(SecrecyArea, models.PROTECT, related_name="+", db_index=False)
    since = models.DateField(_("sedan"))
    where_kept = models.CharField(_("var den finns"), max_length=200)
    ended_on = models.DateField(_("slutade"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta(Part.Meta):
        verbose_name = _("annan plan")
        verbose_name_plural = _("andra planer")
        constraints = [
            both_or_neither("ended_on", "ended_by"),
            models.CheckConstraint(
                name="other_plan_ends_after_it_starts", condition=Q(ended_on=None) | Q(ended_on__gte=models.F("since"))
            ),
            models.UniqueConstraint(
                name="other_plan_stands_once", fields=["child", "record", "kind", "area"], condition=Q(ended_on=None)
            ),
        ]


class PlanVersion(Part):
    """The plan as it was when it was made active or changed, but its goals. Never written again (a trigger)."""

    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("innehåll"))
    agreed_at = models.DateTimeField(_("fastställd"))
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta(Part.Meta):
        verbose_name = _("version av planen")
        verbose_name_plural = _("versioner av planen")
        constraints = [models.UniqueConstraint(name="plan_version_once", fields=["child", "record", "number"])]

    @property
    def log_name(self) -> str:
        return f"plan:{self.record_id}/{self.number}"


class VersionPart(Part):
    """A goal, or what somebody did towards it, as it stood in one version: a row each, so that each can be withheld.

    Never written again (a trigger).
    """

    version = models.PositiveSmallIntegerField(_("version"))
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+", db_index=False)
    action = models.ForeignKey(PlanAction, models.PROTECT, null=True, related_name="+", db_index=False)
    place = models.PositiveSmallIntegerField(_("plats i planen"))
    content = models.JSONField(_("innehåll"))

    objects = VersionPartQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Part.Meta):
        verbose_name = _("mål i en version av planen")
        verbose_name_plural = _("mål i versioner av planen")
        constraints = [
            models.UniqueConstraint(name="version_part_once", fields=["child", "record", "version", "place"])
        ]


class Agreement(Part):
    """What one person says about one version of the plan. Their latest answer stands."""

    ANSWERS: ClassVar[dict[AgreementAnswer, Any]] = {
        AgreementAnswer.AGREES: _("Håller med om planen"),
        AgreementAnswer.PARTLY: _("Håller med om en del"),
        AgreementAnswer.DISAGREES: _("Håller inte med"),
    }
    FORMS: ClassVar[dict[AgreementForm, Any]] = {
        AgreementForm.SIGNED_IN: _("Svarade själv här"),
        AgreementForm.ORAL: _("Sa det"),
        AgreementForm.WRITTEN: _("Skrev på papper"),
    }

    version = models.PositiveSmallIntegerField(_("version"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(_("svar"), choices=choices(ANSWERS), max_length=10)
    form = models.CharField(_("hur"), choices=choices(FORMS), max_length=10)
    words = models.TextField(_("med egna ord"), blank=True)
    said_at = models.DateTimeField(_("svarade"))
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta(Part.Meta):
        verbose_name = _("svar om planen")
        verbose_name_plural = _("svar om planen")
        constraints = [
            models.UniqueConstraint(name="one_answer_per_version", fields=["child", "record", "version", "person"])
        ]

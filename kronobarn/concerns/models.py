"""Step one: a signal about a child, and the responsible's matter that it opens or joins."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Detail, OfRecordQuerySet, Seat
from kronobarn.circles.rules import Role
from kronobarn.concerns.rules import Knows, Outcome, State
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.reasons import says_why


class MatterQuerySet(OfRecordQuerySet):
    def open(self) -> Self:
        return self.exclude(state=State.CLOSED)


class Matter(Detail):
    """The responsible's work with one child, from the first signal until it is closed.

    Holds where it stands and nothing of what it is about: whoever is asked to contribute may be
    given its record, and must not thereby read what others have said.
    """

    STATES: ClassVar[dict[State, Any]] = {
        State.RECEIVED: _("mottaget"),
        State.GATHERING: _("information samlas in"),
        State.DECIDED: _("beslutat"),
        State.HANDING_OVER: _("lämnas över"),
        State.COOPERATING: _("samverkan"),
        State.CLOSED: _("avslutat"),
    }
    OUTCOMES: ClassVar[dict[Outcome, Any]] = {
        Outcome.OWN_SERVICE: _("Den egna verksamheten möter behovet"),
        Outcome.HANDED_OVER: _("Överlämnat till en annan verksamhet"),
        Outcome.NO_COOPERATION: _("Det blev ingen samverkan"),
        Outcome.PLAN_DONE: _("Barnets plan är genomförd"),
        Outcome.UNFOUNDED: _("Det fanns inget behov av stöd"),
    }

    state = models.CharField(_("läge"), choices=choices(STATES), default=State.RECEIVED.value, max_length=20)
    outcome = models.CharField(_("utfall"), choices=choices(OUTCOMES), max_length=20, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("ärende")
        verbose_name_plural = _("ärenden")
        constraints = [
            both_or_neither("closed_at", "closed_by"),
            models.UniqueConstraint(
                name="one_open_matter_per_child",
                fields=["child"],
                condition=~Q(state=State.CLOSED.value),
            ),
            models.CheckConstraint(
                name="closed_matter_has_an_outcome",
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=State.CLOSED.value) & Q(closed_at=None, outcome=""),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED


def closed_as(outcome: str) -> str:
    """What the record of an ending is called."""
    return str(_("Ärende avslutat: %(outcome)s")) % {"outcome": Matter.OUTCOMES[Outcome(outcome)]}


class Closing(Detail):
    """Why a matter was closed, in words: a record of its own, so that it is never passed on with the matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="closings", db_index=False)
    because = models.TextField(_("varför"))

    class Meta:
        verbose_name = _("avslut")
        verbose_name_plural = _("avslut")
        constraints = [
            models.UniqueConstraint(name="one_closing_per_matter", fields=["child", "matter"]),
            says_why("closing_says_why", "because"),
        ]


class SignalQuerySet(OfRecordQuerySet):
    def waiting(self) -> Self:
        return self.filter(received_at=None)

    def for_responsible(self, actor: Actor) -> Self:
        """Signals about children whose responsible the actor is today, whoever they were first sent to."""
        mine = Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=OuterRef("child"))
        return self.visible_to(actor).filter(Exists(mine))


class Signal(Detail):
    """What somebody saw or heard and thought about, sent to the child's responsible."""

    KNOWS: ClassVar[dict[Knows, Any]] = {
        Knows.YES: _("Ja"),
        Knows.NO: _("Nej"),
        Knows.NOT_YET: _("Inte än"),
    }

    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="signals", db_index=False)
    what_was_seen = models.TextField(_("det som har uppmärksammats"))
    who_noticed = models.CharField(_("vem som såg eller hörde det"), max_length=200, blank=True)
    seen_on = models.DateField(_("när"))
    child_knows = models.CharField(_("barnet vet"), choices=choices(KNOWS), max_length=10)
    guardians_know = models.CharField(_("vårdnadshavarna vet"), choices=choices(KNOWS), max_length=10)
    urgent = models.BooleanField(_("brådskar"), default=False)
    sent_to = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField(_("skickad"))
    received_at = models.DateTimeField(_("mottagen"), null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = SignalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signaler")
        indexes = [models.Index(fields=["child", "received_at"], name="signal_child_received")]
        constraints = [
            both_or_neither("received_at", "received_by"),
            models.CheckConstraint(
                name="received_signal_is_in_a_matter",
                condition=Q(matter=None, received_at=None) | Q(matter__isnull=False, received_at__isnull=False),
            ),
        ]

"""What waits for someone: one row for one thing one person is to do about one child."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Seat
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.constraints import both_or_neither
from kronobarn.core.withheld import not_blocked, not_withheld
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Self:
        """The actor's own tasks, about children they still sit with; about nothing withheld from them, or blocked."""
        return self.filter(
            not_withheld("subject", actor),
            not_blocked("subject"),
            person=actor.person_id,
            assignment=actor.assignment_id,
            # One seat a task, as a scalar: `IN` lets the database start from the seats, which are many more.
            child=Seat.objects.held_by(actor).filter(child=models.OuterRef("child")).values("child")[:1],
        )

    def waiting(self) -> Self:
        return self.filter(done_at=None).order_by("due_on", "asked_at")

    def about(self, subject: uuid.UUID) -> Self:
        """Tasks that wait because of one record."""
        return self.filter(subject=subject)


class Task(models.Model):
    """Something that waits for one person, in one assignment or as family.

    Points at its record by id; the words come from the kind, so a list of tasks tells nothing
    about a child beyond what its reader already may know.
    """

    KINDS: ClassVar[dict[str, Any]] = {
        TaskKind.RECEIVE_SIGNAL: _("Ta emot en signal"),
        TaskKind.GATHER: _("Samla information"),
        TaskKind.TELL: _("Berätta hur du ser på det"),
        TaskKind.ANALYSE: _("Gör analysen"),
        TaskKind.ANSWER_CONSENT: _("Svara på en fråga om samtycke"),
        TaskKind.RENEW_CONSENT: _("Fråga om samtycket ska förlängas"),
        TaskKind.CALL_MEETING: _("Kalla till möte"),
        TaskKind.HOLD_MEETING: _("Håll mötet"),
        TaskKind.ATTEND_MEETING: _("Svara på en kallelse"),
        TaskKind.REMEMBER_MEETING: _("Kom ihåg mötet"),
        TaskKind.READ_MEETING: _("Läs vad mötet kom fram till"),
        TaskKind.START_PLAN: _("Börja på barnets plan"),
        TaskKind.ACTIVATE_PLAN: _("Gör planen klar"),
        TaskKind.AGREE_TO_PLAN: _("Läs och svara på planen"),
        TaskKind.DO_ACTION: _("Gör det du tagit på dig i planen"),
        TaskKind.REVIEW_PLAN: _("Följ upp planen"),
        TaskKind.REVIEW_SHARING: _("Se över vad som delas"),
        TaskKind.NAME_LEAD: _("Utse en ny samverkansansvarig"),
        TaskKind.ACCEPT_LEAD: _("Svara om du kan hålla ihop planen"),
        TaskKind.TALK_ABOUT_ANSWER: _("Prata om ett svar i planen"),
        TaskKind.CHASE_REVIEW: _("Se till att planen följs upp"),
        TaskKind.ACCEPT_BATON: _("Ta emot ansvaret för ett barn"),
        TaskKind.HAND_ON_BATON: _("Lämna över ansvaret till BVC"),
        TaskKind.READ_FOLLOWING: _("Läs vad som följer med när ansvaret byter hand"),
        TaskKind.ACCEPT_HANDOVER: _("Kvittera en överlämning"),
        TaskKind.ANSWER_REQUEST: _("Svara på en begäran om uppgifter"),
        TaskKind.READ_ANSWER: _("Läs svaret på din begäran"),
        TaskKind.READ_EMERGENCY: _("Läs varför barnet öppnades i ett nödläge"),
        TaskKind.SEE_PROTECTION: _("Se över om barnet ska vara märkt som skyddat"),
        TaskKind.THINK_OF_SAFETY: _("Titta på något som barnet svarade"),
        TaskKind.READ_MESSAGE: _("Läs ett nytt meddelande"),
        TaskKind.FILE_THREAD: _("Spara eller avsluta meddelanden"),
        TaskKind.AWAIT_GUEST: _("Vänta på svar från någon utan konto"),
        TaskKind.READ_GUEST: _("Läs svaret från någon utan konto"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="tasks", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tasks", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(_("slag"), choices=choices(KINDS), max_length=30)
    subject = models.UUIDField(_("handling"), editable=False)
    due_on = models.DateField(_("klart senast"))
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppgift")
        verbose_name_plural = _("uppgifter")
        indexes = [
            models.Index(fields=["child", "subject"], name="task_child_subject"),
            # My day starts from the person, like the list of one's children.
            models.Index(
                fields=["person", "assignment", "due_on"],
                name="task_person_due",
                condition=models.Q(done_at=None),
            ),
        ]
        constraints = [
            both_or_neither("done_at", "done_by"),
            models.UniqueConstraint(
                name="task_is_asked_once",
                fields=["child", "subject", "kind", "person"],
                condition=models.Q(done_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

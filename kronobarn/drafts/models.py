"""Half-written forms, saved while someone writes. Seen by nobody but the writer, in the assignment they wrote in."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own drafts, about children one still sits with.

        What a school nurse has begun to write is not there for the same person at work elsewhere: the words
        belong to the area that they were going to be written in.
        """
        return self.filter(
            author=actor.person_id, assignment=actor.assignment_id, child__in=Child.objects.visible_to(actor)
        )


class Draft(models.Model):
    """What someone has typed in one window of one form about one child, until it is sent. Then it is removed.

    `form` names the form and what it is about, as `signal` or `observation:<record>:<area>`; `mark` is the words', to be
    known by (`windows.mark`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    form = models.CharField(max_length=120)
    window = models.CharField(max_length=36, blank=True, default="")
    mark = models.CharField(max_length=16, blank=True, default="")
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("utkast")
        verbose_name_plural = _("utkast")
        constraints = [
            models.UniqueConstraint(
                name="one_draft_per_window",
                fields=["child", "author", "assignment", "form", "window"],
                nulls_distinct=False,  # family has no assignment
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Submission(models.Model):
    """A form that has been sent, and where its sender was taken. Kept for a day."""

    token = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("skickat formulär")
        verbose_name_plural = _("skickade formulär")

    def __str__(self) -> str:
        return f"submission {self.pk}"

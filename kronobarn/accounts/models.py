"""What a person last signed in as. Sessions, passwords and codes are the libraries' tables."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment


class LastChoice(models.Model):
    """When someone last chose to act as an assignment, or as family: the most recent is shown first."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, related_name="+", db_index=False)
    used_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("senaste val")
        verbose_name_plural = _("senaste val")
        constraints = [
            models.UniqueConstraint(
                name="last_choice_is_kept_once",
                fields=["person", "assignment"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} as {self.assignment_id or 'family'}"

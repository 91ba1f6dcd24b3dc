"""What the editor is to decide on. The source stands beside it until they have, and is then forgotten: it has names in it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webbplats.proposals.reading import Kind

KIND_NAMES = {
    Kind.NEWS: _("nyhet"),
    Kind.ISSUE: _("nummer av nyhetsbrevet"),
    Kind.PAGE: _("sida"),
    Kind.HAPPENING: _("händelse på tidslinjen"),
    Kind.FUNCTION: _("funktion att kontakta"),
}


class Proposal(models.Model):
    """One thing that a saved document could become."""

    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in KIND_NAMES.items()])
    title = models.CharField(max_length=200)
    day = models.DateField(null=True)
    content = models.JSONField(default=dict)
    source = models.CharField(max_length=255)
    source_text = models.TextField(blank=True)
    same_as = models.CharField(max_length=64, unique=True)
    """What makes it the same thing as when the folder is read again."""
    made_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted = models.BooleanField(default=False)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["source", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None) | models.Q(source_text=""),
                name="a_source_is_forgotten_when_decided",
            )
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

"""What is known of a child's whole world, and of what makes it strong, put where it belongs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kronobarn.assessments.models import PERSPECTIVES
from kronobarn.circles.models import Detail
from kronobarn.concerns.models import Matter
from kronobarn.core.choices import choices
from kronobarn.my_world.rules import GOOD_FIELDS, Module


class Note(Detail):
    """A note under a heading of *Min värld*, or in one of the four fields of *motståndskraft*.

    Never edited. A correction, or a move to another place, is a new note that names the one it amends.
    """

    MODULES: ClassVar[dict[str, Any]] = {
        Module.MY_WORLD: _("Min värld"),
        Module.RESILIENCE: _("Motståndskraft"),
    }

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="notes", db_index=False)
    module = models.CharField(_("del"), choices=choices(MODULES), max_length=20)
    place = models.CharField(_("plats"), max_length=40)
    works = models.TextField(_("det som fungerar"), blank=True)
    hard = models.TextField(_("det som är svårt"), blank=True)
    perspective = models.CharField(_("vems bild"), choices=choices(PERSPECTIVES), max_length=20)
    said_by = models.CharField(_("vem sa det"), max_length=200, blank=True)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amended_by", db_index=False)

    class Meta:
        verbose_name = _("anteckning")
        verbose_name_plural = _("anteckningar")
        indexes = [models.Index(fields=["child", "matter"], name="note_child_matter")]
        constraints = [
            models.CheckConstraint(name="note_says_something", condition=~Q(works="") | ~Q(hard="")),
            models.CheckConstraint(
                name="note_in_a_field_is_of_its_kind",
                condition=Q(module="my_world")
                | Q(place__in=sorted(GOOD_FIELDS), hard="")
                | (~Q(place__in=sorted(GOOD_FIELDS)) & Q(works="")),
            ),
            models.CheckConstraint(
                name="note_of_another_says_who", condition=Q(perspective="professional") | ~Q(said_by="")
            ),
            models.UniqueConstraint(
                name="note_is_amended_once", fields=["child", "amends"], condition=Q(amends__isnull=False)
            ),
        ]

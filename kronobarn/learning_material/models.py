"""Material to learn from: its versions, the parts of each, and what each reader has read.

A version that is published is never changed; a new one says what is new. Parts that keep their words keep `words` too, so
that what somebody has read in one version is read in the next.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Unit
from kronobarn.core.choices import choices
from kronobarn.core.reasons import says_why_once_done
from kronobarn.learning_material import rules
from kronobarn.learning_material.kept import Own, Published
from kronobarn.learning_material.rules import FileForm, State
from kronobarn.programme.kept import ForStaff


class Material(models.Model):
    """What is read, through all its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    shown_at = models.DateTimeField(_("på webbplatsen sedan"), null=True)
    withdrawn_at = models.DateTimeField(_("tillbakadraget"), null=True)
    withdrawn_because = models.CharField(_("varför det drogs tillbaka"), max_length=300, blank=True)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("läromaterial")
        verbose_name_plural = _("läromaterial")
        constraints = [
            says_why_once_done("material_is_withdrawn_with_a_reason", "withdrawn_at", "withdrawn_because"),
            CheckConstraint(name="material_withdrawn_is_not_shown", condition=Q(withdrawn_at=None) | Q(shown_at=None)),
        ]

    def __str__(self) -> str:
        return f"material {self.pk}"

    @property
    def log_name(self) -> str:
        return f"material:{self.pk}"


class MaterialVersion(models.Model):
    """A material as it is read from a day on; one that nobody else sees until it is published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("rubrik"), max_length=200)
    about = models.TextField(_("vad man lär sig"))
    basic = models.BooleanField(_("grundutbildning"), default=False)
    professions = ArrayField(models.CharField(max_length=30), verbose_name=_("yrken"), default=list)
    for_whom = models.CharField(_("för vem, i ord"), max_length=900, blank=True)
    news = models.TextField(_("vad som är nytt"), blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField(_("publicerad"), null=True)

    objects = Published.as_manager()

    class Meta:
        verbose_name = _("version av läromaterial")
        verbose_name_plural = _("versioner av läromaterial")
        ordering = ["-number"]
        constraints = [
            UniqueConstraint(name="material_version_has_its_number", fields=["material", "number"]),
            UniqueConstraint(
                name="material_has_one_draft_at_a_time", fields=["material"], condition=Q(published_at=None)
            ),
            CheckConstraint(name="material_says_what_one_learns", condition=~Q(title="") & ~Q(about="")),
            CheckConstraint(name="material_is_for_somebody", condition=Q(basic=True) | Q(professions__len__gt=0)),
            CheckConstraint(
                name="material_version_says_what_is_new",
                condition=Q(published_at=None) | Q(number=1) | ~Q(news=""),
            ),
            CheckConstraint(name="material_version_says_for_whom", condition=Q(published_at=None) | ~Q(for_whom="")),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, latest: int | None) -> State:
        """`latest` is the number of the version that was published last."""
        return rules.state(
            number=self.number,
            published=self.published_at is not None,
            withdrawn=self.material.withdrawn_at is not None,
            latest=latest,
        )


class MaterialFile(models.Model):
    """A paper that goes with a part. It is put in once and never changed; versions may share it."""

    FORMS: ClassVar[dict[FileForm, object]] = {FileForm.PDF: _("PDF"), FileForm.PICTURE: _("Bild")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("namn"), max_length=120)
    form = models.CharField(_("format"), max_length=10, choices=choices(FORMS))
    content = models.BinaryField(_("innehåll"))
    size = models.PositiveIntegerField(_("storlek"))
    added_at = models.DateTimeField(editable=False)

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("fil i läromaterial")
        verbose_name_plural = _("filer i läromaterial")
        constraints = [CheckConstraint(name="material_file_has_a_name", condition=~Q(name="") & Q(size__gt=0))]

    def __str__(self) -> str:
        return self.name

    @property
    def weight(self) -> str:
        """How much there is to fetch, in words."""
        return str(filesizeformat(self.size))


class MaterialPart(models.Model):
    """One part of one version: text, a paper that goes with it, and the area of the practice model that it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(MaterialVersion, models.PROTECT, related_name="parts", db_index=False)
    place = models.UUIDField(_("plats i materialet"), default=uuid.uuid4, editable=False)
    words = models.UUIDField(_("orden"), default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(_("nummer"))
    heading = models.CharField(_("rubrik"), max_length=200)
    text = models.TextField(_("text"))
    area_key = models.CharField(_("område"), max_length=40, blank=True)
    file = models.ForeignKey(MaterialFile, models.PROTECT, null=True, related_name="parts")

    objects = ForStaff.as_manager()

    class Meta:
        verbose_name = _("del av läromaterial")
        verbose_name_plural = _("delar av läromaterial")
        ordering = ["number"]
        constraints = [
            CheckConstraint(name="material_part_says_something", condition=~Q(heading="") & ~Q(text="")),
            UniqueConstraint(
                name="material_part_has_its_own_number",
                fields=["version", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            UniqueConstraint(name="material_part_has_its_own_place", fields=["version", "place"]),
        ]

    def __str__(self) -> str:
        return self.heading


class Reading(models.Model):
    """That somebody says that they have read some words of a material. Their own: nobody else sees the row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    words = models.UUIDField(_("orden"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    profession = models.CharField(_("yrke"), max_length=30)
    read_on = models.DateField(_("läst"))

    objects = Own.as_manager()

    class Meta:
        verbose_name = _("läsning")
        verbose_name_plural = _("läsningar")
        constraints = [UniqueConstraint(name="words_are_read_once", fields=["reader", "words"])]

    def __str__(self) -> str:
        return f"reading {self.pk}"

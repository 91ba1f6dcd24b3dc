"""Who wants the newsletter, and what is sent to whom. An address stands in one column, and nowhere else."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kronobarn.core.mail import Problem
from webbplats.newsletter.rules import REFUSALS, State, Why


class MailingList(models.Model):
    """For whom an issue is written: a target group."""

    name = models.CharField(_("namn"), max_length=80, unique=True)
    name_en = models.CharField(_("namn på engelska"), max_length=80)
    about = models.CharField(_("vad den som väljer listan får"), max_length=200, blank=True)
    about_en = models.CharField(_("det på engelska"), max_length=200, blank=True)
    is_default = models.BooleanField(
        _("för alla"), default=False, help_text=_("Den som bara skriver sin adress, utan att välja, hamnar här.")
    )
    place = models.PositiveSmallIntegerField(_("ordning"), default=0)

    class Meta:
        verbose_name = _("sändlista")
        verbose_name_plural = _("sändlistor")
        ordering = ["place", "name"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return str(self.name_en if get_language() == "en" else self.name)

    @property
    def explained(self) -> str:
        return str(self.about_en if get_language() == "en" else self.about)


class Readers(models.QuerySet["Subscriber"]):
    """Everybody who has given an address."""

    def at(self, address: str) -> Self:
        return self.alias(small=Lower("address")).filter(small=address.lower())

    def waiting(self) -> Self:
        return self.filter(confirmed_at=None)

    def reading(self) -> Self:
        return self.exclude(confirmed_at=None).filter(stopped_at=None)

    def stopped(self) -> Self:
        return self.exclude(stopped_at=None)


class Subscriber(models.Model):
    """An address that somebody has given, and has confirmed or not. Whose it is, is not known.

    The key is in the links of that person's letters. It is 122 random bits: who has it, has the letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    lists = models.ManyToManyField(MailingList, related_name="subscribers")
    asked_at = models.DateTimeField()
    link = models.UUIDField(null=True)
    """What makes the link for confirming good for one time only. Empty when it has been used."""
    confirmed_at = models.DateTimeField(null=True)
    write_at = models.DateTimeField(null=True)
    """When the letter about the subscription itself is to be sent."""
    written_at = models.DateTimeField(null=True)
    refusals = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)

    objects: ClassVar[Readers] = Readers.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), name="an_address_subscribes_once"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(link=None), name="a_link_that_was_used_is_gone"
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at=None) | models.Q(refusals__gte=REFUSALS),
                name="who_is_stopped_has_been_refused",
            ),
        ]
        indexes = [models.Index(fields=["write_at"], name="to_be_written_to", condition=~models.Q(write_at=None))]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Sending(models.Model):
    """One issue on its way to those who wanted it when it was started, in the words it then had."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    issue = models.OneToOneField(
        "webbplats.IssuePage", on_delete=models.SET_NULL, null=True, related_name="sending", verbose_name=_("nummer")
    )
    subject = models.CharField(max_length=255)
    html = models.TextField()
    text = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    lists = models.ManyToManyField(MailingList, related_name="+")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("redaktör")
    )
    rests_because = models.CharField(max_length=10, blank=True, choices=[(why, why) for why in Why])
    finished_at = models.DateTimeField(null=True)
    counted = models.JSONField(default=dict)
    """How many letters came to what, when the letters themselves are forgotten."""

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"sending {self.pk}"


class Outbox(models.QuerySet["Letter"]):
    """Letters on their way."""

    def due(self, now: datetime) -> Self:
        return self.filter(state=State.QUEUED, next_try_at__lte=now)


class Letter(models.Model):
    """One issue to one subscriber. Who has left is not known here either, and gets nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="letters", db_index=False)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.SET_NULL, null=True, related_name="letters")
    state = models.CharField(max_length=10, choices=[(state, state) for state in State], default=State.QUEUED)
    problem = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in Problem])
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()

    objects: ClassVar[Outbox] = Outbox.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sending", "subscriber"], name="one_letter_to_each")]
        indexes = [models.Index(fields=["sending", "state", "next_try_at"], name="letters_due")]

    def __str__(self) -> str:
        return f"letter {self.pk}"

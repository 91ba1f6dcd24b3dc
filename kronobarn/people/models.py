"""Children, and the grown-ups who act: staff and guardians are the same kind of person here."""

import uuid
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Concat, Lower, Now
from django.utils.translation import gettext_lazy as _

from kronobarn.core import veil
from kronobarn.core.actor import Actor
from kronobarn.core.constraints import both_or_neither, ends_after_it_starts
from kronobarn.core.reasons import says_why


def swedish_order(*names: str) -> Func:
    """A key that sorts å, ä and ö last in plain byte order; no collation is relied on."""
    name = Lower(Concat(*[part for n in names for part in (F(n), Value(" "))]))
    return Func(name, Value("åäöé"), Value("{|}e"), function="translate")


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, password: str | None = None, **rest: Any) -> "Person":
        """Used by sign-in libraries and by `people.actions`; without a password nobody gets in."""
        person = self.model(username=username, **rest)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who can act: a member of staff, a guardian, or a child with a sign-in.

    No rights hang on the person. What they reach depends on assignments and seats.
    """

    username = models.CharField(_("användarnamn"), max_length=150, unique=True)
    given_name = models.CharField(_("förnamn"), max_length=100)
    family_name = models.CharField(_("efternamn"), max_length=100)
    email = models.EmailField(_("e-post"), blank=True)
    is_active = models.BooleanField(_("kan logga in"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    protected = models.BooleanField(_("skyddade personuppgifter"), default=False)
    language = models.CharField(_("språk"), max_length=8, default="sv")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return veil.name_of(self.pk) or f"{self.given_name} {self.family_name}".strip()

    @property
    def short_name(self) -> str:
        return veil.name_of(self.pk) or self.given_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.short_name


class Protection(models.TextChoices):
    """Marks on a person's data in the population register (domain.md 3.12)."""

    NONE = "none", _("inga")
    SECRECY_MARK = "secrecy_mark", _("sekretessmarkering")
    PROTECTED_REGISTRATION = "protected_registration", _("skyddad folkbokföring")
    FICTITIOUS = "fictitious", _("fingerade personuppgifter")


def name_of(given_name: str, family_name: str) -> str:
    """What a child is called, in a list too; those who are not yet born have no name."""
    return f"{given_name} {family_name}".strip() or str(_("Ofött barn"))


class ChildQuerySet(models.QuerySet["Child"]):
    def visible_to(self, actor: Actor) -> Self:
        """Children at whose table the actor has a seat today."""
        # By name: seats are built on children, so their module cannot be imported here.
        seats = apps.get_model("circles", "Seat").objects.held_by(actor)
        return self.filter(pk__in=seats.values("child"))

    def with_whom_works(self, actor: Actor) -> Self:
        """The same, but for those the actor has only noticed something about."""
        seats = apps.get_model("circles", "Seat").objects.held_by(actor).working()
        return self.filter(pk__in=seats.values("child"))

    def known_to(self, actor: Actor) -> Self:
        """Those of them whose name and number the actor may read.

        A protected child is known to itself and its guardians, to the responsible, and to those who are named: one
        person at a time, never a unit or a role. All others who sit there see the pages without who it is.
        """
        here = self.visible_to(actor)
        if actor.is_family:
            return here
        # By name, as above; and child by child, for few are protected and somebody's seats may be hundreds.
        responsible = apps.get_model("circles", "Seat").objects.held_by(actor).filter(role="responsible")
        named = Named.objects.standing().filter(person=actor.person_id)
        return here.filter(
            Q(protection=Protection.NONE)
            | Exists(responsible.filter(child=OuterRef("pk")))
            | Q(pk__in=named.values("child"))
        )

    def locked(self) -> Self:
        """Lock the children, and only them, until the transaction ends."""
        return self.select_for_update(of=("self",), no_key=True)


class Child(models.Model):
    """A child, from before birth until grown up. Everything about them hangs elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField(_("förnamn"), max_length=100, blank=True)
    family_name = models.CharField(_("efternamn"), max_length=100, blank=True)
    sort_key = models.GeneratedField(  # "" for the unnamed
        expression=swedish_order("family_name", "given_name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    born_on = models.DateField(_("född"), null=True, blank=True)
    expected_on = models.DateField(_("beräknad födelse"), null=True, blank=True)
    pronoun = models.CharField(_("pronomen"), max_length=40, blank=True)
    language = models.CharField(_("språk"), max_length=8, default="sv")
    protection = models.CharField(_("skydd"), choices=Protection, default=Protection.NONE, max_length=30)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="as_child")
    registered_at = models.DateTimeField(editable=False)
    registered_by = models.ForeignKey(Person, models.PROTECT, editable=False, related_name="+")

    objects = ChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("barn")
        verbose_name_plural = _("barn")
        constraints = [
            models.CheckConstraint(
                name="child_is_born_or_expected",
                condition=Q(born_on__isnull=False) | Q(expected_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"child {self.pk}"

    @property
    def full_name(self) -> str:
        return veil.name_of(self.pk) or name_of(self.given_name, self.family_name)

    @property
    def short_name(self) -> str:
        return veil.name_of(self.pk) or self.given_name

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE


class ByChildQuerySet(models.QuerySet[Any]):
    """Rows that belong to a child and are seen by everyone with a seat there."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows about children at whose table the actor has a seat today."""
        return self.filter(child__in=Child.objects.visible_to(actor))


class IdentityQuerySet(models.QuerySet["Identity"]):
    def visible_to(self, actor: Actor) -> Self:
        """Numbers of children at whose table the actor has a seat; a protected child's only for whoever knows it."""
        return self.filter(child__in=Child.objects.known_to(actor))


class Identity(models.Model):
    """One number a child has or has had. A child without a row has none yet."""

    class Kind(models.TextChoices):
        PERSONAL_NUMBER = "personal_number", _("personnummer")
        COORDINATION_NUMBER = "coordination_number", _("samordningsnummer")
        RESERVE_NUMBER = "reserve_number", _("reservnummer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="identities", db_index=False)
    kind = models.CharField(_("slag"), choices=Kind, max_length=30)
    number = models.CharField(_("nummer"), max_length=20)
    since = models.DateTimeField(editable=False)
    until = models.DateTimeField(null=True, editable=False)

    objects = IdentityQuerySet.as_manager()

    class Meta:
        verbose_name = _("identitet")
        verbose_name_plural = _("identiteter")
        indexes = [models.Index(fields=["child", "until"], name="identity_child_until")]
        constraints = [
            # A number leads to one child, ever: the look-up table that stands outside the rule
            # that keys begin with the child.
            models.UniqueConstraint(name="identity_number_is_unique", fields=["number"]),
            models.UniqueConstraint(
                name="identity_one_current_per_child",
                fields=["child"],
                condition=Q(until=None),
            ),
            ends_after_it_starts(),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of child {self.child_id}"


class NamedQuerySet(models.QuerySet["Named"]):
    def standing(self) -> Self:
        """Begun and not ended, by the database's own clock."""
        return self.filter(since__lte=Now(), until__gt=Now())

    def visible_to(self, actor: Actor) -> Self:
        """For the responsible; and that one is named oneself."""
        seats = apps.get_model("circles", "Seat").objects
        here = Q(person=actor.person_id, child__in=Child.objects.visible_to(actor))
        return self.filter(here | Q(child__in=seats.held_by(actor).filter(role="responsible").values("child")))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class Named(models.Model):
    """That one person may see who a protected child is: by the responsible, for a reason, until a day. It only ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(_("skäl"), max_length=300)
    since = models.DateTimeField(_("från"), editable=False)
    until = models.DateTimeField(_("till"))
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = _("namngiven person")
        verbose_name_plural = _("namngivna personer")
        indexes = [models.Index(fields=["child", "person"], name="named_child_person")]
        constraints = [
            ends_after_it_starts(),
            models.CheckConstraint(name="named_for_a_reason", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"named {self.pk}"


class SameChildQuerySet(models.QuerySet["SameChild"]):
    def standing(self) -> Self:
        """Decided, and not undone."""
        return self.filter(undone_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """For those who sit with both cards as more than somebody who has noticed something."""
        tables = Child.objects.with_whom_works(actor)
        return self.filter(child__in=tables, kept__in=tables)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class SameChild(models.Model):
    """That one card (`child`) is about the same child as another (`kept`): it is closed, and the work goes on there.

    Nothing is moved and nobody is let in: seats, records and numbers stay with the card they are on. The closed card
    takes no new records and no new seats (triggers in `merges/policies.sql`). Afterwards it can only be undone.
    """

    class Numbers(models.TextChoices):
        """Why one child has had two personal numbers, where both cards carry one."""

        REPLACED = "replaced", _("Barnet har fått ett nytt personnummer")
        MISTAKEN = "mistaken", _("Det ena numret blev fel, och är inget annat barns")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    kept = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(_("skäl"), max_length=500)
    numbers = models.CharField(_("varför två personnummer"), choices=Numbers, blank=True, max_length=20)
    decided_at = models.DateTimeField(_("beslutat"), editable=False)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    undone_at = models.DateTimeField(_("ångrat"), null=True, editable=False)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    undone_because = models.CharField(_("varför det ångrades"), max_length=500, blank=True)

    objects = SameChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("samma barn")
        verbose_name_plural = _("samma barn")
        indexes = [
            # The earlier cards of a child are found from the one that is kept.
            models.Index(fields=["kept"], name="same_child_kept", condition=Q(undone_at=None)),
        ]
        constraints = [
            both_or_neither("undone_at", "undone_by"),
            models.UniqueConstraint(name="same_child_once", fields=["child"], condition=Q(undone_at=None)),
            models.CheckConstraint(name="same_child_is_another_card", condition=~Q(child=F("kept"))),
            says_why("same_child_says_why", "reason"),
            says_why("same_child_undone_says_why", "undone_because", unless=Q(undone_at=None)),
        ]

    def __str__(self) -> str:
        return f"same child {self.pk}"

    @property
    def log_name(self) -> str:
        return f"samechild:{self.pk}"


class Guardianship(models.Model):
    """Who decides for a child, alone or with another, and how we know it (FB 6 kap.)."""

    class Custody(models.TextChoices):
        JOINT = "joint", _("gemensam vårdnad")
        SOLE = "sole", _("ensam vårdnad")
        APPOINTED = "appointed", _("särskilt förordnad vårdnadshavare")
        AD_LITEM = "ad_litem", _("god man för ensamkommande")

    class Source(models.TextChoices):
        POPULATION_REGISTER = "population_register", _("folkbokföringen")
        COURT = "court", _("dom eller beslut")
        STATED = "stated", _("uppgivet av familjen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="guardianships", db_index=False)
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="guardianships", db_index=False)
    custody = models.CharField(_("vårdnad"), choices=Custody, max_length=20)
    source = models.CharField(_("källa"), choices=Source, max_length=30)
    since = models.DateField(_("från"))
    until = models.DateField(_("till"), null=True, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", db_index=False
    )

    objects = ByChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("vårdnad")
        verbose_name_plural = _("vårdnad")
        indexes = [
            models.Index(fields=["child", "guardian"], name="guardianship_child"),
        ]
        constraints = [ends_after_it_starts()]

    def __str__(self) -> str:
        return f"guardian {self.guardian_id} of child {self.child_id}"

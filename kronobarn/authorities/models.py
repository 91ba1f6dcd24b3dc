"""The county's principals, where secrecy runs between them, and who works as what.

These tables say who a person may be when they sign in. They never say which children a
person meets: that is what seats are for.
"""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Mod, Now, Substr, TruncDate
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities import rules
from kronobarn.authorities.rules import (
    ContactKind,
    OrganisationKind,
    Profession,
    Regime,
    Role,
    UnitKind,
)
from kronobarn.core.choices import choices
from kronobarn.core.constraints import ends_after_it_starts


def check_digit_is_right(column: str) -> Combinable:
    """The Luhn rule for a number like 212000-0662, in the database's own words."""
    digits: list[Func] = [Substr(column, place, 1) for place in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11)]
    for doubled in range(0, 10, 2):
        # 2 x 7 = 14 counts as 1 + 4 = 5: digit by digit that is one fixed exchange.
        digits[doubled] = Func(
            digits[doubled],
            Value("0123456789"),
            Value("0246813579"),
            function="translate",
        )
    total = sum((Cast(digit, models.IntegerField()) for digit in digits), Value(0))
    return Exact(Mod(total, 10), 0)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def principals(self) -> Self:
        """Those that carry the county's process: the municipalities and the region, by name."""
        return self.filter(kind__in=(OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)).order_by("name")


class Organisation(models.Model):
    """A principal (huvudman): a municipality, the region, the police, an association, a school."""

    KINDS = {
        OrganisationKind.MUNICIPALITY: _("Kommun"),
        OrganisationKind.REGION: _("Region"),
        OrganisationKind.POLICE: _("Polismyndigheten"),
        OrganisationKind.ASSOCIATION: _("Förening"),
        OrganisationKind.INDEPENDENT_SCHOOL: _("Fristående skola"),
        OrganisationKind.OTHER_AUTHORITY: _("Annan myndighet"),
    }

    key = models.SlugField(_("nyckel"), max_length=80, unique=True)
    name = models.CharField(_("namn"), max_length=120)
    kind = models.CharField(_("slag"), max_length=30, choices=choices(KINDS))
    number = models.CharField(
        _("organisationsnummer"),
        max_length=11,
        unique=True,
        null=True,
    )
    municipality_code = models.CharField(_("kommunkod (SCB)"), max_length=4, unique=True, null=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("huvudman")
        verbose_name_plural = _("huvudmän")
        ordering = ["name"]
        constraints = [
            CheckConstraint(
                name="organisation_number_is_ten_digits",
                condition=Q(number=None) | Q(number__regex=r"^[0-9]{6}-[0-9]{4}$"),
            ),
            # Checked after the one above, by the order of their names: it leans on ten digits.
            CheckConstraint(
                name="organisation_number_passes_luhn",
                condition=Q(number=None) | Q(check_digit_is_right("number")),
            ),
            CheckConstraint(
                name="organisation_municipality_has_its_code",
                condition=(
                    Q(
                        kind="municipality",
                        municipality_code__isnull=False,
                        municipality_code__regex=r"^[0-9]{4}$",
                    )
                    | (~Q(kind="municipality") & Q(municipality_code=None))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SecrecyArea(models.Model):
    """A board or an independent branch: inside it information may flow without a disclosure.

    Vilket lagrum som gäller för området ska bekräftas av jurist hos huvudmannen.
    """

    REGIMES = {
        Regime.PRESCHOOL: _("Förskola (OSL 23 kap. 1 §)"),
        Regime.SCHOOL: _("Skola och elevhälsa (OSL 23 kap. 2 §)"),
        Regime.STUDENT_HEALTH_MEDICAL: _("Elevhälsans medicinska insats (OSL 25 kap. 1 §)"),
        Regime.HEALTH_CARE: _("Hälso- och sjukvård (OSL 25 kap. 1 §)"),
        Regime.SOCIAL_SERVICES: _("Socialtjänst (OSL 26 kap. 1 §)"),
        Regime.POLICE: _("Polisens brottsförebyggande arbete (OSL 35 kap.)"),
        Regime.ASSOCIATION: _("Förening (tystnadsplikt genom avtal)"),
        Regime.INDEPENDENT_SCHOOL: _("Fristående skola (skollagen 29 kap. 14 §)"),
        Regime.GENERAL: _("Samordning utan egna barnärenden (OSL 21 kap.)"),
    }

    key = models.SlugField(_("nyckel"), max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="areas", verbose_name=_("huvudman"))
    name = models.CharField(_("namn"), max_length=120)
    regime = models.CharField(_("sekretess"), max_length=30, choices=choices(REGIMES))

    class Meta:
        verbose_name = _("sekretessområde")
        verbose_name_plural = _("sekretessområden")
        ordering = ["organisation__name", "name"]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def active(self) -> Self:
        return self.filter(active=True)

    def for_grade(self, grade: int) -> Self:
        """Schools that teach the grade; 0 is förskoleklass."""
        return self.filter(grade_from__lte=grade, grade_to__gte=grade)


class Unit(models.Model):
    """A workplace or a function inside a secrecy area. Closed units stay, for history's sake."""

    KINDS = {
        UnitKind.PRESCHOOL: _("Förskola"),
        UnitKind.SCHOOL: _("Grundskola"),
        UnitKind.UPPER_SECONDARY: _("Gymnasieskola"),
        UnitKind.KAA: _("Kommunala aktivitetsansvaret"),
        UnitKind.BVC: _("Barnavårdscentral"),
        UnitKind.MVC: _("Barnmorskemottagning"),
        UnitKind.STUDENT_HEALTH: _("Elevhälsa"),
        UnitKind.SOCIAL_OFFICE: _("Socialkontor"),
        UnitKind.BUP: _("Barn- och ungdomspsykiatri"),
        UnitKind.HABILITATION: _("Habilitering"),
        UnitKind.YOUTH_CLINIC: _("Ungdomsmottagning"),
        UnitKind.POLICE_OFFICE: _("Lokalpolisområde"),
        UnitKind.ASSOCIATION: _("Förening"),
        UnitKind.COUNTY_OFFICE: _("Länsgemensam samordning"),
        UnitKind.MUNICIPAL_OFFICE: _("Kommunens samordning"),
    }

    key = models.SlugField(_("nyckel"), max_length=80, unique=True)
    area = models.ForeignKey(
        SecrecyArea,
        models.PROTECT,
        related_name="units",
        verbose_name=_("sekretessområde"),
    )
    name = models.CharField(_("namn"), max_length=120)
    kind = models.CharField(_("slag"), max_length=30, choices=choices(KINDS))
    municipality_code = models.CharField(_("kommunkod (SCB)"), max_length=4, blank=True)
    grade_from = models.PositiveSmallIntegerField(_("från årskurs"), null=True)
    grade_to = models.PositiveSmallIntegerField(_("till årskurs"), null=True)
    mailbox = models.EmailField(_("funktionsbrevlåda"), blank=True)
    active = models.BooleanField(_("i drift"), default=True)
    name_in_files = models.CharField(_("namn i länets filer"), max_length=120, blank=True)
    """What the county's files last called it; empty when they did not mention it. Administrators may have renamed it."""

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("enhet")
        verbose_name_plural = _("enheter")
        ordering = ["name"]
        indexes = [models.Index(fields=["municipality_code", "kind"], name="unit_by_place_and_kind")]
        constraints = [
            CheckConstraint(
                name="unit_grades_are_a_range",
                condition=(Q(grade_from=None, grade_to=None) | Q(grade_from__lte=F("grade_to"), grade_to__lte=9)),
            ),
            CheckConstraint(
                name="unit_only_schools_have_grades",
                condition=Q(kind="school") | Q(grade_from=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> Self:
        """Assignments that hold today, by the database's clock."""
        return self.alias(today=TruncDate(Now())).filter(
            Q(until=None) | Q(until__gte=F("today")), since__lte=F("today")
        )

    def living(self) -> Self:
        """Those that have not ended: they hold today, or will."""
        return self.alias(today=TruncDate(Now())).filter(Q(until=None) | Q(until__gte=F("today")))

    def within(self, area_id: int | None) -> Self:
        """Those of the organisation that an area belongs to."""
        return self.filter(unit__area__organisation__in=Organisation.objects.filter(areas=area_id))

    def for_person(self, person_id: object) -> Self:
        """What one person may sign in as, with all that the choice shows."""
        return self.filter(person=person_id).select_related("unit__area__organisation")

    def overlapping(self, since: date, until: date | None) -> Self:
        """Assignments that share at least one day with a period."""
        rows = self.filter(Q(until=None) | Q(until__gte=since))
        return rows if until is None else rows.filter(since__lte=until)

    def locked(self) -> Self:
        """Lock the assignments, and only them, until the transaction ends."""
        return self.select_for_update(of=("self",), no_key=True)


class Assignment(models.Model):
    """One person's work in one unit for a time; people sign in as one of their assignments."""

    PROFESSIONS = {
        Profession.TEACHER: _("Lärare"),
        Profession.PRESCHOOL_TEACHER: _("Förskollärare"),
        Profession.HEAD_TEACHER: _("Rektor"),
        Profession.SCHOOL_NURSE: _("Skolsköterska"),
        Profession.SCHOOL_COUNSELLOR: _("Skolkurator"),
        Profession.SCHOOL_PSYCHOLOGIST: _("Skolpsykolog"),
        Profession.SPECIAL_EDUCATOR: _("Specialpedagog"),
        Profession.CHILD_HEALTH_NURSE: _("BVC-sjuksköterska"),
        Profession.MIDWIFE: _("Barnmorska"),
        Profession.SOCIAL_SECRETARY: _("Socialsekreterare"),
        Profession.PSYCHOLOGIST: _("Psykolog"),
        Profession.PHYSICIAN: _("Läkare"),
        Profession.POLICE_OFFICER: _("Polis"),
        Profession.ASSOCIATION_LEADER: _("Föreningsledare"),
        Profession.MUNICIPAL_COORDINATOR: _("Barnensbästa-samordnare"),
        Profession.PROCESS_LEADER: _("Processledare"),
        Profession.UNIT_MANAGER: _("Enhetschef"),
        Profession.RESEARCHER: _("Forskare"),
        Profession.SYSTEM_ADMINISTRATOR: _("Systemadministratör"),
        Profession.KAA_OFFICER: _("Handläggare för aktivitetsansvaret"),
        Profession.LOG_REVIEWER: _("Loggranskare"),
        Profession.ARCHIVIST: _("Arkivarie"),
    }
    ROLES = {
        Role.STAFF: _("Medarbetare"),
        Role.RESPONSIBLE: _("Barnensbästa-ansvarig"),
        Role.MANAGER: _("Chef"),
        Role.COORDINATOR: _("Samordnare"),
        Role.ADMINISTRATOR: _("Administratör"),
        Role.LOG_REVIEWER: _("Loggranskare"),
        Role.ARCHIVIST: _("Arkivarie"),
    }

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="assignments",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name=_("enhet"))
    profession = models.CharField(_("yrke"), max_length=30, choices=choices(PROFESSIONS))
    role = models.CharField(_("roll"), max_length=20, choices=choices(ROLES), default=Role.STAFF.value)
    since = models.DateField(_("från och med"))
    until = models.DateField(_("till och med"), null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppdrag")
        verbose_name_plural = _("uppdrag")
        ordering = ["unit__name", "profession"]
        constraints = [
            ends_after_it_starts(),
            ExclusionConstraint(
                name="assignment_is_held_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("profession", RangeOperators.EQUAL),
                    (
                        Func(
                            F("since"),
                            F("until"),
                            RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        """What the person is and where; never who."""
        return f"{self.get_profession_display()}, {self.unit}"

    def stands_on(self, day: date) -> bool:
        return rules.stands_on(self.since, self.until, day=day)


class ContactPath(models.Model):
    """Where to turn with a concern: a number for the whole county or for one municipality."""

    KINDS = {
        ContactKind.EMERGENCY: _("Vid fara"),
        ContactKind.SOCIAL_SERVICES: _("Socialtjänsten, dagtid"),
        ContactKind.SOCIAL_SERVICES_ON_CALL: _("Socialjouren, kvällar och helger"),
        ContactKind.POLICE: _("Polisen"),
        ContactKind.HEALTH_ADVICE: _("Sjukvårdsrådgivning"),
        ContactKind.CHILD_HELPLINE: _("Stöd för barn och unga"),
    }

    key = models.SlugField(_("nyckel"), max_length=80, unique=True)
    kind = models.CharField(_("slag"), max_length=30, choices=choices(KINDS))
    municipality_code = models.CharField(_("kommunkod (SCB)"), max_length=4, blank=True)
    name = models.CharField(_("namn"), max_length=120)
    phone = models.CharField(_("telefon"), max_length=30)
    hours = models.CharField(_("öppet"), max_length=120, blank=True)
    note = models.CharField(_("upplysning"), max_length=300, blank=True)
    invented = models.BooleanField(_("påhittat nummer"), default=False)

    class Meta:
        verbose_name = _("kontaktväg")
        verbose_name_plural = _("kontaktvägar")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

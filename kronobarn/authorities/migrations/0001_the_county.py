"""Organisations, secrecy areas, units, assignments and contact paths."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Mod, Substr
from django.db.models.lookups import Exact


def check_digit_is_right() -> Combinable:
    """The Luhn rule, as it stood when the table was made."""
    digits = [Substr("number", place, 1) for place in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11)]
    for doubled in range(0, 10, 2):
        digits[doubled] = models.Func(
            digits[doubled],
            models.Value("0123456789"),
            models.Value("0246813579"),
            function="translate",
        )
    total = sum((Cast(digit, models.IntegerField()) for digit in digits), models.Value(0))
    return Exact(Mod(total, 10), 0)


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="ContactPath",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.SlugField(max_length=80, unique=True, verbose_name="nyckel"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("emergency", "Vid fara"),
                            ("social_services", "Socialtjänsten, dagtid"),
                            (
                                "social_services_on_call",
                                "Socialjouren, kvällar och helger",
                            ),
                            ("police", "Polisen"),
                            ("health_advice", "Sjukvårdsrådgivning"),
                            ("child_helpline", "Stöd för barn och unga"),
                        ],
                        max_length=30,
                        verbose_name="slag",
                    ),
                ),
                (
                    "municipality_code",
                    models.CharField(blank=True, max_length=4, verbose_name="kommunkod (SCB)"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("phone", models.CharField(max_length=30, verbose_name="telefon")),
                (
                    "hours",
                    models.CharField(blank=True, max_length=120, verbose_name="öppet"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="upplysning"),
                ),
                (
                    "invented",
                    models.BooleanField(default=False, verbose_name="påhittat nummer"),
                ),
            ],
            options={
                "verbose_name": "kontaktväg",
                "verbose_name_plural": "kontaktvägar",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.SlugField(max_length=80, unique=True, verbose_name="nyckel"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Kommun"),
                            ("region", "Region"),
                            ("police", "Polismyndigheten"),
                            ("association", "Förening"),
                            ("independent_school", "Fristående skola"),
                            ("other_authority", "Annan myndighet"),
                        ],
                        max_length=30,
                        verbose_name="slag",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        max_length=11,
                        null=True,
                        unique=True,
                        verbose_name="organisationsnummer",
                    ),
                ),
                (
                    "municipality_code",
                    models.CharField(
                        max_length=4,
                        null=True,
                        unique=True,
                        verbose_name="kommunkod (SCB)",
                    ),
                ),
            ],
            options={
                "verbose_name": "huvudman",
                "verbose_name_plural": "huvudmän",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", None),
                            ("number__regex", "^[0-9]{6}-[0-9]{4}$"),
                            _connector="OR",
                        ),
                        name="organisation_number_is_ten_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(number=None) | models.Q(check_digit_is_right()),
                        name="organisation_number_passes_luhn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "municipality"),
                                ("municipality_code__isnull", False),
                                ("municipality_code__regex", "^[0-9]{4}$"),
                            ),
                            models.Q(
                                models.Q(("kind", "municipality"), _negated=True),
                                ("municipality_code", None),
                            ),
                            _connector="OR",
                        ),
                        name="organisation_municipality_has_its_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecrecyArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.SlugField(max_length=80, unique=True, verbose_name="nyckel"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            ("preschool", "Förskola (OSL 23 kap. 1 §)"),
                            ("school", "Skola och elevhälsa (OSL 23 kap. 2 §)"),
                            (
                                "student_health_medical",
                                "Elevhälsans medicinska insats (OSL 25 kap. 1 §)",
                            ),
                            ("health_care", "Hälso- och sjukvård (OSL 25 kap. 1 §)"),
                            ("social_services", "Socialtjänst (OSL 26 kap. 1 §)"),
                            (
                                "police",
                                "Polisens brottsförebyggande arbete (OSL 35 kap.)",
                            ),
                            ("association", "Förening (tystnadsplikt genom avtal)"),
                            (
                                "independent_school",
                                "Fristående skola (skollagen 29 kap. 14 §)",
                            ),
                            ("general", "Samordning utan egna barnärenden (OSL 21 kap.)"),
                        ],
                        max_length=30,
                        verbose_name="sekretess",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="authorities.organisation",
                        verbose_name="huvudman",
                    ),
                ),
            ],
            options={
                "verbose_name": "sekretessområde",
                "verbose_name_plural": "sekretessområden",
                "ordering": ["organisation__name", "name"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.SlugField(max_length=80, unique=True, verbose_name="nyckel"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("preschool", "Förskola"),
                            ("school", "Grundskola"),
                            ("upper_secondary", "Gymnasieskola"),
                            ("kaa", "Kommunala aktivitetsansvaret"),
                            ("bvc", "Barnavårdscentral"),
                            ("mvc", "Barnmorskemottagning"),
                            ("student_health", "Elevhälsa"),
                            ("social_office", "Socialkontor"),
                            ("bup", "Barn- och ungdomspsykiatri"),
                            ("habilitation", "Habilitering"),
                            ("youth_clinic", "Ungdomsmottagning"),
                            ("police_office", "Lokalpolisområde"),
                            ("association", "Förening"),
                            ("county_office", "Länsgemensam samordning"),
                            ("municipal_office", "Kommunens samordning"),
                        ],
                        max_length=30,
                        verbose_name="slag",
                    ),
                ),
                (
                    "municipality_code",
                    models.CharField(blank=True, max_length=4, verbose_name="kommunkod (SCB)"),
                ),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(null=True, verbose_name="från årskurs"),
                ),
                (
                    "grade_to",
                    models.PositiveSmallIntegerField(null=True, verbose_name="till årskurs"),
                ),
                (
                    "mailbox",
                    models.EmailField(blank=True, max_length=254, verbose_name="funktionsbrevlåda"),
                ),
                ("active", models.BooleanField(default=True, verbose_name="i drift")),
                (
                    "name_in_files",
                    models.CharField(blank=True, max_length=120, verbose_name="namn i länets filer"),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="authorities.secrecyarea",
                        verbose_name="sekretessområde",
                    ),
                ),
            ],
            options={
                "verbose_name": "enhet",
                "verbose_name_plural": "enheter",
                "ordering": ["name"],
                'indexes': [
                    models.Index(fields=["municipality_code", "kind"], name="unit_by_place_and_kind"),
                ],
                'constraints': [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grade_from", None), ("grade_to", None)),
                            models.Q(("grade_from__lte", models.F("grade_to")), ("grade_to__lte", 9)),
                            _connector="OR",
                        ),
                        name="unit_grades_are_a_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "school"), ("grade_from", None), _connector="OR"),
                        name="unit_only_schools_have_grades",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "profession",
                    models.CharField(
                        choices=[
                            ("teacher", "Lärare"),
                            ("preschool_teacher", "Förskollärare"),
                            ("head_teacher", "Rektor"),
                            ("school_nurse", "Skolsköterska"),
                            ("school_counsellor", "Skolkurator"),
                            ("school_psychologist", "Skolpsykolog"),
                            ("special_educator", "Specialpedagog"),
                            ("child_health_nurse", "BVC-sjuksköterska"),
                            ("midwife", "Barnmorska"),
                            ("social_secretary", "Socialsekreterare"),
                            ("psychologist", "Psykolog"),
                            ("physician", "Läkare"),
                            ("police_officer", "Polis"),
                            ("association_leader", "Föreningsledare"),
                            ("municipal_coordinator", "Barnensbästa-samordnare"),
                            ("process_leader", "Processledare"),
                            ("unit_manager", "Enhetschef"),
                            ("researcher", "Forskare"),
                            ("system_administrator", "Systemadministratör"),
                            ("kaa_officer", "Handläggare för aktivitetsansvaret"),
                            ("log_reviewer", "Loggranskare"),
                            ("archivist", "Arkivarie"),
                        ],
                        max_length=30,
                        verbose_name="yrke",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("staff", "Medarbetare"),
                            ("responsible", "Barnensbästa-ansvarig"),
                            ("manager", "Chef"),
                            ("coordinator", "Samordnare"),
                            ("administrator", "Administratör"),
                            ("log_reviewer", "Loggranskare"),
                            ("archivist", "Arkivarie"),
                        ],
                        default="staff",
                        max_length=20,
                        verbose_name="roll",
                    ),
                ),
                ("since", models.DateField(verbose_name="från och med")),
                ("until", models.DateField(null=True, verbose_name="till och med")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="authorities.unit",
                        verbose_name="enhet",
                    ),
                ),
            ],
            options={
                "verbose_name": "uppdrag",
                "verbose_name_plural": "uppdrag",
                "ordering": ["unit__name", "profession"],
                'constraints': [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="assignment_ends_after_it_starts",
                    ),
                    ExclusionConstraint(
                        expressions=[
                            ("person", "="),
                            ("unit", "="),
                            ("profession", "="),
                            (
                                models.Func(
                                    models.F("since"),
                                    models.F("until"),
                                    RangeBoundary(inclusive_upper=True),
                                    function="daterange",
                                    output_field=DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="assignment_is_held_once_at_a_time",
                    ),
                ],
            },
        ),
    ]

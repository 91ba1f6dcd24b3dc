"""Turns a signed-in person and their choice into an Actor. Asked anew for each request."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kronobarn.accounts import rules
from kronobarn.accounts.models import LastChoice
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.people.models import Child, Person

CHOICE = "acting_as"
"""Session key: an assignment's id, or FAMILY."""
FAMILY = "family"


def actor_for(person: Person, choice: object) -> Actor | None:
    """The actor a person has chosen to be; None when nothing valid is chosen.

    An assignment that has ended, or that is somebody else's, is no choice at all.
    """
    if choice == FAMILY:
        return family_actor(person)
    if not isinstance(choice, int):
        return None
    for row in _chosen(person.pk, choice):
        assignment_id, profession, role, unit_id, area_id, unit_name, municipality_code = row
        return Actor(
            person_id=person.pk,
            name=person.full_name,
            assignment_id=assignment_id,
            unit_id=unit_id,
            area_id=area_id,
            profession=profession,
            role=role,
            role_label=str(Assignment.PROFESSIONS[Profession(profession)]),
            unit_name=unit_name,
            municipality_code=municipality_code,
        )
    return None


@prepared
def _chosen(person_id: int, choice: int) -> QuerySet[Assignment, tuple[int, str, str, int, int, str, str]]:
    names = ("pk", "profession", "role", "unit_id", "unit__area_id", "unit__name", "unit__municipality_code")
    return Assignment.objects.standing().filter(person=person_id, pk=choice).values_list(*names)


def staff_actor(person: Person, assignment: Assignment) -> Actor:
    """The person at work, in one assignment."""
    return Actor(
        person_id=person.pk,
        name=person.full_name,
        assignment_id=assignment.pk,
        unit_id=assignment.unit_id,
        area_id=assignment.unit.area_id,
        profession=assignment.profession,
        role=assignment.role,
        role_label=str(assignment.get_profession_display()),
        unit_name=assignment.unit.name,
        municipality_code=assignment.unit.municipality_code,
    )


def family_actor(person: Person) -> Actor:
    """The person as themselves: child or guardian."""
    return Actor(person_id=person.pk, name=person.full_name)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a person may sign in as."""

    choice: int | str
    label: str
    where: str
    used_at: datetime | None

    @property
    def in_a_sentence(self) -> str:
        """As it reads after other words: "rektor", but "BVC-sjuksköterska"."""
        return self.label if self.label[1:2].isupper() else self.label[:1].lower() + self.label[1:]


def options_for(person: Person) -> list[Option]:
    """What the person may sign in as, last used first."""
    used = {last.assignment_id: last.used_at for last in LastChoice.objects.filter(person=person)}
    options = [
        Option(
            choice=assignment.pk,
            label=str(assignment.get_profession_display()),
            where=_("%(unit)s, %(organisation)s")
            % {"unit": assignment.unit.name, "organisation": assignment.unit.area.organisation.name},
            used_at=used.get(assignment.pk),
        )
        for assignment in Assignment.objects.standing().for_person(person.pk)
    ]
    if family := _as_family(person):
        options.append(Option(FAMILY, family, _("Dina egna sidor"), used.get(None)))
    return sorted(options, key=lambda option: -option.used_at.timestamp() if option.used_at else 0)


def needs_second_factor(person: Person) -> bool:
    """Whether codes must be set up first: everyone who works with children's matters has them.

    The invented people of the demo have no password to begin with.
    """
    if person.is_demo or not Assignment.objects.standing().filter(person=person).exists():
        return False
    return not has_second_factor(person)


def has_second_factor(person: Person) -> bool:
    """Whether codes are set up."""
    codes = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
    return bool(codes.exists())


def has_been_in(person: Person) -> bool:
    """Whether the account has ever been used at work."""
    return LastChoice.objects.filter(person=person).exclude(assignment=None).exists()


@dataclass(frozen=True, slots=True)
class Presence:
    """One place where someone is signed in."""

    id: int
    browser: str
    address: str
    since: datetime
    is_this_one: bool


def presences(person: Person, *, session_key: str | None) -> list[Presence]:
    """Where a person is signed in, the present browser first, then the latest."""
    rows = [
        Presence(
            id=row.pk,
            browser=_described(row.user_agent),
            address=row.ip,
            since=row.created_at,
            is_this_one=row.session_key == session_key,
        )
        for row in UserSession.objects.filter(user=person)
        if row.exists()
    ]
    return sorted(rows, key=lambda row: (not row.is_this_one, -row.since.timestamp()))


def _as_family(person: Person) -> str:
    """The name of a person's family seats, or "" when they have none."""
    actor = family_actor(person)
    with acting(actor):
        people = set(Child.objects.visible_to(actor).values_list("person", flat=True))
    if not people:
        return ""
    return _("Dig själv") if person.pk in people else _("Vårdnadshavare")


def _described(user_agent: str) -> str:
    browser, device = rules.browser(user_agent)
    if browser and device:
        return _("%(browser)s på %(device)s") % {"browser": browser, "device": device}
    return browser or device or _("Okänd webbläsare")

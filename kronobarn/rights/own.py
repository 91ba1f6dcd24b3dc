"""Everything about somebody as a user of the system: the account, the assignments, and what the log says they have done.

Whom they have met at work is about the children, not about them: here it is a number.
"""

from allauth.mfa.models import Authenticator
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kronobarn.accounts.models import LastChoice
from kronobarn.accounts.reads import family_actor, staff_actor
from kronobarn.audit.events import KINDS
from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Seat
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.people.models import Person
from kronobarn.portraits.models import Portrait
from kronobarn.post.models import Subscription
from kronobarn.rights.extract import DAY, Extract, Fact, Item, Part, Picture, Section, language

MOST_DAYS = 3000
"""Lines of the log in one extract: a day and a kind of thing each. What is older stands in the log itself."""


def gather(person: Person, *, by: Actor) -> Extract:
    """The person's own extract. Asked as that person, in whatever they act as."""
    parts = [Part(_("Ditt konto i Kronobarn"), [Section(_("Konto"), [_account(person)])])]
    assignments = list(Assignment.objects.for_person(person.pk).order_by("since"))
    for assignment in assignments:
        parts.append(_work(person, assignment))
    parts[0].sections.append(Section(_("Det loggen säger att du har gjort"), _doings(person)))
    for part in parts:
        part.sections[:] = [one for one in part.sections if one.items]
    return Extract(about=person.full_name, made_at=clock.now(), parts=_by_controller(parts))


def _by_controller(parts: list[Part]) -> list[Part]:
    """The parts of the same controller as one."""
    found: dict[str, Part] = {}
    for part in parts:
        found.setdefault(part.controller, Part(part.controller)).sections.extend(part.sections)
    return list(found.values())


def _account(person: Person) -> Item:
    codes = Authenticator.objects.filter(user=person).exists()
    return Item(
        _("Ditt konto"),
        [
            Fact(_("Användarnamn"), person.username),
            Fact(_("Namn"), person.full_name),
            Fact(_("E-post"), person.email),
            Fact(_("Språk"), language(person.language)),
            Fact(_("Skyddade personuppgifter"), person.protected),
            Fact(_("Kan logga in"), person.is_active),
            Fact(_("Senaste inloggning"), person.last_login),
            Fact(_("Tvåstegsinloggning"), codes),
            Fact(_("Mejl när något väntar"), [_letters(one) for one in Subscription.objects.filter(person=person)]),
            Fact(_("Foto"), next((Picture.of(bytes(one.picture)) for one in _portraits(person)), None)),
            Fact(_("Senast använda val"), [_when(one) for one in LastChoice.objects.filter(person=person)]),
        ],
    )


def _portraits(person: Person) -> QuerySet[Portrait]:
    return Portrait.objects.filter(person=person).exclude(picture=b"")


def _letters(chosen: Subscription) -> str:
    letters = chosen.letters.filter(sent_at__isnull=False).count()
    said = _("%(address)s: %(often)s, %(letters)d skickade de senaste 30 dagarna")
    return said % {"address": chosen.address, "often": chosen.get_often_display(), "letters": letters}


def _when(choice: LastChoice) -> str:
    return date_format(timezone.localtime(choice.used_at), DAY)


def _work(person: Person, assignment: Assignment) -> Part:
    actor = staff_actor(person, assignment)
    with acting(actor):
        seats = Seat.objects.held_by(actor).count()
    facts = [
        Fact(_("Enhet"), assignment.unit.name),
        Fact(_("Roll"), str(assignment.get_role_display())),
        Fact(_("Från och med"), assignment.since),
        Fact(_("Till och med"), assignment.until),
        Fact(_("Barn du har en plats kring"), seats),
    ]
    work = Item(str(assignment.get_profession_display()), facts)
    return Part(assignment.unit.area.organisation.name, [Section(_("Uppdrag"), [work])])


def _doings(person: Person) -> list[Item]:
    """By day and kind of thing: never which child."""
    own = LogEntry.objects.visible_to(family_actor(person)).filter(person_id=person.pk)
    counted = own.annotate(day=TruncDate("at")).values("day", "kind").annotate(times=Count("id"))
    found: dict[str, list[Fact]] = {}
    for row in counted.order_by("-day", "kind")[:MOST_DAYS]:
        kind = row["kind"]
        said = str(KINDS[kind].sentence) if kind in KINDS else kind
        found.setdefault(date_format(row["day"], DAY), []).append(Fact(said, row["times"]))
    return [Item(day, facts) for day, facts in found.items()]

"""What the pages of those who lead the process show of events and of those who come."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.mail import Problem
from kronobarn.core.small_numbers import FEWEST
from kronobarn.core.small_numbers import shown as shown_counts
from kronobarn.learning.models import Choice, Evaluation, Event, Letter, Registration, Session
from kronobarn.learning.rules import Standing
from kronobarn.programme.models import Member
from kronobarn.ui.dates import moment

if TYPE_CHECKING:
    from kronobarn.people.models import Person

PAST_AT_A_TIME: Final = 50


@dataclass(frozen=True)
class Many:
    """How many stand where with an event."""

    coming: int
    held: int
    offered: int
    waiting: int
    came: int
    undelivered: int


def coming_events(actor: Actor) -> list[Event]:
    """Drafts and what is to be, the next first."""
    return list(Event.objects.organised_by(actor).filter(ends_at__gt=clock.now()))


def past_events(actor: Actor) -> list[Event]:
    """What has been, the latest first."""
    return list(
        Event.objects.organised_by(actor).filter(ends_at__lte=clock.now()).order_by("-starts_at")[:PAST_AT_A_TIME]
    )


def held_in(actor: Actor, year: int) -> list[tuple[Event, int]]:
    """What was held in a year, the earliest first, with how many came: counted now, or when they were forgotten."""
    rows = Event.objects.visible_to(actor).filter(starts_at__year=year, ends_at__lte=clock.now())
    rows = rows.filter(published_at__isnull=False, cancelled_at=None).order_by("starts_at")
    counted = rows.annotate(here=Count("registrations", filter=Q(registrations__came_at__isnull=False)))
    return [(one, one.here if one.came is None else one.came) for one in counted]


def event(actor: Actor, event_id: UUID) -> Event | None:
    found: Event | None = Event.objects.visible_to(actor).select_related("organiser").filter(pk=event_id).first()
    return found


def could_organise(actor: Actor, event: Event) -> "QuerySet[Person]":
    """Those who sit in a group of the process today and have an account, coordinators, and whoever organises it already."""
    seats = Member.objects.visible_to(actor).on(clock.today()).filter(account__isnull=False).values("account")
    at_work = Assignment.objects.standing()
    coordinators = at_work.filter(profession=Profession.MUNICIPAL_COORDINATOR).values("person")
    now = Q(pk=event.organiser_id)
    named = (Q(pk__in=seats) | Q(pk__in=coordinators)) & Q(pk__in=at_work.values("person"))
    return get_user_model().objects.filter(named | now).order_by("given_name", "family_name")


def session(actor: Actor, session_id: UUID) -> Session | None:
    found: Session | None = Session.objects.visible_to(actor).select_related("event").filter(pk=session_id).first()
    return found


def registration(actor: Actor, registration_id: UUID) -> Registration | None:
    found: Registration | None = (
        Registration.objects.visible_to(actor).select_related("event").filter(pk=registration_id).first()
    )
    return found


def many(actor: Actor, one: Event) -> Many:
    place = Q(standing=Standing.PLACE)
    counted = (
        Registration.objects.visible_to(actor)
        .filter(event=one)
        .aggregate(
            coming=Count("pk", filter=place & Q(confirmed_at__isnull=False)),
            held=Count("pk", filter=place & Q(confirmed_at=None)),
            offered=Count("pk", filter=Q(standing=Standing.OFFERED)),
            waiting=Count("pk", filter=Q(standing=Standing.WAITING)),
            came=Count("pk", filter=Q(came_at__isnull=False)),
        )
    )
    lost = Letter.objects.visible_to(actor).filter(registration__event=one, given_up_at__isnull=False)
    return Many(**counted, undelivered=lost.exclude(problem=Problem.UNWANTED).count())


def registrations(actor: Actor, one: Event, *, coming: bool = False) -> list[Registration]:
    """All who have registered, with what they have chosen; or those who come, by name."""
    found: QuerySet[Registration] = Registration.objects.visible_to(actor).filter(event=one)
    chosen = Prefetch("chosen", Choice.objects.visible_to(actor).select_related("session"))
    found = found.prefetch_related(chosen)
    if coming:
        return list(found.coming().order_by("name", "pk"))  # type: ignore[attr-defined]
    order = {standing.value: number for number, standing in enumerate(Standing)}
    return sorted(found, key=lambda row: (order[row.standing], row.asked_at))


def of_address(actor: Actor, email: str) -> list[Registration]:
    """Everything about an address: for its owner, who has asked."""
    theirs = Registration.objects.visible_to(actor).filter(email=email.strip().lower())
    return list(theirs.select_related("event").order_by("event__starts_at"))


def as_rows(found: list[Registration]) -> Iterator[list[object]]:
    """The list as a table that spreadsheets open."""
    yes, no = _("ja"), ""
    yield [
        *(_("Namn"), _("E-post"), _("Arbetsplats"), _("Läge"), _("Bekräftad"), _("Programpunkter")),
        *(_("Rullstol"), _("Tolk"), _("Mat"), _("Kom")),
    ]
    for one in found:
        said = (one.name, one.email, one.workplace, str(one.get_standing_display()))
        chosen = ", ".join(choice.session.title for choice in one.chosen.all())
        cells = [*said, yes if one.confirmed_at else no, chosen, yes if one.wheelchair else no]
        yield [*cells, one.interpreter, one.diet, yes if one.came_at else no]


@dataclass(frozen=True)
class Thought:
    """What those who came thought, when they are enough to be told of."""

    answers: int
    """How many have answered; 0 for too few."""
    tables: list[tuple[str, list[tuple[str, str]]]]
    takes_along: list[str]
    better: list[str]


def thought(actor: Actor, one: Event) -> Thought | None:
    """None until enough have answered. Words stand in no order of time, and not beside figures of the same person."""
    rows = list(Evaluation.objects.visible_to(actor).filter(event=one))
    if len(rows) < FEWEST:
        return None
    asked = [
        (_("Lärde du dig något nytt?"), _counted([row.learnt for row in rows])),
        (_("Kan du använda det i ditt arbete?"), _counted([row.usable for row in rows])),
    ]
    return Thought(len(rows), asked, _mixed([row.takes_along for row in rows]), _mixed([row.better for row in rows]))


def _counted(said: list[str]) -> list[tuple[str, str]]:
    counter = Counter(said)
    counts = shown_counts({use.value: counter[use.value] for use in Evaluation.USES})
    assert counts is not None
    few = _("för få för att visas")
    return [
        (str(words), few if counts[use.value] is None else str(counts[use.value]))
        for use, words in Evaluation.USES.items()
    ]


def _mixed(words: list[str]) -> list[str]:
    said = [one for one in words if one.strip()]
    random.SystemRandom().shuffle(said)
    return said


def lines(one: Registration) -> list[tuple[str, Any]]:
    """Everything that is kept about somebody who has registered, for themselves to read."""
    return [
        (_("Evenemang"), one.event.title),
        (_("Namn"), one.name),
        (_("E-post"), one.email),
        (_("Arbetsplats eller förening"), one.workplace),
        (_("Läge"), one.get_standing_display()),
        (_("Anmäld"), moment(timezone.localtime(one.asked_at))),
        (_("Bekräftad"), moment(one.confirmed_at)),
        (_("Behöver"), one.needs),
        (_("Avprickad"), moment(one.came_at)),
    ]

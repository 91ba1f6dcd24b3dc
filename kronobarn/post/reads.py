"""Who is to be told that something waits, one's own choice, and how the letters fare."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.core.mail import Problem
from kronobarn.notices.models import Task
from kronobarn.post import letters, rules
from kronobarn.post.models import Letter, Subscription
from kronobarn.post.rules import Often


class Waits(NamedTuple):
    """Something newer than what somebody was told of, that waits for a person: their own letter, or their unit's box."""

    box_id: int | None
    person_id: int
    assignment_id: int | None
    unit_id: int | None
    area_id: int | None
    often: str | None
    told_at: datetime | None
    asked_at: datetime

    @property
    def to(self) -> tuple[bool, bool, int]:
        """Whom one letter is for: a box, or a person at work or as family."""
        if self.box_id is not None:
            return True, False, self.box_id
        return False, self.assignment_id is None, self.person_id


def to_tell(now: datetime) -> list[Waits]:
    """Those to be written to now: one each, with the newest that waits for them and that they may see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM post_waits(%s)", [now - rules.SETTLED])
        rows = [Waits(*row) for row in cursor.fetchall()]
    rows.sort(key=lambda one: (one.to, -one.asked_at.timestamp()))
    local = timezone.localtime(now)
    found = []
    for _to, theirs in groupby(rows, key=attrgetter("to")):
        for one in theirs:
            told_at = timezone.localtime(one.told_at) if one.told_at else None
            if rules.is_time(Often(one.often or rules.FOR_STAFF), told_at=told_at, now=local) and _may_see(one):
                found.append(one)
                break
    return found


def _may_see(one: Waits) -> bool:
    """A machine sits at no child's table, so it looks with the eyes of whom the task is for."""
    actor = Actor(one.person_id, "", assignment_id=one.assignment_id, unit_id=one.unit_id, area_id=one.area_id)
    with acting(actor):
        return Task.objects.visible_to(actor).filter(done_at=None, asked_at=one.asked_at).exists()


def own(actor: Actor) -> Subscription:
    """The actor's choice, or what holds until they have chosen."""
    often = rules.FOR_FAMILY if actor.is_family else rules.FOR_STAFF
    return Subscription.objects.visible_to(actor).first() or Subscription(often=often)


def asked(key: str, actor: Actor) -> Subscription | None:
    """What a link asks the actor to confirm; None when it was never ours, is used, or was sent for somebody else."""
    row = letters.CONFIRM.row_of(key)
    if row is None or actor.person_id is None:
        return None
    return Subscription.objects.filter(person=actor.person_id, asked_with=row).first()


def of_box(unit_id: int) -> Often:
    """How often a unit's box is written to."""
    box = Subscription.objects.filter(unit=unit_id).first()
    return Often(box.often) if box else rules.FOR_STAFF


@dataclass(frozen=True)
class Failed:
    """Letters that did not get through for one reason."""

    why: str
    letters: int
    newest: datetime

    @property
    def line(self) -> tuple[str, str]:
        said = ngettext("%(letters)d mejl, senast %(day)s", "%(letters)d mejl, senast %(day)s", self.letters)
        return self.why, said % {"letters": self.letters, "day": date_format(timezone.localtime(self.newest), "j F Y")}


@dataclass(frozen=True)
class State:
    """How the letters fare, in numbers. Whose they are is not told."""

    waiting: int
    oldest: datetime | None
    server_is_silent: bool
    sent: int
    failed: list[Failed]


def state(now: datetime) -> State:
    """Of the whole installation: letters have no organisation."""
    unsent = Letter.objects.unsent()
    counted = unsent.aggregate(letters=Count("pk"), oldest=Min("queued_at"))
    names = {problem.value: str(words) for problem, words in Letter.PROBLEMS.items()}
    failed = Letter.objects.given_up().values("problem").annotate(letters=Count("pk"), newest=Max("given_up_at"))
    return State(
        waiting=counted["letters"],
        oldest=counted["oldest"],
        server_is_silent=unsent.filter(problem=Problem.SERVER).exists(),
        sent=Letter.objects.filter(sent_at__gte=now - rules.KEPT).count(),
        failed=[Failed(names[row["problem"]], row["letters"], row["newest"]) for row in failed.order_by("problem")],
    )

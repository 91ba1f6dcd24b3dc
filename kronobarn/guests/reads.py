"""What a link leads to, for one who has not signed in."""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from kronobarn.accounts.reads import staff_actor
from kronobarn.authorities.models import Assignment
from kronobarn.concerns.models import Matter
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.guests import keys, policy
from kronobarn.guests.models import Guest
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind


@dataclass(frozen=True)
class Question:
    """What somebody outside is asked, and by whom."""

    guest: Guest
    asker: Actor


def link(guest: Guest) -> str:
    """The address that opens the question, with a code."""
    return reverse("guests:enter", args=[keys.key(guest.pk)])


def is_unread(guest: Guest, by: Actor) -> bool:
    """Whether the answer waits to be read by whoever asks now."""
    tasks = Task.objects.visible_to(by).about(guest.pk)
    return tasks.filter(child=guest.child_id, kind=TaskKind.READ_GUEST, done_at=None).exists()


def waiting(key: str) -> Question | None:
    """The question of a link that is ours and of use; None for all others, whatever the reason.

    It is read with the eyes of the one who asked: where they no longer see the child, there is no question.
    """
    question = keys.guest_of(key)
    if question is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT guests_who_asks(%s)", [question])
        (assignment_id,) = cursor.fetchone()
    asked_for = Assignment.objects.standing().filter(pk=assignment_id).select_related("person", "unit").first()
    if asked_for is None:
        return None
    asker = staff_actor(asked_for.person, asked_for)
    with acting(asker):
        guest: Guest | None = Guest.objects.visible_to(asker).filter(pk=question).first()
        matter = Matter.objects.visible_to(asker).select_related("record", "child").filter(pk=guest and guest.record_id)
        is_open = guest is not None and any(policy.may_answer(asker, guest, one) for one in matter)
    return Question(guest, asker) if guest is not None and is_open else None

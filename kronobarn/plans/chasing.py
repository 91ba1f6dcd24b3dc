"""What has waited too long in plans: for the worker that reminds of it, and in days alone for a unit's manager."""

from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import ngettext

from kronobarn.authorities.rules import Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.plans.rules import ANSWER_LEAD_WITHIN, LATE_FOR_MANAGER, LATE_FOR_RESPONSIBLE


def to_chase() -> list[tuple[UUID, str, Actor]]:
    """Plans in which something has waited too long, what it is, and with whose eyes the machine looks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM plans_to_chase(%s, %s)",
            [clock.today() - LATE_FOR_RESPONSIBLE, clock.now() - ANSWER_LEAD_WITHIN],
        )
        return [
            (plan, what, Actor(person, "", assignment_id=assignment, unit_id=unit, area_id=area))
            for plan, what, person, assignment, unit, area in cursor.fetchall()
        ]


def late_reviews() -> list[date]:
    """The days of reviews that are very late in the unit that the actor leads; none for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT due_on FROM plans_late_reviews(%s)", [clock.today() - LATE_FOR_MANAGER])
        return [due_on for (due_on,) in cursor.fetchall()]


def waiting_for_a_review(actor: Actor) -> list[Line]:
    """What a manager is told on the day's list."""
    if actor.role != Role.MANAGER:
        return []
    days = late_reviews()
    title = ngettext(
        "En plan skulle ha följts upp för mer än tre veckor sedan",
        "%(n)d planer skulle ha följts upp för mer än tre veckor sedan",
        len(days),
    ) % {"n": len(days)}
    return [Line(title, address("workload:overview"), days[0])] if days else []

"""What is withheld from somebody, or blocked, as clauses of a query.

The database answers: whoever something is withheld from may not read that it is, so no query of theirs can join the
table that says so. It tells people about themselves, and those who work with the child about its guardians.
"""

from typing import Any

from django.db.models import BigIntegerField, BooleanField, F, Func, TextField, Value

from kronobarn.core.actor import Actor


def _not_in(function: str, what: Any, actor: Actor) -> Func:
    """`what NOT IN (SELECT … FROM function(person))`."""
    return Func(
        what,
        Value(actor.person_id, output_field=BigIntegerField()),
        template="(%(expressions)s)))",
        arg_joiner=f" NOT IN (SELECT {function}(",
        output_field=BooleanField(),
    )


def not_withheld(column: str, actor: Actor) -> Func:
    """The record that the column names is not withheld from the actor."""
    return _not_in("record_id FROM circles_withheld_from", F(column), actor)


def part_not_withheld(column: str, actor: Actor) -> Func:
    """Nor is the part of a record that the column names; the record itself may be read."""
    return _not_in("part_id FROM circles_parts_withheld_from", F(column), actor)


def not_blocked(column: str) -> Func:
    """The record that the column names is not blocked for whoever asks (see `circles.Block`)."""
    return Func(
        F(column), template="(%(expressions)s NOT IN (SELECT circles_blocked_from_me()))", output_field=BooleanField()
    )


def seat_not_withheld(actor: Actor) -> Func:
    """Nor is a seat that is there only because of what is withheld."""
    return _not_in("id FROM circles_seats_withheld_from", F("pk"), actor)


def line_not_withheld(actor: Actor) -> tuple[Func, Func]:
    """A line of the log is about nothing that is withheld, and by nobody whose seat is."""
    about = Func(
        F("subject"), template="split_part(split_part(%(expressions)s, ':', 2), '/', 1)", output_field=TextField()
    )
    by = Func(F("child_id"), F("assignment_id"), template="concat_ws(':', %(expressions)s)", output_field=TextField())
    return _not_in("circles_lines_withheld_from", about, actor), _not_in("circles_lines_withheld_from", by, actor)

"""An expected child is born, and a child gets its number, or another one."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people import actions as people
from kronobarn.people import identity
from kronobarn.people.models import Child, Identity
from kronobarn.practice.rules import Function
from kronobarn.responsibility import events, policy
from kronobarn.responsibility.actions.children import identify, read_number
from kronobarn.responsibility.functions import functions_for
from kronobarn.responsibility.models import Responsibility

FAR_FROM_EXPECTED = timedelta(days=140)
NUMBER_NEAR_BIRTH = timedelta(days=31)
HAND_ON_WITHIN = timedelta(days=14)


@action
def write_birth(
    *, child: Child, born_on: date, given_name: str, family_name: str, by: Actor, number: str = ""
) -> Child:
    """The child that was expected is born: the day, the name, and the number if there is one already.

    Nothing else moves by itself. Whoever is responsible is reminded to hand over to child health care.
    """
    policy.may_write_birth(by, child).enforce(child_id=child.pk)
    child = Child.objects.visible_to(by).locked().get(pk=child.pk)
    policy.may_write_birth(by, child).enforce(child_id=child.pk)  # as it is now that nobody else can write
    parsed = read_number(number)
    _check_birth(child, born_on, parsed)
    child = people.write_birth(child=child, born_on=born_on, given_name=given_name, family_name=family_name, by=by)
    if parsed is not None:
        identify(child, parsed, by)
    log(events.ChildBorn(identity=parsed.kind if parsed else "none"), by=by, child_id=child.pk)
    _suggest_handing_on(child, by)
    return child


def _check_birth(child: Child, born_on: date, parsed: identity.IdentityNumber | None) -> None:
    expected = child.expected_on
    if expected is not None and abs(born_on - expected) > FAR_FROM_EXPECTED:
        raise ValidationError(
            {
                "born_on": _(
                    "Dagen ligger långt från beräknad födelse. Kontrollera år och månad, och att det är rätt barn."
                )
            }
        )
    _check_number_and_day(parsed, born_on, "number")


def _check_number_and_day(parsed: identity.IdentityNumber | None, born_on: date | None, field: str) -> None:
    """A number says a day near the birth: a nearby one is used when a day's numbers have run out."""
    if parsed is None or parsed.born_on is None or born_on is None:
        return
    if abs(parsed.born_on - born_on) > NUMBER_NEAR_BIRTH:
        raise ValidationError(
            {field: _("Numret och födelsedagen hör inte ihop. Kontrollera båda: en av dem är fel, eller fel barns.")}
        )


def _suggest_handing_on(child: Child, by: Actor) -> None:
    """The one who is responsible carries a function that does not reach past the birth."""
    held = Responsibility.objects.visible_to(by).current().select_related("holder").get(child=child)
    if Function(held.function) in functions_for(born_on=child.born_on, on=clock.today()):
        return
    notices.ask(
        child_id=child.pk,
        kind=TaskKind.HAND_ON_BATON,
        subject=held.pk,
        due_on=clock.today() + HAND_ON_WITHIN,
        person_id=held.holder.person_id,
        assignment_id=held.holder_id,
        by=by,
    )


@action
def give_number(*, child: Child, number: str, by: Actor, born_on: date | None = None) -> Child:
    """Give the child its number, or one in place of what it has: a reserve number until there is a personnummer.

    The number before stays as history, and still leads to the child. A wrong birth date can be put right with it.
    """
    policy.may_give_number(by, child).enforce(child_id=child.pk)
    child = Child.objects.visible_to(by).locked().get(pk=child.pk)
    parsed = read_number(number)
    if parsed is None:
        raise ValidationError({"number": _("Skriv numret.")})
    now = Identity.objects.visible_to(by).filter(child=child, until=None).first()
    if now is not None and now.number == parsed.number:
        raise ValidationError({"number": _("Barnet har redan det numret.")})
    born_on = born_on or child.born_on
    _check_number_and_day(parsed, born_on, "number")
    corrected = born_on is not None and born_on != child.born_on
    if corrected and born_on is not None:
        child = people.correct_birth_date(child=child, born_on=born_on, by=by)
    identify(child, parsed, by)
    log(
        events.ChildIdentified(identity=parsed.kind, before=now.kind if now else "none", birth_corrected=corrected),
        by=by,
        child_id=child.pk,
    )
    return child

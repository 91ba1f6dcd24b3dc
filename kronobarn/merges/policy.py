"""Who joins two cards, which cards, and who undoes it."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.merges.rules import Card, Two, why_two
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child, Identity, Protection, SameChild
from kronobarn.responsibility.models import Responsibility

TWO: Final[dict[Two, Any]] = {
    Two.NUMBERS: gettext_lazy(
        "Korten har varsitt personnummer. Då är det två barn, till exempel tvillingar, om inte barnet har bytt nummer eller "
        "det ena blev fel. Titta i folkbokföringen, och svara på frågan om numren."
    ),
    Two.FICTITIOUS: gettext_lazy(
        "Ett av barnen har fingerade personuppgifter. De får aldrig kopplas till en annan identitet, så korten kan inte slås "
        "ihop. Är det ena kortet fel, avsluta arbetet där."
    ),
    Two.BIRTHS: gettext_lazy(
        "Födelsedagarna ligger långt ifrån varandra. Är det samma barn, rätta först dagen på det kort där den är fel."
    ),
}


def may_look_for_another(actor: Actor, child: Child) -> Decision:
    """Whoever is responsible for the card that one starts from."""
    if not _answers_for(actor, child):
        return Decision(
            _("Det är barnensbästa-ansvarig som slår ihop två kort för samma barn. Berätta för hen att det finns två.")
        )
    return ALLOWED


def may_join(actor: Actor, child: Child, kept: Child, numbers: str = "") -> Decision:
    """One person is responsible for both. Otherwise one of them hands over the baton first: to that the other says yes."""
    if not _answers_for(actor, child) or not _answers_for(actor, kept):
        return Decision(
            _(
                "Bara den som är ansvarig för båda korten kan slå ihop dem. Är någon annan ansvarig för det ena lämnar en "
                "av er över sitt ansvar till den andra först."
            )
        )
    return next((Decision(reason) for reason in _hindrances(actor, child, kept, numbers)), ALLOWED)


def _hindrances(actor: Actor, child: Child, kept: Child, numbers: str) -> Iterator[Any]:
    """Why these two cannot be joined this way, the plainest first. Lazily: each asks the database."""
    if child.pk == kept.pk:
        yield _("Välj ett annat kort än det du står på.")
    standing = SameChild.objects.visible_to(actor).standing()
    if standing.filter(child__in=[child.pk, kept.pk]).exists():
        yield _("Ett av korten är redan stängt. Välj det kort som arbetet fortsätter på.")
    if standing.filter(kept=child.pk).exists():
        yield _("Kortet som ska stängas har i sin tur ett tidigare kort. Låt det gälla, och stäng det andra i stället.")
    why = why_two(_card(actor, child), _card(actor, kept), numbers)
    if why is not None:
        yield TWO[why]
    if Matter.objects.visible_to(actor).open().filter(child=child.pk).exists():
        yield _("Det finns ett öppet ärende på kortet som ska stängas. Avsluta det först, eller låt det kortet gälla.")
    if Task.objects.filter(child=child.pk, kind=TaskKind.RECEIVE_SIGNAL, done_at=None).exists():
        yield _("Det finns en signal på kortet som ska stängas som ingen har tagit emot. Ta emot den först.")
    if Responsibility.objects.visible_to(actor).current().filter(child=child.pk, offered_to__isnull=False).exists():
        yield _("Någon är tillfrågad om att ta över kortet som ska stängas. Ta tillbaka frågan först.")


def may_part(actor: Actor, same: SameChild) -> Decision:
    """Whoever is responsible for one of the cards, and sits with both; once."""
    if same.undone_at is not None:
        return Decision(_("Det är redan ångrat. Korten är två igen."))
    if not any(Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child__in=[same.child_id, same.kept_id])):
        return Decision(_("Det är barnensbästa-ansvarig som skiljer korten åt. Berätta för hen att det är två barn."))
    return ALLOWED


def _answers_for(actor: Actor, child: Child) -> bool:
    return Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=child.pk).exists()


def _card(actor: Actor, child: Child) -> Card:
    numbers = Identity.objects.visible_to(actor).filter(child=child.pk, until=None, kind=Identity.Kind.PERSONAL_NUMBER)
    number = numbers.values_list("number", flat=True).first() or ""
    return Card(child.born_on, child.expected_on, number, child.protection == Protection.FICTITIOUS)


def has_two_numbers(actor: Actor, child: Child, kept: Child) -> bool:
    """Whether it is to be asked why there are two."""
    return bool(_card(actor, child).personal_number and _card(actor, kept).personal_number)

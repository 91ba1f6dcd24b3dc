"""What stands around the records: who the child is, who has been there, what waits, and who has read."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Unit
from kronobarn.circles import places
from kronobarn.circles.models import Block, Seat
from kronobarn.circles.rules import Role
from kronobarn.core import clock
from kronobarn.drafts.models import Draft
from kronobarn.notices.models import Task
from kronobarn.oversight import extract as log
from kronobarn.people.identity import pretty
from kronobarn.people.models import Child, Guardianship, Identity
from kronobarn.practice import pack
from kronobarn.responsibility.models import Responsibility
from kronobarn.rights.child.names import Names
from kronobarn.rights.child.whose import Whose
from kronobarn.rights.child.words import capital, spoken
from kronobarn.rights.extract import DAY, Fact, Item, language


def identity(of: Whose) -> list[Item]:
    items = [_card(card, of) for card in of.cards]
    own = of.mine(Guardianship.objects).filter(guardian=of.subject.person_id)
    items += [
        Item(
            _("Din vårdnad"),
            [
                Fact(_("Vårdnad"), str(one.get_custody_display())),
                Fact(_("Källa"), str(one.get_source_display())),
                Fact(_("Från"), one.since),
                Fact(_("Till"), one.until),
            ],
        )
        for one in own.order_by("since")
    ]
    return items


def _card(child: Child, of: Whose) -> Item:
    facts = [
        Fact(_("Namn"), child.full_name),
        Fact(_("Född"), child.born_on),
        Fact(_("Beräknad födelse"), child.expected_on),
        Fact(_("Pronomen"), child.pronoun),
        Fact(_("Språk"), language(child.language)),
        Fact(_("Skydd"), str(child.get_protection_display()) if child.is_protected else ""),
    ]
    numbers = of.mine(Identity.objects).filter(child=child.pk)
    facts += [Fact(capital(one.get_kind_display()), pretty(one.number)) for one in numbers]
    heading = _("Uppgifter om barnet") if child == of.child else _("Ett annat kort för samma barn")
    return Item(heading, [one for one in facts if one.value])


def responsibility(of: Whose) -> list[Item]:
    rows = of.mine(Responsibility.objects).select_related("unit").order_by("since")
    return [
        Item(
            capital(one.function_words),
            [
                Fact(_("Enhet"), places.unit(of.child, of.subject, one.unit)),
                Fact(_("Från"), one.since),
                Fact(_("Till"), one.until),
            ],
        )
        for one in rows
    ]


def seats(of: Whose, names: Names) -> list[Item]:
    # Not who noticed something. Who opened the child in an emergency, when it is to be told.
    around = of.mine(Seat.objects).exclude(role=Role.NOTIFIER)
    rows = around.select_related("person", "assignment__unit__area").order_by("since")
    return [
        Item(
            capital(one.get_role_display()),
            [
                Fact(_("Vem"), names.staff(one.person, one.assignment) if one.assignment else names.person(one.person)),
                Fact(_("Varför"), str(one.get_ground_display())),
                Fact(_("Från"), one.since),
                Fact(_("Till"), one.until),
            ],
        )
        for one in rows
    ]


def blocked() -> Item:
    """That something is blocked, which the family may know: not what, by which unit, or what the child wished."""
    words = _(
        "Barnet har spärrat uppgifter i samma verksamhet för andra enheter (patientdatalagen 4 kap. 4 §). Den som har "
        "tagit fram det här kan inte läsa dem, så de är inte med. De finns kvar. Barnet får dem i sitt eget utdrag, "
        "eller av den enhet som har skrivit dem, som prövar vad andra kan få."
    )
    return Item(_("Spärrade uppgifter"), [Fact(_("Vad som saknas"), words)])


def block(one: Block, of: Whose) -> Item:
    facts = [
        Fact(_("Enhet"), places.unit(of.child, of.subject, one.unit)),
        Fact(_("Vad barnet vill"), one.wish),
        Fact(_("Hur barnets mognad bedömdes"), one.maturity),
        Fact(_("Från"), one.since),
        Fact(_("Till"), one.ended_at),
        Fact(_("Varför den hävdes"), one.ended_because),
    ]
    return Item(_("Spärr"), [one for one in facts if one.value])


def tasks(of: Whose) -> list[Item]:
    rows = Task.objects.visible_to(of.subject).filter(child__in=of.cards).order_by("asked_at")
    return [
        Item(capital(one.get_kind_display()), [Fact(_("Senast"), one.due_on), Fact(_("Gjort"), one.done_at)])
        for one in rows
    ]


def drafts(of: Whose) -> list[Item]:
    rows = Draft.objects.visible_to(of.subject).filter(child__in=of.cards).order_by("saved_at")
    return [
        Item(_("Utkast"), [Fact(_("Sparat"), one.saved_at), Fact(_("Text"), spoken(one.typed, pack.current()))])
        for one in rows
    ]


def readers(of: Whose) -> list[Item]:
    units = None
    if of.for_another:
        units = set(Unit.objects.filter(area__organisation=of.own_organisation()).values_list("pk", flat=True))
    items: list[Item] = []
    for card in of.cards:
        since, today = timezone.localdate(card.registered_at), clock.today()
        sums, more = log.taken(card, since=since, until=today, actor=of.subject, by_units=units)
        items += [
            Item(date_format(day, DAY), [Fact(f"{one.who}: {one.what}", one.times) for one in lines])
            for day, lines in log.days(sums)
        ]
        if more:
            items.append(Item(_("Det finns mer"), [Fact(_("Hela loggen"), _("Se sidan Vem har tittat?"))]))
    return items

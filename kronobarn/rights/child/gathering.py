"""The extract about one child: a part for each controller, with its sections."""

from django.utils.translation import gettext as _

from kronobarn.circles import places
from kronobarn.circles.blocking import is_closed
from kronobarn.circles.models import Block
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child
from kronobarn.responsibility.models import Responsibility
from kronobarn.rights.child import around
from kronobarn.rights.child.records import Records
from kronobarn.rights.child.whose import Whose
from kronobarn.rights.extract import Extract, Part


def gather(child: Child, *, subject: Actor, by: Actor) -> Extract:
    """The extract about the child for one of the family; `by` is that person, or the responsible."""
    of = Whose(child, subject, by)
    return Extract(about=child.full_name, made_at=clock.now(), parts=_parts(of))


def _parts(of: Whose) -> list[Part]:
    """One for each controller, whoever answers for the child first."""
    sheet = Records(of)
    found: dict[int, Part] = {}
    home = _home(of, sheet)
    first = _part(found, of, home)
    first.section(_("Barnet")).items.extend(around.identity(of))
    if not of.for_another or of.areas[home].organisation_id == of.own_organisation():
        first.section(_("Vem som har varit ansvarig")).items.extend(around.responsibility(of))
        first.section(_("Personer runt barnet")).items.extend(around.seats(of, sheet.names))
    for block in of.mine(Block.objects).select_related("unit").order_by("since"):
        _part(found, of, block.area_id).section(_("Spärrar")).items.append(around.block(block, of))
    for record in sheet.records.values():
        part = _part(found, of, record.owner_id)
        part.section(str(record.get_kind_display())).items.extend(sheet.told(record))
    if of.for_another and any(is_closed(card.pk, of.by) for card in of.cards):
        first.section(_("Det som inte är med")).items.append(around.blocked())
    if not of.for_another:
        first.section(_("Det som väntar på dig")).items.extend(around.tasks(of))
        first.section(_("Dina utkast")).items.extend(around.drafts(of))
    first.section(_("Vem som har läst")).items.extend(around.readers(of))
    for part in found.values():
        part.sections[:] = [one for one in part.sections if one.items]
    return list(found.values())


def _part(found: dict[int, Part], of: Whose, area_id: int) -> Part:
    area = of.areas[area_id]
    if area.organisation_id not in found:
        told = places.tells(of.child, of.subject, area_id)
        name = area.organisation.name if told else places.area(of.child, of.subject, area)
        found[area.organisation_id] = Part(name)
    return found[area.organisation_id]


def _home(of: Whose, sheet: Records) -> int:
    """The area of whoever is responsible; where that is not to be seen, of who wrote last."""
    now = of.mine(Responsibility.objects).current().values_list("unit__area", flat=True).first()
    if now is not None:
        return int(now)
    written = next(iter(sheet.records.values()), None)
    return written.owner_id if written else next(iter(of.areas))

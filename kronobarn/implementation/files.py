"""How far each unit has come as a table that spreadsheets open."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from kronobarn.implementation.reads import Place, steps


def rows(places: Iterable[Place]) -> Iterator[list[object]]:
    """A line for each unit, by place and name, with the day of each step: nothing is summed or put in order of size."""
    columns = steps()
    yield [_("Kommun"), _("Enhet"), _("Slag"), *(str(label) for _step, label in columns), _("Gör uppehåll sedan")]
    for place in places:
        for one in place.rows:
            days = [one.standing.days.get(step) for step, _label in columns]
            cells = [place.name, one.unit.name, one.unit.get_kind_display()]
            yield [*cells, *(day.isoformat() if day else "" for day in (*days, one.standing.paused_since))]

"""Dates and times as a page says them: "21 november 2026", "14:32", "om 3 dagar"."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.ui.language import spoken


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.astimezone(timezone.get_default_timezone())
    return value


def _day(value: date | datetime) -> date:
    local = _local(value)
    return local.date() if isinstance(local, datetime) else local


# Where the month stands in another form beside a day, or the day has a point after it.
LONG = {"uk": "j E Y", "fi": "j. E Y"}
SHORT = {"en": "j M Y", "fi": "j.n.Y"}


def date_long(value: date | datetime | None) -> str:
    """21 november 2026."""
    return _long(_day(value), spoken()) if value else ""


@lru_cache(maxsize=4096)
def _long(day: date, language: str) -> str:
    """A page says few days many times, and each takes as long as a row."""
    return dateformat.format(day, LONG.get(language, "j F Y"))


def date_short(value: date | datetime | None) -> str:
    """21 nov 2026."""
    return _short(_day(value), spoken()) if value else ""


@lru_cache(maxsize=4096)
def _short(day: date, language: str) -> str:
    return dateformat.format(day, SHORT.get(language, "j b Y"))


def clock(value: datetime | None) -> str:
    """14:32."""
    return f"{_local(value):%H:%M}" if value else ""


def moment(value: datetime | None) -> str:
    """21 november 2026 kl. 14:32."""
    if not value:
        return ""
    return _("%(date)s kl. %(time)s") % {"date": date_long(value), "time": clock(value)}


def iso(value: date | datetime | None) -> str:
    """For the `datetime` attribute of `<time>`."""
    return _local(value).isoformat() if value else ""


def week(value: date | datetime | None) -> str:
    """Vecka 47, as planning is done in Sweden."""
    return _("vecka %(number)d") % {"number": _day(value).isocalendar().week} if value else ""


def _distance(days: int) -> str:
    """So many days in the largest unit that still says something."""
    if days < 14:
        return ngettext("%(n)d dag", "%(n)d dagar", days) % {"n": days}
    if days < 60:
        weeks = days // 7
        return ngettext("%(n)d vecka", "%(n)d veckor", weeks) % {"n": weeks}
    if days < 730:
        months = days // 30
        return ngettext("%(n)d månad", "%(n)d månader", months) % {"n": months}
    years = days // 365
    return ngettext("%(n)d år", "%(n)d år", years) % {"n": years}


def _relative(value: date | datetime) -> str:
    today = datetime.now(timezone.get_default_timezone()).date()
    return in_days((_day(value) - today).days)


def in_days(days: int) -> str:
    """The same for one who has counted: "i dag", "om 3 dagar", and for days gone by "för 2 dagar sedan"."""
    return _phrase(days, spoken())


@lru_cache(maxsize=4096)
def _phrase(days: int, language: str) -> str:
    """A list says the same few of these over and over."""
    if days == 0:
        return _("i dag")
    if abs(days) == 1:
        return _("i morgon") if days > 0 else _("i går")
    if days > 0:
        return _("om %(distance)s") % {"distance": _distance(days)}
    return _("för %(distance)s sedan") % {"distance": _distance(-days)}


def ago(value: date | datetime | None) -> str:
    """When something happened: "i dag", "i går", "för 3 veckor sedan"."""
    return _relative(value) if value else ""


def due(value: date | datetime | None) -> str:
    """When something is due: "i morgon", "om 3 dagar", "för 2 dagar sedan"."""
    return _relative(value) if value else ""

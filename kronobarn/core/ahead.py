"""Which days something can be planned for, for many at once. Beyond them, the year is a slip of the hand."""

from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.forms import NOT_A_DAY, YEARS

FARTHEST: Final = timedelta(days=3 * 365)


def within_reach(**days: date) -> None:
    """Refuse a day that is too far off, or that nobody can have meant, on the field of its name."""
    for name, day in days.items():
        if day.year < YEARS.start:
            raise ValidationError({name: NOT_A_DAY})
        if day > clock.today() + FARTHEST:
            raise ValidationError({name: _("Det är för långt fram. Välj en dag inom tre år.")})

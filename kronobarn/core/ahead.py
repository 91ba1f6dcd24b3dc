"""How far ahead something can be planned for many at once. Beyond that, the year is a slip of the hand."""

from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.core import clock

FARTHEST: Final = timedelta(days=3 * 365)


def within_reach(**days: date) -> None:
    """Refuse a day that is too far off, on the field of its name."""
    for name, day in days.items():
        if day > clock.today() + FARTHEST:
            raise ValidationError({name: _("Det är för långt fram. Välj en dag inom tre år.")})

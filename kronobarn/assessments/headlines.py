"""What the records of a gathering are called: as they are stored, and in their reader's language."""

from collections.abc import Hashable

from django.utils.translation import gettext as _

from kronobarn.assessments.models import AS_TOLD_BY
from kronobarn.assessments.rules import Perspective
from kronobarn.practice import pack


def of_observation(label: str, perspective: Perspective) -> str:
    """An area of the wheel, and whose picture it is."""
    return _("%(area)s, bild från %(who)s") % {"area": label, "who": AS_TOLD_BY[perspective]}


def of_observations(version: str, stored: bool) -> dict[Hashable, str]:
    """All there can be in a version of the practice model."""
    areas = (pack.of(version) if stored else pack.told(version)).areas
    return {(area.key, whose): of_observation(area.label, whose) for area in areas for whose in Perspective}

"""What is asked for when a child becomes known, gets a guardian, or changes hands. Shape only."""

from kronobarn.responsibility.forms.baton import FollowForm, HolderChoice, OfferForm
from kronobarn.responsibility.forms.becoming_known import (
    LANGUAGES,
    WHY,
    GroundForm,
    PlaceForm,
    UnitByMunicipality,
    WhoForm,
)
from kronobarn.responsibility.forms.family import BirthForm, GuardianForm, NumberForm

__all__ = [
    "LANGUAGES",
    "WHY",
    "BirthForm",
    "FollowForm",
    "GroundForm",
    "GuardianForm",
    "HolderChoice",
    "NumberForm",
    "OfferForm",
    "PlaceForm",
    "UnitByMunicipality",
    "WhoForm",
]

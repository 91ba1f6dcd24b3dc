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
from kronobarn.responsibility.forms.own_pages import FamilyLinkForm, LetInForm, TakeBackForm

__all__ = [
    "LANGUAGES",
    "WHY",
    "BirthForm",
    "FamilyLinkForm",
    "FollowForm",
    "GroundForm",
    "GuardianForm",
    "HolderChoice",
    "LetInForm",
    "NumberForm",
    "OfferForm",
    "PlaceForm",
    "TakeBackForm",
    "UnitByMunicipality",
    "WhoForm",
]

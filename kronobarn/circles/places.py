"""Where a protected child is: the name of a service or a unit is told to those who work there.

To all others the name would say in which town the child lives, so they read what kind of place it is: "skolan".
Any mark of protection counts, also one that is not known here.
"""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.authorities.models import SecrecyArea, Unit
from kronobarn.authorities.rules import Regime, UnitKind
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child

_SCHOOL = gettext_lazy("skolan")
_OF_REGIME: Final[dict[str, Any]] = {
    Regime.PRESCHOOL: gettext_lazy("förskolan"),
    Regime.SCHOOL: _SCHOOL,
    Regime.INDEPENDENT_SCHOOL: _SCHOOL,
    Regime.STUDENT_HEALTH_MEDICAL: gettext_lazy("elevhälsan"),
    Regime.HEALTH_CARE: gettext_lazy("hälso- och sjukvården"),
    Regime.SOCIAL_SERVICES: gettext_lazy("socialtjänsten"),
    Regime.POLICE: gettext_lazy("polisen"),
    Regime.ASSOCIATION: gettext_lazy("en förening"),
}
_OF_KIND: Final[dict[str, Any]] = {
    UnitKind.PRESCHOOL: _OF_REGIME[Regime.PRESCHOOL],
    UnitKind.SCHOOL: _SCHOOL,
    UnitKind.UPPER_SECONDARY: _SCHOOL,
    UnitKind.KAA: gettext_lazy("aktivitetsansvaret"),
    UnitKind.BVC: gettext_lazy("barnhälsovården"),
    UnitKind.MVC: gettext_lazy("mödrahälsovården"),
    UnitKind.STUDENT_HEALTH: _OF_REGIME[Regime.STUDENT_HEALTH_MEDICAL],
    UnitKind.SOCIAL_OFFICE: _OF_REGIME[Regime.SOCIAL_SERVICES],
    UnitKind.BUP: gettext_lazy("barn- och ungdomspsykiatrin"),
    UnitKind.HABILITATION: gettext_lazy("habiliteringen"),
    UnitKind.YOUTH_CLINIC: gettext_lazy("ungdomsmottagningen"),
    UnitKind.POLICE_OFFICE: _OF_REGIME[Regime.POLICE],
    UnitKind.ASSOCIATION: _OF_REGIME[Regime.ASSOCIATION],
}


def tells(child: Child, actor: Actor, area_id: int | None) -> bool:
    """Whether the actor may read a name from this secrecy area around the child."""
    return not child.is_protected or (area_id is not None and area_id == actor.area_id)


def area(child: Child, actor: Actor, of: SecrecyArea) -> str:
    """A service by its name, or by its function."""
    return area_of(child, actor, of.pk, of.name, of.regime)


def area_of(child: Child, actor: Actor, area_id: int, name: str, regime: str) -> str:
    """The same, where only the columns have been read."""
    return name if tells(child, actor, area_id) else str(_OF_REGIME.get(regime) or _("en verksamhet"))


def unit(child: Child, actor: Actor, of: Unit) -> str:
    """A workplace by its name, or by its function."""
    return unit_of(child, actor, of.area_id, of.name, of.kind)


def unit_of(child: Child, actor: Actor, area_id: int | None, name: str, kind: str) -> str:
    """The same, where only the columns have been read."""
    return name if tells(child, actor, area_id) else str(_OF_KIND.get(kind) or _("en verksamhet"))


def meeting_place(child: Child, actor: Actor, area_id: int, place: str) -> str:
    """Where a meeting is, or why that is not said."""
    if tells(child, actor, area_id):
        return place
    return _("Visas inte här, eftersom barnet har skyddade personuppgifter. Fråga den som har kallat.")

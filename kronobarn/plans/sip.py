"""What the law asks of a SIP (HSL 16 kap. 4 §, SoL 10 kap. 8 §), and what of it a plan does not say. Pure."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

HEALTH_CARE = frozenset({"health_care"})
SOCIAL_SERVICES = frozenset({"social_services"})


class SipGap(StrEnum):
    """What the law asks of a SIP and the plan does not yet say (HSL 16 kap. 4 §, SoL 10 kap. 8 §)."""

    NEEDED = "needed"
    EACH_PRINCIPAL = "each_principal"
    OTHERS = "others"
    OVERALL = "overall"


def is_sip_matter(party_regimes: Iterable[str]) -> bool:
    """Both health care and social services take part: then the plan can also be a SIP."""
    regimes = set(party_regimes)
    return bool(regimes & HEALTH_CARE) and bool(regimes & SOCIAL_SERVICES)


def sip_gaps(*, action_regimes: Sequence[str | None], unplaced: int, lead_regime: str) -> list[SipGap]:
    """Which of the four statutory items are missing. Empty when the plan is also a SIP.

    `action_regimes` has one entry for each thing that is to be done, None for what the family does;
    `unplaced` counts goals for which nobody has taken anything on.
    """
    doing = {regime for regime in action_regimes if regime is not None}
    gaps = []
    if not action_regimes:
        gaps.append(SipGap.NEEDED)
    if not (doing & HEALTH_CARE and doing & SOCIAL_SERVICES):
        gaps.append(SipGap.EACH_PRINCIPAL)
    if unplaced:
        gaps.append(SipGap.OTHERS)
    if lead_regime not in HEALTH_CARE | SOCIAL_SERVICES:
        gaps.append(SipGap.OVERALL)
    return gaps

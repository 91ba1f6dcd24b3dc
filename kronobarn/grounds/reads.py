"""The table of grounds as it counts today: what the product carries, with the county's corrections."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kronobarn.authorities.models import SecrecyArea
from kronobarn.authorities.rules import Regime
from kronobarn.grounds.models import Correction
from kronobarn.grounds.rules import EVIDENCE, GROUNDS, TO_REVIEW, Ground, LegalGround


@dataclass(frozen=True, slots=True)
class Row:
    """One ground for a page: as it counts, and since when it is the county's own."""

    ground: LegalGround
    is_reviewed: bool
    corrected_on: date | None = None

    @property
    def to_review(self) -> bool:
        """Whether nobody has read it in the law yet."""
        return not self.is_reviewed and self.ground.evidence in TO_REVIEW

    @property
    def evidence(self) -> str:
        return str(EVIDENCE[self.ground.evidence])


def table() -> list[Row]:
    """Every ground as it counts."""
    latest = Correction.objects.order_by("ground", "-noted_at", "-id").distinct("ground")
    corrections = {correction.ground: correction for correction in latest}
    return [_row(ground, corrections.get(code)) for code, ground in GROUNDS.items()]


def row(ground: Ground) -> Row:
    """One ground as it counts."""
    return _row(GROUNDS[ground], Correction.objects.filter(ground=ground).order_by("-noted_at", "-id").first())


def in_use(ground: Ground) -> LegalGround:
    """One ground as it counts, without what a page says of it."""
    return row(ground).ground


def by_code() -> dict[Ground, LegalGround]:
    """Every ground as it counts, read once for a page that names several."""
    return {row.ground.code: row.ground for row in table()}


def to_choose(area_id: int | None, to_area_id: int | None = None) -> list[LegalGround]:
    """The grounds that a professional in an area may choose between, towards another when it is known which."""
    asked = [pk for pk in (area_id, to_area_id) if pk is not None]
    regimes = dict(SecrecyArea.objects.filter(pk__in=asked).values_list("pk", "regime"))
    if area_id not in regimes:
        return []
    owner = Regime(regimes[area_id])
    recipients = {Regime(regimes[to_area_id])} if to_area_id in regimes else set(Regime)
    grounds = [each.ground for each in table()]
    return [each for each in grounds if each.is_chosen and owner in each.owners and each.recipients & recipients]


def history(ground: Ground) -> list[Correction]:
    """The county's corrections, the latest first."""
    return list(Correction.objects.filter(ground=ground).select_related("noted_by"))


def _row(ground: LegalGround, correction: Correction | None) -> Row:
    if correction is None:
        return Row(ground, is_reviewed=False)
    corrected = replace(
        ground,
        law=correction.law,
        meaning=correction.meaning,
        owners=_regimes(correction.owners),
        recipients=_regimes(correction.recipients),
    )
    return Row(corrected, correction.is_reviewed, correction.decided_on)


def _regimes(codes: Iterable[str]) -> frozenset[Regime]:
    return frozenset(Regime(code) for code in codes)

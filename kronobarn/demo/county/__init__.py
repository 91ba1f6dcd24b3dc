"""The invented county: who lives and works there, the children's stories, and the county's process."""

from collections.abc import Callable
from typing import Final

from kronobarn.demo.county import around, long_ago, small_children, solberga, vaxjo, young
from kronobarn.demo.county.nova import nova, siblings
from kronobarn.demo.county.programme import programme
from kronobarn.demo.county.seminars import seminars
from kronobarn.demo.county.town import Town

TALES: Final[tuple[Callable[[Town], None], ...]] = (
    nova,
    *solberga.STORIES,
    *vaxjo.STORIES,
    *small_children.STORIES,
    *around.STORIES,
    *young.STORIES,
    *long_ago.STORIES,
    siblings,
    programme,
    seminars,
)

__all__ = ["TALES", "Town"]

"""The invented county: who lives and works there, and the children's stories."""

from collections.abc import Callable
from typing import Final

from kronobarn.demo.county import around, small_children, solberga, vaxjo, young
from kronobarn.demo.county.nova import nova, siblings
from kronobarn.demo.county.town import Town

TALES: Final[tuple[Callable[[Town], None], ...]] = (
    nova,
    *solberga.STORIES,
    *vaxjo.STORIES,
    *small_children.STORIES,
    *around.STORIES,
    *young.STORIES,
    siblings,
)

__all__ = ["TALES", "Town"]

"""The county as files: read them, and see what they would change.

`read` turns a folder into a `County` or says what is wrong with it;
`diff` compares it with the tables. The writing itself is `authorities.actions.apply_county`.
"""

from pathlib import Path

from kronobarn.authorities.county.files import CountyFilesAreWrong, Place, Problem
from kronobarn.authorities.county.plan import Change, Deed, Plan, diff
from kronobarn.authorities.county.reading import County, read

__all__ = [
    "Change",
    "County",
    "CountyFilesAreWrong",
    "Deed",
    "Place",
    "Plan",
    "Problem",
    "diff",
    "read",
    "shipped",
]


def shipped(name: str, holding: str = "county.yaml") -> Path:
    """The folder of a county that comes with the product, in a checkout or installed."""
    package = Path(__file__).resolve().parents[2]
    places = [package.parent / "counties" / name, package / "_counties" / name]
    for place in places:
        if (place / holding).is_file():
            return place
    raise FileNotFoundError(f"no county called {name} with {holding} in {places[0].parent} or {places[1].parent}")

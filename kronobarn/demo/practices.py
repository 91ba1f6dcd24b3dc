"""The practice models that come with us. Plain Python: the command line asks before there is any Django."""

from typing import Final

PRACTICES: Final = {"kronoberg": "sv", "falun": "sv", "girfec": "en"}
"""The folder of each in counties, and the language that its county writes in."""
OWN: Final = "kronoberg"
"""The county that the invented children live in."""

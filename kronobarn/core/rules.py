"""What holds in every feature."""

from typing import Final

MEGABYTE: Final = 1024 * 1024
MOST_MEGABYTES: Final = 10
"""That one file may weigh."""

"""Text in a file for a table program."""

from typing import Final

BOM: Final = "\ufeff"
"""Without it Swedish table programs take the letters for others."""
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: str) -> str:
    """A cell that no table program takes for a formula."""
    return f"'{cell}" if cell.startswith(RISKY) else cell

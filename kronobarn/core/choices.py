"""Labels for the values of an enumeration, in a form that migrations can keep."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


def choices(labels: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Plain strings, so that a migration never imports our code."""
    return [(value.value if isinstance(value, StrEnum) else value, label) for value, label in labels.items()]

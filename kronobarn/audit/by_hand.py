"""`kronobarn log …`: what the worker does with the log by itself, for whoever wants it done now."""

from collections.abc import Callable
from typing import Final

from django.utils.module_loading import import_string

from kronobarn.audit import cutting, exporting, rules, sealing


def verify() -> int:
    """Compute every seal again."""
    answer = sealing.verify()
    print(answer.sentence)
    return int(not answer.intact)


def anchor() -> int:
    """The newest seal, to be kept somewhere else."""
    newest = sealing.anchor()
    print(f"block {newest['block']}: {newest['seal']}")
    return 0


def export() -> int:
    """Make yesterday's copy, if it is not made."""
    made = exporting.export()
    if made is None:
        print("Kopian är redan gjord, eller så är LOG_EXPORT inte satt.")
        return 0
    print(f"{made.name}: {made.entries} rader, sha256 {made.digest}")
    return 0


def plan() -> int:
    """First step: say what will be removed."""
    return _told(cutting.announce, "Inget i loggen är äldre än regeln.")


def remove() -> int:
    """Second step: remove what was announced a week ago."""
    return _told(
        cutting.carry_out, f"Inget är anmält sedan minst {rules.WAIT.days} dagar, eller så har regeln ändrats."
    )


def sample() -> int:
    """Draw last month's samples, where they are not drawn."""
    draw: Callable[[], int] = import_string("kronobarn.oversight.drawing.draw")  # a feature above this one
    print(f"{draw()} besök dragna.")
    return 0


def _told(deed: Callable[[], cutting.Cut | None], nothing: str) -> int:
    try:
        found = deed()
    except cutting.NotNow as problem:
        print(problem)
        return 1
    if found is None:
        print(nothing)
        return 0
    print(f"Intyg {found.number}: {found.entries} rader före {found.before}, {found.at:%Y-%m-%d %H:%M}.")
    return 0


DEEDS: Final[dict[str, Callable[[], int]]] = {
    "verify": verify,
    "anchor": anchor,
    "export": export,
    "plan": plan,
    "remove": remove,
    "sample": sample,
}

"""What the adult and the child read together before the screen is turned: each in the language that they read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.ui.language import NAMES, direction, in_language, spoken
from kronobarn.ui.signs import commas


@dataclass(frozen=True)
class ReadTogether:
    """The same in one language, each line with its picture."""

    language: str
    direction: str
    name: str
    lines: list[tuple[str, str]]


def read_together(child_reads: str, here: Sequence[str]) -> list[ReadTogether]:
    """What happens with what the child answers: as the page's reader has it, and as the child does when that is another."""
    return [
        ReadTogether(one, direction(one), NAMES.get(one, one), _lines(one, here))
        for one in dict.fromkeys([spoken(), child_reads])
    ]


def _lines(language: str, here: Sequence[str]) -> list[tuple[str, str]]:
    with in_language(language):
        who = commas(sorted(str(Assignment.PROFESSIONS[Profession(code)]).lower() for code in here))
        read = _("De som arbetar med dig här kan läsa det: %(who)s.") % {"who": who} if who else ""
        return [
            ("write", _("Det du svarar sparas, så att vi minns det du sa.")),
            (
                "show",
                f"{read or _('De som arbetar med dig här kan läsa det.')} {_('Du väljer sedan vilka mer som får se varje svar.')}",
            ),
            (
                "secret",
                _(
                    "Om du inte är trygg måste vi vuxna berätta det för socialtjänsten, så att du får hjälp. "
                    "Då säger vi det till dig först."
                ),
            ),
            ("yes", _("Du kan hoppa över, ändra dig och sluta när du vill.")),
        ]

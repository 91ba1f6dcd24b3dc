"""The report as social services read it: what is urgent first, and nothing that was left empty."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.concerns.report.forms import DANGER, TOLD, ReportForm

READ: Final = {
    "seen": gettext_lazy("Det anmälaren har sett eller hört"),
    "told": gettext_lazy("Vet familjen om anmälan?"),
    "name": gettext_lazy("Namn"),
    "works": gettext_lazy("Yrke och arbetsplats"),
    "reached": gettext_lazy("Nås så här"),
    "answer": gettext_lazy("Vill veta om det blir en utredning"),
}
"""What the form asks its writer, said to whoever reads the answers."""
READ_DANGER: Final = {"unknown": gettext_lazy("Anmälaren vet inte")}


@dataclass(frozen=True)
class Part:
    """A heading, and what stands under it: what was asked for, and the answer."""

    heading: str
    lines: list[tuple[str, str]]


def parts(form: ReportForm) -> list[Part]:
    """What was filled in, in a sound form."""
    said = {
        **form.cleaned_data,
        "danger": _name((*DANGER, *READ_DANGER.items()), form, "danger"),
        "told": _name(TOLD, form, "told"),
    }
    said["answer"] = _("Ja") if said["answer"] else ""
    order = (
        (_("Hur bråttom det är"), ("danger",)),
        (_("Om barnet"), ("child", "born", "lives", "guardians", "siblings", "interpreter")),
        (_("Det som har setts och hörts"), ("seen", "done", "told", "said")),
        (_("Den som anmäler"), ("name", "works", "reached", "answer")),
    )
    found = [
        Part(heading, [(str(READ.get(name, form.fields[name].label)), said[name]) for name in names if said[name]])
        for heading, names in order
    ]
    return [part for part in found if part.lines]


def _name(names: tuple[tuple[str, object], ...], form: ReportForm, field: str) -> str:
    return str(dict(names)[form.cleaned_data[field]])

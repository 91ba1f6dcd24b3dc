"""Where a matter has come: one step is now, and it says what to do about it.

What happens inside consent, meeting and plan is told on their own pages. Here it is read from what waits for
somebody around the child, and from the answers about sharing.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.circles.models import Record
from kronobarn.circles.rules import Kind
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import COOPERATION, Outcome, Part, Stands, State, part_of_cooperation
from kronobarn.consents import reads as consents
from kronobarn.consents.models import Consent
from kronobarn.core.actor import Actor
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind

STANDS: dict[Stands, tuple[Any, str]] = {
    Stands.DONE: (gettext_lazy("Klart"), "neutral"),
    Stands.NOW: (gettext_lazy("Nu"), "info"),
    Stands.WHEN_READY: (gettext_lazy("När du vet nog"), "neutral"),
    Stands.LATER: (gettext_lazy("Senare"), "neutral"),
    Stands.NOT_NEEDED: (gettext_lazy("Behövdes inte"), "neutral"),
}
"""How a step stands, in words, with the tone of its tag."""


@dataclass(frozen=True)
class Step:
    """One step of the working model, as this matter has come."""

    title: str
    stands: Stands
    says: str
    href: str = ""
    act: str = ""
    """The words on the button while the step is now; without them the title."""

    @property
    def label(self) -> str:
        return str(STANDS[self.stands][0])

    @property
    def tone(self) -> str:
        return STANDS[self.stands][1]


def steps(matter: Matter, *, by: Actor) -> list[Step]:
    """Where the matter stands, with links to what the reader may open.

    Whoever is asked to tell goes to the gathering; the other steps are the work of the service that owns the matter.
    """
    owns = by.area_id == matter.record.owner_id
    waits = _waits(matter)
    written = _written(matter, by) if owns or not matter.is_open else frozenset[Kind]()
    knowing, support = _knowing(matter, waits, written), _support(matter, waits, written, by)
    if owns:
        return [*knowing, *support]
    if not matter.is_open:
        # That they may not read of a step does not say that it was not taken: it is left out.
        knowing = [step for step in knowing if step.stands == Stands.DONE]
        if matter.outcome != Outcome.UNFOUNDED:
            support = [step for step in support if step.stands == Stands.DONE]
    found = [*knowing, *support]
    gathering = address("assessments:gathering", matter.pk)
    return [step if step.href == gathering else replace(step, href="") for step in found]


def _waits(matter: Matter) -> dict[TaskKind, UUID]:
    """What waits for anybody around the child. The child has no other open matter that it could be about."""
    waiting = Task.objects.filter(child=matter.child_id, done_at=None).values_list("kind", "subject")
    return {TaskKind(kind): subject for kind, subject in waiting} if matter.is_open else {}


def _written(matter: Matter, by: Actor) -> frozenset[Kind]:
    """The kinds of records that have come since the matter began: which steps were taken."""
    since = Record.objects.visible_to(by).filter(child=matter.child_id, written_at__gte=matter.record.written_at)
    if matter.closed_at is not None:
        since = since.filter(written_at__lte=matter.closed_at)
    return frozenset(Kind(kind) for kind in since.values_list("kind", flat=True).distinct())


def _knowing(matter: Matter, waits: Collection[TaskKind], written: Collection[Kind]) -> list[Step]:
    """From the signal to the decision."""
    state = State(matter.state)
    if state in {State.RECEIVED, State.GATHERING}:
        told = TaskKind.ANALYSE in waits or (Kind.OBSERVATION in written and TaskKind.TELL not in waits)
        gather, analyse = (Stands.DONE, Stands.NOW) if told else (Stands.NOW, Stands.WHEN_READY)
    elif matter.is_open:
        gather = analyse = Stands.DONE
    else:
        gather = Stands.DONE if {Kind.OBSERVATION, Kind.ANALYSIS} & set(written) else Stands.NOT_NEEDED
        analyse = Stands.DONE if Kind.ANALYSIS in written else Stands.NOT_NEEDED
    return [
        Step(_("Signalen är mottagen"), Stands.DONE, _("Ärendet är öppet hos den som ansvarar."))
        if matter.is_open
        else Step(_("Signalen är mottagen"), Stands.DONE, _("Ärendet öppnades hos den som ansvarar.")),
        Step(
            _("Samla information"),
            gather,
            _("Barnet, vårdnadshavarna och de som möter barnet berättar hur de ser på det."),
            address("assessments:gathering", matter.pk),
        ),
        Step(
            _("Analysera och besluta"),
            analyse,
            _("Fem frågor leder till ett beslut."),
            address("assessments:analysis", matter.pk),
            _("Gör analysen"),
        ),
    ]


def _support(matter: Matter, waits: dict[TaskKind, UUID], written: Collection[Kind], by: Actor) -> list[Step]:
    """What the decision led to."""
    state = State(matter.state)
    if state == State.HANDING_OVER or matter.outcome == Outcome.HANDED_OVER:
        return [
            Step(
                _("Lämna över"),
                Stands.NOW if matter.is_open else Stands.DONE,
                _("En annan verksamhet tar emot och kvitterar."),
                address("assessments:handover", matter.pk),
                _("Se överlämningen"),
            )
        ]
    if state == State.COOPERATING:
        return _together(matter, waits, by)
    if matter.outcome in {Outcome.PLAN_DONE, Outcome.NO_COOPERATION}:
        kinds = {Part.CONSENT: Kind.CONSENT, Part.MEETING: Kind.MEETING, Part.PLAN: Kind.PLAN}
        done = {part: Stands.DONE if kind in written else Stands.NOT_NEEDED for part, kind in kinds.items()}
        return [Step(str(TITLES[part]), stands, str(SAYS[part])) for part, stands in done.items()]
    if not matter.is_open:
        stands = Stands.NOT_NEEDED if matter.outcome == Outcome.UNFOUNDED else Stands.DONE
        return [Step(_("Stödet"), stands, str(matter.get_outcome_display()) + ".")]
    says = _("Beslutet avgör: den egna verksamheten, en annan verksamhet, eller flera tillsammans.")
    return [Step(_("Stödet"), Stands.NOW if state == State.DECIDED else Stands.LATER, says)]


TITLES: dict[Part, Any] = {
    Part.CONSENT: gettext_lazy("Fråga om samtycke"),
    Part.MEETING: gettext_lazy("Mötas"),
    Part.PLAN: gettext_lazy("Barnets plan"),
}
SAYS: dict[Part, Any] = {
    Part.CONSENT: gettext_lazy("Vårdnadshavare, och barnet efter mognad, bestämmer vad som delas."),
    Part.MEETING: gettext_lazy("De som behövs träffas, och barnets önskemål gäller först."),
    Part.PLAN: gettext_lazy("Mål, vem som gör vad, och när det följs upp."),
}


def _together(matter: Matter, waits: dict[TaskKind, UUID], by: Actor) -> list[Step]:
    """Asking the family, meeting, and the plan: one of them is now."""
    asked = _asked(matter, by)
    now = part_of_cooperation(waits, lambda: any(consents.shared_on(consent) for consent in asked))
    order = list(COOPERATION)
    found = []
    for part in order:
        behind = order.index(part) - order.index(now)
        stands = Stands.DONE if behind < 0 else Stands.NOW if behind == 0 else Stands.LATER
        step = Step(str(TITLES[part]), stands, str(SAYS[part]), address(_PAGES[part], matter.pk))
        found.append(replace(step, href="") if stands == Stands.LATER else step)
    consent, meeting, plan = found
    if asked:
        answers = address("consents:consent", asked[0].pk)
        consent = replace(consent, href=answers, act=_("Se vad de har svarat"))
        if consent.stands == Stands.NOW:
            consent = replace(consent, says=_("Frågan är ställd. Ni delar när alla som bestämmer har sagt ja."))
    if meeting.stands == Stands.NOW:
        called = waits.get(TaskKind.HOLD_MEETING)
        href = address("meetings:meeting", called) if called else meeting.href
        meeting = replace(meeting, href=href, act=_("Öppna mötet") if called else _("Kalla till möte"))
    elif meeting.stands == Stands.DONE:
        meeting = replace(meeting, href="")
    starts = TaskKind.START_PLAN in waits
    plan = replace(plan, act=_("Börja på barnets plan") if starts else _("Öppna barnets plan"))
    return [consent, meeting, plan]


_PAGES: dict[Part, str] = {
    Part.CONSENT: "consents:ask",
    Part.MEETING: "meetings:call",
    Part.PLAN: "plans:start",
}


def _asked(matter: Matter, by: Actor) -> list[Consent]:
    """One consent of each question that was asked in this matter, the latest question first."""
    found = (
        Consent.objects.visible_to(by).filter(child=matter.child_id, about=matter.pk).order_by("-record__written_at")
    )
    first = {consent.request: consent for consent in reversed(found)}
    return sorted(first.values(), key=list(found).index)


def address(name: str, key: UUID) -> str:
    """The page of a later step; nothing where that feature is not installed."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""

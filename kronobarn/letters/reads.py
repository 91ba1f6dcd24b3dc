"""A letter to the family: the county's words, filled in, in a language that the family reads. Nothing is kept of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.consents.models import Answer
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.language import county_language
from kronobarn.meetings.models import Meeting
from kronobarn.people.models import Child
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import State
from kronobarn.practice import pack
from kronobarn.practice.parts import Letter
from kronobarn.practice.schema import Pack
from kronobarn.ui import dates
from kronobarn.ui.language import NAMES, direction

BY_HAND = "…" * 12
"""Where somebody writes with a pen what is not to be printed."""


@dataclass(frozen=True)
class Written:
    """A letter as it is printed."""

    language: str
    direction: str
    day: str
    subject: str
    paragraphs: Sequence[str]
    greeting: str
    sender: Sequence[str]


@dataclass(frozen=True)
class Shown:
    """The letter, and what whoever prints it chooses from and should know."""

    letter: Written
    languages: Sequence[tuple[str, str]]
    unreviewed: bool
    by_hand: bool


def invitation(meeting: Meeting, actor: Actor, language: str) -> Shown:
    """To a meeting. Where a protected child is, is not printed: the place is written by hand."""
    practice = pack.of(meeting.record.practice_version)

    def filled() -> Mapping[str, str]:
        return {
            "dagen": dates.moment(meeting.starts_at),
            "platsen": BY_HAND if meeting.child.is_protected else meeting.place,
        }

    return _shown("invitation", practice, meeting.child, actor, language, filled, by_hand=meeting.child.is_protected)


def of_the_plan(plan: Plan, actor: Actor, language: str) -> Shown:
    """With a copy of the plan; or that it has ended."""
    practice = pack.of(plan.record.practice_version)
    which = "ending" if plan.state == State.CLOSED else "plan_copy"
    lead = plan.lead.person.full_name if plan.lead else actor.name
    responsible = _responsible(plan.child_id, actor) or actor.name
    return _shown(which, practice, plan.child, actor, language, lambda: {"samordnaren": lead, "ansvarig": responsible})


def _responsible(child_id: UUID, actor: Actor) -> str:
    seats = Seat.objects.visible_to(actor).standing().filter(child=child_id, role=Role.RESPONSIBLE)
    seat = seats.select_related("person").first()
    return seat.person.full_name if seat else ""


def _shown(
    which: str,
    practice: Pack,
    child: Child,
    actor: Actor,
    language: str,
    filled: Callable[[], Mapping[str, str]],
    *,
    by_hand: bool = False,
) -> Shown:
    made = {practice.language: "reviewed"} | {one.lang: one.made for one in practice.translations if one.letters}
    languages = [(code, NAMES[code]) for code in made if code in NAMES]
    chosen = language if language in made else _read_by_the_family(child.pk, practice, actor)
    if chosen not in made:
        chosen = county_language() if county_language() in made else practice.language
    letter: Letter = getattr(pack.spoken(practice, chosen).letters, which)
    with override(chosen):
        written = _written(letter, chosen, child, actor, filled())
    return Shown(written, languages, made[chosen] == "by_us", by_hand)


def _read_by_the_family(child_id: UUID, practice: Pack, actor: Actor) -> str:
    """The language in which they last read what consent is; "" when nobody knows."""
    answers = Answer.objects.visible_to(actor).filter(child=child_id).exclude(text_language="")
    key = answers.order_by("-recorded_at").values_list("text_language", flat=True).first()
    return practice.consent_text(key).lang if key else ""


def _written(letter: Letter, language: str, child: Child, actor: Actor, filled: Mapping[str, str]) -> Written:
    """All of it in the language that is spoken here."""
    known = {"barnet": child.short_name or _("barnet"), **filled}
    where = [] if child.is_protected else [actor.unit_name]
    return Written(
        language=language,
        direction=direction(language),
        day=dates.date_long(clock.today()),
        subject=_fill(letter.subject, known),
        paragraphs=[_fill(paragraph, known) for paragraph in letter.paragraphs],
        greeting=_("Hälsningar"),
        sender=[actor.name, str(Assignment.PROFESSIONS[Profession(actor.profession)]), *where],
    )


def _fill(words: str, known: Mapping[str, str]) -> str:
    for hole, said in known.items():
        words = words.replace(f"{{{hole}}}", said)
    return words

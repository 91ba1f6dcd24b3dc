"""Who decides about sharing, what their answers amount to together, and what each record tells. Pure.

The ages are a rule of thumb, not law: OSL has no fixed age, and a child's maturity is judged child by
child. Jurist hos huvudmannen ska bekräfta dem innan de används skarpt.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kronobarn.circles.rules import Kind
from kronobarn.practice.rules import INFORMATION_KINDS


class AsRole(StrEnum):
    """As what someone answers."""

    GUARDIAN = "guardian"
    CHILD = "child"


class Form(StrEnum):
    """How an answer was given."""

    ORAL = "oral"
    WRITTEN = "written"
    SIGNED_IN = "signed_in"


class Interpreter(StrEnum):
    """How somebody interpreted, when somebody did."""

    PRESENT = "present"
    PHONE = "phone"
    VIDEO = "video"


@dataclass(frozen=True)
class Circumstances:
    """How an answer came about: the text they had, in which language; interpreted how; where the paper is kept."""

    text_language: str = ""
    interpreter_language: str = ""
    interpreter: str = ""
    kept_at: str = ""


UNSAID = Circumstances()


class State(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    LIMITED = "limited"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


STANDS: frozenset[State] = frozenset({State.GIVEN, State.LIMITED})
"""States in which something may be shared."""

NEXT: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.GIVEN, State.LIMITED, State.REFUSED}),
    # A no may become a yes to the same question; a yes is only narrowed, withdrawn or superseded by a later answer.
    State.REFUSED: frozenset({State.GIVEN, State.LIMITED}),
    State.GIVEN: frozenset({State.LIMITED, State.WITHDRAWN, State.SUPERSEDED}),
    State.LIMITED: frozenset({State.LIMITED, State.WITHDRAWN, State.SUPERSEDED}),
    State.WITHDRAWN: frozenset(),
    State.SUPERSEDED: frozenset(),
}


class Basis(StrEnum):
    """What may stand in for one guardian's answer (domain.md 7.6)."""

    SOLE_CUSTODY = "sole_custody"
    FB_6_13_2 = "fb_6_13_2"
    FB_6_13_A = "fb_6_13_a"
    OTHER = "other"


OUTLASTS_A_NO: frozenset[Basis] = frozenset({Basis.SOLE_CUSTODY, Basis.FB_6_13_A})
"""Grounds that hold although the person has said no. The others rest on nobody having been able to ask."""


class ChildsPart(StrEnum):
    """What part a child of some age has in the decision."""

    TOLD = "told"
    HEARD = "heard"
    DECIDES = "decides"
    ALONE = "alone"


HEARD_FROM = 12
DECIDES_FROM = 15
ALONE_FROM = 18


@dataclass(frozen=True)
class Age:
    """What changes at one age, where that is written, and how sure we are."""

    years: int
    what: Any
    source: Any
    is_law: bool


AGES: tuple[Age, ...] = (
    Age(
        HEARD_FROM,
        _("Barnet tillfrågas och lyssnas på. Yngre barn får veta, och får säga vad de tycker när de vill."),
        _("Tumregel. Barnkonventionen artikel 12 (lag 2018:1197) ger varje barn rätt att säga vad det tycker."),
        False,
    ),
    Age(
        DECIDES_FROM,
        _("Barnet bestämmer tillsammans med vårdnadshavarna, om mognaden inte bedöms annorlunda."),
        _("Tumregel, efter den ålder då barnet för sin egen talan: LVU 36 § och lagen om skyddat boende 2 kap. 3 §."),
        False,
    ),
    Age(
        16,
        _("Barnet för sin egen talan i ärenden enligt skollagen. Det ändrar inte vem som svarar om samtycke här."),
        _("Skollagen 29 kap. 12 §"),
        True,
    ),
    Age(ALONE_FROM, _("Den unga är myndig och bestämmer ensam."), _("Föräldrabalken 9 kap. 1 § (att granska)"), True),
)
"""The ages, with their sources (domain.md 3.2). OSL has none: maturity is judged child by child."""

USUAL_LENGTH_MONTHS = 6
LONGEST = timedelta(days=366)
REMIND_BEFORE = timedelta(days=30)
MAIL_BEFORE = (timedelta(days=30), timedelta(days=7))
"""When the responsible's function box is told that something waits, unless a new question has been asked."""
ANSWER_WITHIN = timedelta(days=10)
REVIEW_WITHIN = timedelta(days=3)
NEW_DECIDER_ANSWERS_WITHIN = ANSWER_WITHIN
"""How long what is shared already may go on when somebody new decides and has not answered: as long as anyone has
for answering. Nothing new is shared meanwhile, and their no ends it at once."""

WHOLE: frozenset[str] = frozenset(INFORMATION_KINDS)
"""All kinds of information. The keys are fixed; the words are the practice pack's."""

JOINT: frozenset[str] = frozenset({"support"})
"""What those who work together make together, with the family at the table: the meeting, the plan, the follow-up.

They are about the support that is given, by whom and until when, and the family sees them from the first moment.
The child's words in them are what the child wants said there. What the child has told somebody before, in the
gathering, is `child_words`, and does not come into them by itself.
"""

OF_WHEEL: dict[str, str] = {
    "safe": "home",
    "healthy": "health",
    "achieving": "school",
    "nurtured": "home",
    "active": "support",
    "respected": "support",
    "responsible": "support",
    "included": "support",
}
"""What something told in an area of the wheel is about. Friends, spare time, being listened to and managing by
oneself have no kind of their own: they are what support is given with, and go with it. A rule of thumb: the county
should confirm it with its practice pack. An area that a pack has added may be about anything."""


def carries(kind: Kind, *, wheel: Iterable[str] = (), childs_words: bool = False) -> frozenset[str]:
    """The kinds of information that a record tells: the family's yes must hold them all before it is passed on.

    The matter says no more than that something is going on, so any yes to the service covers it. An analysis weighs
    everything together, and what has no area of the wheel (a signal) may be about anything. A plan and a follow-up
    are about support, and about what their goals are about.
    """
    if kind == Kind.MATTER:
        return frozenset()
    about = {kind for area in wheel for kind in ({OF_WHEEL[area]} if area in OF_WHEEL else WHOLE)}
    if kind in (Kind.MEETING, Kind.PLAN, Kind.REVIEW):
        return JOINT | about
    if kind == Kind.OBSERVATION and about:
        return frozenset(about | ({"child_words"} if childs_words else set()))
    return WHOLE


def childs_part(age: int | None, assessed: ChildsPart | None = None) -> ChildsPart:
    """Told before twelve, asked and listened to until fifteen, then deciding beside the guardians.

    What somebody has assessed this child's maturity to goes before the rule of thumb, until it comes of age.
    """
    if assessed is not None and age is not None and age < ALONE_FROM:
        return assessed
    if age is None or age < HEARD_FROM:
        return ChildsPart.TOLD
    if age < DECIDES_FROM:
        return ChildsPart.HEARD
    return ChildsPart.DECIDES if age < ALONE_FROM else ChildsPart.ALONE


def usual_until(since: date) -> date:
    """Six months on, the same day of the month where it exists."""
    month = since.month + USUAL_LENGTH_MONTHS
    year, month = since.year + (month - 1) // 12, (month - 1) % 12 + 1
    for day in range(since.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(since.day, 28))


def reminder_on(until: date, *, today: date) -> date:
    """Thirty days before the end; today, when that has passed already."""
    return max(today, until - REMIND_BEFORE)


@dataclass(frozen=True)
class Decider:
    """Someone whose answer is asked for. `pk` is None for whoever has no sign-in, or is not known."""

    pk: int | None
    full_name: str
    role: AsRole
    must_agree: bool = True

    @property
    def key(self) -> tuple[AsRole, int | None]:
        return who(self.role, self.pk)


def who(role: AsRole, person_id: int | None) -> tuple[AsRole, int | None]:
    """There is one child, with or without a sign-in of its own."""
    return (role, None if role == AsRole.CHILD else person_id)


def deciders(
    guardians: Iterable[tuple[int, str]],
    child: tuple[int | None, str],
    *,
    age: int | None,
    nobody: str,
    assessed: ChildsPart | None = None,
) -> tuple[Decider, ...]:
    """Everyone to ask: each guardian, and the child by age. Each must agree, except a child who is only heard.

    With joint custody both guardians stand here, with sole custody one. A child below eighteen without
    a known guardian has somebody missing (`nobody` is what to call them).
    """
    part = childs_part(age, assessed)
    child_asked = Decider(child[0], child[1], AsRole.CHILD, must_agree=part in (ChildsPart.DECIDES, ChildsPart.ALONE))
    if part == ChildsPart.ALONE:
        return (child_asked,)
    found = tuple(Decider(pk, name, AsRole.GUARDIAN) for pk, name in dict(guardians).items())
    found = found or (Decider(None, nobody, AsRole.GUARDIAN),)
    return found if part == ChildsPart.TOLD else (*found, child_asked)


def is_only_heard(given: Iterable[Decider]) -> bool:
    """Whether the child is asked and listened to, and does not decide."""
    return any(one.role == AsRole.CHILD and not one.must_agree for one in given)


@dataclass(frozen=True)
class Scope:
    """What one question is about: whom to share with, what, why, until when."""

    child_id: UUID
    about: UUID
    services: Collection[int]
    kinds: Collection[str]
    why: str
    until: date
    practice_version: str


@dataclass(frozen=True)
class OralYes:
    """A yes given aloud, as it is written down by the one who heard it. `givers` are keys of deciders."""

    givers: Collection[tuple[AsRole, int | None]]
    kinds: Collection[str]
    until: date
    how: str


@dataclass(frozen=True)
class Yes:
    """One person's standing yes, or what lawfully stands in for it."""

    request: UUID
    owner: int
    role: AsRole
    person: int | None
    services: frozenset[int]
    kinds: frozenset[str]
    since: date
    until: date
    is_alternative: bool = False

    def covers(self, area: int, on: date) -> bool:
        """Whoever asks is always part of what is agreed."""
        return self.since <= on <= self.until and bool(self.services) and (area in self.services or area == self.owner)


@dataclass(frozen=True)
class Standing:
    """What the answers allow, for some services on one day.

    `missing` names people: a page shows it only to whoever may know (see `reads.told`). `by_area`
    is the question (request) that each service may be shared with on.
    """

    ok: bool
    missing: tuple[Decider, ...] = ()
    until: date | None = None
    services: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    requests: tuple[UUID, ...] = ()
    by_area: dict[int, UUID] = field(default_factory=dict)


@dataclass(frozen=True)
class _Coverage:
    """One question's answers, for one service."""

    request: UUID
    until: date
    kinds: frozenset[str]
    missing: tuple[Decider, ...]


def standing(
    deciders: Sequence[Decider],
    yeses: Iterable[Yes],
    area_ids: Collection[int],
    *,
    on: date,
    kinds: Collection[str] = (),
) -> Standing:
    """Everyone who must agree has said yes to each service, and to these kinds, in answer to the same question."""
    asked, must = _by_question(yeses), _must(deciders)
    best = {
        area: max(found, key=lambda c: (-len(c.missing), c.until, c.request))
        for area in set(area_ids)
        if (found := [c for request, said in asked.items() if (c := _coverage(request, said, must, {area}, kinds, on))])
    }
    covered = {area: c for area, c in best.items() if not c.missing}
    missing = [d for area in sorted(set(area_ids)) for d in (best[area].missing if area in best else must)]
    return Standing(
        ok=bool(area_ids) and len(covered) == len(set(area_ids)),
        missing=tuple(dict.fromkeys(missing)),
        until=min((c.until for c in covered.values()), default=None),
        services=frozenset(covered),
        kinds=frozenset.intersection(*(c.kinds for c in covered.values())) if covered else frozenset(),
        requests=tuple(sorted({c.request for c in covered.values()})),
        by_area={area: c.request for area, c in covered.items()},
    )


@dataclass(frozen=True)
class Flow:
    """What lets something go from one service to another: the question, until when, and all that it allows."""

    request: UUID
    until: date
    kinds: frozenset[str]


def flow(
    deciders: Sequence[Decider],
    yeses: Iterable[Yes],
    between: Collection[int],
    kinds: Collection[str],
    *,
    on: date,
) -> Flow | None:
    """Whether these kinds of information may go between these services: both are in one question that all say yes to.

    The one that lasts longest, where several do.
    """
    must = _must(deciders)
    found = [_coverage(request, said, must, set(between), kinds, on) for request, said in _by_question(yeses).items()]
    whole = [c for c in found if c and not c.missing]
    best = max(whole, key=lambda c: (c.until, c.request), default=None)
    return Flow(best.request, best.until, best.kinds) if best else None


def left_out(
    deciders: Sequence[Decider],
    yeses: Sequence[Yes],
    between: Collection[int],
    kinds: Collection[str],
    *,
    on: date,
) -> frozenset[str]:
    """The kinds that the best of the yeses between these services does not hold. All of them, when there is none."""
    must = _must(deciders)
    asked = _by_question(yeses).items()
    found = [c.kinds for request, said in asked if (c := _coverage(request, said, must, set(between), (), on))]
    lacking = [frozenset(kinds) - allowed for allowed in found]
    return min(lacking, key=lambda few: (len(few), sorted(few)), default=frozenset(kinds))


def _by_question(yeses: Iterable[Yes]) -> dict[UUID, list[Yes]]:
    asked: dict[UUID, list[Yes]] = {}
    for yes in yeses:
        asked.setdefault(yes.request, []).append(yes)
    return asked


def _must(deciders: Iterable[Decider]) -> list[Decider]:
    return [decider for decider in deciders if decider.must_agree]


def _coverage(
    request: UUID, said: list[Yes], must: list[Decider], areas: set[int], kinds: Collection[str], on: date
) -> _Coverage | None:
    """None when nobody has said yes to these services and kinds together."""
    # A person's own yes goes before what stands in for it.
    ordered = sorted(said, key=lambda one: not one.is_alternative)
    yes = {
        who(one.role, one.person): one
        for one in ordered
        if one.kinds >= set(kinds) and all(one.covers(area, on) for area in areas)
    }
    agreed = [yes[decider.key] for decider in must if decider.key in yes]
    if not agreed:
        return None
    return _Coverage(
        request=request,
        until=min(one.until for one in agreed),
        kinds=frozenset.intersection(*(one.kinds for one in agreed)),
        missing=tuple(decider for decider in must if decider.key not in yes),
    )


@dataclass(frozen=True)
class Said:
    """What one answer allows, of what its question was about."""

    services: frozenset[int]
    kinds: frozenset[str]
    until: date


def narrowed(older: Said, *, asker: int, asked: Said, answered: Said | None) -> Said | None:
    """What is left of an older yes after the same person's later answer: a later answer takes back what it leaves out.

    `answered` is None for a no. What the later question did not ask about stands as it was. None when nothing is left.
    """
    if not asked.services & (older.services | {asker}):
        return older
    denied = asked.services - (answered.services if answered else frozenset())
    services = frozenset() if asker in denied else older.services - denied
    if answered is None:
        return replace(older, services=services) if services else None
    kinds = older.kinds - (asked.kinds - answered.kinds)
    until = min(older.until, answered.until) if answered.until < asked.until else older.until
    return Said(services, kinds, until) if services and kinds else None

"""What the pages of the wheel with the child show. Words are put beside words; nothing is counted but areas answered."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import cos, pi, sin
from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.assessments.models import CHILD_ANSWERS, FEELINGS, Observation, Source
from kronobarn.assessments.rules import ChildAnswer, Perspective
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.reads import guardians
from kronobarn.circles.reads import sitting as seats_at
from kronobarn.circles.rules import BESIDE_THE_WORK, FAMILY, Kind
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.documents.reads import papers_of
from kronobarn.people.models import Child, Person
from kronobarn.people.rules import age_on
from kronobarn.practice import pack
from kronobarn.practice.parts import Area
from kronobarn.practice.schema import Pack
from kronobarn.ui.language import spoken
from kronobarn.ui.signs import commas
from kronobarn.wheel.models import Answered, Sitting
from kronobarn.wheel.rules import OPEN, SCALES, WITH_FACES, is_worrying

WITH = ("record__owner", "record__author", "record__author_assignment__unit", "matter__record__owner", "child")
"""What a sitting's pages show of it."""


PIECES, OUTER, INNER, GAP = 8, 96.0, 34.0, 0.02


def pack_of(sitting: Sitting) -> Pack:
    return pack.of(sitting.record.practice_version)


@dataclass(frozen=True)
class Tile:
    """One answer to choose."""

    value: str
    words: str
    picture: str


def scale(answers: str) -> list[Tile]:
    """The answers that say how it is, mild to good."""
    faces = answers in WITH_FACES
    return [Tile(key, str(FEELINGS[key]), f"face-{key}" if faces else "") for key in SCALES[answers]]


def beside() -> list[Tile]:
    """The two answers that are as good as any."""
    return [
        Tile(ChildAnswer.WILL_NOT_SAY, _("Vill inte svara"), "dont-want"),
        Tile(ChildAnswer.DOES_NOT_KNOW, _("Vet inte"), "dont-know"),
    ]


@dataclass(frozen=True)
class ChildArea:
    """One part of the wheel, in the child's language and for its age."""

    key: str
    label: str
    about: str
    prompts: Sequence[str]
    picture: str


def areas(words: Pack, language: str, band: str) -> list[ChildArea]:
    """The eight, in the order of the wheel."""
    return [_area(area, band) for area in pack.spoken(words, language).areas]


def _area(area: Area, band: str) -> ChildArea:
    prompts = area.prompts_for_children
    return ChildArea(
        area.key, area.label, area.for_children, prompts.get(band) or next(iter(prompts.values())), area.picture
    )


def languages(words: Pack) -> list[tuple[str, str]]:
    """What the wheel can be shown in, each in its own name."""
    own = {"sv": "Svenska", "en": "English"}[words.language]
    return [(words.language, own), *((one.lang, one.name) for one in words.translations)]


def language_for(words: Pack, child: Child, actor: Actor) -> str:
    """What the wheel begins in: for a child alone what it reads its pages in, else what the child speaks."""
    wanted = [spoken(), child.language] if actor.is_family else [child.language]
    offered = [code for code, _name in languages(words)]
    return next((code for code in wanted if code in offered), offered[0])


def direction(words: Pack, language: str) -> str:
    return next((one.dir for one in words.translations if one.lang == language), "ltr")


def unreviewed(words: Pack) -> list[str]:
    """The languages whose words no person who knows them has read yet."""
    return [one.name for one in words.translations if one.made == "by_us"]


def bands(words: Pack) -> list[tuple[str, str]]:
    """The age bands, with how children in them answer."""
    how = {
        "faces": _("ansikten, tre att välja på"),
        "five_words": _("ansikten med ord, fem att välja på"),
        "words": _("bara ord, fem att välja på"),
    }
    found = []
    for at, band in enumerate(words.age_bands):
        after = words.age_bands[at + 1] if at + 1 < len(words.age_bands) else None
        years = (
            _("%(start)d–%(end)d år") % {"start": max(band.from_age, 4), "end": after.from_age - 1}
            if after
            else _("%(start)d år och äldre") % {"start": band.from_age}
        )
        found.append((band.key, f"{years}: {how[band.answers]}"))
    return found


def band_for(words: Pack, child: Child) -> str:
    """What suits the child's age."""
    return words.band(age_on(clock.today(), born_on=child.born_on)).key


def slices() -> list[str]:
    """The eight pieces of the drawn wheel as SVG paths, the first to the right of twelve o'clock."""
    found = []
    for number in range(PIECES):
        start, end = (2 * pi * one / PIECES for one in (number + GAP, number + 1 - GAP))
        corners = [
            f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"
            for radius, angle in ((INNER, start), (OUTER, start), (OUTER, end), (INNER, end))
        ]
        found.append(
            f"M{corners[0]}L{corners[1]}A{OUTER:g} {OUTER:g} 0 0 1 {corners[2]}"
            f"L{corners[3]}A{INNER:g} {INNER:g} 0 0 0 {corners[0]}Z"
        )
    return found


@dataclass(frozen=True)
class Reply:
    """What the child has answered in one area, as a page shows it."""

    answered: Answered
    area: ChildArea
    feeling: str
    answer: str
    words: str
    talk_more: bool | None
    worrying: bool
    drawings: Sequence[UUID] = ()
    earlier: Sequence["Reply"] = ()
    shown_to: Collection[int] = ()
    """Guardians who can read it now."""

    @property
    def choice(self) -> str:
        """The tile that was chosen."""
        return self.feeling or (self.answer if self.answer != ChildAnswer.TOLD else "")

    @property
    def tells(self) -> bool:
        """Whether there is something to show: not to answer is nobody's business."""
        return self.answer == ChildAnswer.TOLD or bool(self.words or self.talk_more)

    @property
    def in_words(self) -> str:
        """The answer in a word."""
        if self.feeling:
            return str(FEELINGS[self.feeling])
        if self.answer and self.answer != ChildAnswer.TOLD:
            return str(CHILD_ANSWERS[ChildAnswer(self.answer)])
        return ""

    @property
    def picture(self) -> str:
        return f"face-{self.feeling}" if self.feeling else ""


def replies(sitting: Sitting, actor: Actor, *, language: str = "", full: bool = False) -> list[Reply]:
    """What has been answered, in the order of the wheel and the words of a language, the reader's unless another is said;
    in full with drawings, earlier wordings and who reads it now."""
    words = pack_of(sitting)
    shown = {area.key: area for area in areas(words, language or spoken(), sitting.band)}
    rows = list(
        Answered.objects.visible_to(actor)
        .filter(child=sitting.child_id, record=sitting.pk)
        .select_related("observation")
    )
    before = _before(rows, sitting, actor) if full else {}
    papers, given = {}, {}
    if full:
        observations = [row.observation_id for row in rows] + [old.pk for chain in before.values() for old in chain]
        papers = papers_of(sitting.child_id, observations, actor)
        given = _given([row.observation_id for row in rows], sitting, actor)
    order = list(shown)
    found = []
    for row in sorted(rows, key=lambda row: order.index(row.area_key)):
        chain = before.get(row.pk, [])
        sheets = [one.pk for pk in (row.observation_id, *(old.pk for old in chain)) for one in papers.get(pk, [])]
        earlier = [_reply(row, old, shown[row.area_key]) for old in chain]
        found.append(
            _reply(
                row, row.observation, shown[row.area_key], sheets, earlier, given.get(row.observation_id, frozenset())
            )
        )
    return found


def _reply(
    row: Answered,
    said: Observation,
    area: ChildArea,
    drawings: Sequence[UUID] = (),
    earlier: Sequence[Reply] = (),
    shown_to: Collection[int] = (),
) -> Reply:
    return Reply(
        row,
        area,
        said.feeling,
        said.answer,
        said.exact_words,
        said.talk_more,
        is_worrying(row.area_key, said.feeling),
        drawings,
        earlier,
        shown_to,
    )


def _before(rows: Sequence[Answered], sitting: Sitting, actor: Actor) -> dict[UUID, list[Observation]]:
    """The earlier wordings of each answer, the latest first."""
    amended = {
        one.pk: one
        for one in Observation.objects.visible_to(actor).filter(
            child=sitting.child_id, matter=sitting.matter_id, perspective=Perspective.CHILD
        )
    }
    found: dict[UUID, list[Observation]] = {}
    for row in rows:
        chain, at = [], row.observation.amends_id
        while at is not None and at in amended:
            chain.append(amended[at])
            at = amended[at].amends_id
        found[row.pk] = chain
    return found


def _given(observations: Sequence[UUID], sitting: Sitting, actor: Actor) -> dict[UUID, set[int]]:
    rows = Disclosure.objects.visible_to(actor).standing()
    found: dict[UUID, set[int]] = {}
    for record, person in rows.filter(
        child=sitting.child_id, record__in=observations, to_person__isnull=False
    ).values_list("record", "to_person"):
        found.setdefault(record, set()).add(person)
    return found


@dataclass(frozen=True)
class Audience:
    """Who can be chosen to see an answer, and who sees it anyway."""

    guardians: Sequence[Person]
    professions: Sequence[tuple[str, str]]
    here: Sequence[str]
    """Professions in the service that asks: they work with the child and read it."""
    here_by_code: Sequence[str]


def audience(sitting: Sitting, actor: Actor) -> Audience:
    """From the seats around the child, as far as the actor sees them."""
    return _audience(sitting.child_id, sitting.record.owner_id, actor)


def here(matter: Matter, actor: Actor) -> Sequence[str]:
    """The codes of the professions that read the answers anyway."""
    return _audience(matter.child_id, matter.record.owner_id, actor).here_by_code


def _audience(child_id: UUID, owner_id: int, actor: Actor) -> Audience:
    seats = list(seats_at(child_id, actor))
    work = [seat for seat in seats if seat.role not in FAMILY and seat.role not in BESIDE_THE_WORK]
    held = Assignment.objects.in_bulk([seat.assignment_id for seat in work if seat.assignment_id])
    elsewhere: dict[str, str] = {}
    here: dict[str, str] = {}
    for seat in work:
        if seat.assignment_id is None:
            continue
        code = held[seat.assignment_id].profession
        own = seat.area_id == owner_id
        (here if own else elsewhere)[code] = str(Assignment.PROFESSIONS[Profession(code)]).lower()
    return Audience(guardians(child_id, actor), sorted(elsewhere.items()), sorted(here.values()), sorted(here))


@dataclass(frozen=True)
class Step:
    """One picture of what happens now."""

    picture: str
    words: str
    day: date | None = None


def what_happens(sitting: Sitting) -> list[Step]:
    """Three pictures for the end."""
    return [
        Step("step-tell", _("Nu är det du sa sparat."), clock.today()),
        Step(
            "step-meet",
            _("Vi pratar igen, du och jag.") if sitting.adult_id else _("Någon du känner pratar med dig."),
            sitting.talk_again_on,
        ),
        Step("step-plan", _("Då får du veta vad som händer sedan."), sitting.hears_on),
    ]


@dataclass(frozen=True)
class Told:
    """What the adult decides about when the child is done."""

    waiting: bool
    """Somebody waits for the child's part."""
    safety: Sequence[Reply] = field(default_factory=list)
    talk: Sequence[Reply] = field(default_factory=list)


def told(sitting: Sitting, found: Sequence[Reply], actor: Actor) -> Told:
    rows = Source.objects.visible_to(actor).filter(child=sitting.child_id, record=sitting.matter_id)
    waiting = rows.filter(kind=Perspective.CHILD, finished_at=None).exists()
    return Told(waiting, [one for one in found if one.worrying], [one for one in found if one.talk_more])


def of_matter(matter: Matter, actor: Actor) -> list[Sitting]:
    """The sittings of a matter, the latest first."""
    rows = Sitting.objects.visible_to(actor).filter(child=matter.child_id, matter=matter.pk)
    return list(rows.select_related(*WITH).order_by("-record__written_at"))


def open_one(matter: Matter, actor: Actor) -> Sitting | None:
    """The sitting that the actor has not ended."""
    rows = Sitting.objects.visible_to(actor).filter(
        child=matter.child_id, adult=actor.assignment_id, state__in=[state.value for state in OPEN]
    )
    found: Sitting | None = rows.filter(record__author=actor.person_id).first()
    return found


def wishes(records: Collection[UUID], child_id: UUID, actor: Actor) -> dict[UUID, Answered]:
    """By observation: whom the child wants to show it to, where it has said so."""
    rows = Answered.objects.visible_to(actor).filter(
        child=child_id, observation__in=list(records), chosen_at__isnull=False
    )
    return {row.observation_id: row for row in rows}


def wished(records: Iterable[Record], actor: Actor) -> list[str]:
    """What the child has said of answers that are about to be passed on, a sentence each. It is heard, and decides
    nothing by itself: the law does."""
    answers = {record.pk: record for record in records if record.kind == Kind.OBSERVATION}
    if not answers:
        return []
    child_id = next(iter(answers.values())).child_id
    named = {one.pk: one.short_name for one in guardians(child_id, actor)}
    sentences = []
    for key, row in wishes(answers, child_id, actor).items():
        who = [named[pk] for pk in row.show_guardians if pk in named] + [one.lower() for one in row.professions]
        what = answers[key].called
        sentences.append(
            _("%(what)s: barnet vill visa det för %(who)s.") % {"what": what, "who": commas(who)}
            if who
            else _("%(what)s: barnet vill att det stannar hos er.") % {"what": what}
        )
    return sentences

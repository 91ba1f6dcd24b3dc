"""What the pages about consultation rounds show to those who work in the county."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from kronobarn.consultation import rules
from kronobarn.consultation.models import Adoption, Answer, Invitation, Question, Reply, Round, Section, Submission
from kronobarn.consultation.rules import Answering, Asks, State
from kronobarn.core.actor import Actor
from kronobarn.programme.models import Mandate

STATES: Final[dict[State, tuple[Any, str]]] = {
    State.DRAFT: (_("Utkast"), "neutral"),
    State.SENT: (_("Sänd, inte öppen än"), "info"),
    State.OPEN: (_("Öppen"), "info"),
    State.CLOSED: (_("Stängd"), "neutral"),
    State.PUBLISHED: (_("Sammanställd"), "success"),
    State.ADOPTED: (_("Antagen"), "success"),
    State.WITHDRAWN: (_("Tillbakadragen"), "neutral"),
}
TONES: Final = {
    Answering.NOT_BEGUN: "neutral",
    Answering.BEGUN: "info",
    Answering.TAKEN_BACK: "warning",
    Answering.SUBMITTED: "success",
}


@dataclass(frozen=True)
class Shown:
    """A round in a list, or on its page."""

    one: Round
    state: State

    @property
    def words(self) -> str:
        return str(STATES[self.state][0])

    @property
    def tone(self) -> str:
        return STATES[self.state][1]


@dataclass(frozen=True)
class Asked:
    """One invited organisation, and how far it has come."""

    invitation: Invitation
    state: Answering
    answered: int
    """Questions with an answer, also before it is submitted."""
    last_written: datetime | None
    submission: Submission | None

    @property
    def words(self) -> str:
        return str(Invitation.STATES[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]


def rounds(actor: Actor, *, drafts: bool) -> list[Shown]:
    """All rounds, the latest first; the drafts for those who write them."""
    found = Round.objects.visible_to(actor).select_related("adoption")
    return [Shown(one, one.state()) for one in (found if drafts else found.exclude(sent_at=None))]


@dataclass(frozen=True)
class Held:
    """A round in a year: how many organisations it asked, how many had answered when the year ended, what came of it."""

    title: str
    invited: int
    answered: int
    adopted_on: date | None


def open_in(actor: Actor, year: int) -> list[Held]:
    """Rounds that were open some day of a year, and have not been withdrawn; the earliest first."""
    rows = Round.objects.visible_to(actor).filter(sent_at__isnull=False, withdrawn_at=None)
    rows = rows.filter(opens_on__year__lte=year, closes_on__year__gte=year).select_related("adoption")
    submitted = Q(invitations__submissions__submitted_at__year__lte=year)
    standing = submitted & Q(invitations__submissions__taken_back_at=None)
    counted = rows.annotate(
        asked=Count("invitations", distinct=True), answered=Count("invitations", filter=standing, distinct=True)
    )
    return [
        Held(one.title, one.asked, one.answered, one.adoption.decided_on if hasattr(one, "adoption") else None)
        for one in counted.order_by("opens_on")
    ]


def find(actor: Actor, round_id: UUID) -> Round | None:
    """One round with its adoption."""
    related = ("adoption__decision__awaited__body", "adoption__group", "adoption__group_decision", "version")
    found: Round | None = Round.objects.visible_to(actor).select_related(*related).filter(pk=round_id).first()
    return found


def adopted_by(actor: Actor, one: Round) -> str:
    """The body or the group that adopted it, as it was called then."""
    adoption: Adoption | None = getattr(one, "adoption", None)
    if adoption is None:
        return ""
    if adoption.decision is not None:
        return adoption.decision.awaited.body.name
    assert adoption.group is not None  # which the database holds
    then = Mandate.objects.visible_to(actor).on(adoption.decided_on).filter(group=adoption.group)
    return then.values_list("name", flat=True).first() or str(adoption.group.get_kind_display())


def sections(actor: Actor, one: Round) -> list[Section]:
    """What is sent out, in its order."""
    questions = Prefetch("questions", Question.objects.visible_to(actor).order_by("number"))
    return list(Section.objects.visible_to(actor).filter(round=one).prefetch_related(questions))


def asked(actor: Actor, one: Round) -> list[Asked]:
    """Everybody who is invited."""
    standing = Answer.objects.visible_to(actor).filter(invitation__round=one, replaced_by=None)
    begun = {
        row["invitation"]: row
        for row in standing.values("invitation").annotate(questions=Count("question", distinct=True))
    }
    latest = dict(standing.order_by("written_at").values_list("invitation", "written_at"))
    submissions = Prefetch("submissions", Submission.objects.visible_to(actor).order_by("-submitted_at"))
    found = Invitation.objects.visible_to(actor).filter(round=one).prefetch_related(submissions)
    return [_asked(each, one, begun.get(each.pk, {}).get("questions", 0), latest.get(each.pk)) for each in found]


def _asked(invitation: Invitation, one: Round, answered: int, latest: datetime | None) -> Asked:
    invitation.round = one
    made = list(invitation.submissions.all())
    standing = next((each for each in made if each.taken_back_at is None), None)
    state = rules.answering(begun=answered > 0, submitted=standing is not None, has_submitted=bool(made))
    return Asked(invitation, state, answered, latest, standing)


# The compilation ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Only:
    """What a reader wants to see of the compilation; nothing is all."""

    organisation: str = ""
    choice: str = ""


@dataclass(frozen=True)
class Point:
    """What one organisation has answered to one question, and what the process replies."""

    invitation: Invitation
    answer: Answer
    reply: Reply | None


@dataclass(frozen=True)
class Compiled:
    """One question with what all have answered."""

    question: Question
    points: Sequence[Point]
    counted: Sequence[tuple[str, int]]
    """How many have each position, in the order of the form: organisations' positions, and no ranking."""
    reply: Reply | None
    """To all of them."""

    @property
    def has_choices(self) -> bool:
        return bool(rules.CHOICES[Asks(self.question.asks)])


@dataclass(frozen=True)
class Compilation:
    """All that has been answered, by section and question."""

    one: Round
    parts: Sequence[tuple[Section, Sequence[Compiled]]]
    organisations: Sequence[Invitation]
    """Those whose answers it holds, before anything is left out."""
    invited: int


def compilation(actor: Actor, one: Round, *, all_of_them: bool, only: Only = Only()) -> Compilation:
    """What has been submitted: all of it, or of those who have agreed to be shown."""
    standing = Submission.objects.visible_to(actor).filter(invitation__round=one, taken_back_at=None)
    if not all_of_them:
        standing = standing.filter(may_be_shown=True)
    answered = Invitation.objects.visible_to(actor).filter(pk__in=standing.values("invitation"))
    by_id = {each.pk: each for each in answered}
    answers = Answer.objects.visible_to(actor).filter(invitation__in=list(by_id), replaced_by=None)
    replies = Reply.objects.visible_to(actor).filter(question__section__round=one, replaced_at=None)
    replied = {(each.question_id, each.invitation_id): each for each in replies}
    by_question: dict[UUID, list[Point]] = {}
    for answer in sorted(answers, key=lambda each: by_id[each.invitation_id].name):
        if any(answer.said):
            point = Point(by_id[answer.invitation_id], answer, replied.get((answer.question_id, answer.invitation_id)))
            by_question.setdefault(answer.question_id, []).append(point)
    parts = [
        (section, [_compiled(each, by_question.get(each.pk, []), replied, only) for each in section.questions.all()])
        for section in sections(actor, one)
    ]
    return Compilation(one, parts, list(by_id.values()), Invitation.objects.visible_to(actor).filter(round=one).count())


def _compiled(question: Question, points: list[Point], replied: dict[Any, Reply], only: Only) -> Compiled:
    counts = Counter(point.answer.choice for point in points)
    names = [(str(Answer.CHOICES[choice]), counts[choice]) for choice in rules.CHOICES[Asks(question.asks)]]
    shown = [
        point
        for point in points
        if only.organisation in {"", str(point.invitation.pk)} and only.choice in {"", point.answer.choice}
    ]
    return Compiled(question, shown, names, replied.get((question.pk, None)))

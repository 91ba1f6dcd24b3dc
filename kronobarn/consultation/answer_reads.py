"""What an organisation without an account is shown: what it is asked, and what its writers have left so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from kronobarn.consultation import keys
from kronobarn.consultation.models import Answer, Invitation, Link, Question, Section, Submission, Writer
from kronobarn.consultation.rules import Asks, says_something


def by_key(key: str) -> Link | None:
    """The link that a key opens; None when it was never ours, or is revoked."""
    links = Link.objects.select_related("invitation__round__adoption")
    return links.filter(digest=keys.digest(key), revoked_at=None).first()


def let_in(invitation_id: UUID, link_id: str, writer_id: str) -> tuple[Invitation, Writer | None] | None:
    """An organisation whose link was opened in this browser, and who writes; None when the link is revoked."""
    links = Link.objects.select_related("invitation__round__adoption", "invitation__round__version")
    link = links.filter(pk=link_id, invitation=invitation_id, revoked_at=None).first()
    if link is None:
        return None
    writer = Writer.objects.filter(pk=writer_id, invitation=invitation_id).first() if writer_id else None
    return link.invitation, writer


@dataclass(frozen=True)
class Left:
    """One question, and what stands at it: one version, none, or two that were written at the same time."""

    question: Question
    standing: Sequence[Answer]

    @property
    def latest(self) -> Answer | None:
        return self.standing[-1] if self.standing else None

    @property
    def is_answered(self) -> bool:
        return any(says_something(Asks(self.question.asks), *one.said) for one in self.standing)

    @property
    def is_twice(self) -> bool:
        return len(self.standing) > 1


@dataclass(frozen=True)
class Part:
    """One section with its questions."""

    section: Section
    left: Sequence[Left]

    @property
    def answered(self) -> int:
        return sum(one.is_answered for one in self.left)

    @property
    def is_twice(self) -> bool:
        return any(one.is_twice for one in self.left)

    @property
    def latest(self) -> Answer | None:
        """What was written last."""
        found = [answer for one in self.left for answer in one.standing]
        return max(found, key=lambda answer: answer.written_at, default=None)


def parts(invitation: Invitation) -> list[Part]:
    """Everything that is asked, with what has been answered."""
    standing: dict[UUID, list[Answer]] = {}
    answers = invitation.answers.filter(replaced_by=None).select_related("writer").order_by("written_at")
    for answer in answers:
        standing.setdefault(answer.question_id, []).append(answer)
    rows = Section.objects.filter(round=invitation.round_id)
    rows = rows.prefetch_related(Prefetch("questions", Question.objects.order_by("number")))
    return [Part(section, [Left(one, standing.get(one.pk, [])) for one in section.questions.all()]) for section in rows]


def submission(invitation: Invitation) -> Submission | None:
    """The answer that stands."""
    found: Submission | None = invitation.submissions.filter(taken_back_at=None).first()
    return found


def last_taken_back(invitation: Invitation) -> datetime | None:
    """When an answer that was submitted was taken back, if none stands."""
    latest = invitation.submissions.order_by("-submitted_at").first()
    return latest.taken_back_at if latest is not None else None

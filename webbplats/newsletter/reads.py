"""How many read, and how a sending goes. Numbers only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from wagtail.models import GroupPagePermission

from webbplats.editors.models import Editor
from webbplats.models import IssuePage
from webbplats.newsletter import actions
from webbplats.newsletter.models import MailingList, Sending, Subscriber
from webbplats.newsletter.rules import State, Why


@dataclass(frozen=True, slots=True)
class Progress:
    """One sending, in letters."""

    title: str
    page_id: int | None
    started_at: datetime
    total: int
    sent: int
    waiting: int
    refused: int
    failed: int
    unwanted: int
    uncertain: int
    rests_because: str
    finished_at: datetime | None

    @property
    def done(self) -> int:
        return self.total - self.waiting

    @property
    def is_going(self) -> bool:
        return self.finished_at is None and not self.rests_because

    @property
    def is_refused(self) -> bool:
        return self.rests_because == Why.REFUSED


def progress(sending: Sending) -> Progress:
    by = actions.count(sending)
    return Progress(
        title=sending.subject,
        page_id=sending.issue_id,
        started_at=sending.started_at,
        total=sum(by.values()),
        sent=by.get(State.SENT, 0),
        waiting=by.get(State.QUEUED, 0) + by.get(State.TAKEN, 0),
        refused=by.get(State.REFUSED, 0),
        failed=by.get(State.FAILED, 0),
        unwanted=by.get(State.UNWANTED, 0),
        uncertain=by.get(State.UNCERTAIN, 0),
        rests_because=sending.rests_because,
        finished_at=sending.finished_at,
    )


@dataclass(frozen=True, slots=True)
class OnList:
    """A list, and how many are on it."""

    key: int
    label: str
    readers: int


def lists(language: str) -> list[OnList]:
    """How many would get an issue in this language for each list."""
    reading = Q(
        subscribers__language=language, subscribers__confirmed_at__isnull=False, subscribers__stopped_at__isnull=True
    )
    found = MailingList.objects.annotate(readers=Count("subscribers", filter=reading)).order_by("place", "name")
    return [OnList(one.pk, one.label, one.readers) for one in found]


def overview() -> dict[str, Any]:
    readers = Subscriber.objects.all()
    unsent = IssuePage.objects.exclude(pk__in=Sending.objects.filter(issue__isnull=False).values("issue"))
    unsent = unsent.order_by("-latest_revision_created_at", "-pk")
    return {
        "reading": readers.reading().count(),
        "waiting": readers.waiting().count(),
        "stopped": readers.stopped().count(),
        "by_list": [("Svenska", lists("sv")), ("English", lists("en"))],
        "unsent": list(unsent[:10]),
        "sendings": [progress(sending) for sending in Sending.objects.all()[:50]],
    }


def sees_readers(editor: Editor) -> bool:
    """Who may publish anywhere. Others write, and the numbers are nothing to them."""
    if editor.is_superuser:
        return True
    found = GroupPagePermission.objects.filter(group__user=editor, permission__codename="publish_page")
    return found.exists()

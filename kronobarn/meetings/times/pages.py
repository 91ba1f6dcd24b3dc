"""What the page with proposed times shows: who can when. Names as on the page of the meeting, and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.meetings import pages
from kronobarn.meetings.models import Invited, Meeting, ProposedTime, TimeAnswer
from kronobarn.meetings.rules import Answer, Fits
from kronobarn.ui.dates import moment


@dataclass(frozen=True)
class Time:
    """One proposed time."""

    number: int
    starts_at: datetime

    @property
    def said(self) -> str:
        return moment(self.starts_at)


@dataclass(frozen=True)
class Proposal:
    """The times, what each who is invited says of them, and the reader's own row."""

    times: list[Time]
    rows: list[tuple[str, ...]]
    own: Invited | None
    own_fits: dict[int, str]


def proposal(meeting: Meeting, actor: Actor) -> Proposal:
    """Everyone who is invited, family first, with a word for each time."""
    here = {"child": meeting.child_id, "record": meeting.pk}
    times = [
        Time(row.number, row.starts_at)
        for row in ProposedTime.objects.visible_to(actor).filter(**here).order_by("starts_at")
    ]
    words = {fits.value: str(said) for fits, said in TimeAnswer.FITS.items()}
    said: dict[int, dict[int, str]] = {}
    for person, number, fits in (
        TimeAnswer.objects.visible_to(actor).filter(**here).values_list("person", "number", "fits")
    ):
        said.setdefault(person, {})[number] = fits
    people, own = pages.invited(meeting, actor)
    who: dict[UUID, tuple[int | None, str]] = {
        pk: (person, answer)
        for pk, person, answer in Invited.objects.visible_to(actor).filter(**here).values_list("pk", "person", "answer")
    }
    rows = []
    for one in people:
        person, answer = who[one.pk]
        theirs = said.get(person or 0, {})
        # Whoever proposed the times can.
        usual = words[Fits.YES] if answer == Answer.YES else _("Har inte svarat")
        name = f"{one.name} ({one.where})" if one.where else one.name
        rows.append((name, *(words.get(theirs.get(time.number, ""), usual) for time in times)))
    mine = said.get(actor.person_id or 0, {}) if own else {}
    if own and own.answer == Answer.YES:
        mine = {time.number: Fits.YES.value for time in times} | mine  # so that the form says what the table says
    return Proposal(times, rows, own, mine)


def open_proposal(matter_id: UUID, actor: Actor, child_id: UUID) -> UUID | None:
    """The proposal that waits for answers already, if there is one."""
    rows = Meeting.objects.visible_to(actor).filter(child=child_id, matter=matter_id, state="proposed")
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found

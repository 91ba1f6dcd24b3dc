"""Step three, first half: consent is asked for and answered, and the meeting is called and held."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple, Self
from uuid import UUID

from django.utils import timezone

from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import UNSAID, AsRole, Basis, Circumstances, Form
from kronobarn.core.acting import acting
from kronobarn.demo.county import calendar
from kronobarn.demo.county.tale.sitting import Sitting
from kronobarn.meetings import actions as meetings
from kronobarn.meetings.actions import Decided
from kronobarn.meetings.models import Invited, Meeting
from kronobarn.meetings.rules import Answer, Fits
from kronobarn.meetings.times import actions as times
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind

ALL_KINDS = ("school", "health", "home", "support", "child_words")


class ToDo(NamedTuple):
    """A decision of a meeting: what, who of the invited, until which day."""

    text: str
    who: str = ""
    day: int | None = None


class Together(Sitting):
    """Asking everyone who decides, and meeting."""

    consents: tuple[Consent, ...] = ()
    meeting: Meeting

    def asks_consent(
        self,
        *,
        with_: Sequence[str],
        why: str,
        until: int,
        kinds: Sequence[str] = ("school", "health", "home", "support"),
    ) -> Self:
        """One question to all who decide: may these people's services share?"""
        with self.then():
            asked = consents.ask(
                matter_id=self.matter.pk,
                services=self.areas(with_),
                kinds=kinds,
                why=why,
                until=self.day(until),
                by=self.responsible,
            )
        self.consents = tuple(asked)
        return self

    def says_yes(
        self,
        who: str,
        *,
        only_with: Sequence[str] = (),
        only_kinds: Sequence[str] = (),
        until: int | None = None,
    ) -> Self:
        """Somebody with a sign-in says yes, to all of it or to a part."""
        consent = self._asked_of(who)
        with self.then():
            consents.answer(
                consent=consent,
                services=self.areas(only_with) if only_with else consent.asked_services,
                kinds=only_kinds or consent.asked_kinds,
                until=None if until is None else self.day(until),
                by=self.actor(who),
            )
        return self

    def says_no(self, who: str) -> Self:
        with self.then():
            consents.answer(consent=self._asked_of(who), by=self.actor(who))
        return self

    def yes_said_aloud(self, who: str, how: str, *, form: Form = Form.ORAL) -> Self:
        """A yes that the responsible writes down; `who` is "" for a child without a sign-in."""
        consent = self._asked_of(who)
        with self.then():
            consents.record_answer(
                consent=consent,
                form=form,
                said_on=self.past(0),
                how=how,
                services=consent.asked_services,
                kinds=consent.asked_kinds,
                circumstances=Circumstances(kept_at="Barnets akt, i skåpet på expeditionen")
                if form == Form.WRITTEN
                else UNSAID,
                by=self.responsible,
            )
        return self

    def no_said_aloud(self, who: str, how: str) -> Self:
        with self.then():
            consents.record_answer(
                consent=self._asked_of(who), form=Form.ORAL, said_on=self.past(0), how=how, by=self.responsible
            )
        return self

    def withdraws(self, who: str) -> Self:
        with self.then():
            consents.withdraw(consent=self._asked_of(who), by=self.actor(who))
        return self

    def lawful_ground(self, instead_of: str, basis: Basis, reason: str) -> Self:
        with self.then():
            consents.record_alternative(
                consent=self._asked_of(instead_of), basis=basis, reason=reason, by=self.responsible
            )
        return self

    def _asked_of(self, who: str) -> Consent:
        """The latest question to somebody; to the child, when no name is given."""
        if not who:
            return next(one for one in self.consents if one.as_role == AsRole.CHILD)
        return next(one for one in self.consents if one.giver_id == self.somebody(who).pk)

    # The meeting ---------------------------------------------------------------------------------

    def calls_meeting(
        self,
        day: int,
        hour: time,
        *,
        with_: Sequence[str],
        place: str,
        wishes: str = "",
        minutes: int = 60,
        or_on: Sequence[int] = (),
    ) -> Self:
        """A meeting on a working day. The responsible comes, and these people; or are asked which of several days fits."""
        starts_at, *others = [self._at(one, hour) for one in (day, *or_on)]
        with self.then():
            self.meeting = meetings.call(
                matter=self.matter,
                starts_at=starts_at,
                proposed=[starts_at, *others] if others else (),
                minutes=minutes,
                place=place,
                invited=[self.holder, *(self.assignment(name) for name in with_)],
                child_wishes=wishes,
                by=self.responsible,
            )
        return self

    def _at(self, day: int, hour: time) -> datetime:
        on = calendar.working_day(self.day(day))
        if on <= self.town.today < self.day(day):  # a coming weekend: the Monday after
            on = self.day(day) + timedelta(days=7 - self.day(day).weekday())
        return timezone.make_aware(datetime.combine(on, hour))

    def says_which_fit(self, who: str, *fits: Fits) -> Self:
        """Of each proposed time, the first one first."""
        with self.then():
            times.answer(meeting=self.meeting, fits=dict(enumerate(fits, start=1)), by=self.actor(who))
        return self

    def answers_call(self, who: str, answer: Answer = Answer.YES) -> Self:
        with self.then():
            self.reads(self.meeting, self.actor(who))
            meetings.answer(meeting=self.meeting, answer=answer, by=self.actor(who))
        return self

    def meeting_held(
        self, *, notes: str, decided: Sequence[ToDo], absent: Sequence[str] = (), disagreement: str = ""
    ) -> Self:
        """Everybody called came, but those who were absent."""
        self.moment = max(self.moment, self.meeting.starts_at + timedelta(minutes=self.meeting.minutes))
        with acting(self.responsible):
            invited = list(Invited.objects.filter(child=self.child, record=self.meeting.pk))
        away = {self.somebody(name).pk for name in absent}
        by_person: dict[int | None, UUID] = {one.person_id: one.pk for one in invited}
        with self.then():
            meetings.hold(
                meeting=self.meeting,
                came=[one.pk for one in invited if one.person_id not in away],
                notes=notes,
                decisions=[
                    Decided(
                        text=todo.text,
                        by_whom=by_person[self.somebody(todo.who).pk] if todo.who else None,
                        due_on=None if todo.day is None else self.day(todo.day),
                    )
                    for todo in decided
                ],
                disagreement=disagreement,
                by=self.responsible,
            )
            # It is long ago: everybody has read it.
            notices.settle(
                child_id=self.child.pk, subject=self.meeting.pk, kinds=[TaskKind.READ_MEETING], by=self.responsible
            )
        return self

    def meeting_cancelled(self) -> Self:
        with self.then():
            meetings.cancel(meeting=self.meeting, because="Flera är sjuka. Vi hittar en ny tid.", by=self.responsible)
        return self

    def ended_without_cooperation(self, because: str) -> Self:
        with self.then():
            meetings.end_without_cooperation(meeting=self.meeting, because=because, by=self.responsible)
        return self

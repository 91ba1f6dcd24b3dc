"""Steps one and two: something is noticed, received, gathered about, understood and decided."""

from datetime import date
from typing import Self

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.models import Analysis, Handover, Source
from kronobarn.assessments.rules import KnownHow, NextStep, Perspective
from kronobarn.chronology import actions as chronology
from kronobarn.chronology.rules import Precision, Significance
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Ground, Role, SeatGround
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter, Signal
from kronobarn.concerns.rules import NOTIFIER_STAYS, Knows, Outcome, State
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.demo.county.tale.base import Tale
from kronobarn.my_world import actions as my_world
from kronobarn.my_world.maps import switched_on
from kronobarn.my_world.rules import Module
from kronobarn.practice import pack

SO_THAT = "För att förstå hur barnet har det, från flera håll."
PASSED_ON = "Den som ansvarar behöver se hela bilden."
TO_BE_TOLD = "Den som berättade ville att det skulle föras vidare"
CHILD, GUARDIAN, PROFESSIONAL = Perspective.CHILD, Perspective.GUARDIAN, Perspective.PROFESSIONAL


class Gathering(Tale):
    """From the first signal to the choice of one of the three ways on."""

    sent: Signal
    matter: Matter
    sources: dict[str, Source]
    analysis: Analysis
    handover: Handover

    def signal(
        self,
        what: str,
        *,
        by: str = "",
        seen: int,
        child: Knows = Knows.YES,
        guardians: Knows = Knows.YES,
        who: str = "",
        urgent: bool = False,
        ground: Ground | None = None,
        necessity: str = "",
    ) -> Self:
        """Somebody tells the responsible what they have seen or heard."""
        actor = self.actor(by)
        with self.then():
            if actor.name not in self.seated:
                self._comes_forward(actor)
            self.sent = concerns.notice(
                child=self.child,
                what_was_seen=what,
                seen_on=self.past(seen),
                child_knows=child,
                guardians_know=guardians,
                who_noticed=who,
                urgent=urgent,
                ground=ground,
                necessity=necessity,
                by=actor,
            )
        return self

    def _comes_forward(self, actor: Actor) -> None:
        """As `circles.come_forward`, for as long as whoever notices stays: in a story that day has passed."""
        assignment = next(one for one in self.town.assignments[actor.name] if one.pk == actor.assignment_id)
        circles.grant_seat(
            child_id=self.child.pk,
            role=Role.NOTIFIER,
            ground=SeatGround.NOTICED,
            assignment=assignment,
            until=clock.now() + NOTIFIER_STAYS,
            by=actor,
        )

    def received(self) -> Self:
        with self.then():
            self.reads(self.sent, self.responsible)
            self.matter = concerns.receive(signal=self.sent, by=self.responsible)
        self.sources = {}
        return self

    def happened(
        self,
        what: str,
        *,
        on: date,
        means: Significance,
        source: str,
        known: KnownHow = KnownHow.TOLD_BY_GUARDIAN,
        did: str = "",
        why_not: str = "",
        by: str = "",
    ) -> Self:
        """An event in the child's life, as somebody has told of it."""
        with self.then():
            chronology.add(
                child=self.child,
                what=what,
                happened_on=on,
                precision=Precision.MONTH,
                significance=means,
                known=known,
                source=source,
                did=did,
                no_action_because=why_not,
                by=self.actor(by),
            )
        return self

    # Gathering -----------------------------------------------------------------------------------

    def asks(
        self,
        who: str,
        *,
        by_day: int,
        question: str = "",
        ground: Ground = Ground.HARM_TEST,
        necessity: str = "",
    ) -> Self:
        """Ask a professional, a guardian or the child with a sign-in to tell."""
        at_work = who in self.town.assignments
        self.seated.add(who)
        with self.then():
            self.sources[who] = assessments.ask_source(
                matter=self.matter,
                kind=PROFESSIONAL if at_work else CHILD if who == self.child.full_name else GUARDIAN,
                person=None if at_work else self.somebody(who),
                assignment=self.assignment(who) if at_work else None,
                due_on=self.day(by_day),
                question=question,
                purpose=SO_THAT,
                ground=None if at_work and self.works_here(who) else ground,
                necessity=necessity,
                by=self.responsible,
            )
        return self

    def withheld_from(self, who: str, reason: str, *, looked_over: int) -> Self:
        """What was noticed must not be known to one of the guardians."""
        with self.then():
            circles.withhold(
                record=self.sent.record,
                guardians=[self.somebody(who)],
                reason=reason,
                review_on=self.day(looked_over),
                by=self.responsible,
            )
        return self

    def asks_child(self, *, by_day: int, question: str = "") -> Self:
        """Ask a child who has no sign-in: somebody else writes the words down."""
        with self.then():
            self.sources[""] = assessments.ask_source(
                matter=self.matter, kind=CHILD, due_on=self.day(by_day), question=question, by=self.responsible
            )
        return self

    def tells(
        self,
        who: str,
        area: str,
        *,
        works: str = "",
        hard: str = "",
        ground: Ground = Ground.HARM_TEST,
        keeps_because: str = "",
    ) -> Self:
        """Somebody tells for themselves. A professional in another service may decide to keep it, and says why."""
        family = who not in self.town.assignments
        share = None if family or keeps_because or self.works_here(who) else ground
        with self.then():
            assessments.observe(
                matter=self.matter,
                perspective=(CHILD if who == self.child.full_name else GUARDIAN) if family else PROFESSIONAL,
                area_key=area,
                works=works,
                hard=hard,
                share_with_responsible=share,
                necessity=keeps_because or (PASSED_ON if share else ""),
                by=self.actor(who),
            )
        return self

    def child_says(self, words: str, area: str, *, to: str = "", where: str, works: str = "", hard: str = "") -> Self:
        """The child's own words, written down by somebody the child talks with."""
        return self._quoted(CHILD, words, area, to, where, works, hard, Ground.HARM_TEST)

    def guardian_says(
        self, words: str, area: str, *, to: str = "", where: str, works: str = "", hard: str = ""
    ) -> Self:
        """A guardian's own words, from a visit or the telephone."""
        return self._quoted(GUARDIAN, words, area, to, where, works, hard, Ground.HARM_TEST)

    def _quoted(
        self,
        whose: Perspective,
        words: str,
        area: str,
        to: str,
        where: str,
        works: str,
        hard: str,
        ground: Ground,
    ) -> Self:
        other_service = bool(to) and not self.works_here(to)
        with self.then():
            assessments.observe(
                matter=self.matter,
                perspective=whose,
                area_key=area,
                works=works,
                hard=hard,
                exact_words=words,
                said_by=where,
                share_with_responsible=ground if other_service else None,
                necessity=TO_BE_TOLD if other_service else "",
                by=self.actor(to),
            )
        return self

    def puts_in_place(
        self, module: Module, place: str, *, by: str = "", works: str = "", hard: str = "", said: str = ""
    ) -> Self:
        """A note in one of the modules, where the county uses it: what was seen at work, or what a guardian `said`."""
        if switched_on(pack.of(self.matter.record.practice_version), module) is None:
            return self
        with self.then():
            my_world.add(
                matter=self.matter,
                module=module,
                place=place,
                works=works,
                hard=hard,
                perspective=GUARDIAN if said else PROFESSIONAL,
                said_by=said,
                by=self.actor(by),
            )
        return self

    def is_done(self, *who: str) -> Self:
        """They have told what they had to tell."""
        for name in who:
            with self.then():
                assessments.mark_source_done(source=self.sources[name], by=self.actor(name))
        return self

    def child_is_done(self) -> Self:
        with self.then():
            assessments.mark_source_done(source=self.sources[""], by=self.responsible)
        return self

    def declines_to_tell(self, who: str, reason: str) -> Self:
        with self.then():
            assessments.decline_source(source=self.sources[who], reason=reason, by=self.actor(who))
        return self

    # Understanding and deciding ---------------------------------------------------------------------

    def analysed(
        self,
        *,
        obstacle: str,
        information: str,
        myself: str,
        my_service: str,
        others: str,
        child_view: str = "",
        how: str = "",
    ) -> Self:
        answers = {
            "obstacle": obstacle,
            "information": information,
            "myself": myself,
            "my_service": my_service,
            "others": others,
        }
        with self.then():
            self.analysis = assessments.analyse(
                matter=self.matter, answers=answers, child_view=child_view, child_view_how=how, by=self.responsible
            )
        return self

    def own_service_can(self, reason: str) -> Self:
        return self._decides(NextStep.OWN_SERVICE, reason)

    def together(self, reason: str) -> Self:
        return self._decides(NextStep.TOGETHER, reason)

    def _decides(self, step: NextStep, reason: str) -> Self:
        with self.then():
            assessments.decide(analysis=self.analysis, decision=step, reason=reason, by=self.responsible)
        return self

    def hands_over(self, to: str, reason: str, *, ground: Ground, necessity: str = "") -> Self:
        with self.then():
            assessments.decide(
                analysis=self.analysis,
                decision=NextStep.OTHER_SERVICE,
                reason=reason,
                to_assignment=self.assignment(to),
                ground=ground,
                necessity=necessity,
                by=self.responsible,
            )
        with acting(self.responsible):
            self.handover = Handover.objects.get(child=self.child, record=self.analysis.pk)
        return self

    def handover_received(self, by: str, answer: str) -> Self:
        with self.then():
            assessments.receive_handover(handover=self.handover, answer=answer, by=self.actor(by))
        return self

    def handover_declined(self, by: str, reason: str) -> Self:
        with self.then():
            assessments.decline_handover(handover=self.handover, reason=reason, by=self.actor(by))
        return self

    def moved_to(self, state: State) -> Self:
        with self.then():
            self.matter = concerns.move(matter=self.matter, state=state, by=self.responsible)
        return self

    def closed(self, outcome: Outcome, because: str) -> Self:
        with self.then():
            concerns.close(matter=self.matter, outcome=outcome, because=because, by=self.responsible)
        return self

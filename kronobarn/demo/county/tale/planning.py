"""Step three, second half: the child's plan, from the first draft to the evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self
from uuid import UUID

from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role, WithheldBecause
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.demo.county.paper import sheet
from kronobarn.demo.county.tale.together import Together
from kronobarn.documents import actions as documents
from kronobarn.documents.rules import OWN_PAPER, HandedIn
from kronobarn.documents.taking import may_take_pdf
from kronobarn.plans import actions as plans
from kronobarn.plans.models import Goal, Party, Plan, PlanAction
from kronobarn.plans.rules import ActionState, AgreementAnswer, AgreementForm, Heard, OtherKind, Reply, SaidBy

LEFT_UNSAID = 5
"""One in so many has not got round to saying yes to what they are asked to do."""


class Does(NamedTuple):
    """What somebody does towards a goal, until which day."""

    who: str
    what: str
    until: int


@dataclass(frozen=True, slots=True)
class Aim:
    """One goal: the need, how it should become, how everybody will see it, and who does what."""

    area: str
    need: str
    outcome: str
    seen: str
    does: Sequence[Does] = field(default=())
    said_by: SaidBy = SaidBy.CHILD


class Planning(Together):
    """The plan. It is written by the responsible; each contact person answers for their service."""

    plan: Plan
    revision: int
    parties: dict[str, Party]
    places: dict[int, UUID]
    asked: list[tuple[str, str]]
    """Who has been asked to do what, in the order of the plan."""

    def starts_plan(
        self,
        *,
        services: Sequence[str],
        wants: str,
        how: str = "",
        otherwise: str = "",
        disagreement: str = "",
        own_contact: str = "",
        accepts: bool = True,
    ) -> Self:
        """Begin, with a contact person from each service; they accept unless they are still to answer."""
        self.asked = []
        by = self.responsible
        with self.then():
            self.plan = plans.start(matter=self.matter, by=by)
            self.revision, self.parties = 0, {}
            if own_contact:
                plans.change_contact(
                    party=self._own_party(by),
                    contact=self.assignment(own_contact),
                    seen=self._seen(),
                    by=by,
                )
            for name in services:
                self.parties[name] = plans.add_party(
                    plan=self.plan, contact=self.assignment(name), seen=self._seen(), by=by
                )
                if accepts:
                    plans.answer_as_party(party=self.parties[name], accept=True, by=self.actor(name))
                    self.revision += 1
            plans.set_words(
                plan=self.plan,
                child_wants=wants,
                child_view_how=how,
                contingency=otherwise,
                disagreement=disagreement,
                seen=self._seen(),
                by=by,
            )
        return self

    def puts_in_paper(self, who: str, heading: str, *lines: str, handed_in: HandedIn = OWN_PAPER) -> Self:
        """Somebody puts a paper in the plan, as PDF. Where files cannot be searched and none are taken, there is none."""
        if may_take_pdf():
            with self.then():
                sent = sheet(heading, lines)
                documents.add(record=self.plan.record, sent=sent, handed_in=handed_in, by=self.actor(who))
        return self

    def aims(self, *aims: Aim) -> Self:
        by = self.responsible
        self.places = self._places(by)
        self.asked += [(one.who, one.what) for aim in aims for one in aim.does if one.who]
        for aim in aims:
            with self.then():
                goal = plans.add_goal(
                    plan=self.plan,
                    area_key=aim.area,
                    need=aim.need,
                    desired_outcome=aim.outcome,
                    how_we_see_it=aim.seen,
                    said_by=aim.said_by,
                    seen=self._seen(),
                    by=by,
                )
                for one in aim.does:
                    plans.add_action(
                        goal=goal,
                        what=one.what,
                        doer=self._place_of(one.who),
                        since=self.past(0),
                        until=self.day(one.until),
                        seen=self._seen(),
                        by=by,
                    )
        return self

    def led_by(self, who: str, *, next_review: int) -> Self:
        """Name who holds the plan together, and when it is followed up."""
        by = self.responsible
        with self.then():
            plans.name_lead(
                plan=self.plan,
                lead=self.assignment(who) if who else self.holder,
                next_review_on=self.day(next_review),
                seen=self._seen(),
                by=by,
            )
        return self

    def hears(self, how: str, *, heard: Heard = Heard.TALK, why: str = "") -> Self:
        """The family was heard otherwise than at a meeting; or was called and did not come, and why the plan goes on."""
        with self.then():
            plans.hear(
                plan=self.plan,
                heard=heard,
                heard_on=self.past(0),
                heard_how=how,
                heard_why=why,
                seen=self._seen(),
                by=self.responsible,
            )
        return self

    def other_plan(self, kind: OtherKind, who: str, *, since: int, kept: str) -> Self:
        """Another plan that exists, in the service of somebody who takes part."""
        with self.then():
            plans.note_other(
                plan=self.plan,
                kind=kind,
                area=self.assignment(who).unit.area,
                since=self.past(since),
                where_kept=kept,
                seen=self._seen(),
                by=self.responsible,
            )
        return self

    def replies(self, who: str, what: str, answer: Reply, words: str = "") -> Self:
        """Somebody answers about what they are asked to do."""
        by = self.actor(who)
        with acting(by):
            one = PlanAction.objects.get(child=self.child, record=self.plan.pk, what=what)
        with self.then():
            plans.reply(plan_action=one, answer=answer, words=words, by=by)
        return self

    def goal_withheld_from(self, who: str, outcome: str, reason: str, *, looked_over: int) -> Self:
        """One goal must not be known to one of the guardians."""
        with acting(self.responsible):
            goal = Goal.objects.get(child=self.child, record=self.plan.pk, desired_outcome=outcome)
        with self.then():
            plans.withhold(
                plan=self.plan,
                part=goal.pk,
                guardians=[self.somebody(who)],
                because=WithheldBecause.CHILD,
                reason=reason,
                review_on=self.day(looked_over),
                by=self.responsible,
            )
        return self

    def activated(self) -> Self:
        with self.then():
            self.plan = plans.activate(plan=self.plan, by=self.responsible)
        self.revision = self.plan.revision
        for who, what in (one for at, one in enumerate(self.asked, 1) if at % LEFT_UNSAID):
            self._says_yes(who, what)
        return self

    def _says_yes(self, who: str, what: str) -> None:
        """To what one is asked to do, unless it went without saying: one asked oneself."""
        by = self.actor(who)
        with acting(by):
            one = PlanAction.objects.get(child=self.child, record=self.plan.pk, what=what)
        if one.reply == Reply.ASKED:
            with self.then():
                plans.reply(plan_action=one, answer=Reply.ACCEPTED, by=by)

    def agrees(self, who: str, answer: AgreementAnswer = AgreementAnswer.AGREES, words: str = "") -> Self:
        with self.then():
            self.reads(self.plan, self.actor(who))
            plans.agree(
                plan=self.plan,
                person=self.somebody(who),
                answer=answer,
                form=AgreementForm.SIGNED_IN,
                words=words,
                by=self.actor(who),
            )
        return self

    def did(self, who: str, what: str) -> Self:
        """Somebody says that what they took on is done."""
        by = self.actor(who)
        with acting(by):
            one = PlanAction.objects.get(child=self.child, record=self.plan.pk, what=what)
        with self.then():
            plans.finish_action(plan_action=one, state=ActionState.DONE, by=by)
        return self

    def party_answers(self, who: str, *, accept: bool = True, why: str = "") -> Self:
        by = self.actor(who)
        with self.then():
            plans.answer_as_party(party=self.parties[who], accept=accept, why=why, by=by)
            self.revision += 1
        return self

    def revised(self) -> Self:
        with self.then():
            plans.revise(plan=self.plan, by=self.responsible)
        return self

    # What is there now ------------------------------------------------------------------------------

    def _seen(self) -> int:
        """The revision that whoever writes has before them: each change adds one."""
        self.revision += 1
        return self.revision - 1

    def _own_party(self, by: Actor) -> Party:
        with acting(by):
            return Party.objects.get(child=self.child, record=self.plan.pk, area=self.holder.unit.area_id)

    def _places(self, by: Actor) -> dict[int, UUID]:
        """Everybody's first place at the table, by person: as the plan's own list of doers has it."""
        with acting(by):
            seats = Seat.objects.standing().filter(child=self.child).exclude(role=Role.NOTIFIER)
            return dict(seats.order_by("-since").values_list("person", "pk"))

    def _place_of(self, who: str) -> UUID:
        person = self.somebody(who) if who else self.holder.person
        return self.places[person.pk]

"""The plan in words: who does what as it is told to a reader, and the content that a version freezes. Writes nothing."""

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _
from markupsafe import Markup

from kronobarn.authorities.models import Assignment
from kronobarn.core import veil
from kronobarn.core.actor import Actor
from kronobarn.core.language import written_down
from kronobarn.people.models import Child, Person
from kronobarn.plans import sentences
from kronobarn.plans.contents import ActionContent, Content, GoalContent, HeardContent, OtherContent, PartyContent
from kronobarn.plans.models import Goal, OtherPlan, PlanAction
from kronobarn.plans.reads import Rows
from kronobarn.practice import pack
from kronobarn.ui.language import spoken
from kronobarn.ui.signs import reread


@veil.unveiled
def content(of: Rows) -> Content:
    """What a version freezes: everything in words, so that it needs no other table to be read."""
    lead = next((party.contact for party in of.parties if party.contact_id == of.plan.lead_id), of.plan.lead)
    by_goal: dict[UUID, list[ActionContent]] = {}
    for one in of.actions:
        by_goal.setdefault(one.goal_id, []).append(_action(one))
    return Content(
        child_wants=of.plan.child_wants,
        child_view_how=of.plan.child_view_how,
        contingency=of.plan.contingency,
        disagreement=of.plan.disagreement,
        lead=who(lead.person, lead) if lead else "",
        next_review_on=of.plan.next_review_on.isoformat() if of.plan.next_review_on else "",
        parties=[
            PartyContent(area=party.area.name, contact=who(party.contact.person, party.contact), answer=party.answer)
            for party in of.parties
        ],
        heard=HeardContent(
            heard=of.plan.heard,
            on=of.plan.heard_on.isoformat() if of.plan.heard_on else "",
            how=of.plan.heard_how,
            why=of.plan.heard_why,
        ),
        others=[_other(one) for one in of.others],
        goals=[
            _goal(goal, number, by_goal.get(goal.pk, []), of.plan.record.practice_version)
            for number, goal in enumerate(of.goals, start=1)
        ],
    )


def stored(of: Rows) -> Content:
    """The same in the county's language, to be compared with what is frozen in it."""
    with written_down():
        return content(of)


def areas_said(version: str) -> dict[str, str]:
    """What the wheel's areas are called in the reader's language, by the names that are stored.

    Where the version has no words in it, the page says which language they are in.
    """
    words, theirs = pack.of(version), pack.foreign(version)
    if theirs:
        return {area.label: Markup('<span lang="{}">{}</span>').format(theirs, area.label) for area in words.areas}
    said = {area.key: area.label for area in pack.spoken(words, spoken()).areas}
    return {area.label: said.get(area.key, area.label) for area in words.areas}


def _goal(goal: Goal, number: int, actions: list[ActionContent], version: str) -> GoalContent:
    """A goal is numbered by its place in what the reader reads: a number left out would tell that one is."""
    return GoalContent(
        id=str(goal.pk),
        number=number,
        area=pack.of(version).label(goal.area_key),
        need=goal.need,
        desired_outcome=goal.desired_outcome,
        how_we_see_it=goal.how_we_see_it,
        said_by=goal.said_by,
        state=goal.state,
        actions=actions,
    )


def _other(one: OtherPlan) -> OtherContent:
    return OtherContent(
        id=str(one.pk),
        kind=str(one.get_kind_display()),
        area=one.area.name,
        since=one.since.isoformat(),
        where_kept=one.where_kept,
        ended_on=one.ended_on.isoformat() if one.ended_on else "",
    )


def _action(one: PlanAction) -> ActionContent:
    return ActionContent(
        id=str(one.pk),
        what=one.what,
        who=doer(one),
        since=one.since.isoformat(),
        until=one.until.isoformat(),
        state=one.state,
        first_step=one.first_step,
        reply=one.reply,
        reply_words=one.reply_words,
    )


def doer(one: PlanAction) -> str:
    """Who does it; somebody without an account by what they are called in the plan."""
    return who(one.person, one.assignment) if one.person else one.helper


def who(person: Person, assignment: Assignment | None) -> str:
    """As "Sofia Berg, socialsekreterare, Socialkontoret"; family by name alone."""
    if assignment is None:
        return person.full_name
    return f"{person.full_name}, {str(assignment.get_profession_display()).lower()}, {assignment.unit.name}"


def told_to(actor: Actor, child: Child) -> Callable[[str], str]:
    """How `who` is told to a reader, in the signs of their language."""
    named = named_to(actor, child)
    return lambda said: reread(named(said), sentences.WHO_PARTS)


def named_to(actor: Actor, child: Child) -> Callable[[str], str]:
    """What a reader is told of `who`: one in the family may be whom a protected child is protected from.

    As "Sofia Berg, socialsekreterare": a unit's name tells where the child lives, to all but those who work there.
    To the family the others in the family are not named.
    """

    def told(said: str) -> str:
        name, *where = said.split(", ")
        if not where:
            told_all = not (actor.is_family or veil.hangs())
            return said if told_all or said in ("", actor.name) else _("Någon i familjen")
        return said if is_at_readers_unit(said, actor) else f"{name}, {where[0]}"

    return told if hides_places(actor, child) else str


def hides_places(actor: Actor, child: Child) -> bool:
    """Whether the names of other services than the reader's own are left out."""
    return child.is_protected


def is_at_readers_unit(who: str, actor: Actor) -> bool:
    """Whether what `who` says is of somebody who works where the reader does."""
    return bool(actor.unit_name) and who.endswith(f", {actor.unit_name}")

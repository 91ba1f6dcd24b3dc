"""What is due in the reader's area: dates, numbers and references, in four questions whatever has been written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.oversight import references
from kronobarn.retention import policy, schedule
from kronobarn.retention.models import CLASSES, SEES, Hold, Proposal, ProposedAct, Removal
from kronobarn.retention.rules import ANSWERED_WITHIN, MOST_AT_ONCE, Act, Key, Status, ripe_on, status, that_can_go

_MY_ACTS: Final = "SELECT * FROM retention_my_acts()"
_LEANING: Final = "SELECT child_id, area_id, retention_class, on_class FROM retention_leaning_on_mine()"
A_PAGE: Final = 200


@dataclass(frozen=True)
class Ripe:
    """An act whose time has come, and what is to be said of it."""

    act: Act
    due_on: date
    status: Status

    @property
    def class_label(self) -> str:
        return class_label(self.act.key.retention_class)


@dataclass(frozen=True)
class Listed:
    """The same, as the page shows it."""

    reference: str
    class_label: str
    records: int
    last_entry: date
    due_on: date


def class_label(retention_class: str) -> str:
    """A class in words."""
    return str(CLASSES[retention_class])


def ripe(actor: Actor) -> list[Ripe]:
    """Every act of the actor's area whose time has come, those that have waited longest first."""
    return weighed(*_asked(actor), today=clock.today())


def to_propose(actor: Actor) -> list[Ripe]:
    """As much as can be looked through at once, and nothing that something which stays then leans on."""
    acts, leaning = _asked(actor)
    due = [one for one in weighed(acts, leaning, today=clock.today()) if one.status is Status.DUE][:MOST_AT_ONCE]
    free = that_can_go((one.act.key for one in due), leaning)
    return [one for one in due if one.act.key in free]


def _asked(actor: Actor) -> tuple[list[Act], list[tuple[Key, Key]]]:
    """The acts of the actor's area, and what leans on them."""
    assert actor.area_id is not None
    with connection.cursor() as cursor:
        cursor.execute(_MY_ACTS)
        acts = [act_of(actor.area_id, row) for row in cursor.fetchall()]
        cursor.execute(_LEANING)
        return acts, [pair_of(actor.area_id, row) for row in cursor.fetchall()]


def act_of(area_id: int, row: tuple[Any, ...]) -> Act:
    """A row of `retention_acts`."""
    child_id, retention_class, regimes, records, last_entry, closed_on, turns_from, births, is_open, is_held = row
    key = Key(area_id, child_id, retention_class)
    return Act(
        key, tuple(regimes), records, last_entry, closed_on, turns_from, tuple(births), bool(is_open), bool(is_held)
    )


def pair_of(area_id: int, row: tuple[Any, ...]) -> tuple[Key, Key]:
    """A row of `retention_leaning`: which act leans on which of the area's."""
    child_id, other_area, retention_class, on_class = row
    return Key(other_area, child_id, retention_class), Key(area_id, child_id, on_class)


def weighed(acts: Iterable[Act], leaning: Iterable[tuple[Key, Key]], *, today: date) -> list[Ripe]:
    """The acts against the county's rules, and against what leans on them."""
    rules = schedule.current()
    found = []
    for act in acts:
        terms = [term for one in act.regimes if (term := rules.term(one, act.key.retention_class))]
        if len(terms) < len(act.regimes):
            continue
        stands = status(act, terms, today=today, research_days=rules.research_days)
        day = ripe_on(act, terms)
        if stands is not None and day is not None:
            found.append(Ripe(act, day, stands))
    free = that_can_go((one.act.key for one in found if one.status is Status.DUE), leaning)
    return sorted(
        (_waiting(one) if one.status is Status.DUE and one.act.key not in free else one for one in found),
        key=lambda one: (one.due_on, one.act.key),
    )


def _waiting(one: Ripe) -> Ripe:
    return Ripe(one.act, one.due_on, Status.WAITS)


def by_status(found: Iterable[Ripe], actor: Actor) -> dict[str, list[Listed]]:
    """The acts as the page lists them, under where they stand."""
    listed: dict[str, list[Listed]] = {stands.value: [] for stands in Status}
    for one in found:
        act = one.act
        reference = references.written(act.key.child_id, actor)
        listed[one.status.value].append(Listed(reference, one.class_label, act.records, act.last_entry, one.due_on))
    return listed


def proposals(actor: Actor) -> list[Proposal]:
    """The latest ones, with who proposed and who approved."""
    rows = Proposal.objects.visible_to(actor).select_related("proposed_by", "approved_by", "withdrawn_by")
    return list(rows.order_by("-proposed_at")[:24])


def waiting(actor: Actor) -> Proposal | None:
    """The one that has not been carried out yet: for the second person to answer, or for the night."""
    return Proposal.objects.visible_to(actor).filter(carried_out_at=None, withdrawn_at=None).first()


def to_approve(actor: Actor) -> list[Line]:
    """What waits on My day for whoever may say the second yes, until somebody has said it or taken the proposal back."""
    proposal = waiting(actor) if actor.role in SEES else None
    if proposal is None or not policy.may_approve(actor, proposal):
        return []
    due_on = timezone.localdate(proposal.proposed_at) + ANSWERED_WITHIN
    return [Line(_("Granska ett gallringsförslag"), address("retention:proposal", proposal.pk), due_on)]


def acts_of(proposal: Proposal, actor: Actor) -> list[Listed]:
    """What a proposal names, until it is carried out."""
    rows = ProposedAct.objects.visible_to(actor).filter(proposal=proposal).order_by("due_on", "pk")
    return [
        Listed(
            references.written(one.child_id, actor),
            class_label(one.retention_class),
            one.records,
            one.last_entry,
            one.due_on,
        )
        for one in rows[:A_PAGE]
    ]


def removals(proposal: Proposal, actor: Actor) -> list[Removal]:
    """What went with a proposal."""
    return list(Removal.objects.visible_to(actor).filter(proposal=proposal))


def holds(actor: Actor) -> list[tuple[Hold, str]]:
    """What stands in the way, each with the child's reference."""
    rows = Hold.objects.visible_to(actor).filter(ended_at=None).select_related("placed_by").order_by("-placed_at")
    return [(one, references.written(one.child_id, actor)) for one in rows[:A_PAGE]]


def child_of(reference: str, actor: Actor) -> UUID | None:
    """The child behind a reference, among those that the area has written about."""
    stretch = references.stretch(reference, actor)
    if stretch is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT child_id FROM ({_MY_ACTS}) a WHERE child_id BETWEEN %s AND %s LIMIT 1", stretch)  # noqa: S608 - its own words
        row = cursor.fetchone()
    return row[0] if row else None


def area_of(actor: Actor) -> SecrecyArea:
    """The actor's own area."""
    assert actor.area_id is not None
    return SecrecyArea.objects.get(pk=actor.area_id)

"""What there is to pass on, to whom, and who will then see it; and what the pages show of a request."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.assessments.models import Observation
from kronobarn.assessments.rules import Perspective
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import places, policy
from kronobarn.circles.models import Disclosure, Record, RecordQuerySet, Seat
from kronobarn.circles.rules import FAMILY, Ground, Kind, Role
from kronobarn.consents.pages import askable
from kronobarn.consents.reads import allowed
from kronobarn.consents.rules import carries
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.disclosures.models import Extent, InformationRequest, InformationRequestQuerySet
from kronobarn.disclosures.rules import MOST, NOT_PASSED_ON, NOT_TO_THE_FAMILY, State
from kronobarn.grounds.reads import by_code
from kronobarn.grounds.rules import LegalGround
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child
from kronobarn.responsibility import reads as following
from kronobarn.responsibility.reads import in_short
from kronobarn.ui.signs import commas, with_and

Choice = tuple[str, str]


# What is passed on ---------------------------------------------------------------------------------


def to_pass_on(
    child_id: UUID, *, by: Actor, area_id: int | None = None, person_id: int | None = None
) -> RecordQuerySet:
    """What one's own service has written and may let go, without what the recipient reads already."""
    rows = Record.objects.visible_to(by).filter(child=child_id, owner=by.area_id)
    rows = rows.exclude(kind__in=sorted(NOT_PASSED_ON if person_id is None else NOT_TO_THE_FAMILY))
    if area_id is not None or person_id is not None:
        given = Disclosure.objects.standing().filter(child=child_id, record=OuterRef("pk"))
        rows = rows.exclude(Exists(given.filter(to_area=area_id, to_person=person_id)))
    return rows.select_related("owner", "author", "author_assignment").order_by("-happened_on", "-written_at", "pk")


def offered(rows: RecordQuerySet) -> list[Choice]:
    """The latest of them, by name."""
    return [(str(record.pk), in_short(record)) for record in rows[:MOST]]


def told_in(records: Collection[Record], *, by: Actor) -> dict[UUID, frozenset[str]]:
    """The kinds of information that each record tells, for consent to be asked of."""
    about = {
        pk: carries(Kind.OBSERVATION, wheel=[area], childs_words=perspective == Perspective.CHILD)
        for pk, area, perspective in Observation.objects.visible_to(by)
        .filter(record__in=[record.pk for record in records if record.kind == Kind.OBSERVATION])
        .values_list("pk", "area_key", "perspective")
    }
    return {
        record.pk: about[record.pk] if record.pk in about else following.told_in(record, by=by) for record in records
    }


def not_covered(records: Collection[Record], to_area: SecrecyArea, *, by: Actor) -> list[str]:
    """What of it the family has not said yes to, a sentence each."""
    if not records:
        return []
    what = allowed(next(iter(records)).child_id)
    told = told_in(records, by=by)
    sentences = [
        what.sentence(in_short(record), to_area, record.owner_id, told[record.pk])
        for record in records
        if what.flow({record.owner_id, to_area.pk}, told[record.pk]) is None
    ]
    return list(dict.fromkeys(sentences))


# Recipients ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recipient:
    """A service at the child's table: its workplaces there, and how many people."""

    area_id: int
    name: str
    units: list[tuple[str, int]]


def at_the_table(child: Child, *, by: Actor) -> list[Recipient]:
    """Every other service that somebody works with the child in."""
    seats = (
        Seat.objects.visible_to(by)
        .standing()
        .working()
        .filter(child=child)
        .exclude(role__in=[*FAMILY, Role.EMERGENCY])
        .exclude(area=by.area_id)
        .select_related("area", "assignment__unit")
        .order_by("area__name", "since")
    )
    people: dict[int, dict[str, set[int]]] = {}
    areas: dict[int, SecrecyArea] = {}
    for seat in seats:
        assert seat.area is not None  # all but the family sit for an area
        assert seat.assignment is not None
        areas[seat.area.pk] = seat.area
        unit = places.unit(child, by, seat.assignment.unit)
        people.setdefault(seat.area.pk, {}).setdefault(unit, set()).add(seat.person_id)
    return [
        Recipient(pk, _function(child, by, areas[pk], units), [(name, len(who)) for name, who in units.items()])
        for pk, units in people.items()
    ]


def _function(child: Child, by: Actor, area: SecrecyArea, units: Iterable[str]) -> str:
    """As "Socialkontoret (socialtjänsten)"; around a protected child the kind of place alone."""
    service, where = places.area(child, by, area), with_and(list(units))
    return where if where == service else f"{where} ({service})"


def told_apart(recipients: Iterable[Recipient]) -> list[Choice]:
    """Services by name; two that read alike around a protected child by a number."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for one in recipients:
        seen[one.name] += 1
        found.append((str(one.area_id), one.name if seen[one.name] == 1 else f"{one.name} {seen[one.name]}"))
    return found


def elsewhere(recipients: Collection[Recipient], *, by: Actor) -> list[tuple[str, list[Choice]]]:
    """The county's other services, by principal."""
    here = {one.area_id for one in recipients}
    near, far = askable(by)
    grouped: dict[str, list[Choice]] = {}
    for principal, services in [*near, *far]:
        grouped.setdefault(principal, []).extend((str(pk), name) for pk, name in services if pk not in here)
    return [(principal, services) for principal, services in grouped.items() if services]


def seen_by(recipients: Iterable[Recipient], area_id: int) -> list[str]:
    """The workplaces that will read it, with how many people; empty when nobody there sits with the child."""
    return [
        ngettext("%(unit)s (%(n)d person)", "%(unit)s (%(n)d personer)", n) % {"unit": unit, "n": n}
        for one in recipients
        if one.area_id == area_id
        for unit, n in one.units
    ]


# The receipt ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Receipt:
    """One decision: everything that was let go at once."""

    to: str
    ground: str
    necessity: str
    decided_at: datetime
    decided_by: str
    items: list[tuple[str, bool]]
    """Each record by name, and whether it is still read."""
    standing: list[Disclosure]
    may_end: Decision


def of_decision(child: Child, decision: UUID, *, by: Actor) -> list[Disclosure]:
    """What one's own service let go with one decision."""
    rows = Disclosure.objects.visible_to(by).filter(child=child, decision=decision, owner=by.area_id)
    found: QuerySet[Disclosure] = rows.select_related(
        "to_area", "to_person", "decided_by", "record__author", "record__author_assignment"
    ).order_by("-record__happened_on", "pk")
    return list(found)


def receipt(child: Child, found: list[Disclosure], *, by: Actor) -> Receipt:
    """The decision, as its page shows it. There is at least one row."""
    first, now = found[0], clock.now()
    standing = [one for one in found if one.until is None or one.until > now]
    return Receipt(
        to=places.area(child, by, first.to_area) if first.to_area else first.to_person.full_name,  # type: ignore[union-attr]
        ground=by_code()[Ground(first.ground)].with_law,
        necessity=first.necessity,
        decided_at=first.since,
        decided_by=_("Du") if first.decided_by_id == by.person_id else first.decided_by.full_name,
        items=[(in_short(one.record), one in standing) for one in found],
        standing=standing,
        may_end=policy.may_end_disclosure(by, standing[0] if standing else first),
    )


# Requests ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A request, as one side of it reads it."""

    request: InformationRequest
    asker: str
    asked: str
    ground: str
    is_ours: bool
    """Whether it is the reader's side that was asked."""
    is_mine: bool
    """Whether the reader asked."""
    state: str
    given: list[str] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        return self.request.state == State.ASKED

    @property
    def is_withdrawn(self) -> bool:
        return self.request.state == State.WITHDRAWN


def requests() -> InformationRequestQuerySet:
    found: InformationRequestQuerySet = InformationRequest.objects.select_related(
        "child", "from_area", "to_area", "asked_by", "asked_for__unit", "answered_by"
    )
    return found


def of_child(child: Child, *, by: Actor) -> list[Shown]:
    """The latest requests about the child, as far as the reader may know."""
    rows = InformationRequest.objects.visible_to(by).filter(child=child)
    rows = rows.select_related("from_area", "to_area", "asked_by", "asked_for__unit")
    found = list(rows.order_by("-asked_at")[:MOST])
    whole = _whole(found, by=by)
    return [_shown(one, child, by, whole.get(one.pk), None) for one in found]


def shown(request: InformationRequest, child: Child, *, by: Actor, given: list[str]) -> Shown:
    """One request, with what was given because of it."""
    return _shown(request, child, by, _whole([request], by=by).get(request.pk), given)


def _whole(requests: Collection[InformationRequest], *, by: Actor) -> dict[UUID, bool]:
    """Of what one's own service has answered, whether all was let go."""
    rows = Extent.objects.visible_to(by).filter(request__in=[one.pk for one in requests])
    return dict(rows.values_list("request", "whole"))


def _shown(request: InformationRequest, child: Child, by: Actor, whole: bool | None, given: list[str] | None) -> Shown:
    is_ours = not by.is_family and request.to_area_id == by.area_id
    return Shown(
        request=request,
        asker=_asker(request, child, by),
        asked=places.area(child, by, request.to_area),
        ground=by_code()[Ground(request.ground)].with_law if request.ground and given is not None else "",
        is_ours=is_ours,
        is_mine=_asked(request, by),
        state=_state(request, whole),
        given=given or [],
    )


def _state(request: InformationRequest, whole: bool | None) -> str:
    """Whoever asked is not told by the state that there is more than they were given."""
    if whole is None:
        return str(request.get_state_display())
    return _("Allt lämnades ut") if whole else _("En del lämnades ut")


def _asked(request: InformationRequest, by: Actor) -> bool:
    return (request.asked_by_id, request.asked_for_id) == (by.person_id, by.assignment_id)


def _asker(request: InformationRequest, child: Child, by: Actor) -> str:
    if _asked(request, by):
        return _("Du")
    if request.asked_for is None:
        return request.asked_by.full_name
    where = places.unit(child, by, request.asked_for.unit)
    if child.is_protected and request.from_area_id != by.area_id:
        return where
    return commas([request.asked_by.full_name, where])


def given_because_of(request: InformationRequest, *, by: Actor) -> list[str]:
    """What was let go, of what the reader can read now."""
    given = Disclosure.objects.visible_to(by).standing().filter(child=request.child_id, decision=request.pk)
    rows = Record.objects.visible_to(by).filter(child=request.child_id, pk__in=given.values("record"))
    return [in_short(record) for record in rows.select_related("author", "author_assignment").order_by("-happened_on")]


def waits_for(request: InformationRequest, *, by: Actor) -> bool:
    """Whether the answer waits to be read by this reader."""
    tasks = Task.objects.visible_to(by).about(request.pk)
    return tasks.filter(kind=TaskKind.READ_ANSWER, done_at=None).exists()


def towards(by: Actor) -> list[LegalGround]:
    """The grounds on which something may be given to the asker's service, whoever is asked."""
    if by.area_id is None:
        return []
    regime = SecrecyArea.objects.get(pk=by.area_id).regime
    return [one for one in by_code().values() if one.is_chosen and regime in one.recipients]

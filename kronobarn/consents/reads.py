"""What may be shared right now, and whom to ask: asked by plans, meetings and the child's page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles.models import Disclosure, OfRecordQuerySet, Record, RecordQuerySet
from kronobarn.circles.rules import Ground, Kind
from kronobarn.consents import rules
from kronobarn.consents.models import Consent, Maturity
from kronobarn.consents.rules import AsRole, ChildsPart, Decider, Flow, Standing, State, Yes
from kronobarn.core import clock, veil
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child, Guardianship, name_of
from kronobarn.people.rules import age_on
from kronobarn.practice import pack
from kronobarn.ui.signs import quoted, with_and

_STANDS = """
SELECT request, owner_id, as_role, person_id, services, kinds, since, until, is_alternative
FROM consents_that_stand(%s)
"""


def deciders(child_id: UUID, on: date, *, child: Child | None = None) -> tuple[Decider, ...]:
    """Everyone whose answer is asked for on a day: guardians who decide, and the child by age."""
    child = child or Child.objects.get(pk=child_id)
    rows = _guardians(child_id, on)
    assessed = rows[0][-1] if rows else ""  # without a guardian nobody can be asked anyway
    return rules.deciders(
        [(guardian, veil.name_of(guardian) or name_of(given, family)) for guardian, given, family, _assessed in rows],
        (child.person_id, child.short_name or str(_("Barnet"))),
        age=age_on(on, born_on=child.born_on),
        nobody=_("Vårdnadshavare (ingen är inskriven)"),
        assessed=ChildsPart(assessed) if assessed else None,
    )


@prepared
def _guardians(child_id: UUID, on: date) -> QuerySet[Guardianship, tuple[int, str, str, str]]:
    """Who has custody on a day, and what has been assessed of the child's own part."""
    rows: QuerySet[Guardianship, tuple[int, str, str, str]] = (
        Guardianship.objects.filter(Q(until=None) | Q(until__gte=on), child=child_id, since__lte=on)
        .annotate(assessed=Func(F("child"), function="consents_maturity", output_field=CharField()))
        .order_by("since", "guardian__given_name")
        .values_list("guardian", "guardian__given_name", "guardian__family_name", "assessed")
    )
    return rows


def aside(record_id: UUID, *, by: Actor) -> tuple[str, UUID] | None:
    """Where a record about consent that is not somebody's answer is read: an assessment, or a ground in law."""
    question = Consent.objects.filter(
        child=OuterRef("child"),
        request=OuterRef("lawfulalternative__request"),
        giver=OuterRef("lawfulalternative__person"),
    )
    records = Record.objects.visible_to(by).filter(pk=record_id, kind=Kind.CONSENT, consent=None)
    found = records.annotate(question=Subquery(question.values("pk")[:1])).values_list("question", "child").first()
    if found is None:
        return None
    return ("consents:consent", found[0]) if found[0] else ("consents:maturity", found[1])


def assessments_of(child_id: UUID, *, by: Actor) -> QuerySet[Maturity]:
    """What has been assessed, the latest first."""
    rows: QuerySet[Maturity] = Maturity.objects.visible_to(by)
    return rows.filter(child=child_id).select_related("record__author", "record__owner").order_by("-assessed_at")


def yeses(child_id: UUID) -> list[Yes]:
    """What allows sharing, for anyone who sits with the child. Row-level security lets nothing else through."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, [child_id])
        return [
            Yes(
                request=request,
                owner=owner,
                role=AsRole(role),
                person=person,
                services=frozenset(services),
                kinds=frozenset(kinds),
                since=since,
                until=until,
                is_alternative=is_alternative,
            )
            for request, owner, role, person, services, kinds, since, until, is_alternative in cursor.fetchall()
        ]


def standing(
    child_id: UUID, area_ids: Collection[int], on: date, *, kinds: Collection[str] = (), child: Child | None = None
) -> Standing:
    """Whether these services may share these kinds about the child that day, until when, and who is missing.

    The one who asked counts as covered. No services is never ok: there is nobody to share with.
    """
    return rules.standing(deciders(child_id, on, child=child), yeses(child_id), area_ids, on=on, kinds=kinds)


def whole(child_id: UUID, on: date, *, kinds: Collection[str] = ()) -> Standing:
    """Everything that may be shared that day: its `services` are those that everyone has said yes to."""
    said = yeses(child_id)
    named = {area for yes in said for area in yes.services}
    return rules.standing(deciders(child_id, on), said, named, on=on, kinds=kinds) if named else Standing(ok=False)


@dataclass(frozen=True)
class Allowed:
    """What everyone who decides has said yes to on one day, read once and asked many times."""

    on: date
    deciders: Sequence[Decider]
    yeses: Sequence[Yes]

    def flow(self, between: Collection[int], kinds: Collection[str]) -> Flow | None:
        return rules.flow(self.deciders, self.yeses, between, kinds, on=self.on)

    def without(self, between: Collection[int], kinds: Collection[str]) -> frozenset[str]:
        """The kinds that nobody has allowed between these services."""
        return rules.left_out(self.deciders, self.yeses, between, kinds, on=self.on)

    def sentence(self, what: str, to_area: SecrecyArea, from_area: int, kinds: Collection[str]) -> str:
        """What is left out, and why: the service, or some of the kinds."""
        between = {from_area, to_area.pk}
        lacking = self.without(between, kinds) if self.flow(between, ()) else frozenset()
        return not_following(what, to_area.name, lacking)

    def standing(self, area_ids: Collection[int], kinds: Collection[str] = ()) -> Standing:
        return rules.standing(self.deciders, self.yeses, area_ids, on=self.on, kinds=kinds)

    def in_question(self, request: UUID | None) -> "Allowed":
        """As if only one question had been asked."""
        return Allowed(self.on, self.deciders, [yes for yes in self.yeses if yes.request == request])

    def besides(self, request: UUID | None) -> "Allowed":
        """As if everybody had taken back what they answered to one question."""
        return Allowed(self.on, self.deciders, [yes for yes in self.yeses if yes.request != request])

    def carries_besides(self, given: Disclosure) -> date | None:
        """Until when something goes on being shared if the yes that it rests on is taken back; None: it stops at once.

        The rule by which `actions.ending` ends it: another question carries it, or everyone has said yes elsewhere.
        """
        assert given.to_area_id is not None
        rest, between = self.besides(given.consent), {given.owner_id, given.to_area_id}
        whole = rest.flow(between, given.kinds)
        if whole:
            return whole.until
        alone = [rest.said_by(one).flow(between, given.kinds) for one in self.deciders if one.must_agree]
        return min((one.until for one in alone if one), default=None) if all(alone) else None

    def said_by(self, giver: Decider) -> "Allowed":
        """As if one of them decided alone."""
        return Allowed(self.on, [giver], self.yeses)


def allowed(child_id: UUID, *, child: Child | None = None) -> Allowed:
    """What may be shared about the child today."""
    today = clock.today()
    return Allowed(today, deciders(child_id, today, child=child), yeses(child_id))


def not_following(what: str, service: str, kinds: Collection[str]) -> str:
    """The sentence that says what is left out and why, to the one who shares."""
    words = pack.told().information_kinds
    names = with_and([quoted(word) for key, word in words.items() if key in kinds])
    if not names:
        return _("Det här följer inte med till %(service)s: %(what)s. Familjen har inte sagt ja till verksamheten.") % {
            "service": service,
            "what": what,
        }
    return _("Det här följer inte med till %(service)s: %(what)s. Familjen har inte sagt ja till %(kinds)s.") % {
        "service": service,
        "what": what,
        "kinds": names,
    }


def end_of(day: date) -> datetime:
    """The first instant after a day that is included."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@prepared
def own_part(actor: Actor, child_id: UUID, on: date) -> QuerySet[Consent, tuple[UUID, str, date]]:
    """What one of the family is asked, and what they have said yes to that holds: where, how it stands, its last day."""
    mine = Consent.objects.visible_to(actor).filter(child=child_id, giver=actor.person_id)
    stands = Q(state__in=[state.value for state in sorted(rules.STANDS)], until__gte=on)
    return mine.filter(stands | Q(state=State.ASKED)).order_by("until", "pk").values_list("pk", "state", "until")


@prepared
def on_consent(child_id: UUID, actor: Actor) -> QuerySet[Disclosure]:
    """Everything about the child that is shared between services on somebody's yes right now, as the actor may know."""
    shared = Disclosure.objects.visible_to(actor).standing().filter(child=child_id, ground=Ground.CONSENT)
    return shared.filter(granted=True, to_area__isnull=False)


def to_look_over() -> list[tuple[UUID, Actor]]:
    """Children whose sharing is to be looked over today, each with its responsible."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT child_id, person_id, assignment_id, unit_id, area_id FROM consents_to_look_over()")
        return [
            (child_id, Actor(person_id=person, name="", assignment_id=assignment, unit_id=unit, area_id=area))
            for child_id, person, assignment, unit, area in cursor.fetchall()
        ]


def boxes_to_tell(on: date) -> list[tuple[int, str]]:
    """Units with a function box whose responsible has a yes to ask for again, and a key for each time to be told.

    A new question takes the task away, and with it the reason. What was asked for a shorter time is told of later only.
    """
    days = [before.days for before in rules.MAIL_BEFORE]
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, key FROM consents_boxes_to_tell(%s, %s)", [on, days])
        return [(unit, key) for unit, key in cursor.fetchall()]


def shared_on(consent: Consent) -> frozenset[int]:
    """The areas that one question's answers let share, with whoever asked among them."""
    services = allowed(consent.child_id).in_question(consent.request).standing(consent.asked_services).services
    return services | {consent.owner_id} if services else services


def resting_on(consent: Consent, actor: Actor) -> QuerySet[Disclosure]:
    """Standing disclosures whose ground is the answers to one question."""
    return Disclosure.objects.visible_to(actor).standing().filter(child=consent.child_id, consent=consent.request)


def matters() -> RecordQuerySet:
    """The matters that a question may be about, by their headers: what they hold is for features above."""
    return Record.objects.filter(kind=Kind.MATTER).select_related("child")


def to_answer() -> OfRecordQuerySet:
    """Consents with what their pages show, and whether a meeting is to be called when everyone has said yes."""
    waits = Task.objects.filter(
        child=OuterRef("child"), subject=OuterRef("about"), kind=TaskKind.CALL_MEETING, done_at=None
    )
    rows = Consent.objects.select_related("child", "giver", "record__owner", "record__author")
    found: OfRecordQuerySet = rows.annotate(meeting_waits=Exists(waits))
    return found

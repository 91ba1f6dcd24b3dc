"""What may be shared right now, and whom to ask: asked by plans, meetings and the child's page."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles.models import Disclosure, OfRecordQuerySet, Record, RecordQuerySet
from kronobarn.circles.rules import Kind
from kronobarn.consents import rules
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import AsRole, Decider, Standing, Yes
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child, Guardianship
from kronobarn.people.rules import age_on

_STANDS = """
SELECT request, owner_id, as_role, person_id, services, kinds, since, until, is_alternative
FROM consents_that_stand(%s)
"""


def deciders(child_id: UUID, on: date, *, child: Child | None = None) -> tuple[Decider, ...]:
    """Everyone whose answer is asked for on a day: guardians who decide, and the child by age."""
    child = child or Child.objects.get(pk=child_id)
    guardians = [
        (row.guardian_id, row.guardian.full_name)
        for row in Guardianship.objects.filter(Q(until=None) | Q(until__gte=on), child=child_id, since__lte=on)
        .select_related("guardian")
        .order_by("since", "guardian__given_name")
    ]
    return rules.deciders(
        guardians,
        (child.person_id, child.given_name or str(_("Barnet"))),
        age=age_on(on, born_on=child.born_on),
        nobody=_("Vårdnadshavare (ingen är inskriven)"),
    )


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


def standing(child_id: UUID, area_ids: Collection[int], on: date, *, child: Child | None = None) -> Standing:
    """Whether these services may share about the child that day: yes or no, until when, and who is missing.

    The one who asked counts as covered. No services is never ok: there is nobody to share with.
    """
    return rules.standing(deciders(child_id, on, child=child), yeses(child_id), area_ids, on=on)


def whole(child_id: UUID, on: date) -> Standing:
    """Everything that may be shared that day: its `services` are those that everyone has said yes to."""
    said = yeses(child_id)
    named = {area for yes in said for area in yes.services}
    return rules.standing(deciders(child_id, on), said, named, on=on) if named else Standing(ok=False)


def chip(child_id: UUID) -> str:
    """As "Delas med skola och BVC till 31 mars 2027", or "" when nothing is shared on anyone's yes."""
    stands = whole(child_id, clock.today())
    if stands.until is None:
        return ""
    names = SecrecyArea.objects.filter(pk__in=stands.services).order_by("name").values_list("name", flat=True)
    return _("Delas med %(areas)s till %(date)s") % {
        "areas": in_words(list(names)),
        "date": date_format(stands.until, "j F Y"),
    }


def in_words(names: list[str]) -> str:
    """As "skola, BVC och BUP"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s och %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def shared_on(consent: Consent) -> frozenset[int]:
    """The areas that one question's answers still let share, with whoever asked among them."""
    on = clock.today()
    said = [yes for yes in yeses(consent.child_id) if yes.request == consent.request]
    services = rules.standing(deciders(consent.child_id, on), said, consent.asked_services, on=on).services
    return services | {consent.owner_id} if services else services


def resting_on(consent: Consent, actor: Actor) -> QuerySet[Disclosure]:
    """Standing disclosures whose ground is the answers to one question."""
    return Disclosure.objects.visible_to(actor).standing().filter(child=consent.child_id, consent=consent.request)


def matters() -> RecordQuerySet:
    """The matters that a question may be about, by their headers: what they hold is for features above."""
    return Record.objects.filter(kind=Kind.MATTER).select_related("child")


def to_answer() -> OfRecordQuerySet:
    """Consents with what their pages show."""
    return Consent.objects.select_related("child", "giver", "record__owner", "record__author")

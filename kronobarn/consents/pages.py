"""What the consent pages show: one question with its answers, and what a withdrawal means."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.authorities.rules import Regime
from kronobarn.circles import places
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.consents import policy, reads, rules
from kronobarn.consents.models import Answer, Consent, LawfulAlternative
from kronobarn.consents.rules import NEXT, AsRole, Basis, Form, Standing, State
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.documents.reads import Paper, papers_of
from kronobarn.people.models import Child
from kronobarn.practice import pack

Choice = tuple[int, str]


@dataclass(frozen=True)
class Said:
    """One answer in the history."""

    said_on: date
    state: str
    form: str
    on_paper: bool
    what: list[str]
    until: date | None
    how: str
    circumstances: list[str]
    """The language of the information, an interpreter, where the paper is: a sentence each."""
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class OfPerson:
    """One person's part of the question, as the one who asked sees it."""

    name: str
    role: str
    state: str
    stands: bool
    ran_out_on: date | None
    services: list[str]
    kinds: list[str]
    until: date
    heard_only: bool
    history: list[Said]
    basis: str
    reason: str
    acts: list[tuple[str, str]]
    papers: list[Paper]


@dataclass(frozen=True)
class Question:
    """One question: what it is about, and what may be shared because of it."""

    asked_on: date
    asked_by: str
    area: str
    why: str
    services: list[str]
    kinds: list[str]
    until: date
    standing: Standing
    shared: list[str]
    """The services that may share now: fewer than one has said yes to, when somebody else who decides has not."""
    missing: list[str]
    may_ask: Decision
    text_name: str
    only_heard: bool
    """Asked of a child whose guardians decide."""
    people: list[OfPerson] = field(default_factory=list)


def question(consent: Consent, areas: dict[int, str], actor: Actor) -> Question:
    """The whole question, with as many of the answers as the actor may see: family see their own.

    `areas` are the names of the services in the question.
    """
    today = clock.today()
    given = reads.deciders(consent.child_id, today, child=consent.child)
    standing = rules.standing(given, reads.yeses(consent.child_id), consent.asked_services, on=today)
    may_ask, heard = policy.may_ask(actor, consent.child_id), rules.is_only_heard(given)
    return Question(
        asked_on=consent.since,
        asked_by=consent.record.author.full_name,
        area=places.area(consent.child, actor, consent.record.owner),
        why=consent.why,
        services=list(areas.values()),
        kinds=kind_names(consent.asked_kinds, consent.text_version),
        until=consent.asked_until,
        standing=standing,
        shared=[name for area, name in areas.items() if area in standing.services],
        missing=[] if actor.is_family else [decider.full_name for decider in standing.missing],
        may_ask=may_ask,
        text_name=text_name(consent.text_version),
        only_heard=heard and consent.as_role == AsRole.CHILD,
        people=_people(consent, areas, actor, heard=heard, may_act=bool(may_ask)),
    )


def text_name(version: str) -> str:
    """What the text that was read to them is called; one from another system by its version alone."""
    if not pack.known(version):
        return _("En tidigare text (version %(version)s)") % {"version": version}
    county = pack.of(version).county
    return _("Texten om samtycke i %(county)s (version %(version)s)") % {"county": county, "version": version}


def _people(consent: Consent, areas: dict[int, str], actor: Actor, *, heard: bool, may_act: bool) -> list[OfPerson]:
    replacing = LawfulAlternative.objects.visible_to(actor).filter(
        child=OuterRef("child"), request=OuterRef("request"), person=OuterRef("giver")
    )
    rows = (
        Consent.objects.visible_to(actor)
        .filter(child=consent.child_id, request=consent.request)
        .annotate(basis=Subquery(replacing.values("basis")[:1]), reason=Subquery(replacing.values("reason")[:1]))
        .select_related("giver")
        .order_by("-as_role", "giver__given_name")
    )
    history = _history(consent, areas, actor)
    on_paper = {record for record, said in history.items() if any(one.on_paper for one in said)}
    papers = papers_of(consent.child_id, on_paper, actor) if on_paper else {}
    return [
        OfPerson(
            name=row.giver.full_name if row.giver else consent.child.full_name,
            role=str(row.get_as_role_display()),
            state=_("Har gått ut") if row.has_run_out else str(row.get_state_display()),
            stands=row.stands and not row.has_run_out,
            ran_out_on=row.until if row.has_run_out else None,
            services=[areas[area] for area in row.services if area in areas],
            kinds=kind_names(row.kinds, consent.text_version),
            until=row.until,
            heard_only=heard and row.as_role == AsRole.CHILD,
            history=history.get(row.pk, []),
            basis=str(LawfulAlternative.BASES[Basis(row.basis)]) if row.basis else "",
            reason=row.reason or "",
            acts=(_acts(row, is_replaced=bool(row.basis)) if may_act else [])
            + (_papers(row) if row.pk in on_paper and actor.area_id == row.owner_id else []),
            papers=papers.get(row.pk, []),
        )
        for row in rows
    ]


def _papers(row: Consent) -> list[tuple[str, str]]:
    return [(_("Lägg in papperet"), reverse("documents:add", args=[row.pk]))]


def _acts(row: Consent, *, is_replaced: bool) -> list[tuple[str, str]]:
    """What whoever carries the matter may do about one person's part."""
    if row.has_run_out:
        return []
    if row.stands:
        return [(_("Skriv in att samtycket dras tillbaka"), reverse("consents:withdraw", args=[row.pk]))]
    acts = []
    if NEXT[State(row.state)]:
        acts.append((_("Skriv in ett svar"), reverse("consents:record", args=[row.pk])))
    if row.as_role == AsRole.GUARDIAN and not is_replaced and row.state != State.SUPERSEDED:
        acts.append((_("Skriv in en laglig grund i stället"), reverse("consents:alternative", args=[row.pk])))
    return acts


def _history(consent: Consent, areas: dict[int, str], actor: Actor) -> dict[UUID, list[Said]]:
    of_question = Consent.objects.visible_to(actor).filter(child=consent.child_id, request=consent.request)
    found: dict[UUID, list[Said]] = {}
    for row in (
        Answer.objects.visible_to(actor)
        .filter(child=consent.child_id, record__in=of_question.values("pk"))
        .select_related("recorded_by")
    ):
        found.setdefault(row.record_id, []).append(
            Said(
                said_on=row.said_on,
                state=str(row.get_state_display()),
                form=str(row.get_form_display()),
                on_paper=row.form == Form.WRITTEN,
                what=[areas[area] for area in row.services if area in areas]
                + kind_names(row.kinds, consent.text_version),
                until=row.until if row.services else None,
                how=row.how,
                circumstances=_circumstances(row, consent.text_version),
                recorded_at=row.recorded_at,
                recorded_by=row.recorded_by.full_name,
            )
        )
    return found


def _circumstances(row: Answer, version: str) -> list[str]:
    said = []
    if row.text_language:
        said.append(
            _("Informationen på %(language)s.") % {"language": pack.of(version).consent_text(row.text_language).name}
        )
    if row.interpreter:
        said.append(
            _("%(how)s, %(language)s.")
            % {"how": str(row.get_interpreter_display()).capitalize(), "language": row.interpreter_language}
        )
    if row.kept_at:
        said.append(_("Papperet finns: %(where)s.") % {"where": row.kept_at})
    return said


@dataclass(frozen=True)
class Passed:
    """What one service has been given already, which cannot be taken back."""

    service: str
    count: int
    latest: datetime


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal would mean: shown before it is done."""

    services: list[Choice]
    passed: list[Passed]
    told: list[str]
    only_heard: bool


def heard_and_written() -> str:
    """To a child that has taken its yes back, while its guardians decide."""
    return _(
        "Du har ändrat dig, och det är inskrivet. Dina vårdnadshavare bestämmer, så det som delas kan fortsätta. "
        "Den som ansvarar ska prata med dig."
    )


def withdrawal(consent: Consent, actor: Actor) -> Withdrawal:
    """What stops, what has been passed on already, and who is told."""
    passed = (
        reads.resting_on(consent, actor)
        .filter(to_area__isnull=False)
        .values("to_area", "to_area__name", "to_area__regime")
        .annotate(number=Count("pk"), latest=Max("since"))
        .order_by("to_area__name")
    )
    told = (
        Seat.objects.visible_to(actor)
        .standing()
        .filter(child=consent.child_id, role__in=[Role.RESPONSIBLE, Role.LEAD])
        .select_related("person")
    )
    heard = consent.as_role == AsRole.CHILD and rules.is_only_heard(
        reads.deciders(consent.child_id, clock.today(), child=consent.child)
    )
    return Withdrawal(
        services=area_choices(consent.services, consent.child, actor),
        passed=[
            Passed(
                places.area_of(consent.child, actor, row["to_area"], row["to_area__name"], row["to_area__regime"]),
                row["number"],
                row["latest"],
            )
            for row in passed
        ],
        told=list(dict.fromkeys(seat.person.full_name for seat in told)),
        only_heard=heard,
    )


def area_choices(area_ids: Collection[int], child: Child, actor: Actor) -> list[Choice]:
    """Services by name, or by function around a protected child: two of a kind are told apart by a number."""
    seen: dict[str, int] = {}
    choices = []
    for area in SecrecyArea.objects.filter(pk__in=area_ids).order_by("name"):
        name = places.area(child, actor, area)
        seen[name] = seen.get(name, 0) + 1
        choices.append((area.pk, name if seen[name] == 1 else f"{name} {seen[name]}"))
    return choices


def askable(actor: Actor) -> tuple[list[tuple[str, list[Choice]]], list[tuple[str, list[Choice]]]]:
    """Services that may be named in a question, by principal: those near the one who asks, and the rest."""
    rows = (
        SecrecyArea.objects.exclude(Q(pk=actor.area_id) | Q(regime=Regime.GENERAL))
        .filter(units__active=True)
        .annotate(near=Count("units", filter=Q(units__municipality_code__in=["", actor.municipality_code])))
        .order_by("organisation__name", "name")
        .values_list("pk", "name", "organisation__name", "near")
        .distinct()
    )
    near: dict[str, list[Choice]] = {}
    far: dict[str, list[Choice]] = {}
    for pk, name, organisation, close in rows:
        (near if close else far).setdefault(organisation, []).append((pk, name))
    return list(near.items()), list(far.items())


def kinds_said(consent: Consent, language: str) -> Callable[[Collection[str]], list[str]]:
    """How the names of kinds of information are told in a language, where the information is written in it."""
    said = pack.of(consent.text_version).consent_text(language).kinds
    names = {name: said.get(key, name) for key, name in pack.of(consent.text_version).information_kinds.items()}
    return lambda stored: [names.get(one, one) for one in stored]


def kind_names(keys: Sequence[str], version: str) -> list[str]:
    """Kinds of information in the words and order of a version; one it does not have keeps its key."""
    words = pack.told(version).information_kinds
    return [word for key, word in words.items() if key in keys] + [key for key in keys if key not in words]

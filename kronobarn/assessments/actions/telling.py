"""What somebody tells of one area of the wheel."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.assessments import events, policy, rules
from kronobarn.assessments.actions.answering import mark_source_told, of_the_teller
from kronobarn.assessments.actions.common import chosen
from kronobarn.assessments.headlines import of_observation
from kronobarn.assessments.models import FEELINGS, TOLD_HOW, Observation
from kronobarn.assessments.rules import ChildAnswer, KnownHow, Perspective, SourceState, ToldHow
from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.correcting import to_replace
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Ground, Kind, Role
from kronobarn.concerns.models import Matter
from kronobarn.consents import actions as consents
from kronobarn.consents.rules import OralYes, carries
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.drafts import actions as drafts
from kronobarn.people.models import Person
from kronobarn.practice import pack


@action
def observe(
    *,
    matter: Matter,
    perspective: Perspective,
    area_key: str,
    by: Actor,
    works: str = "",
    hard: str = "",
    said_by: str = "",
    exact_words: str = "",
    happened_on: date | None = None,
    share_with_responsible: Ground | None = None,
    necessity: str = "",
    oral: OralYes | None = None,
    amends: Observation | None = None,
    told_by: Person | None = None,
    told_how: ToldHow | None = None,
    told_all: bool = False,
    answer: ChildAnswer | None = None,
    feeling: str = "",
    talk_more: bool | None = None,
    in_the_wheel: bool = False,
    known_how: KnownHow | None = None,
) -> Observation:
    """Write what works and what is hard in one area of the wheel.

    The words belong to the writer's own area; what family write belongs to the area that asks, and
    to themselves. A writer in another area passes them on, on a ground, or decides not to and says
    why (`necessity`). Nothing is edited: a correction names the observation that it `amends`.

    Words that staff write down for a guardian name whose they are (`told_by`), who then reads them; with
    `told_all` whoever was asked and told them has nothing more to tell. A child may answer in the wheel without a
    word of its own: with how it is (`feeling`), with not wanting to say, or with not knowing.
    """
    matter = Matter.objects.visible_to(by).select_related("record__owner").get(pk=matter.pk)
    policy.may_observe(by, matter, perspective).enforce(child_id=matter.child_id)
    label = _label_of(matter, area_key)
    told_by_another = perspective != Perspective.PROFESSIONAL and not by.is_family
    if told_by is not None:
        said_by = _whose(matter, perspective, told_by, told_how, said_by, told_by_another, by)
    answer = _checked(answer, feeling, talk_more, perspective)
    _check_words(
        Words(works, hard, exact_words, said_by),
        told_by_another=told_by_another,
        answered=bool(answer or talk_more),
    )
    happened_on = happened_on or clock.today()
    if happened_on > clock.today():
        raise ValidationError({"happened_on": _("Dagen har inte varit än. Skriv dagen då det sas eller sågs.")})
    if amends is not None:
        amends = _amendable(amends, matter, perspective, area_key, by, in_the_wheel=in_the_wheel)
    record = circles.write_record(
        child_id=matter.child_id,
        kind=Kind.OBSERVATION,
        headline=of_observation(label, perspective),
        happened_on=happened_on,
        practice_version=matter.record.practice_version,
        owner_id=matter.record.owner_id,
        by=by,
    )
    observation = Observation(
        record=record,
        child_id=matter.child_id,
        matter=matter,
        area_key=area_key,
        perspective=perspective,
        works=works.strip(),
        hard=hard.strip(),
        said_by=said_by.strip(),
        exact_words=exact_words.strip(),
        answer=answer or "",
        feeling=feeling,
        talk_more=talk_more,
        known_how=_known(known_how, perspective, by),
        told_by=told_by,
        amends=amends,
    )
    observation.save(force_insert=True)
    _pass_on(observation, matter.record.owner, share_with_responsible, necessity, oral, by)
    if told_by is not None:
        circles.disclose(record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=told_by, by=by)
    _open_source(matter, perspective, told_by, by)
    if told_all and told_by_another:
        _settle_sources(matter, perspective, told_by, told_how, by)
    drafts.drop(child_id=matter.child_id, form=rules.draft_key(matter.pk, perspective, area_key), by=by)
    log(_told(observation), by=by, child_id=matter.child_id, subject=observation.log_name)
    return observation


def _whose(
    matter: Matter,
    perspective: Perspective,
    told_by: Person,
    told_how: ToldHow | None,
    said_by: str,
    told_by_another: bool,
    by: Actor,
) -> str:
    """The guardian whose words these are, and how they were said, as the line under the words."""
    guardians = Seat.objects.visible_to(by).standing().filter(child=matter.child_id, role=Role.GUARDIAN)
    if not told_by_another or perspective != Perspective.GUARDIAN or not guardians.filter(person=told_by.pk).exists():
        raise ValidationError({"told_by": _("Välj en av barnets vårdnadshavare, eller ”någon annan”.")})
    how = f", {TOLD_HOW[told_how]}" if told_how else ""
    return said_by.strip() or f"{told_by.full_name}{how}"


def _known(how: KnownHow | None, perspective: Perspective, by: Actor) -> str:
    """How staff came to know it. What family write is their own."""
    if by.is_family:
        return ""
    ways = rules.KNOWN_HOW[perspective]
    if how is not None and how not in ways:
        raise ValidationError({"known_how": _("Välj hur du fick veta det.")})
    return how or ways[0]


def _label_of(matter: Matter, area_key: str) -> str:
    try:
        return pack.of(matter.record.practice_version).area(area_key).label
    except KeyError:
        raise ValidationError({"area_key": _("Det området finns inte i hjulet. Välj ett av de åtta.")}) from None


def _checked(
    answer: ChildAnswer | None, feeling: str, talk_more: bool | None, perspective: Perspective
) -> ChildAnswer | None:
    """A child's answer in the wheel. How it is, is told; nobody else answers so."""
    if perspective != Perspective.CHILD and (answer or feeling or talk_more is not None):
        raise ValidationError(_("Bara barnets egen bild har ett sådant svar. Ladda om sidan och skriv med ord."))
    if feeling and answer not in {None, ChildAnswer.TOLD}:
        raise ValidationError({"feeling": _("Välj hur det är, eller att du inte vill svara. Inte båda.")})
    if feeling and feeling not in FEELINGS:
        raise ValidationError({"feeling": _("Det svaret finns inte att välja. Ladda om sidan.")})
    return ChildAnswer.TOLD if feeling else answer


@dataclass(frozen=True)
class Words:
    """What was typed of one area."""

    works: str
    hard: str
    exact_words: str
    said_by: str


def _check_words(typed: Words, *, told_by_another: bool, answered: bool) -> None:
    """Something is said, and what is told to somebody else is theirs word for word. A child's answer in the wheel
    says enough without words."""
    missing: dict[str, str] = {}
    if not answered and not (typed.works.strip() or typed.hard.strip()):
        missing["works"] = _("Skriv något som fungerar, eller något som är svårt.")
    if not answered and told_by_another and not typed.exact_words.strip():
        missing["exact_words"] = _("Skriv minst en sak ordagrant, så som det sas.")
    if told_by_another and not typed.said_by.strip():
        missing["said_by"] = _("Skriv vem som sa det och när, till exempel Elsa, i ett samtal med kuratorn.")
    if missing:
        raise ValidationError(missing)


def _amendable(
    amends: Observation, matter: Matter, perspective: Perspective, area_key: str, by: Actor, *, in_the_wheel: bool
) -> Observation:
    amends = to_replace(
        amends,
        child_id=matter.child_id,
        by=by,
        may=lambda found: policy.may_amend(by, found, in_the_wheel=in_the_wheel),
    )
    if (amends.matter_id, amends.perspective, amends.area_key) != (matter.pk, perspective, area_key):
        raise ValidationError(_("Rättelsen hör inte till samma område. Öppna området på nytt."))
    return amends


def _pass_on(
    said: Observation,
    asks: SecrecyArea,
    ground: Ground | None,
    necessity: str,
    oral: OralYes | None,
    by: Actor,
) -> None:
    """To the area that asks, when the words belong to another: on a ground, or a refusal that is kept.

    On consent, the family's yes holds what the area of the wheel is about.
    """
    record = said.record
    if record.owner_id == asks.pk:
        return
    if ground is None:
        circles.refuse_disclosure(record=record, to_area=asks, necessity=necessity, by=by)
        return
    consents.pass_on(
        record=record,
        ground=chosen(ground),
        kinds=carries(Kind.OBSERVATION, wheel=[said.area_key], childs_words=said.perspective == Perspective.CHILD),
        necessity=necessity,
        oral=oral,
        about=said.matter_id,
        to_area=asks,
        by=by,
    )


def _open_source(matter: Matter, perspective: Perspective, told_by: Person | None, by: Actor) -> None:
    """Whoever was asked has begun; the child's and a guardian's words may be written down by somebody else."""
    for source in of_the_teller(matter, perspective, told_by, by).filter(state=SourceState.NOT_STARTED.value):
        source.state = SourceState.SOMETHING_MISSING
        source.save(update_fields=["state"])


def _settle_sources(
    matter: Matter, perspective: Perspective, told_by: Person | None, told_how: ToldHow | None, by: Actor
) -> None:
    """The one whose words were written down was asked, and has told all. Where nobody was asked there is nothing."""
    for source in of_the_teller(matter, perspective, told_by, by).exclude(state__in=sorted(rules.FINISHED)):
        mark_source_told(source=source, how=told_how, by=by)


def _told(observation: Observation) -> events.ObservationMade | events.ObservationAmended:
    area, perspective = observation.area_key, str(observation.perspective)
    if observation.amends_id is None:
        return events.ObservationMade(area=area, perspective=perspective)
    return events.ObservationAmended(area=area, perspective=perspective, amends=observation.amends_id)

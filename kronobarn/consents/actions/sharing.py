"""The one way by which anything leaves its service on the family's yes."""

import uuid
from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.rules import Ground
from kronobarn.consents import events, policy, reads
from kronobarn.consents.actions.answers import take_down
from kronobarn.consents.actions.questions import ask_one, known_deciders, sound_period, sound_scope
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import Form, OralYes, Scope
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.practice import pack
from kronobarn.ui.signs import with_and


@action
def disclose(
    *,
    record: Record,
    to_area: SecrecyArea,
    kinds: Collection[str],
    by: Actor,
    necessity: str = "",
    decision: UUID | None = None,
) -> Disclosure:
    """Pass a record on because everyone who decides has said yes: to both services, to these kinds, today.

    It ends with the first of their yeses. Given again when the yes lasts longer or holds more, it is renewed.
    """
    what = reads.allowed(record.child_id)
    between = {record.owner_id, to_area.pk}
    flow = what.flow(between, kinds)
    if flow is None:
        raise ValidationError(what.sentence(str(record.get_kind_display()), to_area, record.owner_id, kinds))
    until = reads.end_of(flow.until)
    for given in reads.on_consent(record.child_id, by):
        if (given.record_id, given.to_area_id) != (record.pk, to_area.pk):
            continue
        if given.until is not None and given.until >= until and set(kinds) <= set(given.kinds):
            return given
        circles.end_disclosure(disclosure=given, by=by)
    return circles.disclose(
        record=record,
        ground=Ground.CONSENT,
        to_area=to_area,
        consent=flow.request,
        kinds=kinds,
        necessity=necessity.strip() or _("Familjen har sagt ja till att det delas."),
        until=until,
        decision=decision,
        by=by,
    )


@action
def pass_on(
    *,
    record: Record,
    to_area: SecrecyArea,
    ground: Ground,
    kinds: Collection[str],
    necessity: str,
    by: Actor,
    oral: OralYes | None = None,
    about: UUID | None = None,
    decision: UUID | None = None,
) -> Disclosure:
    """Pass a record on, on the ground that the one who shares has chosen.

    On consent there is a yes already, or one that was given aloud and is written down now: it is a consent like
    any other, and can be taken back.
    """
    if ground != Ground.CONSENT:
        return circles.disclose(
            record=record, ground=ground, to_area=to_area, necessity=necessity, decision=decision, by=by
        )
    if oral is not None:
        record_oral(child_id=record.child_id, about=about or record.pk, to_area=to_area, said=oral, by=by)
    return disclose(record=record, to_area=to_area, kinds=kinds, necessity=necessity, decision=decision, by=by)


@action
def record_oral(*, child_id: UUID, about: UUID, to_area: SecrecyArea, said: OralYes, by: Actor) -> list[Consent]:
    """Write down a yes that everyone who decides has given aloud, before a question was sent. They can see it at once."""
    policy.may_write_down_a_yes(by, child_id).enforce(child_id=child_id)
    today = clock.today()
    demand("necessity", said.how, _("Skriv vem som har sagt ja, och hur."))
    try:
        sound_scope([to_area.pk], said.kinds, said.how, by)
        sound_period(today, said.until)
    except ValidationError as problem:  # the form that asks has other names for its fields
        raise ValidationError(problem.messages) from problem
    to_ask = known_deciders(child_id, today)
    missing = [one.full_name for one in to_ask if one.must_agree and one.key not in said.givers]
    if missing:
        raise ValidationError(
            {
                "oral_givers": _(
                    "%(people)s bestämmer också och har inte sagt ja. Fråga först, eller välj en annan grund."
                )
                % {"people": with_and(missing)}
            }
        )
    request = uuid.uuid4()
    asked: list[Consent] = []
    scope = Scope(child_id, about, [to_area.pk], said.kinds, said.how, said.until, pack.current().version)
    for decider in to_ask:
        if decider.key not in said.givers:
            continue
        consent = ask_one(uuid.uuid4() if asked else request, request, decider, scope, by)
        take_down(consent, [to_area.pk], said.kinds, said.until, Form.ORAL, today, said.how, by)
        log(events.ConsentRecorded(form=Form.ORAL), by=by, child_id=child_id, subject=consent.log_name)
        asked.append(consent)
    return asked


@action
def carry(*, given: Disclosure, kinds: Collection[str], by: Actor) -> None:
    """More kinds are now written in what is shared on consent. The caller has looked that the family lets them go."""
    more = set(kinds) - set(given.kinds)
    if more:
        circles.carry_more(disclosure=given, kinds=more, by=by)

"""What the annual report says of the action plans: the versions that held when the year ended, and how far they had come."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kronobarn.action_plans import reads, rules
from kronobarn.action_plans.models import PlanVersion, Report
from kronobarn.action_plans.rules import Late, Status
from kronobarn.authorities.models import Organisation
from kronobarn.core.actor import Actor
from kronobarn.programme.chapters import Chapter, Facts, Table, last_day
from kronobarn.ui.dates import date_long


def year(actor: Actor, number: int) -> Facts:
    """The county's plan by its goals, and which principals had one of their own; by name."""
    day = last_day(number)
    held = reads.held_on(actor, day)
    county = held.get(None)
    own = Table(_("Egna planer"), (_("Huvudman"), _("Antagen")), tuple(_own(actor, held)))
    if county is None:
        return Facts((_("Länet hade ingen antagen handlingsplan när året var slut."),), (own,))
    activities = [one for goal in county.content["goals"] for one in _activities(goal)]
    statuses = reads.statuses_on(actor, [one["id"] for one in activities], day)
    at = [statuses.get(one["id"], Status.PLANNED) for one in activities]
    late = sum(_late(one, status, day) is not None for one, status in zip(activities, at, strict=True))
    sentences = [
        _("Version %(n)d av länets plan gällde. Den antogs %(day)s.")
        % {"n": county.number, "day": date_long(county.adopted_on)},
        _counted(at),
        ngettext("%(num)d aktivitet var sen.", "%(num)d aktiviteter var sena.", late) % {"num": late},
    ]
    rounds = reads.followed_up_in(actor, number)
    said = ngettext("Planen följdes upp %(num)d gång.", "Planen följdes upp %(num)d gånger.", rounds)
    sentences.append(said % {"num": rounds})
    goals = Table(_("Länets mål"), (_("Mål"), *_heads()), tuple(_row(one, statuses) for one in county.content["goals"]))
    return Facts(tuple(sentences), (goals, own))


def _activities(goal: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for measure in goal["measures"]:
        yield from measure["activities"]


def _late(one: Mapping[str, Any], status: Status, day: date) -> Late | None:
    since, until = date.fromisoformat(one["since"]), date.fromisoformat(one["until"])
    return rules.late(status, since=since, until=until, today=day)


def _counted(at: list[Status]) -> str:
    counts = Counter(at)
    parts = [f"{str(words).lower()} {counts[status]}" for status, words in Report.STATUSES.items() if counts[status]]
    return _("Planens aktiviteter: %(counts)s.") % {"counts": ", ".join(parts) or "–"}


def _heads() -> list[str]:
    return [str(words) for words in Report.STATUSES.values()]


def _row(goal: Mapping[str, Any], statuses: Mapping[str, Status]) -> tuple[str, ...]:
    counts = Counter(statuses.get(one["id"], Status.PLANNED) for one in _activities(goal))
    return goal["title"], *(str(counts[status]) for status in Report.STATUSES)


def _own(actor: Actor, held: Mapping[int | None, PlanVersion]) -> Iterator[tuple[str, str]]:
    for one in Organisation.objects.principals():
        version = held.get(one.pk)
        yield one.name, date_long(version.adopted_on) if version else _("ingen antagen")


CHAPTER = Chapter("plans", 40, gettext_lazy("Handlingsplanerna"), year)

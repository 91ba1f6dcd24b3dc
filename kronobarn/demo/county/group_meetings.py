"""A year of meetings in the groups of the county's process: held, approved, published, called and called off.

Written anew by us; those who speak are named by what they do.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.demo.county.calendar import morning, working_day
from kronobarn.demo.county.town import Town
from kronobarn.group_meetings.actions import approving, calling, publishing, writing
from kronobarn.group_meetings.actions.calling import Point
from kronobarn.group_meetings.models import GroupMeeting, GroupTask, Item
from kronobarn.group_meetings.rules import Part, Purpose
from kronobarn.programme.models import Group, Mandate, Member
from kronobarn.programme.rules import AppliesTo

STEERING: Final = "Länets ledningsgrupp, som styrgrupp"
COMMITTEE: Final = "Styrgruppens arbetsutskott"
VAXJO: Final = "Arbetsgruppen i Växjö"
NINE: Final = time(9, 0)


@dataclass(frozen=True)
class Told:
    """A meeting as it went: what was said of each point, and what was decided and given under the last."""

    days_ago: int
    points: tuple[tuple[str, Purpose, str], ...]
    decision: str
    applies_to: AppliesTo
    task: str
    doer: str
    also: str = ""
    """One more decision, under the point before the last."""


ROUTINE: Final = "Rutinen vid flytt mellan kommuner antas, med den längre tiden."
SETTLES: Final = "Årsberättelsen för det gångna året fastställs."
YEAR: Final = (
    Told(
        330,
        (
            ("Läget i kommunerna", Purpose.INFORMATION, "Varje kommun berättade hur arbetsgruppen har kommit i gång."),
            ("Mötesordning för året", Purpose.DECISION, "Förslaget gicks igenom. Inga ändringar."),
        ),
        "Styrgruppen möts fyra gånger om året. Arbetsutskottet bereder mötena.",
        AppliesTo.ORGANISATION,
        "Skicka årets mötestider till alla medlemmar.",
        "Programchef för nära vård",
    ),
    Told(
        240,
        (
            ("Synpunkter på praxismodellen", Purpose.DISCUSSION, "Skolan vill ha kortare frågor till barnet."),
            ("Ny version av praxismodellen", Purpose.DECISION, "Tvärgruppen visade vad som är nytt."),
        ),
        "Den nya versionen av praxismodellen sänds till organen för beslut.",
        AppliesTo.PRACTICE_MODEL,
        "Sammanställ synpunkterna på en sida.",
        "Skolchef i Alvesta",
    ),
    Told(
        200,
        (
            ("Så gick året", Purpose.INFORMATION, "Processledaren visade året i bilder."),
            ("Årsberättelsen", Purpose.DECISION, "Utkastet gicks igenom kapitel för kapitel."),
        ),
        SETTLES,
        AppliesTo.OTHER,
        "Sprid årsberättelsen i den egna organisationen.",
        "Socialchef i Ljungby",
    ),
    Told(
        150,
        (
            ("Ekonomi", Purpose.INFORMATION, "Utfallet följer budgeten."),
            ("Rutin vid flytt mellan kommuner", Purpose.DECISION, "Svaren på remissen gicks igenom."),
            ("Fördelning av kostnader", Purpose.DECISION, "Samma andelar som i år föreslogs."),
        ),
        "Kostnaden för processledningen delas som i år.",
        AppliesTo.FINANCING,
        "Skriv in andelarna i budgeten.",
        "Socialchef i Ljungby",
        ROUTINE,
    ),
    Told(
        70,
        (
            ("Höstens seminarier", Purpose.INFORMATION, "Två dialogseminarier hålls i länet."),
            ("Årsberättelsen som blev liggande", Purpose.DECISION, "Den skrevs aldrig klart då. Utkastet lästes."),
            ("Handlingsplan för de kommande tre åren", Purpose.DECISION, "Förslaget är förankrat i alla kommuner."),
        ),
        "Förslaget till handlingsplan sänds till de politiska organen.",
        AppliesTo.ACTION_PLAN,
        "Sänd planen till de sjutton organen.",
        "Socialchef i Växjö",
        "Årsberättelsen som blev liggande fastställs i efterhand.",
    ),
)
LATELY: Final = Told(
    14,
    (
        ("Svar från organen", Purpose.INFORMATION, "De flesta organ har beslutat. Några väntar."),
        ("Information till personal", Purpose.DISCUSSION, "Beslut: Ett gemensamt bildspel tas fram.\nVi ses i höst."),
    ),
    "Ett gemensamt bildspel tas fram till alla verksamheter.",
    AppliesTo.OTHER,
    "Ta fram bildspelet.",
    "Skolchef i Lessebo",
)
VAXJO_MET: Final = Told(
    12,
    (
        ("Så går det i vardagen", Purpose.DISCUSSION, "Skolsköterskan berättade hur hjulet används i samtal."),
        ("Nästa steg", Purpose.DECISION, "Två skolor till vill pröva."),
    ),
    "Två skolor till börjar använda praxismodellen efter jul.",
    AppliesTo.OTHER,
    "Kontakta de två skolorna.",
    "Skolsköterska",
)


def group_meetings(town: Town) -> None:
    """Pär and the chairs call, write and publish."""
    par = town.actor("Pär Lövgren")
    told = [_approved(town, STEERING, one, by=par) for one in YEAR]
    for meeting in told[:-1]:
        _published(town, meeting, by=par)
    _withdrawn(town, told[-1], by=par)
    _held(town, STEERING, LATELY, "Socialchef i Växjö", by=par)
    _coming(town, par)
    _called_off(town, par)
    committee = replace(YEAR[-1], days_ago=84, doer="Processledare")
    _approved(town, COMMITTEE, committee, by=par)
    _called(town, COMMITTEE, _day(town, -9), LATELY, by=par)
    ragnhild = town.actor("Ragnhild Sjöholm")
    _held(town, VAXJO, VAXJO_MET, "Socialsekreterare", by=ragnhild)
    _called(town, VAXJO, _day(town, -16), VAXJO_MET, by=ragnhild)


@contextmanager
def _on(town: Town, day: date) -> Iterator[None]:
    """In the morning of a day that has been."""
    with clock.shifted(morning(day, now=town.now) - clock.now()):
        yield


def _day(town: Town, days_ago: int) -> date:
    return working_day(town.today - timedelta(days=days_ago))


def _group(name: str, by: Actor) -> Group:
    found: Mandate = Mandate.objects.visible_to(by).on(clock.today()).select_related("group").get(name=name)
    return found.group


def _member(meeting: GroupMeeting, function: str, by: Actor) -> Member:
    rows = Member.objects.visible_to(by).on(clock.today())
    found: Member = rows.get(group=meeting.group_id, function=function)
    return found


def _points(one: Told) -> list[Point]:
    return [Point(title, purpose, paper="Underlag till punkten") for title, purpose, _said in one.points]


def _called(town: Town, name: str, day: date, one: Told, *, by: Actor) -> GroupMeeting:
    """Two weeks before, or some days ago."""
    starts = timezone.make_aware(datetime.combine(day, NINE))
    with _on(town, min(day - timedelta(days=14), town.today - timedelta(days=3))), acting(by):
        said = {"starts_at": starts, "minutes": 120, "place": "Residenset i Växjö", "video_link": ""}
        return calling.call(group=_group(name, by), agenda=_points(one), by=by, **said)


def _held(town: Town, name: str, one: Told, approver: str, *, by: Actor) -> GroupMeeting:
    """Called, written down and closed the day after."""
    day = _day(town, one.days_ago)
    meeting = _called(town, name, day, one, by=by)
    with _on(town, working_day(day + timedelta(days=3))), acting(by):
        items = list(Item.objects.visible_to(by).filter(meeting=meeting))
        words = {f"said-{item.pk}": said for item, (_title, _purpose, said) in zip(items, one.points, strict=True)}
        sat = Member.objects.visible_to(by).on(clock.today()).filter(group=meeting.group)
        words |= {f"was-{member.pk}": "present" for number, member in enumerate(sat) if number % 5 != 4}
        words["others"] = "En forskare, som gäst"
        writing.write(meeting=meeting, typed=words, opened_with={}, by=by)
        writing.decide(item=items[-1], text=one.decision, applies_to=one.applies_to, by=by)
        if one.also:
            writing.decide(item=items[-2], text=one.also, applies_to=AppliesTo.OTHER, by=by)
        doer, until = _member(meeting, one.doer, by), working_day(day + timedelta(days=30))
        writing.give(item=items[-1], text=one.task, member=doer, function="", until=until, by=by)
        writing.give(item=items[0], text="Lägg ut underlaget.", member=None, function="Kommunikatör", until=None, by=by)
        writing.hold(meeting=meeting, approver=_member(meeting, approver, by), by=by)
        meeting.refresh_from_db()
    return meeting


def _approved(town: Town, name: str, one: Told, *, by: Actor) -> GroupMeeting:
    """Approved within two weeks by whoever was to do something, and done."""
    meeting = _held(town, name, one, one.doer, by=by)
    day = working_day(_day(town, one.days_ago) + timedelta(days=14))
    with _on(town, day), acting(by):
        seen = approving.read_as(meeting, by)
        approving.approve(meeting=meeting, on=clock.today(), seen=seen, by=by)
        for task in GroupTask.objects.visible_to(by).filter(meeting=meeting, member__isnull=False):
            writing.finish(task=task, done=True, by=by)
    return meeting


def _published(town: Town, meeting: GroupMeeting, *, by: Actor, parts: Sequence[Part] = tuple(Part)) -> None:
    with _on(town, working_day(timezone.localdate(meeting.starts_at) + timedelta(days=21))), acting(by):
        items = Item.objects.visible_to(by).filter(meeting=meeting)
        chosen = {item.pk: list(parts) for item in items}
        publishing.publish(meeting=meeting, chosen=chosen, present=True, names=False, by=by)


def _withdrawn(town: Town, meeting: GroupMeeting, *, by: Actor) -> None:
    """Published whole by mistake, taken back, put right beside, and published in part."""
    _published(town, meeting, by=by)
    with _on(town, working_day(timezone.localdate(meeting.starts_at) + timedelta(days=22))), acting(by):
        publishing.withdraw(meeting=meeting, because="Bara besluten skulle publiceras.", by=by)
        approving.correct(meeting=meeting, text="Det är tre dialogseminarier, inte två.", by=by)
    _published(town, meeting, by=by, parts=[Part.DECISIONS])


def _coming(town: Town, by: Actor) -> None:
    """The next of the steering group, called and then changed in every way."""
    meeting = _called(town, STEERING, _day(town, -23), LATELY, by=by)
    with _on(town, town.today - timedelta(days=1)), acting(by):
        first, second = (calling.point(one) for one in Item.objects.visible_to(by).filter(meeting=meeting))
        third = Point("Årsberättelsen", Purpose.DECISION, paper="Utkast till årsberättelse")
        said = {"minutes": 120, "place": "Residenset i Växjö", "video_link": "", "starts_at": meeting.starts_at}
        calling.change(meeting=meeting, agenda=[second, first, third], seen=0, by=by, **said)
        said = {"minutes": 90, "place": "Landshövdingens sal", "video_link": "https://video.example.org/styrgruppen"}
        starts = meeting.starts_at + timedelta(hours=1)
        agenda = [replace(calling.point(one), paper="Bilder") for one in Item.objects.filter(meeting=meeting)[:1]]
        agenda += [calling.point(one) for one in Item.objects.filter(meeting=meeting).order_by("-number")[:1]]
        calling.change(meeting=meeting, agenda=agenda, seen=1, by=by, starts_at=starts, **said)


def _called_off(town: Town, by: Actor) -> None:
    meeting = _called(town, STEERING, _day(town, 40), LATELY, by=by)
    with _on(town, _day(town, 45)), acting(by):
        calling.cancel(meeting=meeting, because="För få kunde komma. Frågorna tas på nästa möte.", by=by)

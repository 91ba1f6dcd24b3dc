"""How far the invented units have come, what they have asked, and who has been told what. Which units is ours."""

from datetime import timedelta
from typing import Any, Final

from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.demo.county.town import Town
from kronobarn.implementation import actions
from kronobarn.implementation.rules import ReplyKind, RequestKind, Step, TargetGroup

LEADER: Final = "Pär Lövgren"
STEPS: Final[dict[Step, int]] = {Step.INFORMED: 900, Step.TRAINED: 620, Step.USING: 400, Step.FOLLOWING_UP: 90}
"""So many days ago those that have come the furthest came there."""
EVERY_OTHER: Final = 2
FAR: Final = {"vaxjo-rottneskogens-skola": 4, "vaxjo-videdalens-skola": 3, "ljungby-abrinkens-skola": 3}
"""How many of the steps; other schools and preschools have been informed, or trained too."""
TOLD: Final = (
    (TargetGroup.STAFF, "", "Vad modellen är och varför vi har den.", "Besök på arbetsplatsträffar", 700),
    (
        TargetGroup.RESIDENTS,
        "",
        "Att länet arbetar tillsammans för barnens bästa.",
        "Webbplatsen och nyhetsbrevet",
        420,
    ),
    (TargetGroup.ASSOCIATIONS, "", "Hur en ledare gör som märker något.", "Träff med länets idrottsförbund", 260),
    (
        TargetGroup.GUARDIANS,
        "vaxjo",
        "Vart man vänder sig, och vad ett samtycke är.",
        "Föräldramöten i alla förskolor",
        150,
    ),
    (TargetGroup.CHILDREN, "vaxjo", "Hjulet, och att man får säga nej.", "Klassråd i årskurs 4 till 6", 120),
    (TargetGroup.GUARDIANS, "alvesta", "Vad barnensbästa-ansvarig gör.", "Folder till alla hem", 75),
    (TargetGroup.CHILDREN, "ljungby", "Vem man kan prata med i skolan.", "Elevrådens dag", 40),
)


def implementation(town: Town) -> None:
    """Pär writes what he knows; two units ask."""
    by = town.actor(LEADER)
    _steps(town, by)
    _requests(town, by)
    for group, where, what, how, days in TOLD:
        organisation = Organisation.objects.get(key=where) if where else None
        day = town.today - timedelta(days=days)
        last = actions.tell(group=group, organisation=organisation, what=what, how=how, told_on=day, by=by)
    right: dict[str, Any] = {
        "group": TargetGroup.CHILDREN,
        "organisation": last.organisation,
        "what": last.what,
        "how": last.how,
    }
    day = last.told_on - timedelta(days=1)
    actions.correct_telling(telling=last, because="Dagen var den innan.", told_on=day, by=by, **right)


def _steps(town: Town, by: Actor) -> None:
    schools = sorted(key for key, unit in town.units.items() if unit.kind in {"school", "preschool", "bvc"})
    for number, key in enumerate(schools):
        most = FAR.get(key, 1 + number % EVERY_OTHER)
        for step, days in list(STEPS.items())[:most]:
            day = town.today - timedelta(days=days - number)
            actions.write(unit=town.units[key], step=step, since=day, note="", by=by)
    resting = town.units["ljungby-abrinkens-skola"]
    since = town.today - timedelta(days=30)
    actions.write(unit=resting, step=Step.PAUSED, since=since, note="Ny ledning. Börjar om i vår.", by=by)
    wrong = actions.write(unit=resting, step=Step.FOLLOWING_UP, since=since, note="", by=by)
    again = town.today - timedelta(days=29)
    actions.correct(
        taken=wrong, because="Det var fel steg.", step=Step.PAUSED, since=again, note="Börjar om i vår.", by=by
    )


def _requests(town: Town, by: Actor) -> None:
    head, teacher = town.actor("Ragnhild Sjöholm"), town.actor("Karin Stenvall")
    with clock.shifted(-timedelta(days=50)):
        held = actions.ask(
            kind=RequestKind.VISIT,
            text="Vi är tjugo nya i år och vill höra om modellen.",
            wished="I augusti",
            by=teacher,
        )
        question = actions.ask(
            kind=RequestKind.QUESTION, text="Kan två skolor dela på en barnensbästa-ansvarig?", wished="", by=head
        )
    with clock.shifted(-timedelta(days=40)):
        actions.reply(request=held, kind=ReplyKind.BOOKED, day=clock.today(), text="Vi ses då.", by=by)
        answer = "Ja, men var och en ska veta vem det är. Skriv det på skolans sida."
        actions.reply(request=question, kind=ReplyKind.ANSWERED, day=None, text=answer, by=by)
        actions.reply(request=held, kind=ReplyKind.HELD, day=clock.today(), text="Bra frågor om samtycke.", by=by)
    with clock.shifted(-timedelta(days=9)):
        booked = actions.ask(
            kind=RequestKind.VISIT, text="Kom till vår planeringsdag.", wished="En fredag i nästa månad", by=head
        )
        far = actions.ask(kind=RequestKind.VISIT, text="Följ med på vår utflykt.", wished="På lördag", by=teacher)
        regretted = actions.ask(kind=RequestKind.QUESTION, text="Var finns bildspelet?", wished="", by=teacher)
        actions.take_back(request=regretted, by=teacher)
    actions.reply(request=booked, kind=ReplyKind.BOOKED, day=town.today + timedelta(days=12), text="", by=by)
    actions.reply(
        request=far, kind=ReplyKind.DECLINED, day=None, text="Vi arbetar inte helger. Gärna en vardag.", by=by
    )
    actions.ask(kind=RequestKind.QUESTION, text="När kommer nästa version av modellen?", wished="", by=head)

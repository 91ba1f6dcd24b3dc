"""The groups of the county's process, through the move of 2022: who sits in them by function, and no names.

The groups and the years are those that the process has published about itself; days and functions in each are ours.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from kronobarn.authorities.models import Organisation
from kronobarn.demo.county.town import Town
from kronobarn.programme import group_actions as actions
from kronobarn.programme.models import Group, Mandate, Member
from kronobarn.programme.rules import GroupKind

FORMED: Final = date(2018, 9, 3)
WORKING_SINCE: Final = date(2019, 1, 14)
MOVED: Final = date(2022, 6, 13)
A_DAY: Final = timedelta(days=1)
MUNICIPALITIES: Final = {
    "uppvidinge": "Uppvidinge",
    "lessebo": "Lessebo",
    "tingsryd": "Tingsryd",
    "alvesta": "Alvesta",
    "almhult": "Älmhult",
    "markaryd": "Markaryd",
    "vaxjo": "Växjö",
    "ljungby": "Ljungby",
}
COORDINATED: Final = {"alvesta", "ljungby"}
COORDINATED_SINCE: Final = date(2022, 2, 28)
MUNICIPAL: Final = ["Rektor", "Skolsköterska", "Socialsekreterare", "Förskollärare"]
REGION: Final = "region-kronoberg"
HEALTH_CARE: Final = [
    "Verksamhetschef för barnkliniken",
    "BVC-sjuksköterska",
    "Barnmorska",
    "Kurator vid ungdomsmottagningen",
]

CAST_MEMBERS: Final = {
    ("Styrgruppens arbetsutskott", "Processledare"): "Pär Lövgren",
    ("Styrgruppens arbetsutskott", "Enhetschef i socialtjänsten, för kommunerna"): "Malin Hagberg",
    ("Tvärgrupp barn och unga", "Processledare"): "Pär Lövgren",
    ("Tvärgrupp barn och unga", "Skolkurator"): "Kasper Nyman",
    ("Arbetsgruppen i Växjö", "Rektor"): "Ragnhild Sjöholm",
    ("Arbetsgruppen i Växjö", "Skolsköterska"): "Signe Berggren",
    ("Arbetsgruppen i Växjö", "Socialsekreterare"): "Sara Wikström",
}
"""Who in the cast has which place. The groups know them by their accounts; on the pages only the function stands."""


@dataclass
class Written:
    """What is to be brought in."""

    groups: list[Group] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)

    def group(self, kind: GroupKind, organisation: Organisation | None = None) -> Group:
        self.groups.append(Group(kind=kind, organisation=organisation))
        return self.groups[-1]

    def charged(self, group: Group, name: str, home: str, task: str, since: date, until: date | None = None) -> None:
        self.mandates.append(Mandate(group=group, name=name, home=home, task=task, since=since, until=until))

    def sat(self, group: Group, functions: list[str], since: date, until: date | None = None, chair: str = "") -> None:
        for one in functions:
            self.members.append(Member(group=group, function=one, is_chair=one == chair, since=since, until=until))


def groups(town: Town) -> None:
    """Pär brings in the groups, as they were and as they are."""
    principals = {one.key: one for one in Organisation.objects.all()}
    written = Written()
    _steering(written)
    _committee(written)
    _cross(written)
    for key, place in MUNICIPALITIES.items():
        group = _working(written, f"Arbetsgruppen i {place}", principals[key], MUNICIPAL)
        if key in COORDINATED:
            written.sat(group, ["Barnensbästa-samordnare"], COORDINATED_SINCE)
    _working(written, "Arbetsgruppen i hälso- och sjukvården", principals[REGION], HEALTH_CARE)
    _with_accounts(written, town)
    actions.bring_in_groups(
        groups=written.groups, mandates=written.mandates, members=written.members, by=town.actor("Pär Lövgren")
    )


def _with_accounts(written: Written, town: Town) -> None:
    """Some of those in the cast sit in a group, and have its meetings on their day."""
    names = {one.group_id: one.name for one in written.mandates}
    for member in written.members:
        if who := CAST_MEMBERS.get((names[member.group_id], member.function)):
            member.account = town.people[who]


def _steering(written: Written) -> None:
    """Until 2022 a group of its own; then the county's management group, which the heads of schools join."""
    group = written.group(GroupKind.STEERING)
    task = "Leda det gemensamma arbetet och besluta om handlingsplan, tidplan och resurser."
    written.charged(group, "Styrgruppen", "Regional utveckling, Region Kronoberg", task, FORMED, MOVED - A_DAY)
    written.charged(
        group,
        "Länets ledningsgrupp, som styrgrupp",
        "Omställningsprogrammet för nära vård, Region Kronoberg",
        f"{task} Hålla ihop arbetet med omställningen till nära vård.",
        MOVED,
    )
    social = [f"Socialchef i {place}" for place in MUNICIPALITIES.values()]
    schools = [f"Skolchef i {place}" for place in MUNICIPALITIES.values()]
    before = ["Chef för folkhälsa och social utveckling", "Skolchef, för kommunerna", "Lokalpolisområdeschef"]
    written.sat(group, before, FORMED, MOVED - A_DAY, before[0])
    written.sat(group, [*social, "Centrumchef i hälso- och sjukvården"], FORMED)
    written.sat(group, ["Programchef för nära vård", *schools], MOVED, chair="Programchef för nära vård")


def _committee(written: Written) -> None:
    group = written.group(GroupKind.COMMITTEE)
    task = "Bereda styrgruppens möten och följa handlingsplanen mellan dem."
    written.charged(group, "Styrgruppens arbetsutskott", "Styrgruppen", task, FORMED)
    written.sat(
        group,
        [
            "Socialchef, för kommunerna",
            "Enhetschef i socialtjänsten, för kommunerna",
            "Skolchef, för kommunerna",
            "Processledare",
        ],
        FORMED,
    )


def _cross(written: Written) -> None:
    group = written.group(GroupKind.CROSS)
    task = "Ta fram hjulet, det gemensamma språket och praxismodellen tillsammans med arbetsgrupperna."
    written.charged(group, "Tvärgrupp barn och unga", "Styrgruppen", task, WORKING_SINCE)
    functions = ["Processledare", "Rektor", "Skolkurator", "Enhetschef i socialtjänsten", "Verksamhetschef för BUP"]
    written.sat(group, [*functions, "Barnmorska", "BVC-sjuksköterska", "Polis"], WORKING_SINCE, chair="Processledare")


def _working(written: Written, name: str, organisation: Organisation, functions: list[str]) -> Group:
    group = written.group(GroupKind.WORKING, organisation)
    task = "Pröva praxismodellen i vardagen, sprida den och lämna synpunkter till tvärgruppen."
    written.charged(group, name, organisation.name, task, WORKING_SINCE)
    written.sat(group, functions, WORKING_SINCE, chair=functions[0])
    return group

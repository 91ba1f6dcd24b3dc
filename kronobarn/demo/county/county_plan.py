"""The words of the invented action plans: the county's, and those of four municipalities. No names, only functions."""

from dataclasses import dataclass, field
from typing import Final

from kronobarn.action_plans.rules import Status


@dataclass(frozen=True)
class Doing:
    """An activity: what, who, from and until which month counted from the one of loading, and what is said of it."""

    title: str
    function: str
    since: int
    until: int
    evidence: str
    said: tuple[tuple[int, Status, str, str], ...] = ()
    """How many days ago, where it stood, in which words, and what had been seen."""
    owner: str = ""
    mailbox: str = ""
    carries_out: str = ""


@dataclass(frozen=True)
class Aim:
    """A goal with its measures, each with its activities."""

    title: str
    text: str
    measures: dict[str, list[Doing]] = field(default_factory=dict)


SEE: Final = "Alla enheter använder samma hjul"
TRAIN: Final = "Grundutbildning för alla som möter barn"
MEET: Final = "Samverkansmöten enligt praxismodellen"
ASK: Final = "Barn och vårdnadshavare formar arbetet"
FOLLOW: Final = "Gemensam uppföljning varje år"

COUNTY: Final = (
    Aim(
        "Vi har ett gemensamt språk",
        "Den som möter ett barn använder hjulet och samma ord, var i länet barnet än bor.",
        {
            SEE: [
                Doing(
                    "Ta fram en kort handledning till hjulet",
                    "Processledaren",
                    -9,
                    -2,
                    "Handledningen är utskickad till alla enheter.",
                    (
                        (120, Status.UNDER_WAY, "Ett första utkast är läst av tvärgruppen.", ""),
                        (40, Status.DONE, "Handledningen är klar och utskickad.", "Alla kommuner har bekräftat."),
                    ),
                    owner="Pär Lövgren",
                ),
                Doing(
                    "Samla exempel på hur hjulet används",
                    "Tvärgruppen",
                    -3,
                    5,
                    "Minst ett exempel från varje slags verksamhet finns att läsa.",
                    ((30, Status.UNDER_WAY, "Exempel från förskola och mödravård är på plats.", ""),),
                    mailbox="tvargruppen@kronoberg.example",
                ),
            ],
            TRAIN: [
                Doing(
                    "Hålla dialogseminarier i fyra omgångar",
                    "Processledaren",
                    -4,
                    8,
                    "Varje omgång är genomförd och utvärderad tillsammans med deltagarna.",
                    ((20, Status.UNDER_WAY, "Två omgångar är genomförda.", "Deltagarna vill öva mer på fall."),),
                    owner="Pär Lövgren",
                ),
                Doing(
                    "Ta fram en kort film för nyanställda",
                    "Kommunikatören i programmet för nära vård",
                    -6,
                    -1,
                    "Filmen visas när någon börjar arbeta med barn.",
                    ((60, Status.UNDER_WAY, "Manus är klart, inspelningen dröjer.", ""),),
                ),
            ],
        },
    ),
    Aim(
        "Stödet hänger ihop runt barnet",
        "När fler än en verksamhet behövs möts de, och barnet får en plan.",
        {
            MEET: [
                Doing(
                    "Bestämma vem som kallar när flera verksamheter är med",
                    "Styrgruppens arbetsutskott",
                    -8,
                    -3,
                    "Beslutet finns nedskrivet och är känt i alla verksamheter.",
                    ((95, Status.DONE, "Beslutat av styrgruppen.", "Frågan kommer inte längre upp på mötena."),),
                ),
                Doing(
                    "Pröva gemensamma mötestider mellan skola och vård",
                    "Skolchef och verksamhetschef för barnkliniken",
                    -1,
                    9,
                    "De som har prövat berättar vad det betydde för familjerna.",
                ),
            ],
            "Mödravård och barnhälsovård lämnar över på samma sätt": [
                Doing(
                    "Skriva en rutin för överlämning",
                    "Verksamhetschef för mödrahälsovården",
                    -5,
                    2,
                    "Rutinen används på alla mottagningar.",
                    ((15, Status.PAUSED, "Vilar tills den nya chefen är på plats.", ""),),
                ),
            ],
        },
    ),
    Aim(
        "Barn och vårdnadshavare är med",
        "De som berörs är med och formar arbetet, och får veta vad som blev av det de sa.",
        {
            ASK: [
                Doing(
                    "Fråga ungdomar vad de vill veta om modellen",
                    "Processledaren",
                    -2,
                    4,
                    "Materialet för unga är ändrat efter det de har sagt.",
                    owner="Pär Lövgren",
                ),
                Doing(
                    "Inrätta ett råd med vårdnadshavare",
                    "Styrgruppen",
                    -10,
                    -4,
                    "Rådet har mötts.",
                    ((100, Status.DROPPED, "Vi frågar i befintliga råd i stället.", ""),),
                ),
            ],
            FOLLOW: [
                Doing(
                    "Skriva en årlig redovisning till de politiska organen",
                    "Processledaren",
                    1,
                    6,
                    "Redovisningen är behandlad i alla organ.",
                ),
            ],
        },
    ),
)
AFTERWARDS: Final = Doing(
    "Berätta om arbetet i länets idéburna organisationer",
    "Processledaren",
    1,
    7,
    "Föreningarna vet vart de vänder sig.",
)
"""What is added to the county's draft after the plan was adopted."""

VAXJO: Final = (
    Aim(
        "Alla skolor och förskolor använder hjulet",
        "",
        {
            "Introduktion på varje enhet": [
                Doing(
                    "Gå igenom hjulet på arbetsplatsträffar",
                    "Rektorer och förskolechefer",
                    -5,
                    1,
                    "Varje enhet har hållit sin genomgång.",
                    ((25, Status.UNDER_WAY, "De flesta skolor är klara, förskolorna pågår.", ""),),
                    owner="Camilla Torell",
                    carries_out=SEE,
                ),
                Doing(
                    "Utbilda två handledare på varje skola",
                    "Kommunens samordnare",
                    -3,
                    6,
                    "Handledarna har provat med sina kollegor.",
                    owner="Camilla Torell",
                    carries_out=TRAIN,
                ),
            ],
        },
    ),
    Aim(
        "Familjer slipper berätta flera gånger",
        "",
        {
            "Gemensamma möten": [
                Doing(
                    "Fasta mötestider mellan elevhälsa och socialtjänst",
                    "Enhetschef i socialtjänsten och rektor",
                    -6,
                    -1,
                    "Mötena hålls och familjerna säger att det märks.",
                    ((70, Status.UNDER_WAY, "Prövas i två skolor.", ""),),
                    carries_out=MEET,
                ),
            ],
            "En väg in på kommunens webbplats": [
                Doing(
                    "Skriva om sidorna om stöd till barn",
                    "Kommunens kommunikatör",
                    0,
                    4,
                    "Föräldrar hittar rätt utan att fråga.",
                ),
            ],
        },
    ),
)
ALVESTA: Final = (
    Aim(
        "Verksamheterna känner varandras uppdrag",
        "Workshops där skola, socialtjänst och vård får inblick i varandras arbete.",
        {
            "Workshops om varandras arbete": [
                Doing(
                    "Hålla tre workshops med fallbeskrivningar",
                    "Kommunens samordnare",
                    -4,
                    3,
                    "De som var med säger att de vet vem de ska ringa.",
                    ((10, Status.UNDER_WAY, "En workshop kvar.", "Fler hör av sig till varandra."),),
                    owner="Signe Backlund",
                    carries_out=TRAIN,
                ),
            ],
            "Praxismodellen prövas i två skolor": [
                Doing(
                    "Pröva samverkansmöten med nya mallar",
                    "Rektor",
                    -2,
                    5,
                    "Skolorna berättar i arbetsgruppen.",
                    carries_out=MEET,
                ),
            ],
        },
    ),
)
LJUNGBY: Final = (
    Aim(
        "Unga är med och bestämmer",
        "",
        {
            "Ungdomar i arbetsgruppen": [
                Doing(
                    "Bjuda in två ungdomar till varje möte",
                    "Kommunens samordnare",
                    0,
                    10,
                    "Ungdomarna kommer tillbaka.",
                    owner="Valter Rosing",
                    carries_out=ASK,
                ),
            ],
        },
    ),
)
TINGSRYD: Final = (Aim("Vi vet var vi börjar", "", {"En nulägesbild": []}),)

"""Sixteen and older: the upper secondary schools, and the municipality's responsibility for whoever has left."""

from datetime import time

from kronobarn.circles.rules import Ground
from kronobarn.concerns.rules import Knows
from kronobarn.demo.county.tale import Aim, Born, Does, Tale
from kronobarn.demo.county.town import Town
from kronobarn.plans.rules import Reply, SaidBy

KAA = "vaxjo-kaa"
NORREMARK = "vaxjo-gymnasium"


def simon(town: Town) -> None:
    """A drop-out with a plan: he decides beside his guardians."""
    work = "Jag har ett ställe att gå till på morgonen"
    tale = Tale.of(
        town, "Simon Blixt", Born(17, 2), at=KAA, known=-210, guardians=("Annelie Blixt", "Tommy Blixt"), pronoun="han"
    )
    tale.on(-77).signal(
        "Simon hoppade av fordonsprogrammet i våras. Han är hemma om dagarna och säger att han väntar på att något ska "
        "hända. Han svarar alltid när jag ringer.",
        seen=-78,
    )
    tale.on(-76).received().on(-70).child_says(
        "Jag kan laga vad som helst. Bara inte på papper.",
        "achieving",
        where="Simon, i garaget",
        hard="Teorin. Han läste om samma sida i ett år.",
        works="Han har byggt en traktor.",
    )
    tale.on(-66).analysed(
        obstacle="Skolan gick sönder på läsningen, och sedan på skammen.",
        information="Ja, Simon sa ja till att gymnasiet berättade.",
        myself="Ringer måndagar klockan nio.",
        my_service="Praktikplats.",
        others="Ungdomsenheten för körkortslån och samtal. Ung Fritid söker verkstadsledare.",
        child_view="Simon vill ha ett jobb där ingen frågar om betyg.",
        how="Vi pratade medan han bytte kamrem.",
    ).together("Praktik löser dagarna. Resten behöver Amir och en verkstad på kvällen.")
    tale.asks_consent(
        with_=("Amir Rezai", "Alva Sundin"), why="Så att praktik, samtal och verkstad drar åt samma håll.", until=115
    )
    tale.on(-63).yes_said_aloud("", "Sa ja på telefon: ”kör”.").says_yes("Annelie Blixt").says_yes("Tommy Blixt")
    tale.on(-60).starts_plan(
        services=("Amir Rezai", "Alva Sundin"),
        wants="Jag vill mecka och få betalt för det.",
        otherwise="Är Simon borta från praktiken en dag ringer Jonas honom, inte föräldrarna.",
    )
    tale.aims(
        Aim(
            "achieving",
            "Dagarna har ingen början",
            work,
            "Jag har varit där varje dag i en månad",
            (
                Does("", "Praktik på Sandsbro Lantmaskin, tre dagar i veckan", 18),
                Does("Alva Sundin", "Simon håller verkstadskväll för mopeder på tisdagar", 2),
            ),
        ),
        Aim(
            "responsible",
            "Körkortet är nyckeln till jobb",
            "Simon har klarat teoriprovet, med uppläsning",
            "Provet",
            (Does("Amir Rezai", "Ansöker om uppläst teoriprov", -1),),
            SaidBy.PROFESSIONAL,
        ),
    )
    tale.hears("Jonas satt med Simon, Annelie och Tommy vid köksbordet i en timme.")
    tale.led_by("", next_review=21).activated().on(-56).agrees("Annelie Blixt").agrees("Alva Sundin")
    tale.on(-55).replies(
        "Amir Rezai",
        "Ansöker om uppläst teoriprov",
        Reply.CHANGE,
        "Simon behöver ett intyg först. Ge mig två veckor till.",
    )
    tale.on(-3).led_by("Alva Sundin", next_review=21)


def ida(town: Town) -> None:
    """A signal at the upper secondary school, received."""
    tale = Tale.of(
        town, "Ida Thorell", Born(17, 5), at=NORREMARK, known=-420, guardians=("Göran Thorell",), pronoun="hon"
    )
    tale.meets("Moa Sterner", "Kurator").on(-7).signal(
        "Ida har flyttat hem till sin pojkvän och svarar inte längre sina vänner. Hon tittar på telefonen innan hon svarar "
        "på frågor. Hon sa: ”Han vill bara veta var jag är.”",
        by="Moa Sterner",
        seen=-8,
        guardians=Knows.NO,
    )
    tale.on(-6).received()


def mohammed(town: Town) -> None:
    """Eighteen: he alone decides, and he has said yes."""
    tale = Tale.of(
        town,
        "Mohammed Hashi",
        Born(18, 4),
        at=KAA,
        known=-260,
        guardians=(),
        language="so",
        pronoun="han",
        signs_in=True,
    )
    tale.on(-51).signal(
        "Mohammed har ingen studieplats och sover hos olika vänner. Han har fyllt arton och vill sköta sina papper själv, "
        "men vet inte vilka papper det är.",
        seen=-51,
        child=Knows.YES,
        guardians=Knows.NO,
    )
    tale.on(-50).received().asks("Mohammed Hashi", by_day=-42).on(-46).tells(
        "Mohammed Hashi",
        "nurtured",
        works="Waxaan haystaa saddex saaxiib oo ii furan. (Jag har tre vänner som har öppet för mig.)",
        hard="Jag vet inte vilken natt som är den sista.",
    ).is_done("Mohammed Hashi")
    tale.on(-44).analysed(
        obstacle="Inget eget hem och ingen sysselsättning.",
        information="Ja, av Mohammed själv.",
        myself="Vi fyller i papperen tillsammans på torsdagar.",
        my_service="Sfi på kvällen och praktik på bageri.",
        others="Ungdomsenheten för bostad. Ungdomsmottagningen för en vuxen att prata med.",
        child_view="”Jag behöver en dörr som är min.”",
        how="Han skrev själv, på två språk.",
    ).together("En bostad kan vi inte ordna. Det kan Amir, och Ellinor kan vara den som lyssnar.")
    tale.asks_consent(
        with_=("Amir Rezai", "Ellinor Sand"),
        kinds=("home", "support"),
        why="Så att du slipper berätta allt på tre ställen.",
        until=150,
    )
    tale.on(-43).says_yes("Mohammed Hashi", only_with=("Amir Rezai",))
    tale.on(-34).calls_meeting(
        -25, time(11, 0), with_=("Amir Rezai",), place="Aktivitetshuset, Växjö", wishes="Jag tar med min vän Liban."
    )
    tale.answers_call("Amir Rezai").on(-26).meeting_cancelled()


def clara(town: Town) -> None:
    """The baton was offered to KAA, which said no: she is still at school."""
    tale = Tale.of(
        town, "Clara Dufva", Born(17, 1), at="ljungby-gymnasium", known=-330, guardians=("Regina Dufva",), pronoun="hon"
    )
    tale.on(-18).offers_baton("ljungby-kaa", "Clara har varit borta i fem veckor. Vi tror att hon har slutat.")
    tale.on(-16).declines_baton("ljungby-kaa").on(-15).signal(
        "Linnea på aktivitetsansvaret påminner om att Clara fortfarande är elev här. Jag har nu ringt: hon har en nyfödd "
        "systerson hemma och vågar inte säga att hon saknar skolan.",
        seen=-15,
    )
    tale.received().asks("Regina Dufva", by_day=-4)


def rasmus(town: Town) -> None:
    """Tingsryd: KAA gathers, with the youth clinic asked on consent."""
    tale = Tale.of(
        town, "Rasmus Nyqvist", Born(17, 8), at="tingsryd-kaa", known=-190, guardians=("Bo Nyqvist",), pronoun="han"
    )
    tale.on(-19).signal(
        "Rasmus spelar bort praktikpengen samma dag som den kommer. Han har berättat det själv.", seen=-20
    )
    tale.received().asks(
        "Ola Grahn",
        by_day=2,
        ground=Ground.HARM_TEST,
        necessity="Rasmus ringde tillsammans med mig",
        question="Vad kan ni erbjuda för spel?",
    )
    tale.on(-12).child_says(
        "Det är inte pengarna. Det är pausen från att tänka.",
        "healthy",
        where="Rasmus, i bilen på väg till praktiken",
        hard="Kvällarna efter att pappa har somnat.",
        works="Hundarna på kenneln.",
    )


def nellie(town: Town) -> None:
    """Älmhult: the school could meet the need itself."""
    tale = Tale.of(
        town,
        "Nellie Hagström",
        Born(16, 10),
        at="almhult-gymnasium",
        known=-100,
        guardians=("Agnes Hagström",),
        pronoun="hon",
    )
    tale.on(-60).signal(
        "Nellie tävlar i simning på elitnivå och har inte sovit ordentligt sedan terminen började.", seen=-61
    )
    tale.on(-59).received().on(-53).analysed(
        obstacle="Tjugotvå timmars träning och fullt schema.",
        information="Ja.",
        myself="Talar med tränaren, med Nellie i rummet.",
        my_service="Utökad studietid: fyra år i stället för tre.",
        others="Nej.",
        child_view="Nellie vill simma och slippa välja.",
        how="Hon gjorde ett eget schema, med färger.",
    ).own_service_can("Fyra år löser det. Nellie och Agnes är nöjda.")


def viggo(town: Town) -> None:
    """Alvesta: known."""
    Tale.of(
        town, "Viggo Lantz", Born(16, 11), at="alvesta-gymnasium", known=-90, guardians=("Siv Lantz",), pronoun="han"
    )


STORIES = (simon, ida, mohammed, clara, rasmus, nellie, viggo)

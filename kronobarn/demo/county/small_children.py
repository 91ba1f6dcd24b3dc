"""Before birth and until school: the midwives, and the child-health nurses after them."""

from kronobarn.circles.rules import Ground, Kind
from kronobarn.concerns.rules import Knows, Outcome
from kronobarn.demo.county.tale import Aim, Born, Does, Expected, Tale
from kronobarn.demo.county.town import Town
from kronobarn.people.models import Protection
from kronobarn.plans.rules import SaidBy

MATERNITY = "region-mvc-vaxjo"
LARKAN = "region-bvc-vaxjo-larkan"


def unborn_awaited(town: Town) -> None:
    """Known before birth, and nothing is wrong."""
    Tale.of(town, "", Expected(118), at=MATERNITY, known=-40, guardians=("Sandra Melin",))


def unborn_worry(town: Town) -> None:
    """A mother who is low: information is gathered before the child is born."""
    tale = Tale.of(town, "", Expected(64), at=MATERNITY, known=-90, guardians=("Ebba Sundqvist",))
    tale.on(-12).signal(
        "Ebba grät vid dagens besök. Hon har knappt sovit på en månad och säger att hon inte kan glädjas. Hon har varit "
        "deprimerad tidigare. Hon vill ha hjälp och var med när jag skrev det här.",
        seen=-12,
        child=Knows.NO,
    )
    tale.received().asks("Ebba Sundqvist", by_day=1)
    tale.asks(
        "Britta Hedlund",
        by_day=4,
        ground=Ground.HARM_TEST,
        necessity="Ebba vill träffa BVC före förlossningen",
        question="Kan du komma på ett gemensamt besök i vecka 34?",
    )
    tale.on(-8).tells(
        "Ebba Sundqvist",
        "nurtured",
        works="Min syster kommer på tisdagar och torsdagar.",
        hard="Jag är rädd att jag inte kommer att tycka om barnet.",
    )


def unborn_signal(town: Town) -> None:
    """A signal from social services about an unborn child, not received yet."""
    tale = Tale.of(town, "", Expected(31), at=MATERNITY, known=-150, guardians=("Jennifer Lood", "Marcus Lood"))
    tale.on(-1).signal(
        "Jennifer och Marcus ringde oss själva. De blir av med lägenheten den sista i månaden och undrar vad som händer "
        "när barnet kommer. De sa ja till att jag berättar det för er på barnmorskemottagningen.",
        by="Sara Wikström",
        seen=-2,
        child=Knows.NO,
        ground=Ground.HARM_TEST,
        necessity="Båda föräldrarna sa ja i telefon",
    )


def baton_to_larkan(town: Town) -> None:
    """Just born: the midwife has offered the baton to Britta, who has not answered."""
    tale = Tale.of(town, "", Expected(-5), at=MATERNITY, known=-170, guardians=("Amanda Björk", "Kalle Björk"))
    tale.on(-6).is_born("Björk").on(-2).offers_baton(
        LARKAN,
        "En pojke föddes i förra veckan. Allt gick bra. Föräldrarna vill ha hembesöket tidigt: Amanda är osäker på "
        "amningen.",
    )


def newborn(town: Town) -> None:
    """Nine days old and no number yet."""
    tale = Tale.of(
        town,
        " Kristoffersson",
        Born(0, 0, number="none"),
        at=LARKAN,
        known=-2,
        guardians=("Lina Kristoffersson", "Jesper Kristoffersson"),
    )
    tale.on(0).signal(
        "Hembesök i dag. Flickan har gått ner mer i vikt än väntat och orkar inte äta länge. Mamma är trött och ensam "
        "om nätterna, pappa arbetar borta i veckorna. Ny vägning om två dagar.",
        seen=0,
        child=Knows.NO,
    )
    tale.received()


def danylo(town: Town) -> None:
    """A coordination number; the clinic could meet the need itself."""
    tale = Tale.of(
        town,
        "Danylo Kovalenko",
        Born(3, 2, number="coordination"),
        at="region-bvc-vaxjo-talgoxen",
        known=-210,
        guardians=("Olena Kovalenko",),
        pronoun="han",
    )
    tale.on(-74).signal(
        "Danylo har inte fått alla vaccinationer och Olena vet inte vilka han fick i Ukraina. Han vaknar av åskväder "
        "och ropar på sin pappa.",
        seen=-74,
        child=Knows.NOT_YET,
    )
    tale.received().on(-67).guardian_says(
        "Сина лякає грім. (Åskan skrämmer min son.)",
        "safe",
        where="Olena, besök med telefontolk",
        hard="Natten, och ljud som liknar bomber.",
        works="Han leker lugnt när hon sitter på golvet bredvid.",
    )
    tale.on(-60).analysed(
        obstacle="Minnen av kriget, och luckor i vaccinationerna.",
        information="Ja, vaccinationskortet kom från Lviv i går.",
        myself="Extra besök varannan vecka i två månader.",
        my_service="BVC-psykologen träffar Olena tre gånger.",
        others="Inget nu. Öppna förskolan när Olena vill.",
        how="Danylo är tre år. Vi såg hur han lekte: han byggde hus och lät alla få plats.",
    ).own_service_can("BVC och vår psykolog räcker. Olena vill inte träffa fler just nu och vet var vi finns.")


def milo(town: Town) -> None:
    """Late speech: gathering with the preschool, which is another secrecy area."""
    tale = Tale.of(
        town,
        "Milo Fransson",
        Born(2, 7),
        at=LARKAN,
        known=-800,
        guardians=("Emelie Fransson", "Axel Fransson"),
        pronoun="han",
    )
    tale.on(-16).signal(
        "Två och ett halvt år och säger tre ord. Förstår det mesta. Blir ledsen och biter när han inte blir förstådd. "
        "Hörseln är kontrollerad i våras utan anmärkning.",
        seen=-16,
        child=Knows.NO,
    )
    tale.received()
    tale.asks("Emelie Fransson", by_day=-5, question="När är det lätt att förstå vad Milo vill?")
    tale.asks(
        "Wilma Andersen",
        by_day=-1,
        ground=Ground.HARM_TEST,
        necessity="Emelie och Axel sa ja vid besöket",
        question="Hur leker Milo med de andra barnen?",
    )
    tale.on(-11).tells(
        "Wilma Andersen",
        "included",
        works="Han söker sig till de andra och skrattar mycket. Bilderna vid matbordet fungerar.",
        hard="I hallen, när alla ska ut samtidigt, biter han den som står närmast.",
    ).is_done("Wilma Andersen")


def stina(town: Town) -> None:
    """A parent's illness: an active plan led by the clinic."""
    calm = "Stina vet vem som hämtar, varje dag"
    tale = Tale.of(
        town, "Stina Engvall", Born(4, 1), at=LARKAN, known=-900, guardians=("Malin Engvall",), pronoun="hon"
    )
    tale.on(-71).signal(
        "Malin har berättat att hennes sjukdom har kommit tillbaka och att hon väntar på en ny medicin. Stina lägger "
        "sin nalle hos mamma ”så att mamma inte är ensam”. Mormor hjälper till men bor i Nybro.",
        seen=-72,
        child=Knows.NOT_YET,
    )
    tale.on(-70).received().asks("Malin Engvall", by_day=-60)
    tale.on(-66).tells(
        "Malin Engvall",
        "nurtured",
        works="När jag är pigg bakar vi. Stina kan hela ramsan om deg.",
        hard="Dåliga dagar ligger jag kvar. Då tittar hon på film tills mormor ringer.",
    )
    tale.child_says(
        "Mammas huvud har ont i tankarna.",
        "safe",
        where="Stina, när hon lekte doktor på mottagningen",
        hard="Dagar när mamma inte går upp.",
        works="Mormors röst i telefonen.",
    )
    tale.on(-62).analysed(
        obstacle="Malins sjukdom går i perioder och det finns ingen som träder in samma dag.",
        information="Ja.",
        myself="Ringer varje måndag tills det finns en plan.",
        my_service="Samtal om att prata med små barn om sjukdom.",
        others="Socialtjänsten för kontaktfamilj, förskolan för fler timmar.",
        how="Genom lek. Stina valde doktorsväskan själv, två gånger.",
    ).together("BVC kan inte vara hemma hos familjen. Socialtjänsten och förskolan behövs samtidigt.")
    tale.asks_consent(
        with_=("Sara Wikström", "Wilma Andersen"),
        why="Så att någon av oss alltid vet hur ni har det, och kan hjälpa samma dag.",
        until=130,
    )
    tale.on(-60).says_yes("Malin Engvall")
    tale.on(-57).starts_plan(
        services=("Sara Wikström", "Wilma Andersen"),
        wants="",
        how="Stina är fyra år. Vi lekte doktor och ritade. Hon vill att nallen ska få följa med till förskolan.",
        otherwise="Blir Malin sämre ringer hon mormor och Sara. På natten socialjouren.",
    )
    tale.aims(
        Aim(
            "nurtured",
            "Dagar när mamma inte orkar gå upp",
            calm,
            "Stina berättar själv vem som kommer, och det stämmer",
            (
                Does("Sara Wikström", "Kontaktfamilj två helger i månaden", 9),
                Does("Wilma Andersen", "Bildschema i hallen: vem hämtar i dag", 30),
                Does("Malin Engvall", "Skickar sms till förskolan före åtta de dåliga dagarna", 30),
            ),
            SaidBy.GUARDIAN,
        ),
    )
    tale.hears("Malin berättade hemma i soffan, med Britta på telefon.")
    tale.led_by("", next_review=6).activated()
    tale.on(-55).agrees("Malin Engvall", words="Det känns mindre ensamt nu.")
    tale.agrees("Sara Wikström").agrees("Britta Hedlund")


def protected_registration(town: Town) -> None:
    """Protected registration: cooperation is decided, the family is asked in person only."""
    tale = Tale.of(
        town,
        "Tyra Wallgren",
        Born(3, 9),
        at="region-bvc-vaxjo-talgoxen",
        known=-140,
        guardians=("Rebecka Wallgren",),
        protection=Protection.PROTECTED_REGISTRATION,
        pronoun="hon",
    )
    tale.on(-38).signal(
        "Tyra gömmer sig när dörren öppnas och frågar om dörren är låst. Mamma och Tyra har flyttat tre gånger i år.",
        seen=-39,
        child=Knows.NOT_YET,
    )
    tale.received().on(-31).analysed(
        obstacle="Rädsla efter det som har hänt, och att allt är nytt igen.",
        information="Det jag behöver. Mer ska inte skrivas här.",
        myself="Samma rum, samma tid, varje besök.",
        my_service="Mottagningen ringer aldrig, Rebecka ringer oss.",
        others="BUP:s mottagning för små barn.",
        how="I lek. Tyra låste dockhuset och gav mig nyckeln.",
    ).together("Tyra behöver behandling som vi inte kan ge. Rebecka vill att vi är så få som möjligt.")
    tale.asks_consent(
        with_=("Bodil Frisk",), kinds=("health", "support"), why="Bara BUP, bara det som gäller Tyras rädsla.", until=90
    )
    tale.on(-29).says_yes("Rebecka Wallgren", only_kinds=("health",))


def vera(town: Town) -> None:
    """There was nothing to worry about: also a complete end."""
    tale = Tale.of(
        town,
        "Vera Blom",
        Born(1, 6),
        at="region-bvc-ljungby-blamesen",
        known=-500,
        guardians=("Josefin Blom", "Tobias Blom"),
        pronoun="hon",
    )
    tale.on(-50).signal("Veras viktkurva har planat ut sedan förra besöket.", seen=-50, child=Knows.NO).received().on(
        -36
    ).closed(
        Outcome.UNFOUNDED,
        "Vågen på mottagningen visade fel. Ny vägning i dag: Vera följer sin kurva. Föräldrarna är lättade och vi har "
        "lagat vågen.",
    )


def harry(town: Town) -> None:
    """Meals that became battles, and a clinic that could help."""
    tale = Tale.of(
        town,
        "Harry Månsson",
        Born(3, 5),
        at="region-bvc-almhult-trollslandan",
        known=-700,
        guardians=("Ida Månsson", "Robin Månsson"),
        pronoun="han",
    )
    tale.on(-66).signal(
        "Harry äter bara makaroner och ostkrokar. Måltiderna hemma slutar i gråt för alla.", seen=-66, child=Knows.NO
    ).received().on(-59).child_says(
        "Den gröna tittar på mig.",
        "healthy",
        where="Harry, om broccolin",
        hard="Ny mat på tallriken.",
        works="Att hacka gurka själv.",
    )
    tale.on(-58).analysed(
        obstacle="Det har blivit en kamp, och alla är rädda för nästa måltid.",
        information="Ja, vi filmade en middag tillsammans.",
        myself="Tre hembesök vid middagstid.",
        my_service="Kostråd av vår dietist.",
        others="Ingen annan.",
        how="Harry fick visa i leksaksköket.",
    ).own_service_can("Robin och Ida vill prova själva med vårt stöd. Harry växer och mår bra i övrigt.")


def selma(town: Town) -> None:
    """Known at the clinic in Alvesta."""
    Tale.of(
        town,
        "Selma Nygren",
        Born(4, 3),
        at="region-bvc-alvesta-svalan",
        known=-1100,
        guardians=("Frida Nygren", "Mattias Nygren"),
        pronoun="hon",
    )


def leon(town: Town) -> None:
    """A signal in Markaryd that has waited too long."""
    tale = Tale.of(
        town,
        "Leon Hadzic",
        Born(2, 2),
        at="region-bvc-markaryd-igelkotten",
        known=-600,
        guardians=("Amra Hadzic", "Denis Hadzic"),
        pronoun="han",
    )
    tale.on(-6).signal(
        "Amra ringde och bad att få prata. Denis har slutat komma hem på nätterna och Leon står i fönstret och väntar. "
        "Jag lovade att vi hör av oss i veckan.",
        seen=-6,
        child=Knows.NO,
        who="Sekreteraren på mottagningen",
    )


def twins(town: Town) -> None:
    """Two children with the same guardians."""
    for name in ("Alma Rydberg", "Arvid Rydberg"):
        Tale.of(
            town,
            name,
            Born(1, 1),
            at="region-bvc-tingsryd-nyckelpigan",
            known=-390,
            guardians=("Jenny Rydberg", "Pontus Rydberg"),
        )


def ture(town: Town) -> None:
    """From the clinic to the school: the baton followed the child, and the analysis followed the baton."""
    tale = Tale.of(
        town,
        "Ture Isaksson",
        Born(6, 8),
        at="region-bvc-lessebo-fjarilen",
        known=-520,
        guardians=("Linda Isaksson", "Micke Isaksson"),
        pronoun="han",
    )
    tale.on(-300).signal(
        "Ture äter nästan inget på förskolan när det är många vid bordet. Hemma äter han.", seen=-302
    ).received().on(-290).analysed(
        obstacle="Ljudet och lukterna när alla äter samtidigt.",
        information="Ja.",
        myself="Pratar med Linda om hur det är hemma.",
        my_service="Dietisten på BVC.",
        others="Nej.",
        child_view="Jag äter om det är tyst.",
        how="Ture sa det när vi lekte affär.",
    ).own_service_can("Dietisten visade hur Ture kan äta i lugn och ro, och det fungerar.")
    tale.on(-160).offers_baton(
        "lessebo-papperskvarnens-skola",
        "Ture börjar förskoleklass hos er.",
        follows=(Kind.ANALYSIS,),
        ground=Ground.HARM_TEST,
        necessity="Skolan behöver veta hur Ture kan äta i lugn och ro. Linda och Micke vill att ni vet.",
    )
    tale.on(-155).takes_baton("lessebo-papperskvarnens-skola")
    tale.on(-152).read_what_followed("Linda Isaksson", "Micke Isaksson")


STORIES = (
    unborn_awaited,
    unborn_worry,
    unborn_signal,
    baton_to_larkan,
    newborn,
    danylo,
    milo,
    stina,
    protected_registration,
    vera,
    harry,
    selma,
    leon,
    twins,
    ture,
)

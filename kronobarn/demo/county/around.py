"""The other municipalities: Ljungby, Älmhult, Alvesta, Tingsryd, Lessebo, Uppvidinge and Markaryd."""

from datetime import time

from kronobarn.circles.rules import Ground
from kronobarn.concerns.rules import Knows, Outcome, State
from kronobarn.demo.county.tale import Aim, Born, Does, Tale, ToDo
from kronobarn.demo.county.town import Town
from kronobarn.meetings.rules import Fits
from kronobarn.reviews.actions import Said
from kronobarn.reviews.rules import Verdict

LAGADALEN = "ljungby-lagadalens-skola"


def moa(town: Town) -> None:
    """A signal from the riding club, which Gustav is to receive."""
    tale = Tale.of(
        town, "Moa Kindberg", Born(12, 1), at=LAGADALEN, known=-520, guardians=("Lisbet Kindberg",), pronoun="hon"
    )
    tale.on(-1).signal(
        "Moa är i stallet från att skolan slutar tills vi släcker. I lördags såg jag blåmärken på båda överarmarna. Hon "
        "sa att hästen klämde henne, men Sixten var i hagen. Jag har ringt socialtjänstens mottagning. Moa vet att jag "
        "hör av mig till dig också.",
        by="Frida Ekman",
        seen=-3,
        guardians=Knows.NO,
        urgent=True,
        ground=Ground.HARM_TEST,
        necessity="Moa bad mig berätta för rektorn",
    )


def isak(town: Town) -> None:
    """Moving to Ljungby: the baton is offered to Gustav, who has not answered."""
    tale = Tale.of(
        town,
        "Isak Rosenqvist",
        Born(9, 3),
        at="almhult-linnestigens-skola",
        known=-600,
        guardians=("Gabriella Rosenqvist",),
        pronoun="han",
    )
    tale.on(-3).offers_baton(
        LAGADALEN,
        "Isak flyttar till Ljungby om två veckor och ska börja hos dig. Han vill komma på besök före första dagen.",
    )


def julia(town: Town) -> None:
    """Gustav gathers; a teacher has told, the mother is still to do it."""
    tale = Tale.of(
        town,
        "Julia Bergh",
        Born(11, 8),
        at=LAGADALEN,
        known=-800,
        guardians=("Katja Bergh", "Roger Bergh"),
        pronoun="hon",
    )
    tale.meets("Björn Alsterlund", "Mentor i årskurs 5").on(-15).signal(
        "Julia kan inte sluta räkna. Hon måste röra vid varje dörr i korridoren och kommer för sent till allt. Hon "
        "skäms och ber mig att inte titta.",
        by="Björn Alsterlund",
        seen=-17,
    )
    tale.on(-14).received().withheld_from(
        "Roger Bergh",
        "Julia har bett oss att inte berätta för pappa. Han har låst in henne när hon inte kunnat sluta.",
        looked_over=40,
    )
    tale.asks("Björn Alsterlund", by_day=-6).asks("Katja Bergh", by_day=-1)
    tale.asks("Pernilla Hult", by_day=4, question="Känner du Julia sedan tidigare?")
    tale.on(-8).tells(
        "Björn Alsterlund",
        "responsible",
        works="Håller ordning på hela klassens bibliotek.",
        hard="En dörr kan ta tio minuter när hon är trött.",
    ).is_done("Björn Alsterlund")


def nils(town: Town) -> None:
    """Known in Lagadalen."""
    Tale.of(
        town, "Nils Adolfsson", Born(8, 2), at=LAGADALEN, known=-420, guardians=("Karolina Adolfsson",), pronoun="han"
    )


def olle(town: Town) -> None:
    """Moved from Ljungby to Alvesta: the baton was offered and taken, and support goes on there."""
    tale = Tale.of(
        town,
        "Olle Torstensson",
        Born(10, 6),
        at="ljungby-abrinkens-skola",
        known=-610,
        guardians=("Eva Torstensson", "Bengt Torstensson"),
        pronoun="han",
    )
    tale.on(-100).offers_baton(
        "alvesta-backsippans-skola", "Familjen har köpt hus i Alvesta. Olle är orolig för bussen."
    )
    tale.on(-97).takes_baton("alvesta-backsippans-skola").on(-85).signal(
        "Olle har åkt fel buss två gånger och vågar inte åka själv längre.", seen=-85
    ).received().on(-79).analysed(
        obstacle="Bussbytet i centrum.",
        information="Ja.",
        myself="Pratar med skolskjutsen i eftermiddag.",
        my_service="Följa med på bussen i en vecka.",
        others="Nej.",
        child_view="Olle vill ha samma förare som Wilma i fyran.",
        how="Vi åkte bussen ihop.",
    ).own_service_can("Skolskjutsen ordnade ett enklare byte, och Wilma i fyran åker med.")


def hugo(town: Town) -> None:
    """Älmhult: a meeting is called."""
    tale = Tale.of(
        town,
        "Hugo Wennberg",
        Born(14, 2),
        at="almhult-pernabackens-skola",
        known=-700,
        guardians=("Sussie Wennberg", "Conny Wennberg"),
        pronoun="han",
    )
    tale.meets("Isabelle Roos", "Kurator").on(-48).signal(
        "Hugo är duktig och tyst. I en uppsats skrev han att han inte ser någon mening med att fylla femton. Jag pratade "
        "med honom direkt och stannade tills pappa kom. De fick numret till akutmottagningen och vi följde upp nästa dag.",
        by="Isabelle Roos",
        seen=-49,
        urgent=True,
    )
    tale.on(-48).received().child_says(
        "Jag vill inte dö. Jag vill bara att det ska sluta vara grått.",
        "healthy",
        to="Isabelle Roos",
        where="Hugo, i samtal med pappa utanför dörren",
        hard="Kvällarna.",
        works="Att laga mopeden med farfar.",
    )
    tale.analysed(
        obstacle="Nedstämdhet, och att ingen har frågat på länge.",
        information="Ja. BUP har träffat Hugo i går.",
        myself="Ringer familjen på fredagar i sex veckor.",
        my_service="Isabelle finns varje dag, utan bokning.",
        others="BUP behandlar. Vi behöver veta hur vi stöttar här.",
        child_view="Hugo vill att läraren vet, men inte klassen.",
        how="Han fick välja vem som skulle få veta vad, en lista med namn.",
    ).together("Behandlingen är BUP:s. Vardagen är vår. De måste passa ihop.")
    tale.asks_consent(
        with_=("Henning Dahl", "Annika Rosell"),
        why="Så att skolan vet vad Hugo behöver de dagar som är svåra, och vem vi ringer.",
        until=125,
    )
    tale.on(-45).says_yes("Sussie Wennberg").says_yes("Conny Wennberg").yes_said_aloud(
        "", "Sa ja i telefon, ville ha texten på papper."
    )
    tale.on(-6).calls_meeting(
        3,
        time(13, 15),
        with_=("Henning Dahl", "Annika Rosell"),
        place="Farfars verkstad, på Hugos förslag",
        wishes="Helst där mopeden står. Ingen får ha med sig dator.",
        or_on=(10, 17),
    )
    tale.says_which_fit("Henning Dahl", Fits.YES, Fits.IF_NEEDED, Fits.NO)
    tale.says_which_fit("Conny Wennberg", Fits.NO, Fits.YES, Fits.YES)


def zeinab(town: Town) -> None:
    """Alvesta: the meeting is held and a plan is being drafted."""
    tale = Tale.of(
        town,
        "Zeinab Noor",
        Born(13, 6),
        at="alvesta-sparviddens-skola",
        known=-430,
        guardians=("Faduma Noor",),
        language="so",
        pronoun="hon",
    )
    tale.meets("Victor Dahlgren", "Kurator").on(-58).signal(
        "Zeinab sköter tre yngre syskon före och efter skolan. Hon har börjat somna på bussen och blev kvar till Gemla i "
        "måndags.",
        by="Victor Dahlgren",
        seen=-60,
    )
    tale.on(-57).received().on(-53).child_says(
        "Walaalahay waa inaan cunto siiyo. Cashar ma jiro ilaa ay seexdaan. (Jag måste ge mina syskon mat. Det blir inga "
        "läxor förrän de sover.)",
        "responsible",
        to="Victor Dahlgren",
        where="Zeinab, hemma vid köksbordet, storasyster översatte efteråt",
        hard="Tiden räcker inte.",
        works="Hon lagar mat som hela huset frågar efter.",
    )
    tale.on(-50).analysed(
        obstacle="För stort ansvar hemma sedan mamma började arbeta natt.",
        information="Ja.",
        myself="Skolkort till skolbiblioteket på kvällstid.",
        my_service="Läxtid två håltimmar i veckan.",
        others="Socialtjänsten för avlastning, förskolan för längre dagar åt lillebror.",
        child_view="Zeinab vill läsa till sjuksköterska och behöver sova.",
        how="Vi pratade medan hon rullade sambusa.",
    ).together("Det som tar Zeinabs tid finns hemma. Där kan socialtjänsten hjälpa och inte vi.")
    tale.asks_consent(with_=("Sandra Lundh",), why="Så att hjälpen hemma och läxtiden i skolan passar ihop.", until=145)
    tale.on(-46).yes_said_aloud("Faduma Noor", "Sa ja med tolk. Vill inte att moskén eller grannarna får veta.")
    tale.on(-40).calls_meeting(
        -20,
        time(10, 0),
        with_=("Sandra Lundh",),
        place="Biblioteket i Alvesta",
        wishes="Mamma ska få sitta bredvid tolken.",
    )
    tale.answers_call("Sandra Lundh").on(-20).meeting_held(
        notes="Zeinab berättade själv. Faduma visste inte att skolan märkte något och blev ledsen, sedan lättad.",
        decided=(
            ToDo("Avlastning tre kvällar i veckan söks", who="Sandra Lundh", day=-6),
            ToDo("Läxtid på schemat, tisdag och torsdag", who="Zara Hosseini", day=-13),
        ),
    )
    tale.on(-5).starts_plan(
        services=("Sandra Lundh",),
        own_contact="Victor Dahlgren",
        wants="Jag vill läsa mina läxor innan klockan tio på kvällen.",
        how="Zeinab dikterade, Victor skrev.",
    )
    tale.aims(
        Aim(
            "responsible",
            "Småsyskonen är mitt jobb, jämt",
            "Jag är storasyster, inte mamma",
            "Tre kvällar i veckan gör någon annan maten",
            (
                Does("Sandra Lundh", "Ansöker om hemterapeut", 12),
                Does("Faduma Noor", "Pratar med chefen om nattpassen", 25),
            ),
        ),
    )


def stella(town: Town) -> None:
    """Tingsryd: after the follow-up the plan went on with one service fewer."""
    angry, club = "Jag går undan innan det smäller", "Jag har något att göra på onsdagar"
    tale = Tale.of(
        town,
        "Stella Kronqvist",
        Born(14, 6),
        at="tingsryd-dackebackens-skola",
        known=-800,
        guardians=("Yvonne Kronqvist",),
        pronoun="hon",
    )
    tale.on(-130).signal(
        "Stella slog sönder en ruta i fredags. Det är tredje gången något går sönder. Hon städade upp allt glas själv "
        "innan hon gick hem.",
        who="Vaktmästaren",
        seen=-131,
    )
    tale.on(-129).received().on(-120).analysed(
        obstacle="Ilska som hon inte hinner stoppa.",
        information="Ja.",
        myself="Betala rutan tillsammans: hon får arbeta med vaktmästaren.",
        my_service="Ett eget rum att gå till, utan att fråga.",
        others="Socialtjänstens ungdomsbehandlare, och elevhälsan.",
        child_view="”Jag är inte farlig. Jag är överfull.”",
        how="Stella talade in det och hörde på det själv.",
    ).together("Rummet kan vi ge. Att lära sig känna igen ilskan behöver hon någon mer till.")
    tale.asks_consent(
        with_=("Ola Grahn", "Kerstin Bäck"), why="Så att alla gör på samma sätt när Stella blir överfull.", until=70
    )
    tale.on(-117).says_yes("Yvonne Kronqvist").yes_said_aloud("", "Nickade och sa ”om ni lovar att hålla er till det”.")
    tale.on(-112).starts_plan(
        services=("Ola Grahn", "Kerstin Bäck"),
        own_contact="Ylva Marklund",
        wants="Jag vill att folk slutar backa när jag kommer.",
        otherwise="Går något sönder ringer Ylva Yvonne, och Stella får berätta först.",
    )
    tale.aims(
        Aim(
            "healthy",
            "Ilskan kommer för fort",
            angry,
            "Rummet är använt och inget är trasigt",
            (Does("Ola Grahn", "Samtal om ilska, åtta gånger", -45), Does("Kerstin Bäck", "Pulsklocka som lån", -60)),
        ),
        Aim(
            "active",
            "Onsdagar är värst",
            club,
            "Stella säger vart hon är på väg",
            (Does("Ylva Marklund", "Följer med till boxningen första gången", -90),),
        ),
    )
    tale.hears("Yvonne och Ylva pratade i en timme medan Stella boxades.")
    tale.led_by("Ylva Marklund", next_review=-42).activated().on(-110).agrees("Yvonne Kronqvist")
    tale.on(-42).goes_on_without(
        ("Kerstin Bäck",),
        by="Susanne Djerf",
        came="Stella, Yvonne, Ylva Marklund, Ola Grahn och Kerstin Bäck",
        child_view="”Jag har gått undan elva gånger. Elva!”",
        said={
            angry: Said(now="Inget har gått sönder på fem veckor.", verdict=Verdict.KEEP),
            club: Said(now="Boxas onsdagar och lördagar.", verdict=Verdict.REACHED),
        },
        next_review=28,
    )
    tale.on(-41).agrees("Yvonne Kronqvist", words="Hon skrattar hemma igen.")


def samuel(town: Town) -> None:
    """Lessebo: the family met everybody and chose to go on without cooperation."""
    tale = Tale.of(
        town,
        "Samuel Tesfaye",
        Born(12, 5),
        at="lessebo-rottnebyskolan",
        known=-300,
        guardians=("Hirut Tesfaye", "Dawit Tesfaye"),
        pronoun="han",
    )
    tale.on(-79).signal(
        "Samuel har tappat sex kilo och spelar inte fotboll längre. Han säger att han bara inte är hungrig.",
        who="Idrottsläraren",
        seen=-81,
    )
    tale.on(-78).received().on(-70).analysed(
        obstacle="Vi vet inte, och det oroar oss.",
        information="Nej, inte om hälsan.",
        myself="Lunch med Samuel på tisdagar.",
        my_service="Matsalen sparar en portion åt honom.",
        others="Elevhälsan och vården.",
        child_view="Samuel vill att alla slutar titta på hans tallrik.",
        how="Han svarade på lappar.",
    ).together("Vi behöver elevhälsans ögon för att våga vänta.")
    tale.asks_consent(
        with_=("Malin Frid",),
        kinds=("health", "support"),
        why="För att skolsköterskan ska kunna säga om vi behöver skynda.",
        until=100,
    )
    tale.on(-67).says_yes("Hirut Tesfaye").says_yes("Dawit Tesfaye").yes_said_aloud("", "”Okej, men bara Malin.”")
    tale.calls_meeting(-55, time(8, 30), with_=("Malin Frid",), place="Rottnebyskolan").answers_call("Malin Frid")
    tale.on(-55).meeting_held(
        notes="Samuel växer på längden och är frisk, säger Malin. Han slutade med fotbollen för att han hellre dansar.",
        decided=(ToDo("Frågar dansskolan om en provlektion", who="Hirut Tesfaye", day=-40),),
    ).ended_without_cooperation(
        "Familjen och vi är överens: det behövs inget möte till. Malin väger Samuel i vår som alla andra."
    )


def ronja(town: Town) -> None:
    """Uppvidinge: a hand-over was declined, and the responsible thinks again."""
    tale = Tale.of(
        town,
        "Ronja Gillberg",
        Born(13, 1),
        at="uppvidinge-asaskolan",
        known=-500,
        guardians=("Marita Gillberg",),
        pronoun="hon",
    )
    tale.on(-30).signal(
        "Ronja köper kläder åt alla i klassen. Hon har lånat ut mammas kort och vet inte hur mycket som är borta.",
        who="En förälder i klassen ringde",
        seen=-32,
        guardians=Knows.YES,
    )
    tale.on(-29).received().on(-22).analysed(
        obstacle="Rädsla att bli ensam.",
        information="Till en del.",
        myself="Pratar med klassen om presenter, utan namn.",
        my_service="Kompisgrupp.",
        others="Socialtjänsten för samtal med Marita om ekonomi.",
        child_view="”Om jag inte ger något, varför skulle de vara med mig?”",
        how="Ronja sa det på gården och ville att det skulle skrivas ner.",
    ).hands_over(
        "Caroline Viklund",
        "Vi tror att familjen behöver er mer än oss.",
        ground=Ground.HARM_TEST,
        necessity="Marita sa ja på telefon",
    )
    tale.on(-19).handover_declined(
        "Caroline Viklund",
        "Det här är i första hand kamratrelationer i skolan. Budget- och skuldrådgivningen tar emot Marita utan ärende hos "
        "oss. Ring mig gärna.",
    )


def alexander(town: Town) -> None:
    """Markaryd: decided, and the family thinks it over before the next step."""
    tale = Tale.of(
        town,
        "Alexander Ivarsson",
        Born(15, 3),
        at="markaryd-stromans-skola",
        known=-900,
        guardians=("Kent Ivarsson",),
        pronoun="han",
    )
    tale.on(-40).signal(
        "Alexander har slutat prata om gymnasiet. Han säger att han ändå ska ta över skogen, men farfar har sålt den.",
        who="Studie- och yrkesvägledaren",
        seen=-41,
    )
    tale.on(-39).received().on(-32).child_says(
        "Alla frågar vad jag ska bli. Ingen frågar vad jag har förlorat.",
        "achieving",
        where="Alexander, i skolskogen",
        hard="Framtiden, sedan gården såldes.",
        works="Motorsåg, körkort på moped, tålamod.",
    ).moved_to(State.GATHERING).on(-5).moved_to(State.DECIDED)


def melissa(town: Town) -> None:
    """Decided, and then the family wanted no cooperation."""
    tale = Tale.of(
        town,
        "Melissa Granath",
        Born(11, 5),
        at="ljungby-ljungheds-skola",
        known=-310,
        guardians=("Åke Granath",),
        pronoun="hon",
    )
    tale.on(-69).signal(
        "Melissa lånar pengar av yngre barn och lämnar inte tillbaka.", who="Fritidspedagogen", seen=-70
    )
    tale.on(-68).received().moved_to(State.GATHERING).on(-58).moved_to(State.DECIDED)
    tale.on(-51).closed(
        Outcome.NO_COOPERATION,
        "Åke vill lösa det hemma och Melissa har betalat tillbaka. Vi har sagt att dörren är öppen.",
    )


def tilde(town: Town) -> None:
    """Uppvidinge: the school's own support was enough."""
    tale = Tale.of(
        town,
        "Tilde Arvidsson",
        Born(7, 7),
        at="uppvidinge-lillsjoskolan",
        known=-230,
        guardians=("Jeanette Arvidsson",),
        pronoun="hon",
    )
    tale.on(-72).signal("Tilde håller för öronen i matsalen och äter i hallen.", who="Måltidspersonalen", seen=-73)
    tale.on(-71).received().on(-65).child_says(
        "Gafflarna skriker.", "active", where="Tilde, under bordet", hard="Skrammel.", works="Picknick ute."
    ).analysed(
        obstacle="Ljudet i matsalen.",
        information="Ja.",
        myself="Byter till trätallrikar vid ett bord.",
        my_service="Lugnt bord för den som vill.",
        others="Nej.",
        child_view="Tilde vill äta där det inte skriker.",
        how="Hon pekade ut bästa platsen.",
    ).own_service_can("Tre barn till valde det lugna bordet. Det fungerar.")


def love(town: Town) -> None:
    """Tingsryd: received yesterday."""
    tale = Tale.of(
        town,
        "Love Sjögren",
        Born(9, 8),
        at="tingsryd-mardslyckeskolan",
        known=-280,
        guardians=("Mia Sjögren", "Alex Sjögren"),
        pronoun="hen",
    )
    tale.on(-4).signal(
        "Love vill kallas hen och blir rättad av flera i klassen varje dag. I går stod någon i vägen till toaletten.",
        who="Loves mentor",
        seen=-5,
    )
    tale.on(-3).received()


def emma(town: Town) -> None:
    """Markaryd: it turned out that no support was needed."""
    tale = Tale.of(
        town,
        "Emma Nordh",
        Born(10, 9),
        at="markaryd-lagastrandens-skola",
        known=-450,
        guardians=("Carola Nordh",),
        pronoun="hon",
    )
    tale.on(-37).signal("Emma ritade en svart sol i en vecka och svarade inte på varför.", who="Bildläraren", seen=-38)
    tale.on(-36).received().on(-30).closed(
        Outcome.UNFOUNDED, "Emma läste en bok om solförmörkelser. Nu läser hela klassen den."
    )


def valter(town: Town) -> None:
    """Lessebo: known."""
    Tale.of(
        town,
        "Valter Ohlin",
        Born(8, 7),
        at="lessebo-papperskvarnens-skola",
        known=-370,
        guardians=("Bodil Ohlin",),
        pronoun="han",
    )


STORIES = (
    moa,
    isak,
    julia,
    nils,
    olle,
    hugo,
    zeinab,
    stella,
    samuel,
    ronja,
    alexander,
    melissa,
    tilde,
    love,
    emma,
    valter,
)

"""The other schools in Växjö: absence, disagreement, a withdrawn yes, a lawful ground, protected data."""

from kronobarn.circles.rules import Ground
from kronobarn.concerns.rules import Knows
from kronobarn.consents.rules import Basis
from kronobarn.demo.county.tale import Aim, Born, Does, Tale
from kronobarn.demo.county.town import Town
from kronobarn.people.models import Protection
from kronobarn.plans.rules import Heard, OtherKind, SaidBy
from kronobarn.reviews.actions import Said
from kronobarn.reviews.rules import Verdict

STRANDBJORKEN = "vaxjo-strandbjorkens-skola"
VIDEDAL = "vaxjo-videdalens-skola"
HELGAVIK = "vaxjo-helgaviks-skola"


def tindra(town: Town) -> None:
    """School absence; the plan's follow-up is overdue."""
    back = "Jag är i skolan före lunch varje dag"
    tale = Tale.of(
        town,
        "Tindra Fors",
        Born(13, 2),
        at=STRANDBJORKEN,
        known=-300,
        guardians=("Ulrica Fors", "Mikael Fors"),
        pronoun="hon",
    )
    tale.on(-86).signal(
        "Frånvaron är 70 procent den här månaden. Tindra svarar på meddelanden på natten och sover på dagen. Pappa säger "
        "att de har slutat försöka väcka henne för att slippa bråken.",
        who="Tindras mentor",
        seen=-87,
    )
    tale.on(-85).received().asks_child(by_day=-76).on(-80).child_says(
        "Ingen märker om jag kommer. Typ bara frånvarolistan.",
        "included",
        where="Tindra, på trappan hemma hos henne. Hon ville inte gå in",
        hard="Dagen har vänt på sig och i klassen har hon ingen.",
        works="Hon är inne på servern varje kväll och lär yngre spelare engelska.",
    )
    tale.on(-75).analysed(
        obstacle="Dygnet är omvänt och hon har inget att komma till.",
        information="Ja, men inte varför det började.",
        myself="Ett meddelande varje morgon som inte handlar om frånvaro.",
        my_service="Halv dag, i liten grupp, med uppdrag som engelskastöd.",
        others="BUP för sömn och nedstämdhet, ungdomsenheten för stöd till föräldrarna.",
        child_view="Tindra vill ha ett skäl att komma.",
        how="Samtal på trappan, och en röstinspelning som hon skickade efteråt.",
    ).together("Skolan når inte hela vägen hem. Föräldrarna är uttröttade och ber om hjälp.")
    tale.asks_consent(
        with_=("Bodil Frisk", "Amir Rezai"),
        why="Så att de som ska hjälpa Tindra säger samma sak, och inte bara mer.",
        until=95,
    )
    tale.on(-72).says_yes("Ulrica Fors").says_yes("Mikael Fors").yes_said_aloud("", "Skickade en tumme upp i chatten.")
    tale.on(-69).starts_plan(
        services=("Bodil Frisk", "Amir Rezai"),
        own_contact="Inger Solheim",
        wants="Jag vill att någon blir glad när jag kommer. Jag vill inte att det blir en grej.",
        otherwise="Svarar Tindra inte på tre dagar åker Amir hem till familjen.",
    )
    tale.aims(
        Aim(
            "achieving",
            "Jag kommer aldrig iväg",
            back,
            "Inger ser det, jag behöver inte skriva upp",
            (
                Does("Inger Solheim", "Möter med te i lilla gruppen klockan tio", 5),
                Does("Mikael Fors", "Lunch ihop i bilen på fredagar", -6),
            ),
        ),
        Aim(
            "healthy",
            "Dygnet har vänt",
            "Tindra är vaken när det är ljust",
            "Tindras egen klocka, och hur hon själv tycker att dagen var",
            (Does("Bodil Frisk", "Samtal hemma, ljuslampa till frukost", -10),),
            SaidBy.PROFESSIONAL,
        ),
    )
    tale.hears("Hembesök hos Ulrica. Mikael var med på telefon från bilen.")
    tale.led_by("Amir Rezai", next_review=-8).goal_withheld_from(
        "Ulrica Fors",
        "Tindra är vaken när det är ljust",
        "Tindra har berättat varför hon är vaken på nätterna, och är rädd för vad mamma gör om hon får veta.",
        looked_over=45,
    ).activated().on(-60).agrees("Ulrica Fors").agrees("Amir Rezai").agrees("Bodil Frisk")


def adam(town: Town) -> None:
    """The police noticed something, and the school gathers."""
    tale = Tale.of(
        town,
        "Adam Svanström",
        Born(14, 1),
        at=STRANDBJORKEN,
        known=-410,
        guardians=("Nathalie Svanström",),
        pronoun="han",
    )
    tale.on(-10).signal(
        "Adam har varit vid gallerian sent tre kvällar i rad med killar som är betydligt äldre. En av dem betalade hans "
        "mat och gav honom en telefon. Han är inte misstänkt för något. Jag har pratat med honom och ringt hans mamma.",
        by="Pontus Rask",
        seen=-11,
        child=Knows.YES,
        ground=Ground.DUTY,
        necessity="Brottsförebyggande arbete, efter samtal med mamman",
    )
    tale.on(-9).received().asks("Nathalie Svanström", by_day=2)
    tale.asks("David Nyberg", by_day=1, question="Vem är Adam i klassen, när han är som bäst?")
    tale.on(-6).tells(
        "Nathalie Svanström",
        "responsible",
        works="Han lämnar lillasyster varje morgon utan att jag ber om det.",
        hard="Han har fått en telefon som jag inte har köpt.",
    )


def maryam(town: Town) -> None:
    """A worry about honour, handled with care: her parents are not told, and it goes to those who can protect."""
    tale = Tale.of(
        town,
        "Maryam Al-Khatib",
        Born(15, 2),
        at=STRANDBJORKEN,
        known=-250,
        guardians=("Nadia Al-Khatib",),
        pronoun="hon",
    )
    tale.meets("Inger Solheim", "Kurator som Maryam själv har vänt sig till")
    tale.on(-33).signal(
        "Maryam bad att få stanna när de andra gick. Hon ska resa till släkten i jul och har inte fått se någon biljett "
        "hem. Hon vill att ingen ringer hem. Jag har rådgjort med socialtjänsten utan namn, och anmält i dag.",
        by="Inger Solheim",
        seen=-33,
        guardians=Knows.NO,
        urgent=True,
    )
    tale.received().child_says(
        "Jag vill bestämma själv vem jag ska vara. Säg inget hemma, snälla.",
        "safe",
        to="Inger Solheim",
        where="Maryam, i kuratorns rum med stängd dörr",
        hard="Resan i jul, och att brodern läser hennes telefon.",
        works="Hon har en lärare och en faster som hon litar på.",
    )
    tale.analysed(
        obstacle="Risk för att Maryam förs bort mot sin vilja.",
        information="Tillräckligt. Vi ställer inga frågor hem.",
        myself="Orosanmälan är gjord. Inga meddelanden hem om detta, alla i ledningen vet.",
        my_service="Inger träffar Maryam varje dag på skoltid, i vanlig korridor.",
        others="Socialtjänsten, i dag.",
        child_view="Maryam vill gå kvar i skolan och bo där hon är trygg.",
        how="I eget samtal. Hon läste det som skrevs och strök en mening.",
    )
    tale.hands_over(
        "Amir Rezai",
        "Det här är socialtjänstens att utreda och skydda. Vårdnadshavaren frågas inte: det kan göra Maryam illa.",
        ground=Ground.DUTY,
        necessity="Anmälan enligt socialtjänstlagen är gjord i dag",
    )
    tale.handover_received("Amir Rezai", "Mottaget samma dag. Vi tar kontakt med Maryam i skolan, inte på annat sätt.")


def leo(town: Town) -> None:
    """A consent that was withdrawn: what rested on it stopped at once."""
    reads = "Jag kan läsa textremsan på film"
    tale = Tale.of(
        town,
        "Leo Haglund",
        Born(11, 9),
        at=VIDEDAL,
        known=-650,
        guardians=("Petra Haglund", "Ulf Haglund"),
        pronoun="han",
    )
    tale.on(-88).signal(
        "Leo går i femman och läser som i ettan. Han har blivit klassens clown och åker ut ur rummet varje dag.",
        who="Anna-Karin, specialpedagog",
        seen=-90,
    )
    tale.on(-87).received().on(-80).child_says(
        "Om de skrattar åt mig så är det i alla fall jag som bestämmer när.",
        "achieving",
        where="Leo, på bänken utanför rektorsrummet",
        hard="Att läsa så att andra hör.",
        works="Att vara rolig, och att teckna.",
    )
    tale.on(-78).analysed(
        obstacle="Lässvårigheter som har fått vara i fred för länge.",
        information="Utredning pågår hos skolpsykologen.",
        myself="Inga högläsningar inför klassen.",
        my_service="Lästräning fyra pass i veckan med Anna-Karin.",
        others="Elevhälsans medicinska insats för syn och huvudvärk, BUP för koncentration.",
        child_view="Leo vill lära sig läsa utan att någon vet om det.",
        how="Han ritade, och berättade till bilderna.",
    ).together("Läsningen tränar vi. Huvudvärken och koncentrationen behöver någon annan titta på samtidigt.")
    tale.asks_consent(
        with_=("Bodil Frisk", "Signe Berggren"),
        why="För att läsning, syn och koncentration ska ses i ett sammanhang.",
        until=60,
    )
    tale.on(-76).says_yes("Petra Haglund").says_yes("Ulf Haglund")
    tale.on(-74).starts_plan(
        services=("Bodil Frisk", "Signe Berggren"),
        own_contact="Anna-Karin Ljung",
        wants="Jag vill kunna läsa, men i smyg.",
        otherwise="Går det inte framåt på sex veckor byter vi metod.",
    )
    tale.aims(
        Aim(
            "achieving",
            "Texter går för långsamt",
            reads,
            "Leo berättar vad filmen handlade om",
            (
                Does("Anna-Karin Ljung", "Lästräning i lilla huset, före skoldagen", 15),
                Does("Signe Berggren", "Synkontroll och kontakt med ögonmottagningen", 8),
            ),
        ),
    )
    tale.hears("Petra och Ulf kom var för sig, samma vecka.").other_plan(
        OtherKind.SCHOOL, "Anna-Karin Ljung", since=-74, kept="Hos specialpedagogen, pärmen i lilla huset"
    )
    tale.led_by("Anna-Karin Ljung", next_review=14).activated().on(-70).agrees("Petra Haglund").agrees("Ulf Haglund")
    tale.agrees("Signe Berggren").agrees("Bodil Frisk").on(-2).withdraws("Ulf Haglund")


def ella(town: Town) -> None:
    """Joint custody: asked again, one takes back the yes with a no, and support goes on in the school alone."""
    tale = Tale.of(
        town,
        "Ella Björnberg",
        Born(10, 2),
        at=HELGAVIK,
        known=-380,
        guardians=("Maria Björnberg", "Stefan Kron"),
        pronoun="hon",
    )
    tale.meets("Leyla Aydin", "Kurator").on(-44).signal(
        "Ella har rivit sig på armarna tills det blödde, två gånger. Hon säger att det kliar när det blir för mycket.",
        by="Leyla Aydin",
        seen=-45,
    )
    tale.on(-43).received().child_says(
        "Det kliar på insidan.",
        "healthy",
        to="Leyla Aydin",
        where="Ella, i samtal",
        hard="När mamma och pappa skriver till varandra genom henne.",
        works="Att simma. Under vattnet är det tyst.",
    )
    tale.on(-36).analysed(
        obstacle="Konflikten mellan de vuxna, som Ella står mitt i.",
        information="Två berättelser som inte stämmer överens. Ellas räcker.",
        myself="All post från skolan går till båda, aldrig genom Ella.",
        my_service="Samtal med Leyla varje vecka, oavsett vad föräldrarna svarar.",
        others="BUP, om båda säger ja.",
        child_view="Ella vill simma mer och slippa vara brevlåda.",
        how="Leyla skrev, Ella rättade stavningen.",
    ).together("Leyla hjälper här och nu. BUP behövs för det som syns på armarna.")
    tale.asks_consent(
        with_=("Bodil Frisk",),
        why="Leyla och BUP ska kunna prata om hur Ella mår, så att hon får rätt hjälp.",
        until=120,
    )
    tale.on(-33).says_yes("Maria Björnberg").on(-32).says_yes("Stefan Kron")
    tale.on(-31).asks_consent(
        with_=("Bodil Frisk",),
        why="BUP har berättat vad en kontakt skulle innebära. Därför frågar vi er på nytt.",
        until=120,
    )
    tale.says_yes("Maria Björnberg").on(-30).says_no("Stefan Kron")


def vincent(town: Town) -> None:
    """The other guardian cannot be reached: a lawful ground is written down, and a plan prepared."""
    tale = Tale.of(
        town,
        "Vincent Palmér",
        Born(9, 7),
        at=VIDEDAL,
        known=-340,
        guardians=("Hanna Palmér", "Rikard Palmér"),
        pronoun="han",
    )
    tale.on(-47).signal(
        "Vincent bär alla sina viktiga saker i ryggsäcken, varje dag. ”Man vet aldrig när man ska åka.” Han har flyttat "
        "fem gånger på två år.",
        who="Vincents klasslärare",
        seen=-48,
    )
    tale.on(-46).received().on(-39).analysed(
        obstacle="Osäkerhet om var han ska bo.",
        information="Ja, Hanna har berättat. Rikard har inte gått att nå sedan i våras.",
        myself="En egen låda i klassrummet som ingen annan öppnar.",
        my_service="Samma lärare också nästa läsår.",
        others="Socialtjänsten, för boende och stöd till Hanna.",
        child_view="”Jag vill bo på ett ställe tills jag har slutat växa.”",
        how="Vincent fick frågan på väg till slöjden, när han själv började prata.",
    ).together("Skolan är Vincents fasta punkt. Boendet kan bara socialtjänsten hjälpa till med.")
    tale.asks_consent(
        with_=("Sara Wikström",),
        why="Så att skolan får veta om Vincent ska flytta, och kan förbereda honom.",
        until=160,
    )
    tale.on(-37).says_yes("Hanna Palmér")
    tale.on(-16).lawful_ground(
        "Rikard Palmér",
        Basis.FB_6_13_2,
        "Rikard arbetar på fartyg utan fast rutt. Brev den 2, samtal och sms vid sex tillfällen utan svar, rederiet har "
        "lämnat besked om att han inte kan nås före mars. Vincents boende kan inte vänta så länge.",
    )
    tale.on(-3).starts_plan(
        services=("Sara Wikström",),
        wants="Jag vill lämna ryggsäcken hemma.",
        otherwise="Måste familjen flytta får Vincent veta det först, av Hanna.",
        accepts=False,
    )
    tale.aims(
        Aim(
            "safe",
            "Jag vet inte var jag ska bo",
            "Jag packar upp",
            "Ryggsäcken får hänga på kroken en hel vecka",
            (Does("", "Låda med lås, Vincent har nyckeln", 20),),
        ),
    )
    tale.hears(
        "Hanna var kallad två gånger, med brev och sms. Hon svarade att hon inte orkar komma.",
        heard=Heard.DECLINED,
        why="Vincent ska kunna gå kvar i skolan vad som än händer med boendet. Det kan inte vänta.",
    )


def wilmer(town: Town) -> None:
    """The school nurse decides not to pass something on, and says why."""
    tale = Tale.of(
        town,
        "Wilmer Hjort",
        Born(8, 4),
        at="vaxjo-rottneskogens-skola",
        known=-270,
        guardians=("Sofia Hjort", "Anton Hjort"),
        pronoun="han",
    )
    tale.on(-21).signal(
        "Wilmer kissar på sig i skolan flera gånger i veckan. Han byter kläder i smyg och tror att ingen ser.",
        who="Fritidspersonalen",
        seen=-22,
        child=Knows.NOT_YET,
    )
    tale.on(-20).received().asks("Sofia Hjort", by_day=-8).asks(
        "Signe Berggren",
        by_day=-6,
        ground=Ground.NECESSARY,
        necessity="För att veta om det finns något skolan behöver göra annorlunda",
        question="Är det något vi kan göra praktiskt för Wilmer?",
    )
    tale.on(-10).tells(
        "Signe Berggren",
        "healthy",
        works="Familjen har en plan med vården.",
        hard="Det medicinska följs upp på annat håll.",
        keeps_because="Wilmer och föräldrarna vill inte att skolan läser det här. Rådet till skolan ger jag muntligt: fria "
        "toalettbesök och ombyte i eget skåp.",
    ).is_done("Signe Berggren")


def kajsa(town: Town) -> None:
    """A plan that did what it was for."""
    friends, school = "Jag blir bjuden på kalas", "Kajsa är med på alla lektioner"
    tale = Tale.of(
        town,
        "Kajsa Lundmark",
        Born(11, 3),
        at="friskolan-lyktan",
        known=-500,
        guardians=("Elin Lundmark", "Johan Lundmark"),
        pronoun="hon",
    )
    tale.meets("Saga Hellgren", "Specialpedagog").on(-260).signal(
        "Kajsa lämnar klassrummet så fort ljudet stiger. I matsalen har hon inte varit på två månader.",
        by="Saga Hellgren",
        seen=-262,
    )
    tale.on(-258).received().on(-248).analysed(
        obstacle="Ljud och folk tar all ork.",
        information="Ja. Habiliteringen känner Kajsa.",
        myself="Matsalen öppnar tio minuter tidigare.",
        my_service="Hörlurar, fast plats och paus enligt Kajsas eget kort.",
        others="Habiliteringen för hjälpmedel och råd.",
        child_view="Kajsa vill ha kompisar, men en i taget.",
        how="Hon fyllde i hjulet med Saga under tre fikastunder.",
    ).together("Skolan vet vad som behövs men inte hur. Habiliteringen kan det.")
    tale.asks_consent(with_=("Viveka Strömblad",), why="För råd till skolan om ljud, pauser och vänner.", until=60)
    tale.on(-245).says_yes("Elin Lundmark").says_yes("Johan Lundmark")
    tale.on(-240).starts_plan(
        services=("Viveka Strömblad",),
        own_contact="Saga Hellgren",
        wants="Jag vill vara med, fast lite tystare.",
        otherwise="Kajsas gula kort betyder paus. Ingen frågar varför.",
    )
    tale.aims(
        Aim(
            "included",
            "Jag är ensam på helgerna",
            friends,
            "Ett kalas, och att jag går dit",
            (Does("Elin Lundmark", "Bjuder hem en kompis i taget", -150),),
        ),
        Aim(
            "achieving",
            "Ljudet tar slut på orken",
            school,
            "Schemat, vecka för vecka",
            (Does("Viveka Strömblad", "Provar ut hörlurar och handleder lärarna", -180),),
            SaidBy.PROFESSIONAL,
        ),
    )
    tale.hears("Elin och Johan var på skolan, med Kajsas eget papper på bordet.")
    tale.led_by("Saga Hellgren", next_review=-150).activated().on(-230).agrees("Elin Lundmark").agrees("Johan Lundmark")
    tale.on(-181).did("Viveka Strömblad", "Provar ut hörlurar och handleder lärarna")
    tale.on(-64).ends(
        by="Saga Hellgren",
        came="Kajsa, Elin, Johan, Saga Hellgren och Viveka Strömblad",
        child_view="”Jag har Nour och Tilda. Vi är de tysta tre.”",
        said={
            friends: Said(now="Kajsa har varit på två kalas, ett hela vägen till tårtan.", verdict=Verdict.REACHED),
            school: Said(now="Med på alla lektioner utom idrott, som hon har i liten grupp.", verdict=Verdict.REACHED),
        },
        because="Båda målen är nådda. Skolan fortsätter med det som fungerar, utan plan.",
        child="Ja. Nu frågar de innan de skruvar upp musiken.",
        guardians="Ja. Vi har slutat räkna timmar. Bäst var att alla gjorde samma sak.",
    )


def linn(town: Town) -> None:
    """A secrecy mark: masked in lists, gathered about with few people."""
    tale = Tale.of(
        town,
        "Linn Ögren",
        Born(10, 5),
        at=HELGAVIK,
        known=-160,
        guardians=("Marie Ögren",),
        protection=Protection.SECRECY_MARK,
        pronoun="hon",
    )
    tale.on(-8).signal(
        "Linn stannar inne på rasterna och har satt sig så att hon ser dörren. Hon frågade om skolkatalogen, om hon måste "
        "vara med på bilden.",
        who="Klassläraren, till mig muntligt",
        seen=-9,
        child=Knows.YES,
    )
    tale.on(-7).received().asks("Marie Ögren", by_day=3).child_says(
        "Jag vill bara heta Linn. Inget mer.",
        "safe",
        where="Linn, på mitt rum",
        hard="Kameror, och nya vuxna.",
        works="Skolköket. Där känner hon alla.",
    )


STORIES = (tindra, adam, maryam, leo, ella, vincent, wilmer, kajsa, linn)

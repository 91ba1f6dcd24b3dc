"""Solbergaskolan: Ragnhild is responsible, Tove teaches year 3, Kasper is the counsellor, Signe the nurse."""

from datetime import time

from kronobarn.assessments.rules import ChildAnswer
from kronobarn.chronology.rules import Significance
from kronobarn.circles.rules import Ground
from kronobarn.concerns.rules import Knows
from kronobarn.consents.rules import Form
from kronobarn.demo.county.tale import Aim, Born, Does, Tale
from kronobarn.demo.county.town import Town
from kronobarn.my_world.rules import Module
from kronobarn.people.models import Guardianship
from kronobarn.plans.rules import SaidBy
from kronobarn.wheel.actions import Said

SCHOOL = "vaxjo-solbergaskolan"


def elliot(town: Town) -> None:
    """A signal from yesterday that waits to be received."""
    tale = Tale.of(
        town, "Elliot Brink", Born(9, 2), at=SCHOOL, known=-430, guardians=("Jonna Brink", "Erik Brink"), pronoun="han"
    )
    tale.meets("Tove Almgren", "Mentor i årskurs 3").on(-1).signal(
        "Elliot har suttit ensam på bänken vid fotbollsplanen varje rast i två veckor. I går frågade jag hur han hade "
        "det. Han sa: ”De säger att laget är fullt.” Han äter nästan ingenting till lunch.",
        by="Tove Almgren",
        seen=-2,
        guardians=Knows.NOT_YET,
    )


def hedda(town: Town) -> None:
    """An urgent signal from an association: to be received the same day."""
    tale = Tale.of(
        town, "Hedda Norling", Born(8, 5), at=SCHOOL, known=-300, guardians=("Carina Norling",), pronoun="hon"
    )
    tale.meets("Tove Almgren", "Vikarierade i klassen i höst").on(0).signal(
        "Hedda var kvar på fritidsgården när vi stängde klockan åtta, för tredje gången den här månaden. Hon hade inte "
        "ätit sedan skollunchen. Hon sa att mamma arbetar kväll och att det är lugnt, men hon ville inte gå hem "
        "själv i mörkret. Jag följde henne till porten. Hedda vet att jag berättar det här för Ragnhild.",
        by="Alva Sundin",
        seen=-1,
        guardians=Knows.NO,
        urgent=True,
        ground=Ground.HARM_TEST,
        necessity="Hedda sa ja. Mamma fick ett meddelande om att jag hör av mig till skolan.",
    )


def ibrahim(town: Town) -> None:
    """Received, and nothing more yet."""
    tale = Tale.of(
        town,
        "Ibrahim Jabari",
        Born(10, 8),
        at=SCHOOL,
        known=-200,
        guardians=("Khaled Jabari", "Rima Jabari"),
        language="ar",
        pronoun="han",
    )
    tale.on(-6).signal(
        "Ibrahim somnar på lektionerna efter lunch. Han berättar att han hjälper pappa på bageriet före skolan. Han är "
        "stolt över det, men orkar inte läsa på eftermiddagen.",
        who="Ibrahims klasslärare",
        seen=-7,
    )
    tale.on(-5).received()


def lilly(town: Town) -> None:
    """Gathering for the second time: some have told, and the nurse and the counsellor are still to do it."""
    tale = Tale.of(
        town,
        "Lilly Sandström",
        Born(9, 6),
        at=SCHOOL,
        known=-420,
        guardians=("Mikaela Sandström", "Joel Fridh"),
        pronoun="hon",
    )
    tale.meets("Kasper Nyman", "Samtal med Lilly").on(-310).signal(
        "Lilly har slutat äta i matsalen. Hon säger att det låter för mycket.",
        who="Lillys lärare i årskurs 2",
        seen=-311,
    )
    tale.on(-309).received().on(-303).does_the_wheel(
        {
            "included": Said(feeling="5", words="Jag har Juni och Alma. Vi är tre."),
            "nurtured": Said(feeling="5", words="Pappa gör pannkakor på fredagar."),
            "healthy": Said(feeling="2", words="Det skramlar i öronen när alla äter.", talk_more=True),
        },
        with_="Kasper Nyman",
        band="middle",
        nickname="Fisken",
        shows={"healthy": "Mikaela Sandström"},
    )
    tale.on(-300).analysed(
        obstacle="Ljudet i matsalen.",
        information="Ja. Lilly har visat var det är som värst.",
        myself="Lilly äter med Juni och Alma i det lilla rummet.",
        my_service="Vi byter stolarnas tassar.",
        others="Ingen annan.",
        child_view="”Jag vill äta där man hör vad någon säger.”",
        how="Hon svarade själv i hjulet, och ritade matsalen.",
    ).own_service_can("Skolan kan göra matsalen tystare, och det räcker.")
    tale.meets("Tove Almgren", "Mentor i årskurs 3").on(-13).signal(
        "Lilly blir så arg att hon kastar saker, nästan varje dag sedan höstlovet. Efteråt gråter hon och vill sitta i "
        "mitt knä. Mamma och pappa bor isär sedan i september. Lilly säger att hon inte vet var hennes gympapåse är.",
        by="Tove Almgren",
        seen=-14,
    )
    tale.on(-12).received()
    tale.happened(
        "Mamma och pappa flyttade isär. Lilly bor varannan vecka hos var och en.",
        on=tale.past(-70),
        means=Significance.HARD,
        source="Mikaela, i telefon",
        why_not="Skolan fick veta det först i november.",
    )
    tale.happened(
        "Lilly fick en egen häst att sköta på ridskolan.",
        on=tale.past(-160),
        means=Significance.GOOD,
        source="Joel, på utvecklingssamtalet",
        did="Tove låter Lilly skriva om hästen på svenskan.",
    )
    tale.asks("Tove Almgren", by_day=-3, question="Hur ser en bra dag ut för Lilly, och vad händer före det svåra?")
    tale.asks("Kasper Nyman", by_day=2, question="Vill du prata igenom hjulet med Lilly?")
    tale.asks(
        "Signe Berggren",
        by_day=1,
        ground=Ground.HARM_TEST,
        necessity="Mikaela och Joel sa ja vid hämtningen",
        question="Har du sett något vid hälsobesöket som vi behöver tänka på?",
    )
    tale.asks("Mikaela Sandström", by_day=-2).asks("Joel Fridh", by_day=3).asks_child(by_day=2)
    tale.on(-9).tells(
        "Tove Almgren",
        "achieving",
        works="Lilly läser flytande och hjälper gärna kompisen bredvid.",
        hard="Vid byten mellan lektioner tappar hon fotfästet, särskilt dagar när hon byter hem.",
    )
    tale.tells("Tove Almgren", "included", works="Hon har två nära vänner.", hard="Vännerna har börjat dra sig undan.")
    tale.tells("Tove Almgren", "safe", works="Hon kommer till mig när det har blivit fel.")
    tale.tells("Tove Almgren", "responsible", hard="Gympapåse, läxor och lappar hem hamnar ofta i fel hus.")
    tale.is_done("Tove Almgren")
    tale.on(-7).tells(
        "Mikaela Sandström",
        "nurtured",
        works="Vi läser varje kväll, det är vår stund.",
        hard="Varannan söndag vill hon inte packa. Hon säger att ingen har frågat henne.",
    )
    tale.tells("Mikaela Sandström", "healthy", works="Hon äter bra.", hard="Hon somnar sent kvällen före ett byte.")
    tale.tells("Mikaela Sandström", "active", works="Simningen på torsdagar är veckans höjdpunkt.")
    tale.is_done("Mikaela Sandström")
    tale.on(-4).declines_to_tell("Joel Fridh", "Jag vill hellre säga det när vi ses allihop.")
    tale.on(-2).child_says(
        "Jag har två sängar men ingen är min.",
        "nurtured",
        to="Kasper Nyman",
        where="Lilly, när vi ritade i kuratorsrummet",
        hard="Att flytta fram och tillbaka utan att få bestämma något.",
        works="Hunden Sigge får följa med till båda.",
    )
    tale.does_the_wheel(
        {
            "active": Said(feeling="5", words="När jag simmar är det tyst."),
            "included": Said(feeling="2", words="De viskar när jag kommer.", talk_more=True),
            "safe": Said(feeling="4"),
            "respected": Said(feeling="3", words="Ingen frågade var jag ville bo.", talk_more=True),
            "responsible": Said(answer=ChildAnswer.DOES_NOT_KNOW),
        },
        with_="Kasper Nyman",
        band="middle",
        nickname="Fisken",
        shows={"active": "Mikaela Sandström"},
    )


def noel(town: Town) -> None:
    """All have told; the analysis is begun and waits for a decision."""
    tale = Tale.of(
        town, "Noel Karlberg", Born(11, 1), at=SCHOOL, known=-600, guardians=("Terese Karlberg",), pronoun="han"
    )
    tale.meets("Kasper Nyman", "Samtal en gång i veckan").on(-34).signal(
        "Noel har slutat räcka upp handen och säger ”jag är dum” flera gånger om dagen. Han klarar matematiken muntligt "
        "men skriver nästan ingenting. Mamma är med på att vi tittar på det.",
        who="Noels lärare i årskurs 5",
        seen=-35,
    )
    tale.on(-33).received()
    tale.asks("Terese Karlberg", by_day=-22).asks("Kasper Nyman", by_day=-22)
    tale.on(-29).child_says(
        "I huvudet är allt färdigt. Sen ska handen med, och då är det borta.",
        "achieving",
        to="Kasper Nyman",
        where="Noel, samtal i biblioteket",
        works="Att berätta högt, och att bygga.",
        hard="Att skriva när klockan går.",
    )
    tale.on(-26).tells(
        "Terese Karlberg",
        "healthy",
        works="Han sover bra och cyklar jämt.",
        hard="Ont i magen på söndagskvällar. Vi har letat efter orsaken men vårdcentralen hittar inget.",
    ).is_done("Terese Karlberg")
    tale.on(-24).tells(
        "Kasper Nyman",
        "respected",
        works="Noel säger ifrån när något är orättvist mot andra.",
        hard="När det gäller honom själv tystnar han.",
    ).is_done("Kasper Nyman")
    tale.on(-20).puts_in_place(
        Module.MY_WORLD,
        "learning",
        by="Kasper Nyman",
        works="Förklarar bråk så att hela gruppen förstår.",
        hard="Lämnar in tomma papper när klockan går.",
    )
    tale.puts_in_place(
        Module.MY_WORLD,
        "family_and_friends",
        works="Morfar och Noel bygger flygplan på lördagarna.",
        said="Terese, i telefon",
    )
    tale.puts_in_place(Module.MY_WORLD, "school", hard="Proven skrivs för hand, på tid, i ett rum med trettio andra.")
    tale.puts_in_place(Module.RESILIENCE, "resilience", by="Kasper Nyman", works="Frågar när han inte förstår.")
    tale.puts_in_place(Module.RESILIENCE, "vulnerability", by="Kasper Nyman", hard="Tror att han är dum.")
    tale.puts_in_place(Module.RESILIENCE, "protection", works="En specialpedagog som han tycker om.")
    tale.puts_in_place(Module.RESILIENCE, "adversity", hard="Två av tre lärare slutade i våras.")
    tale.on(-4).analysed(
        obstacle="Skrivandet. Noel har börjat tro att han inte kan, fast han förstår.",
        information="Nästan. Specialpedagogens läs- och skrivutredning blir klar på måndag.",
        myself="Se till att proven kan göras muntligt redan den här veckan.",
        my_service="Talsyntes och diktering, och en vuxen som börjar uppgiften tillsammans med honom.",
        others="Kanske ingen annan, om utredningen visar det vi tror.",
        child_view="Noel vill slippa lämna klassrummet. Han vill ha en egen dator som alla andra.",
        how="Kasper frågade, och läste upp det som skrevs så att Noel kunde ändra.",
    )


def amina(town: Town) -> None:
    """Cooperation decided; one guardian has said yes and the other has not answered."""
    tale = Tale.of(
        town,
        "Amina Warsame",
        Born(8, 9),
        at=SCHOOL,
        known=-260,
        guardians=("Hodan Warsame", "Abdi Warsame"),
        language="so",
        pronoun="hon",
    )
    tale.meets("Tove Almgren", "Mentor i årskurs 3").on(-41).signal(
        "Amina pratar nästan inte alls i skolan, varken svenska eller somaliska. Hemma pratar hon hela tiden, säger "
        "mamma. Hon ler och är med, men viskar bara till sin kusin.",
        by="Tove Almgren",
        seen=-43,
    )
    tale.on(-40).received()
    tale.asks("Hodan Warsame", by_day=-28, question="Tolk bokas till samtalet.").asks("Tove Almgren", by_day=-30)
    tale.on(-36).guardian_says(
        "Guriga way ku hadashaa oo way ku heestaa. Dugsiga way ku aamustaa. (Hemma pratar och sjunger hon. I skolan "
        "tystnar hon.)",
        "included",
        where="Hodan, samtal med tolk i rektorns rum",
        works="Hon sjunger för sina småbröder.",
        hard="I skolan tystnar hon, och hon vill inte att andra barn hör hennes röst.",
    )
    tale.on(-35).child_says(
        "Codkaygu wuu qarsoomaa. (Min röst gömmer sig.)",
        "safe",
        where="Amina, viskat till modersmålsläraren och uppläst för mig efteråt",
        works="Det går att prata i grupprummet med kusinen.",
        hard="När alla tittar.",
    )
    tale.on(-33).tells("Tove Almgren", "achieving", works="Förstår allt, skriver längre och längre texter.").is_done(
        "Tove Almgren"
    )
    tale.on(-27).analysed(
        obstacle="Amina kan tala men tystnar i skolan. Ju längre det går, desto svårare blir det.",
        information="Ja om skolan och hemmet. BUP behöver säga hur man arbetar med det här.",
        myself="Ingen tvingar Amina att svara högt. Alla lärare får veta det i dag.",
        my_service="Modersmålslärare i grupprum tre gånger i veckan.",
        others="BUP för rådgivning till skolan och föräldrarna.",
        child_view="Amina pekade på bilden där en vuxen sitter bredvid och väntar.",
        how="Med bildstöd och modersmålsläraren.",
    )
    tale.together("Skolan behöver BUP:s kunskap, och föräldrarna vill ha råd på sitt eget språk.")
    tale.on(-9).asks_consent(
        with_=("Bodil Frisk",),
        why="BUP ska kunna ge skolan och er råd om hur Amina kan få rösten med sig till skolan.",
        until=150,
    )
    tale.on(-7).yes_said_aloud("Hodan Warsame", "Sa ja vid samtalet med tolk. Texten lästes upp på somaliska.")


def theo(town: Town) -> None:
    """An active plan whose follow-up has begun."""
    win, sleep = "Jag har en kompis att vara med på rasten", "Theo sover hela natten i sin egen säng"
    tale = Tale.of(
        town, "Theo Lindroth", Born(12, 3), at=SCHOOL, known=-700, guardians=("Anna Lindroth",), pronoun="han"
    )
    tale.meets("Kasper Nyman", "Kurator").on(-88).signal(
        "Theo har börjat följa efter yngre barn på rasterna och bestämma över dem. När jag säger till skrattar han. "
        "Sedan hans pappa flyttade i våras har han ingen i klassen som frågar efter honom.",
        who="Fritidsledaren",
        seen=-89,
    )
    tale.on(-87).received().asks("Anna Lindroth", by_day=-77).asks("Kasper Nyman", by_day=-78)
    tale.on(-83).child_says(
        "De små bråkar inte. De stora vet jag inte vad jag ska säga till.",
        "included",
        to="Kasper Nyman",
        where="Theo, på promenad runt skolan",
        hard="Att prata med jämnåriga.",
        works="Att lära ut saker.",
    )
    tale.tells(
        "Anna Lindroth",
        "nurtured",
        works="Mormor bor i samma trapp.",
        hard="Jag arbetar natt två veckor i månaden och Theo ligger vaken då.",
    )
    tale.on(-76).analysed(
        obstacle="Ensamhet bland jämnåriga och oroliga nätter.",
        information="Ja.",
        myself="Ta bort rastvärdarnas tillsägelser inför andra barn.",
        my_service="Rastgrupp med Kasper och två klasskamrater.",
        others="Stöd till Anna från öppenvården.",
        child_view="Theo vill ha någon att vara med, men vill välja själv.",
        how="Han fick läsa och stryka i texten.",
    ).together("Skolan kan arbeta med rasterna. Stödet hemma behöver komma från socialtjänstens öppna verksamhet.")
    tale.asks_consent(
        with_=("Sara Wikström",), why="Så att skolan och Barn och familj kan hjälpas åt kring vardagen.", until=110
    )
    tale.on(-73).yes_said_aloud("Anna Lindroth", "Skrev under på papper på expeditionen.", form=Form.WRITTEN)
    tale.yes_said_aloud("", "Sa ”ja, men inte till pappa”. Pappa är inte med i frågan.")
    tale.on(-70).starts_plan(
        services=("Sara Wikström",),
        own_contact="Kasper Nyman",
        wants="Jag vill ha en kompis som frågar efter mig. Jag vill att mamma ska slippa vara trött.",
        how="Kasper frågade på två promenader runt skolan. Theo läste det Kasper hade skrivit och strök i det.",
        otherwise="Blir det bråk ringer Kasper Anna samma dag.",
    )
    tale.aims(
        Aim(
            "included",
            "Jag är mest med de små",
            win,
            "Jag kan säga namnet på någon jag var med i dag",
            (Does("Kasper Nyman", "Rastgrupp tisdag och torsdag, Theo väljer två kamrater", 20),),
        ),
        Aim(
            "nurtured",
            "Nätterna när mamma arbetar är långa",
            sleep,
            "Anna och mormor skriver upp hur nätterna har varit",
            (
                Does("Sara Wikström", "Familjesamtal hemma var tredje vecka", 4),
                Does("Anna Lindroth", "Frågar chefen om fasta dagtider", -3),
            ),
            SaidBy.GUARDIAN,
        ),
    )
    tale.hears("Anna kom till skolan efter sitt nattpass, och mormor var med.")
    tale.led_by("Kasper Nyman", next_review=-1).activated()
    tale.on(-66).agrees("Anna Lindroth", words="Tack för att mormor fick vara med och tänka.")
    tale.agrees("Sara Wikström").agrees("Kasper Nyman")
    tale.on(-12).did("Anna Lindroth", "Frågar chefen om fasta dagtider").on(-1).follow_up_begun("Kasper Nyman")


def saga(town: Town) -> None:
    """The school's own support was enough: a complete end."""
    tale = Tale.of(
        town,
        "Saga Ahlin",
        Born(7, 8),
        at=SCHOOL,
        known=-180,
        guardians=("Kristin Ahlin", "Patrik Ahlin"),
        pronoun="hon",
    )
    tale.on(-95).signal(
        "Saga gråter länge när hon lämnas på morgonen. Det började efter sommaren. När pappa har gått tar det en halv "
        "timme innan hon kan leka.",
        who="Sagas fritidslärare",
        seen=-96,
    )
    tale.on(-94).received().on(-90).child_says(
        "Jag tror att pappa glömmer mig. Fast han glömmer aldrig.",
        "safe",
        where="Saga, när vi matade fåglarna",
        hard="Stunden när pappa går.",
        works="När hon får ett jobb att göra direkt.",
    )
    tale.analysed(
        obstacle="Själva överlämningen på morgonen.",
        information="Ja, av Saga och båda föräldrarna.",
        myself="Jag står i dörren de första två veckorna.",
        my_service="Saga får morgonens uppdrag: duka fram frukosten.",
        others="Inget just nu.",
        child_view="Saga vill ha ett eget jobb på morgonen.",
        how="Hon valde mellan bilder.",
    )
    tale.on(-89).own_service_can(
        "Morgonen kan vi ordna själva. Föräldrarna och Saga är med på det, och vi ses igen efter höstlovet om det behövs."
    )


def melvin(town: Town) -> None:
    """Moved from Ljungby; the baton was offered and accepted."""
    tale = Tale.of(
        town,
        "Melvin Strand",
        Born(10, 4),
        at="ljungby-lagadalens-skola",
        known=-540,
        guardians=("Cecilia Strand", "Jimmy Strand"),
        pronoun="han",
    )
    tale.on(-52).offers_baton(
        SCHOOL,
        "Familjen flyttar till Växjö. Melvin börjar hos er. Han har haft läsgrupp här, berätta gärna att det finns.",
    )
    tale.on(-49).takes_baton(SCHOOL)


def freja(town: Town) -> None:
    """Known, and that is all. Tove meets her every day."""
    tale = Tale.of(
        town, "Freja Malm", Born(9, 1), at=SCHOOL, known=-390, guardians=("Louise Malm", "Simon Malm"), pronoun="hon"
    )
    tale.meets("Tove Almgren", "Klasslärare")


def yusuf(town: Town) -> None:
    """Handed over to social services, who have received it."""
    tale = Tale.of(
        town,
        "Yusuf Darwish",
        Born(11, 6),
        at=SCHOOL,
        known=-240,
        guardians=("Samira Darwish",),
        language="ar",
        pronoun="han",
    )
    tale.on(-62).signal(
        "Yusuf tolkar åt sin mamma hos banken, hyresvärden och vårdcentralen, ofta under skoltid. Han säger att det är "
        "hans jobb nu. Mamma har inga pengar kvar efter den tjugonde.",
        who="Yusufs mentor",
        seen=-63,
    )
    tale.on(-61).received().asks("Samira Darwish", by_day=-50)
    tale.on(-57).child_says(
        "أنا كبير الآن. أمي تحتاجني. (Jag är stor nu. Mamma behöver mig.)",
        "responsible",
        where="Yusuf, samtal med tolk",
        works="Han är stolt över att kunna båda språken.",
        hard="Han missar fotbollen och är rädd att göra fel när han tolkar.",
    )
    tale.guardian_says(
        "لا أريد أن يحمل همّي. (Jag vill inte att han ska bära min oro.)",
        "nurtured",
        where="Samira, samma samtal",
        hard="Pengarna räcker inte och hon vet inte vem hon ska fråga.",
    )
    tale.on(-54).analysed(
        obstacle="Ekonomin, och att Yusuf har fått en vuxens uppgift.",
        information="Tillräckligt för att gå vidare. Resten är inte skolans sak att ta reda på.",
        myself="Berättar för Samira att hon har rätt till tolk, gratis.",
        my_service="Läxhjälp på onsdagar.",
        others="Socialtjänsten, för ekonomi och föräldrastöd.",
        child_view="Yusuf vill spela fotboll på tisdagar och slippa banken.",
        how="Med tolk, och mamma i rummet bredvid. Det ville han.",
    )
    tale.hands_over(
        "Sara Wikström",
        "Det familjen behöver finns hos socialtjänsten. Samira vill själv ha kontakten och var med när vi ringde.",
        ground=Ground.HARM_TEST,
        necessity="Samira sa ja vid samtalet den dagen, med tolk",
    )
    tale.on(-52).handover_received("Sara Wikström", "Mottaget. Jag träffar Samira med tolk på torsdag.")


def alice(town: Town) -> None:
    """A hand-over that Sara has not answered yet."""
    tale = Tale.of(town, "Alice Roth", Born(9, 10), at=SCHOOL, known=-330, guardians=("Daniel Roth",), pronoun="hon")
    tale.on(-24).signal(
        "Alice har haft samma kläder hela veckan och luktar rök. Hon är glad och öppen. Hon berättar att strömmen är "
        "avstängd hemma och att de eldar i kaminen.",
        who="Alices lärare i slöjd",
        seen=-25,
    )
    tale.on(-23).received().on(-17).child_says(
        "Det är mysigt med kaminen, men det är mörkt på toan.",
        "nurtured",
        where="Alice, på väg från matsalen",
        hard="Ingen ström hemma sedan tre veckor.",
        works="Pappa lagar mat på kaminen och läser högt med ficklampa.",
    )
    tale.on(-15).analysed(
        obstacle="Familjen har inga pengar till elräkningen sedan Daniel blev sjukskriven.",
        information="Ja, Daniel har berättat öppet.",
        myself="Ger Daniel numret till budgetrådgivningen.",
        my_service="Frukost på fritids, utan kostnad.",
        others="Socialtjänsten för ekonomi.",
        child_view="Alice vill att lamporna ska gå att tända.",
        how="Hon sa det själv, och ville att det skulle stå.",
    )
    tale.on(-2).hands_over(
        "Sara Wikström",
        "Skolan kan ge frukost men inte ström. Daniel vill ha hjälp och väntar på att ni ringer.",
        ground=Ground.HARM_TEST,
        necessity="Daniel sa ja i telefon",
    )


def nina(town: Town) -> None:
    """Cooperation: a meeting is called, and the psychologist has not answered."""
    tale = Tale.of(
        town,
        "Nina Lagerqvist",
        Born(10, 1),
        at=SCHOOL,
        known=-500,
        guardians=("Hampus Lagerqvist",),
        custody=Guardianship.Custody.APPOINTED,
        pronoun="hon",
    )
    tale.on(-45).signal(
        "Nina bor hos sin morbror sedan hennes mamma dog i somras. Hon gör allt rätt, jämt. I förra veckan rasade hon "
        "ihop för att pennan tog slut och gick inte att trösta.",
        who="Ninas klasslärare",
        seen=-46,
    )
    tale.on(-44).received().on(-38).child_says(
        "Om jag är snäll hela tiden kanske ingen mer försvinner.",
        "healthy",
        where="Nina, när vi planterade lökar",
        hard="Rädslan att någon mer ska dö.",
        works="Katten Gösta och morbrors pannkakor.",
    )
    tale.on(-31).analysed(
        obstacle="Sorg, som hon bär ensam.",
        information="Ja. Hampus har berättat om sommaren.",
        myself="En fast vuxen, samma varje morgon.",
        my_service="Minneslåda och sorgegrupp med kuratorn.",
        others="BUP för bedömning. Morbror behöver eget stöd.",
        child_view="Nina vill prata om mamma, men inte i klassrummet.",
        how="Hon skrev en lapp.",
    ).together("Skolan kan finnas där i vardagen. Sorgen behöver någon som kan den, och Hampus behöver stöd.")
    tale.asks_consent(
        with_=("Bodil Frisk", "Sara Wikström"),
        why="Så att BUP, Barn och familj och skolan kan planera tillsammans runt Nina.",
        until=140,
    )
    tale.on(-26).says_yes("Hampus Lagerqvist")
    tale.on(-4).calls_meeting(
        5,
        time(9, 0),
        with_=("Bodil Frisk", "Sara Wikström"),
        place="Konferensrummet, Solbergaskolan",
        wishes="Jag vill vara med i början och sedan gå till Tove. Säg mammas namn, hon heter Lena.",
    )
    tale.answers_call("Sara Wikström").answers_call("Hampus Lagerqvist")


STORIES = (elliot, hedda, ibrahim, lilly, noel, amina, theo, saga, melvin, freja, yusuf, alice, nina)

"""Nova, fourteen, who signs in herself: school absence and anxiety, and parents who see it differently."""

from datetime import time

from kronobarn.circles.rules import Ground
from kronobarn.communication.rules import Subject
from kronobarn.concerns.rules import Knows
from kronobarn.demo.county.tale import ALL_KINDS, Aim, Born, Does, Tale, ToDo
from kronobarn.demo.county.town import Town
from kronobarn.documents.rules import From, HandedIn
from kronobarn.meetings.rules import Answer
from kronobarn.plans.rules import AgreementAnswer, SaidBy
from kronobarn.reviews.actions import Said
from kronobarn.reviews.rules import Verdict

MORNINGS = "Jag kommer till skolan fyra dagar i veckan"
BAND = "Jag spelar med bandet igen på torsdagar"


def nova(town: Town) -> None:
    """The main story. It ends with an active plan, and a new question about sharing that nobody has answered."""
    tale = Tale.of(
        town,
        "Nova Holm",
        Born(14, 4),
        at="vaxjo-strandbjorkens-skola",
        known=-400,
        guardians=("Henrik Holm", "Jasmin Haddad"),
        pronoun="hon",
        signs_in=True,
    )
    tale.meets("David Nyberg", "Mentor").meets("Inger Solheim", "Kurator som träffar Nova varje vecka")
    tale.on(-118).signal(
        "Nova har varit borta 31 av 60 lektioner sedan skolstart. När hon är här sitter hon ofta på toaletten under "
        "rasterna. Hon säger att det är som att någon sitter på bröstet när hon ska gå in i klassrummet. Jag har "
        "pratat med Nova och ringt hem till båda föräldrarna.",
        by="David Nyberg",
        seen=-119,
    )
    tale.on(-117).received()
    tale.asks("Nova Holm", by_day=-107, question="Hur har du det? Berätta det du själv vill. Du kan hoppa över.")
    tale.asks("Henrik Holm", by_day=-107).asks("Jasmin Haddad", by_day=-107)
    tale.asks("Inger Solheim", by_day=-107)
    tale.asks(
        "Signe Berggren",
        by_day=-107,
        ground=Ground.HARM_TEST,
        necessity="Båda föräldrarna sa ja i telefon att skolsköterskan får frågas",
        question="Hur ser du på Novas hälsa och sömn, utifrån besöken hos dig?",
    )
    tale.on(-113)
    tale.tells(
        "Nova Holm",
        "healthy",
        hard="Jag sover typ fyra timmar. Det snurrar i huvudet. På morgonen mår jag illa och då blir det ingen skola.",
        works="Det är bättre när jag har fått prata med Inger.",
    )
    tale.tells(
        "Nova Holm",
        "active",
        works="Att spela bas! Jag var med i bandet på Ung Fritid förra året.",
        hard="Jag slutade för att jag inte orkade träffa folk.",
    )
    tale.tells(
        "Nova Holm",
        "respected",
        works="David frågar alltid hur jag vill ha det.",
        hard="Mamma och pappa pratar om mig som om jag inte är där. De säger olika saker också.",
    )
    tale.tells("Nova Holm", "included", works="Jag har Elvira. Hon väntar på mig vid cykelstället.")
    tale.is_done("Nova Holm")
    tale.on(-111)
    tale.tells(
        "Henrik Holm",
        "nurtured",
        works="Vi äter middag ihop de veckor hon är hos mig. Då brukar hon prata lite.",
        hard="Morgnarna är tunga. Jag börjar halv sju och kan inte vara hemma när hon ska gå.",
    )
    tale.is_done("Henrik Holm").tells(
        "Jasmin Haddad",
        "healthy",
        hard="Nova har alltid varit känslig. Jag är rädd att det blir värre om alla börjar prata om det.",
        works="Hos mig somnar hon tidigare. Vi lägger bort telefonerna klockan nio.",
    )
    tale.is_done("Jasmin Haddad")
    tale.tells(
        "Inger Solheim",
        "safe",
        works="Nova kommer till samtalen, också de dagar hon inte går på lektioner. Hon har två vuxna på skolan som "
        "hon litar på.",
        hard="Korridoren vid skåpen undviker hon. Hon beskriver panikkänslor i folksamling.",
    )
    tale.is_done("Inger Solheim").on(-108)
    tale.tells(
        "Signe Berggren",
        "healthy",
        works="Växer som hon ska, äter lunch de dagar hon är i skolan.",
        hard="Sömnen har varit dålig sedan i våras. Hon har beskrivit hjärtklappning vid tre besök.",
    )
    tale.is_done("Signe Berggren")
    tale.on(-104).analysed(
        obstacle="Ångest som har vuxit sedan i våras och gör det svårt att ta sig till skolan och att sova. Två hem "
        "med olika rutiner.",
        information="Ja. Nova har själv berättat mycket. BUP:s bild saknas.",
        myself="Jag ordnar en lugn väg in via sidoentrén och en plats i studion de första tjugo minuterna.",
        my_service="Anpassat schema i fyra veckor, och samtal med kuratorn varje tisdag.",
        others="Bedömning och behandling av ångesten på BUP. Skolsköterskan följer sömnen.",
        child_view="”Jag vill gå i skolan. Jag vill bara slippa känna att jag ska dö när jag går dit.”",
        how="Nova skrev själv i hjulet och pratade sedan med mig och Inger.",
    )
    tale.together("Skolan kan göra vardagen lättare men inte behandla ångesten. BUP och elevhälsan behöver vara med.")
    tale.asks_consent(
        with_=("Bodil Frisk", "Signe Berggren", "Alva Sundin"),
        kinds=ALL_KINDS,
        until=24,
        why="Skolan, elevhälsan, BUP och Ung Fritid behöver kunna prata om hur Nova har det, så att stödet hänger "
        "ihop och Nova slipper berätta samma sak fyra gånger.",
    )
    tale.on(-102).says_yes("Nova Holm", only_kinds=("school", "health", "support", "child_words"))
    tale.says_yes("Henrik Holm")
    tale.on(-98).says_yes("Jasmin Haddad", only_kinds=("school", "health", "support"))
    tale.on(-97).calls_meeting(
        -90,
        time(14, 30),
        with_=("Bodil Frisk", "Signe Berggren", "Alva Sundin"),
        place="Musikrummet, Strandbjörkens skola",
        wishes="Jag vill sitta närmast dörren. Börja med det som är bra. Läs inte upp det jag skrev om mamma och pappa.",
    )
    tale.answers_call("Nova Holm").answers_call("Bodil Frisk").answers_call("Alva Sundin")
    tale.on(-90).meeting_held(
        notes="Vi började med Novas ord. Det som fungerar: Elvira, basen, samtalen med Inger och att Nova har kommit "
        "elva dagar av femton sedan schemat ändrades. Det svåra är morgnarna och korridoren vid skåpen.",
        decided=(
            ToDo("Skåpet flyttas till musikkorridoren", who="Marianne Falk", day=-83),
            ToDo("Första besöket på BUP bokas, Henrik följer med", who="Bodil Frisk", day=-80),
            ToDo("Bandet provar en torsdag med bara tre personer i rummet", who="Alva Sundin", day=-76),
        ),
        disagreement="Jasmin vill inte att det som handlar om hemmen tas upp här. Det tas inte upp.",
    )
    tale.on(-88).starts_plan(
        services=("Bodil Frisk", "Signe Berggren", "Alva Sundin"),
        own_contact="Inger Solheim",
        wants="Jag vill gå i skolan med min klass och spela bas igen. Jag vill att ni frågar mig först, innan ni "
        "frågar mamma och pappa.",
        how="Nova skrev texten själv i musikrummet den dag planen började.",
        otherwise="Kommer Nova inte till skolan två dagar i rad ringer Inger henne. Blir det farligt, 112.",
        disagreement="Jasmin tycker att skolan och BUP ska prata mindre med varandra än Henrik tycker.",
    )
    tale.aims(
        Aim(
            "achieving",
            "Morgnarna är för svåra för att klara ensam",
            MORNINGS,
            "Jag är på första lektionen fyra dagar av fem, tre veckor i rad",
            (
                Does("Inger Solheim", "Möter Nova vid sidoentrén tisdagar och torsdagar", 30),
                Does("Henrik Holm", "Skjutsar Nova på onsdagar de veckor hon bor hos honom", 30),
                Does("Nova Holm", "Skickar ett hjärta till Inger när jag är på väg", 30),
            ),
        ),
        Aim(
            "healthy",
            "Ångesten kommer varje dag och sömnen är kort",
            "Nova sover minst sju timmar och vet vad hon kan göra när paniken kommer",
            "Novas egen sömndagbok, och hur hon beskriver veckan hos Bodil",
            (
                Does("Bodil Frisk", "Samtal varannan vecka, steg för steg mot korridoren", 45),
                Does("Signe Berggren", "Går igenom sömndagboken med Nova en gång i månaden", 12),
                Does("Jasmin Haddad", "Telefonerna läggs i köket klockan nio", 30),
            ),
            SaidBy.PROFESSIONAL,
        ),
        Aim(
            "active",
            "Jag saknar att spela",
            BAND,
            "Jag har varit där tre torsdagar av fyra",
            (Does("Alva Sundin", "Liten grupp i replokalen på torsdagar, Nova väljer låt", 20),),
        ),
    )
    tale.led_by("Inger Solheim", next_review=-40).activated()
    tale.on(-86).agrees("Nova Holm", words="Det är min plan. Bra att skåpet flyttas.")
    tale.agrees("Henrik Holm")
    tale.on(-83).agrees(
        "Jasmin Haddad",
        AgreementAnswer.PARTLY,
        "Målen är bra. Jag vill inte att BUP skriver till skolan om det som händer hemma.",
    )
    tale.on(-40).goes_on(
        by="Inger Solheim",
        came="Nova, Henrik, Jasmin, Inger Solheim, Bodil Frisk, Signe Berggren och Alva Sundin",
        child_view="”Det är typ hälften så läskigt. Korridoren går bra om Elvira är med.”",
        said={
            MORNINGS: Said(
                now="Nova kommer tre eller fyra dagar i veckan. Måndagar är svårast.",
                verdict=Verdict.CHANGE,
                why="Nova vill ha måndagen som en lugn dag hemifrån tills vidare.",
                new_outcome="Jag kommer till skolan tisdag till fredag, och på måndagar till lunch",
            ),
            "Nova sover minst sju timmar och vet vad hon kan göra när paniken kommer": Said(
                now="Sover runt sex timmar. Har tre egna knep och har använt dem i matsalen.",
                verdict=Verdict.KEEP,
            ),
            BAND: Said(now="Har spelat fem torsdagar av sex. Bandet heter Sidoentrén.", verdict=Verdict.REACHED),
        },
        next_review=10,
    )
    tale.on(-38).agrees("Nova Holm", words="Måndagar till lunch är lagom.").agrees("Henrik Holm")
    tale.agrees("Inger Solheim").agrees("Bodil Frisk").agrees("Signe Berggren").agrees("Alva Sundin")
    tale.puts_in_paper(
        "Inger Solheim",
        "Veckan i skolan",
        "Måndag: hemifrån på morgonen, lunch klockan 11.40 och musik efter lunch",
        "Tisdag: Inger möter vid sidoentrén klockan 8.10",
        "Onsdag: skjuts hemifrån de veckor det går, annars buss 4",
        "Torsdag: Inger möter vid sidoentrén klockan 8.10, bandet klockan 15",
        "Fredag: studion är öppen hela dagen",
        "Blir det för mycket: gå till studion. Du behöver inte fråga först.",
    )
    tale.puts_in_paper(
        "Inger Solheim",
        "Det här har jag skrivit om måndagar",
        "På måndagar är jag trött för att jag inte har sovit.",
        "Det blir bättre när jag vet vad som ska hända.",
        handed_in=HandedIn(From.CHILD),
    )
    tale.puts_in_paper(
        "Inger Solheim",
        "Från Henrik",
        "Nova får skjuts till skolan tisdagar och torsdagar av farfar.",
        handed_in=HandedIn(From.GUARDIAN, tale.actor("Henrik Holm").person_id),
    )
    other = HandedIn(From.OTHER, function="kuratorn på ungdomsmottagningen")
    tale.puts_in_paper("Inger Solheim", "Stödet i höst", "Samtal varannan onsdag klockan 13.", handed_in=other)
    tale.on(-35).writes(
        "Nova Holm",
        "Bodil Frisk",
        by="Inger Solheim",
        about=Subject.SCHOOL,
        heading="Lugn måndag",
        text="Nova, hur gick den första måndagen till lunch? Bodil läser också här, som vi sa.",
    ).answers("Nova Holm", "Bra. Jag klarade musiken. Kan jag få vara i studion om det blir för mycket?")
    tale.on(-34).answers("Bodil Frisk", "Det låter klokt. Ta knepet med isbiten dit också, det du provade i matsalen.")
    tale.answers("Inger Solheim", "Studion är din på måndagar. Jag säger till David.").files("Inger Solheim")
    tale.on(-20).writes(
        "Henrik Holm",
        by="Inger Solheim",
        about=Subject.PRACTICAL,
        heading="Skjuts på onsdag",
        text="Bussen är inställd på onsdag. Kan du skjutsa?",
    ).answers("Henrik Holm", "Ja.").keeps_nothing("Inger Solheim", "Det gällde en skjuts.")
    tale.on(-9).signal(
        "Nova var hemma hela förra veckan. Hon säger att hon bråkade med mamma om BUP och att hon inte orkar vara den "
        "som står emellan. Hon vill att vi tar upp det på uppföljningen, men att vi frågar henne först.",
        by="Inger Solheim",
        seen=-10,
        guardians=Knows.NOT_YET,
    )
    tale.on(-8).received()
    tale.on(-3).asks_consent(
        with_=("Bodil Frisk", "Signe Berggren", "Alva Sundin"),
        kinds=ALL_KINDS,
        until=170,
        why="Det ni sa ja till gäller snart inte längre. Får skolan, BUP, elevhälsan och Ung Fritid fortsätta "
        "prata med varandra under våren, så att planen kan fortsätta?",
    )
    tale.on(-2).calls_meeting(
        10,
        time(15, 0),
        with_=("Bodil Frisk", "Signe Berggren", "Alva Sundin", "Inger Solheim"),
        place="Musikrummet, Strandbjörkens skola",
        wishes="Bara en timme. Jag vill ha Inger bredvid mig.",
    )
    tale.answers_call("Inger Solheim").answers_call("Alva Sundin")
    tale.answers_call("Jasmin Haddad", Answer.NO)
    tale.on(-1).writes(
        "Nova Holm",
        "Henrik Holm",
        "Bodil Frisk",
        by="Inger Solheim",
        about=Subject.MEETING,
        heading="Inför uppföljningen",
        text="Hej! Vad vill ni att vi börjar med på uppföljningen? Nova, du bestämmer vad vi inte pratar om.",
    )


def siblings(town: Town) -> None:
    """Nova's younger brother and sister, known at their school. Nothing has happened yet: the story is for the visitor."""
    for name, years, pronoun in (("Milo Holm", 9, "han"), ("Tindra Holm", 12, "hon")):
        tale = Tale.of(
            town,
            name,
            Born(years, 5),
            at="vaxjo-solbergaskolan",
            known=-500,
            guardians=("Henrik Holm", "Jasmin Haddad"),
            pronoun=pronoun,
        )
        tale.meets("Tove Almgren", "Mentor i årskurs 3")

"""The words of the county's learning material, written by us. What they say of the model and of the law is in domain.md."""

from dataclasses import dataclass
from typing import Final

from kronobarn.authorities.rules import Profession


@dataclass(frozen=True)
class Written:
    """One material: its parts are heading, text and the area of the wheel that they are about."""

    title: str
    about: str
    parts: tuple[tuple[str, str, str], ...]
    professions: tuple[Profession, ...] = ()
    shown: bool = False
    """On the public site."""


BASIC: Final = Written(
    "Kronobarnsmodellen på en halvtimme",
    "Grundutbildning för alla: vad modellen är, de tre stegen, vem som är barnensbästa-ansvarig och vad hjulet är till för.",
    (
        (
            "Vad modellen är",
            "Barnens bästa gäller! i Kronoberg är länets gemensamma arbete. Kronobarnsmodellen är arbetssättet med barnen.\n\n"
            "## Tre lager\n\n"
            "- Alla verksamheter arbetar främjande och förebyggande.\n"
            "- När något inte verkar bra agerar vi tidigt: tidigt i barnets liv, eller tidigt när något börjar.\n"
            "- De som behövs samverkar. Barnet och familjen är med.\n\n"
            "Utgångspunkten är vad barnet behöver, inte hur våra verksamheter är ordnade.",
            "",
        ),
        (
            "De tre stegen",
            "Praxismodellen har tre steg.\n\n"
            "1. **Uppmärksamma.** Någon ser, hör eller får veta något om hur ett barn har det. Det kan vara en styrka också.\n"
            "2. **Samla information.** Barnet, vårdnadshavarna och de som känner barnet säger hur de ser det. Tillsammans ringar "
            "ni in vilket område det handlar om.\n"
            "3. **Samverka.** Behövs det fler än den egna verksamheten kallas till möte, och ni gör barnets plan.\n\n"
            "Efter steg två finns tre vägar: den egna verksamheten klarar det själv, en annan verksamhet tar över, eller två "
            "eller fler gör det tillsammans.",
            "",
        ),
        (
            "Barnensbästa-ansvarig följer barnets ålder",
            "Ansvaret är en funktion, inte en person som familjen väljer.\n\n"
            "- Före födseln: barnmorskan på mödrahälsovården.\n"
            "- Från födseln till förskoleklass: sjuksköterskan på BVC.\n"
            "- Från förskoleklass till 18 år: rektorn på skolan.\n"
            "- För den som inte går i gymnasieskolan: kommunens aktivitetsansvar.\n\n"
            "Förskolan ser mycket och säger till, men ansvaret ligger på BVC. När barnet byter lämnas ansvaret över, så att "
            "ingen står utan.",
            "",
        ),
        (
            "Hjulet",
            "Barnets bästa-hjulet har åtta områden. Det hjälper dig att sätta ord på vad som fungerar och vad som är svårt, och "
            "att inte glömma något.\n\n"
            "- Börja med det som fungerar.\n"
            "- Fråga barnet. Det är barnets liv.\n"
            "- Hjulet ger inga poäng. Det går inte att bli godkänd eller underkänd.",
            "included",
        ),
        (
            "Orosanmälan går alltid först",
            "Får du i ditt arbete veta eller misstänker du att ett barn far illa ska du genast anmäla det till socialtjänsten. "
            "Det gäller dig själv, du kan inte lämna det till någon annan.\n\n"
            "- Modellen ersätter aldrig en orosanmälan.\n"
            "- Du behöver inget samtycke, och ska inte be om ett.\n"
            "- Är det fara nu: ring 112.\n\n"
            "Socialtjänsten får berätta för dig om en utredning har inletts.",
            "safe",
        ),
    ),
    shown=True,
)
TEACHER: Final = Written(
    "Hjulet i klassrummet",
    "För dig som är lärare: så uppmärksammar du, skriver en signal som går att använda och pratar med hemmet.",
    (
        (
            "Det du ser varje dag",
            "Du ser barnet oftare än de flesta. Lägg märke till förändringar: i ork, i lek, i närvaro, i vem barnet är med.\n\n"
            "Skriv vad du har sett och hört, när och hur ofta. Skriv inte vad du tror att det beror på.",
            "achieving",
        ),
        (
            "En signal som går att använda",
            "- Vad såg eller hörde du? Barnets egna ord är bäst.\n"
            "- När, och har det hänt förut?\n"
            "- Vad fungerar?\n"
            "- Vet barnet och vårdnadshavarna att du säger det här vidare?\n\n"
            "Signalen går till rektorn, som är barnensbästa-ansvarig. Du får veta att den är mottagen.",
            "",
        ),
        (
            "Prata med hemmet först",
            "Säg till vårdnadshavarna innan du skickar signalen, om det inte är så att barnet kan komma i fara av det. Berätta "
            "vad du har sett och vad du vill ska bli bättre. Fråga hur de ser det.\n\n"
            "Vid misstanke om våld eller övergrepp pratar du inte med hemmet först: då anmäler du.",
            "respected",
        ),
    ),
    (Profession.TEACHER, Profession.PRESCHOOL_TEACHER, Profession.SPECIAL_EDUCATOR),
    shown=True,
)
SCHOOL_NURSE: Final = Written(
    "Skolsköterskan och modellen",
    "För elevhälsans medicinska insats: din sekretess, hälsosamtalet och vad du kan berätta för skolan.",
    (
        (
            "Din egen sekretess",
            "Elevhälsans medicinska insats har hälso- och sjukvårdens sekretess. Skolan har en annan. Därför läser rektorn inte "
            "dina anteckningar, och du berättar inte utan vidare vad ett barn har sagt hos dig.\n\n"
            "Du får berätta om barnet och vårdnadshavarna samtycker, eller om lagen ger dig rätt eller skyldighet.",
            "healthy",
        ),
        (
            "Hälsosamtalet och hjulet",
            "Använd hjulets områden som stöd i hälsosamtalet. Fråga vad som fungerar innan du frågar vad som är svårt. Visa "
            "barnet vad du skriver.\n\n"
            "Kommer det fram något som skolan behöver veta: fråga barnet vad som får sägas, och till vem.",
            "healthy",
        ),
        (
            "När du blir tillfrågad",
            "Barnensbästa-ansvarig kan be dig om din bild i informationsinsamlingen. Svara på det som frågas, inte mer. Skriv "
            "vad du lämnar ut och på vilken grund. Säger du nej: skriv det också, med skäl.",
            "",
        ),
    ),
    (Profession.SCHOOL_NURSE, Profession.PHYSICIAN),
)
SOCIAL: Final = Written(
    "Socialtjänsten i samverkan",
    "För socialsekreterare: orosanmälan och modellen sida vid sida, samtycke, SIP och barnets plan.",
    (
        (
            "Två vägar in",
            "En orosanmälan bedöms enligt socialtjänstlagen, oavsett vad som pågår i modellen. En kallelse till samverkan är "
            "något annat: familjen vill ha stöd av flera, och ni är en av dem.\n\n"
            "Blanda inte ihop dem. En familj som har tackat ja till samverkan har inte tackat ja till en utredning.",
            "safe",
        ),
        (
            "Samtycke",
            "Normalt samtycker båda vårdnadshavarna, och barnet efter ålder och mognad. Samtycket gäller vissa uppgifter, till "
            "vissa, en viss tid. Det kan tas tillbaka när som helst.\n\n"
            "Be inte om samtycke till det du är skyldig att göra ändå. Berätta då i stället vad du gör, och varför.",
            "respected",
        ),
        (
            "Barnets plan och SIP",
            "Barnets plan är barnets. Där står vilka som är med, vem som gör vad och till när. En SIP ska göras när den enskilde "
            "har behov av insatser från både socialtjänst och hälso- och sjukvård och det behövs för att behoven ska "
            "tillgodoses. Har barnet en plan behöver ni se till att det som lagen kräver av en SIP finns med.\n\n"
            "Varje verksamhet för sin egen journal eller akt. Planen är det ni har gemensamt.",
            "nurtured",
        ),
    ),
    (Profession.SOCIAL_SECRETARY, Profession.UNIT_MANAGER),
)
MIDWIFE: Final = Written(
    "Från mödrahälsovård till BVC",
    "För barnmorskor och BVC-sjuksköterskor: ansvaret före födseln, överlämningen och de första åren.",
    (
        (
            "Innan barnet är fött",
            "Du är barnensbästa-ansvarig för det väntade barnet. Stödet går till den som är gravid och bygger på att hen vill. "
            "Fråga tidigt hur det är hemma, vilka som finns omkring och vad som oroar.",
            "nurtured",
        ),
        (
            "Överlämningen",
            "Ansvaret går till BVC när barnet är fött. Lämna det inte tyst: berätta för föräldrarna vad som förs vidare, och "
            "träffas gärna alla tre. BVC svarar att de har tagit emot.\n\n"
            "Från födseln gäller också skyldigheten att anmäla, om du misstänker att barnet far illa.",
            "",
        ),
        (
            "De första åren",
            "Hembesök och hälsobesök är tillfällen att se det som fungerar. Börjar något bli svårt: ta hjulet, prata om det med "
            "föräldrarna och fråga vilka andra som kan hjälpa. Vid förskoleklass lämnar du över till rektorn.",
            "active",
        ),
    ),
    (Profession.MIDWIFE, Profession.CHILD_HEALTH_NURSE),
)
OTHERS: Final = Written(
    "Polis och förening: när du ser något",
    "För poliser och föreningsledare: vem du säger till, vad du får veta och vad du inte får veta.",
    (
        (
            "Säg det till rätt person",
            "Du behöver inte veta vad som är fel. Säg vad du har sett till barnensbästa-ansvarig: rektorn, när barnet går i "
            "skolan. Berätta för barnet att du gör det, om det inte är farligt.",
            "included",
        ),
        (
            "Anmäla",
            "Som polis är du skyldig att genast anmäla till socialtjänsten om du i arbetet får veta eller misstänker att ett "
            "barn far illa. Som ledare i en förening bör du göra det, och vem som helst får. Är det fara nu: ring 112.",
            "safe",
        ),
        (
            "Vad du får veta tillbaka",
            "Du får veta att signalen är mottagen. Vad som sedan händer är barnets och familjens, och du ser det bara om de har "
            "bjudit in dig. En tränare kan vara viktig i en plan utan att veta allt.",
            "responsible",
        ),
    ),
    (Profession.POLICE_OFFICER, Profession.ASSOCIATION_LEADER),
    shown=True,
)
EVERY: Final = (BASIC, TEACHER, SCHOOL_NURSE, SOCIAL, MIDWIFE, OTHERS)

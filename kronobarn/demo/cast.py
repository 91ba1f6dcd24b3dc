"""The people one can be in the demo. All are invented; the county's story is built around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kronobarn.authorities.rules import Profession, Role


@dataclass(frozen=True, slots=True)
class Character:
    """Someone to be: who they are, as what they sign in, and three things to try."""

    username: str
    given_name: str
    family_name: str
    who: str
    as_what: str
    try_this: tuple[str, str, str]
    kind: Literal["staff", "family"] = "staff"
    unit: str = ""
    """The key of the unit in the county's files; empty for family."""
    profession: Profession | None = None
    role: Role = Role.STAFF

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


CAST: Final[tuple[Character, ...]] = (
    Character(
        username="tove",
        given_name="Tove",
        family_name="Almgren",
        who="Tove är mentor i årskurs 3 och ser barnen varje dag.",
        as_what="Lärare, Solbergaskolan",
        try_this=(
            "Uppmärksamma något om ett barn i klassen och skicka det vidare.",
            "Läs när du borde göra en orosanmälan i stället.",
            "Se vad som har hänt med det du skickade tidigare.",
        ),
        unit="vaxjo-solbergaskolan",
        profession=Profession.TEACHER,
    ),
    Character(
        username="ragnhild",
        given_name="Ragnhild",
        family_name="Sjöholm",
        who="Ragnhild är rektor och barnensbästa-ansvarig för barnen på skolan.",
        as_what="Rektor, Solbergaskolan",
        try_this=(
            "Ta emot signalen om Hedda, som brådskar.",
            "Be föräldrar och skolsköterska om deras bild.",
            "Gör klart analysen för Noel och bestäm nästa steg.",
        ),
        unit="vaxjo-solbergaskolan",
        profession=Profession.HEAD_TEACHER,
        role=Role.RESPONSIBLE,
    ),
    Character(
        username="signe",
        given_name="Signe",
        family_name="Berggren",
        who="Signe möter barnen på hälsobesök och har egen sekretess gentemot skolan.",
        as_what="Skolsköterska, Elevhälsans medicinska insats i Växjö",
        try_this=(
            "Fyll i din del av hjulet om Lilly.",
            "Läs vem som kommer att se det du skriver innan du sparar.",
            "Öppna ett barns sida och se vad skolan har delat med dig.",
        ),
        unit="vaxjo-elevhalsa",
        profession=Profession.SCHOOL_NURSE,
    ),
    Character(
        username="kasper",
        given_name="Kasper",
        family_name="Nyman",
        who="Kasper är kurator och pratar ofta med de barn som har det svårt.",
        as_what="Skolkurator, Solbergaskolan",
        try_this=(
            "Prata igenom hjulet med Lilly och skriv med barnets ord.",
            "Gör klart uppföljningen av Theos plan, mål för mål.",
            "Läs planen för ett barn du är kontakt för.",
        ),
        unit="vaxjo-solbergaskolan",
        profession=Profession.SCHOOL_COUNSELLOR,
    ),
    Character(
        username="britta",
        given_name="Britta",
        family_name="Hedlund",
        who="Britta är barnensbästa-ansvarig för barnen fram till förskoleklass.",
        as_what="BVC-sjuksköterska, BVC Lärkan i Växjö",
        try_this=(
            "Ta över ansvaret för ett nyfött barn från barnmorskan.",
            "Lägg till en vårdnadshavare för ett barn.",
            "Se vad som väntar på dig i dag.",
        ),
        unit="region-bvc-vaxjo-larkan",
        profession=Profession.CHILD_HEALTH_NURSE,
        role=Role.RESPONSIBLE,
    ),
    Character(
        username="maja",
        given_name="Maja",
        family_name="Ekdahl",
        who="Maja är barnmorska och ansvarar för barnen innan de är födda.",
        as_what="Barnmorska, Barnmorskemottagningen Växjö",
        try_this=(
            "Öppna sidan för ett barn som ännu inte är fött.",
            "Lämna över ansvaret till BVC.",
            "Lägg till ett väntat barn.",
        ),
        unit="region-mvc-vaxjo",
        profession=Profession.MIDWIFE,
        role=Role.RESPONSIBLE,
    ),
    Character(
        username="sara",
        given_name="Sara",
        family_name="Wikström",
        who="Sara arbetar på mottagningen för barn och familj.",
        as_what="Socialsekreterare, Barn- och familjeenheten i Växjö",
        try_this=(
            "Svara på en begäran om samverkan.",
            "Se vad familjen har samtyckt till, och till när.",
            "Följ upp en insats i ett barns plan.",
        ),
        unit="vaxjo-socialkontor",
        profession=Profession.SOCIAL_SECRETARY,
    ),
    Character(
        username="bodil",
        given_name="Bodil",
        family_name="Frisk",
        who="Bodil är psykolog och träffar barn som redan är patienter på BUP.",
        as_what="Psykolog, BUP Växjö",
        try_this=(
            "Se att bara det som lämnats ut till BUP finns här.",
            "Tacka ja till ett möte.",
            "Säg att något du tagit på dig i en plan är klart.",
        ),
        unit="region-bup-vaxjo",
        profession=Profession.PSYCHOLOGIST,
    ),
    Character(
        username="pontus",
        given_name="Pontus",
        family_name="Rask",
        who="Pontus arbetar brottsförebyggande med ungdomar.",
        as_what="Polis, Lokalpolisområde Växjö",
        try_this=(
            "Se vad som hände med signalen om Adam, och skicka en till.",
            "Försök hitta ett barn du inte har något med att göra.",
            "Se vad loggen säger om det du själv har gjort.",
        ),
        unit="polisen-lpo-vaxjo",
        profession=Profession.POLICE_OFFICER,
    ),
    Character(
        username="alva",
        given_name="Alva",
        family_name="Sundin",
        who="Alva leder gruppen på fritidsgården, dit många barn kommer varje dag.",
        as_what="Föreningsledare, Föreningen Ung Fritid",
        try_this=(
            "Läs vad du får och inte får se som ledare.",
            "Berätta om något du har sett, med barnets kännedom.",
            "Se vad som står om din förening i ett barns plan.",
        ),
        unit="ung-fritid-ledarna",
        profession=Profession.ASSOCIATION_LEADER,
    ),
    Character(
        username="camilla",
        given_name="Camilla",
        family_name="Torell",
        who="Camilla håller ihop arbetet i kommunen men läser inga barns handlingar.",
        as_what="Samordnare, Barnens bästa-samordningen i Växjö",
        try_this=(
            "Se att inga barn visas för den som inte behöver det.",
            "Läs guiden till arbetssättet.",
            "Sök efter ett barn och se vad som händer.",
        ),
        unit="vaxjo-samordning",
        profession=Profession.MUNICIPAL_COORDINATOR,
        role=Role.COORDINATOR,
    ),
    Character(
        username="malin",
        given_name="Malin",
        family_name="Hagberg",
        who="Malin är chef för Barn- och familjeenheten. Hon ser hur mycket som väntar, och inga barn.",
        as_what="Enhetschef, Barn- och familjeenheten i Växjö",
        try_this=(
            "Se hur mycket som väntar på enheten, och vad som är försenat.",
            "Se att inget barn går att känna igen i siffrorna.",
            "Sök efter ett barn och se vad som händer.",
        ),
        unit="vaxjo-socialkontor",
        profession=Profession.UNIT_MANAGER,
        role=Role.MANAGER,
    ),
    Character(
        username="vendela",
        given_name="Vendela",
        family_name="Kvist",
        who="Vendela granskar vem som har läst i skolornas del av systemet. Hon möter inga barn.",
        as_what="Loggranskare, Solbergaskolan i Växjö",
        try_this=(
            "Granska ett besök i förra månadens stickprov och bedöm det.",
            "Sök i loggen på en lärare och se barnens beteckningar.",
            "Se att inget namn på något barn visas.",
        ),
        unit="vaxjo-solbergaskolan",
        profession=Profession.LOG_REVIEWER,
        role=Role.LOG_REVIEWER,
    ),
    Character(
        username="arne",
        given_name="Arne",
        family_name="Strand",
        who="Arne är arkivarie för elevhälsan i Växjö. Han ser vad som får gallras, och möter inga barn.",
        as_what="Arkivarie, Elevhälsans medicinska insats i Växjö",
        try_this=(
            "Öppna Gallring: ett förslag är utfört, ett väntar på Gerd och en akt är stoppad.",
            "Avsluta stoppet och se att akten får gallras.",
            "Försök godkänna ditt eget förslag.",
        ),
        unit="vaxjo-elevhalsa",
        profession=Profession.ARCHIVIST,
        role=Role.ARCHIVIST,
    ),
    Character(
        username="gerd",
        given_name="Gerd",
        family_name="Malm",
        who="Gerd är chef för elevhälsans medicinska insats. Hon ser hur mycket som väntar, och inga barn.",
        as_what="Enhetschef, Elevhälsans medicinska insats i Växjö",
        try_this=(
            "Öppna Gallring och läs förslaget som Arne har gjort.",
            "Godkänn det. I demon utförs det inom en minut, annars på natten.",
            "Läs vad som gallrades och vad arkivpaketet heter.",
        ),
        unit="vaxjo-elevhalsa",
        profession=Profession.UNIT_MANAGER,
        role=Role.MANAGER,
    ),
    Character(
        username="disa",
        given_name="Disa",
        family_name="Rehn",
        who="Disa sköter konton och uppdrag i kommunen. Hon möter inga barn och ser inga.",
        as_what="Systemadministratör, Barnens bästa-samordningen i Växjö",
        try_this=(
            "Öppna Administrera, sök upp en kollega och ge hen ett uppdrag till.",
            "Försök avsluta rektorns uppdrag och läs varför det inte går.",
            "Försök ge dig själv ett uppdrag.",
        ),
        unit="vaxjo-samordning",
        profession=Profession.SYSTEM_ADMINISTRATOR,
        role=Role.ADMINISTRATOR,
    ),
    Character(
        username="torun",
        given_name="Torun",
        family_name="Hägg",
        who="Torun sköter länskansliets konton och skriver in vad länets jurist har bedömt. Hon möter inga barn.",
        as_what="Systemadministratör, länets kansli",
        try_this=(
            "Öppna Lagliga grunder under Administrera och välj en som ska granskas.",
            "Rätta paragrafen, med dag och skäl, och läs vem som skrev in det.",
            "Se att grunden heter så från nu när något lämnas ut.",
        ),
        unit="region-processledning",
        profession=Profession.SYSTEM_ADMINISTRATOR,
        role=Role.ADMINISTRATOR,
    ),
    Character(
        username="par",
        given_name="Pär",
        family_name="Lövgren",
        who="Pär leder arbetet i länet och stöttar kommunerna.",
        as_what="Processledare för länets arbete",
        try_this=(
            "Öppna Länet, se vilka organ som inte har beslutat än och skriv in ett beslut.",
            "Läs praxismodellen som ett påhittat barn på sex, elva eller sexton år.",
            "Se vad loggen säger om det du själv har gjort.",
        ),
        unit="region-processledning",
        profession=Profession.PROCESS_LEADER,
    ),
    Character(
        username="nova",
        given_name="Nova",
        family_name="Holm",
        who="Nova är 14 år och har en egen plan.",
        as_what="Barn",
        try_this=(
            "Läs din plan med dina egna ord.",
            "Se vilka som har tittat på det som står om dig.",
            "Svara på om skolan och BUP får prata med varandra.",
        ),
        kind="family",
    ),
    Character(
        username="henrik",
        given_name="Henrik",
        family_name="Holm",
        who="Henrik är Novas pappa. Han vill att alla hjälps åt.",
        as_what="Vårdnadshavare",
        try_this=(
            "Lämna ditt samtycke och välj vilka det gäller.",
            "Läs vad som delas och till när.",
            "Se vilka som har tittat.",
        ),
        kind="family",
    ),
    Character(
        username="jasmin",
        given_name="Jasmin",
        family_name="Haddad",
        who="Jasmin är Novas mamma. Hon och Henrik tycker olika om vad som får delas.",
        as_what="Vårdnadshavare",
        try_this=(
            "Begränsa vad skolan får dela med BUP.",
            "Ta tillbaka ett samtycke och se vad som slutar delas.",
            "Läs planen och skriv vad du inte håller med om.",
        ),
        kind="family",
    ),
    Character(
        username="gustav",
        given_name="Gustav",
        family_name="Lind",
        who="Gustav är rektor och ansvarig för barnen på sin skola i en annan kommun.",
        as_what="Rektor, Lagadalens skola i Ljungby",
        try_this=(
            "Se att barnen i Växjö inte finns här.",
            "Ta emot ansvaret för ett barn som har flyttat.",
            "Ta emot en signal från en förening.",
        ),
        unit="ljungby-lagadalens-skola",
        profession=Profession.HEAD_TEACHER,
        role=Role.RESPONSIBLE,
    ),
)

BY_USERNAME: Final = {character.username: character for character in CAST}


def lines() -> Iterator[str]:
    """The cast as the terminal shows it when the demo starts."""
    yield "\nVälj vem du vill vara på sidan /prova/:"
    for character in CAST:
        yield f"  {character.full_name:<18} {character.as_what}"

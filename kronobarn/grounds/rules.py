"""What allows something about a child to leave its secrecy area: the grounds of domain.md 3.1, as a table.

Each row says who may use it, towards whom, whether a yes is needed, whether the family can say no, and how sure
we are of the paragraph. What nobody has read in the law is to be checked by a lawyer before it is relied on: the
county corrects it with a dated note (`Correction`), and the corrected row then counts.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.rules import Regime


class Ground(StrEnum):
    """What allows a record to leave its secrecy area."""

    CONSENT = "consent"
    HARM_TEST = "harm_test"
    NECESSARY = "necessary"
    GENERAL_CLAUSE = "general_clause"
    DUTY = "duty"
    SUPPORT_OF_MINOR = "support_of_minor"
    CRIME = "crime"
    FEEDBACK = "feedback"
    CHILD_OR_GUARDIAN = "child_or_guardian"
    EMERGENCY = "emergency"
    LAW_ENFORCEMENT = "law_enforcement"
    BETWEEN_AUTHORITIES = "between_authorities"


class Evidence(StrEnum):
    """How we know what a row says (the tags of domain.md)."""

    LAW_TEXT = "law_text"
    SECONDARY = "secondary"
    BILL = "bill"
    MEMORY = "memory"


EVIDENCE: Final[dict[Evidence, Any]] = {
    Evidence.LAW_TEXT: _("läst i lagtexten"),
    Evidence.SECONDARY: _("ur en vägledning, inte läst i lagtexten"),
    Evidence.BILL: _("att granska: ur propositionen, inte läst i den beslutade lagen"),
    Evidence.MEMORY: _("att granska: skrivet ur minnet"),
}
TO_REVIEW: Final = frozenset({Evidence.BILL, Evidence.MEMORY})

EVERYONE: Final = frozenset(Regime)
PRIVATE: Final = frozenset({Regime.ASSOCIATION, Regime.INDEPENDENT_SCHOOL})
"""Bodies that are not authorities: what the Act says of authorities is not for them."""
AUTHORITIES: Final = EVERYONE - PRIVATE
CARE: Final = frozenset({Regime.HEALTH_CARE, Regime.STUDENT_HEALTH_MEDICAL})
SOCIAL: Final = frozenset({Regime.SOCIAL_SERVICES})
POLICE: Final = frozenset({Regime.POLICE})
HEAD_TEACHERS: Final = frozenset({Regime.PRESCHOOL, Regime.SCHOOL, Regime.INDEPENDENT_SCHOOL})
"""What is led by somebody who is rektor in the sense of skollagen, whoever runs it."""


@dataclass(frozen=True, slots=True)
class LegalGround:
    """One row of the table. `owners` may use it; `recipients` may be given something on it."""

    code: Ground
    name: str | Promise
    in_words: str | Promise
    """What the one who shares chooses between."""
    law: str | Promise
    meaning: str | Promise
    owners: frozenset[Regime]
    recipients: frozenset[Regime]
    family_may_refuse: bool
    evidence: Evidence
    needs_consent: bool = False
    is_chosen: bool = True
    """Whether a professional chooses it. The others follow from what is done."""

    @property
    def with_law(self) -> str:
        """As "Samtycke, OSL 10 kap. 1 §": the paragraph may have parentheses of its own."""
        return f"{self.name}, {self.law}"


GROUNDS: Final[dict[Ground, LegalGround]] = {
    ground.code: ground
    for ground in (
        LegalGround(
            Ground.CONSENT,
            _("Samtycke"),
            _("Familjen har sagt ja till att det lämnas vidare"),
            _("OSL 10 kap. 1 § och 12 kap. 1–2 §"),
            _(
                "Den som skyddas av sekretessen säger ja till att uppgiften lämnas. Ja:t kan gälla vissa uppgifter, vissa "
                "mottagare och en viss tid, och kan tas tillbaka när som helst. För ett barn avgör vårdnadshavarna och, "
                "efter mognad, barnet."
            ),
            EVERYONE,
            EVERYONE,
            True,
            Evidence.SECONDARY,
            needs_consent=True,
        ),
        LegalGround(
            Ground.HARM_TEST,
            _("Menprövning"),
            _("Det är ofarligt för barnet och familjen att det lämnas vidare"),
            _("OSL 23–26 kap. (25 kap. 1 §, 26 kap. 1 § och 23 kap. 1–2 §)"),
            _(
                "Uppgiften får lämnas när det står klart att varken barnet eller någon närstående lider men. Det gäller "
                "det som är ofarligt eller till fördel för barnet, prövat i det enskilda fallet. Föreningar och fristående skolor "
                "har tystnadsplikt i stället för sekretess, men prövningen är densamma."
            ),
            EVERYONE,
            EVERYONE,
            False,
            Evidence.SECONDARY,
        ),
        LegalGround(
            Ground.NECESSARY,
            _("Nödvändigt för den egna verksamheten"),
            _("Den som lämnar det måste göra det för att kunna sköta sitt eget arbete"),
            _("OSL 10 kap. 2 §"),
            _(
                "Den som lämnar ut kan inte göra sitt eget arbete utan att lämna uppgiften. Regeln tolkas strängt: att "
                "mottagaren har nytta av uppgiften räcker inte."
            ),
            AUTHORITIES,
            EVERYONE,
            False,
            Evidence.SECONDARY,
        ),
        LegalGround(
            Ground.GENERAL_CLAUSE,
            _("Generalklausulen"),
            _("Det är uppenbart att behovet väger tyngre än sekretessen, och mottagaren är en myndighet"),
            _("OSL 10 kap. 27 §"),
            _(
                "Mellan myndigheter, när det är uppenbart att intresset av uppgiften väger tyngre än det som sekretessen "
                "skyddar. Det gäller inte i vården, i socialtjänsten eller i fristående skolor."
            ),
            AUTHORITIES - CARE - SOCIAL,
            AUTHORITIES,
            False,
            Evidence.MEMORY,
        ),
        LegalGround(
            Ground.DUTY,
            _("Uppgiftsskyldighet"),
            _("En lag säger att det ska lämnas"),
            _("OSL 10 kap. 28 §; socialtjänstlagen (2025:400) 19 kap. 1–2 §"),
            _(
                "En lag eller förordning säger att uppgiften ska lämnas. Det kan vara en orosanmälan till socialtjänsten, "
                "eller det som socialtjänsten begär när den utreder om ett barn behöver skydd."
            ),
            EVERYONE,
            EVERYONE,
            False,
            Evidence.SECONDARY,
        ),
        LegalGround(
            Ground.SUPPORT_OF_MINOR,
            _("Stöd till barn, mellan vård och socialtjänst"),
            _("Barnet behöver vård eller stöd, och det går mellan vård och socialtjänst"),
            _("OSL 25 kap. 12 § och 26 kap. 9 §"),
            _(
                "Mellan hälso- och sjukvård och socialtjänst, när uppgiften behövs för att ett barn ska få nödvändig vård, "
                "behandling eller annat stöd."
            ),
            CARE | SOCIAL,
            CARE | SOCIAL,
            False,
            Evidence.SECONDARY,
        ),
        LegalGround(
            Ground.CRIME,
            _("Misstanke om brott"),
            _("Polisen behöver det för att hindra eller utreda ett brott"),
            _("OSL 10 kap. 18 a–24 §"),
            _(
                "Till polis och åklagare när sekretessen får brytas för att hindra eller utreda brott, till exempel vissa "
                "brott mot barn. Vilken paragraf som gäller beror på brottet: rådgör med en jurist."
            ),
            AUTHORITIES,
            POLICE,
            False,
            Evidence.SECONDARY,
        ),
        LegalGround(
            Ground.LAW_ENFORCEMENT,
            _("Skyldighet att lämna uppgifter till polis och åklagare"),
            _("Skolan eller kommunen ska lämna det till polisen, som behöver det mot brott"),
            _("Lag (2025:170) 6–8 §"),
            _(
                "En rektor ska lämna en uppgift som polisen, åklagaren eller en annan brottsbekämpande myndighet begär och "
                "behöver mot brott, och ska lämna den till polisen också utan begäran när rektorn bedömer att den behövs. "
                "Andra verksamheter i en kommun eller region har också en skyldighet. Sekretessen vägs alltid mot behovet, "
                "och kan väga tyngre. Det som omfattas av vårdens eller socialtjänstens sekretess lämnas inte så. "
                "Adress, telefonnummer och andra kontaktuppgifter lämnar alla myndigheter på begäran (4 §)."
            ),
            HEAD_TEACHERS | {Regime.GENERAL},
            POLICE,
            False,
            Evidence.LAW_TEXT,
        ),
        LegalGround(
            Ground.BETWEEN_AUTHORITIES,
            _("Mellan myndigheter, mot brott, fusk och felaktiga utbetalningar"),
            _("En annan myndighet behöver det mot brott, fusk eller felaktiga utbetalningar"),
            _("OSL 10 kap. 15 a §"),
            _(
                "Mellan myndigheter, när uppgiften behövs för att hindra eller utreda brott, felaktiga utbetalningar, fusk "
                "eller brott mot regler. Den lämnas inte om sekretessen väger tyngre. Viss sekretess är helt undantagen: "
                "här räknas vården och socialtjänsten dit, tills en jurist har läst vilken. Grunden är inte till för att "
                "samordna stöd till ett barn."
            ),
            AUTHORITIES - CARE - SOCIAL,
            AUTHORITIES,
            False,
            Evidence.BILL,
        ),
        LegalGround(
            Ground.FEEDBACK,
            _("Svar till den som har anmält"),
            _("Den som har anmält oro får veta om en utredning har inletts"),
            _("OSL 26 kap. 9 a §"),
            _(
                "Socialtjänsten får berätta för den som enligt lag ska anmäla oro om en utredning har inletts, inte har "
                "inletts eller redan pågår. Inget annat."
            ),
            SOCIAL,
            EVERYONE,
            False,
            Evidence.SECONDARY,
        ),
        LegalGround(
            Ground.CHILD_OR_GUARDIAN,
            _("Till barnet eller vårdnadshavaren själv"),
            _("Det lämnas till barnet eller vårdnadshavaren själv"),
            _("OSL 12 kap. 1–3 §; föräldrabalken 6 kap. 11 §"),
            _(
                "Sekretessen till skydd för barnet gäller inte mot barnet självt. Mot vårdnadshavaren gäller den inte när "
                "hen har rätt att bestämma i frågan, men aldrig om man kan anta att barnet skulle lida betydande men."
            ),
            EVERYONE,
            frozenset(),
            False,
            Evidence.LAW_TEXT,
            is_chosen=False,
        ),
        LegalGround(
            Ground.EMERGENCY,
            _("Nödläge"),
            _("Liv eller hälsa är i fara"),
            _("Brottsbalken 24 kap. 4 §"),
            _(
                "När liv eller hälsa är i fara och det inte går att vänta. Följer av en nödöppning, som granskas i "
                "efterhand."
            ),
            EVERYONE,
            EVERYONE,
            False,
            Evidence.MEMORY,
            is_chosen=False,
        ),
    )
}
"""The table as the product carries it. In use is `reads.in_use`, where the county's corrections count."""

"""What the plan's rules say in words: what must hold, what changed between versions, and what a SIP still needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kronobarn.plans.contents import Change, Difference
from kronobarn.plans.rules import Condition
from kronobarn.plans.sip import SipGap
from kronobarn.practice import pack
from kronobarn.ui.language import spoken
from kronobarn.ui.signs import reread

CONDITIONS: dict[Condition, Any] = {
    Condition.CHILD_VIEW: _("Barnets syn finns med, eller hur ni har försökt ta reda på den."),
    Condition.HEARD: _("Familjen har fått säga vad de tycker, eller så har de varit kallade och inte velat."),
    Condition.SERVICES: _("Minst två verksamheter är med i planen."),
    Condition.CONTACTS: _("Varje verksamhet har en kontaktperson som arbetar där."),
    Condition.CONSENT: _(
        "De som bestämmer har sagt ja till att verksamheterna delar, eller så finns en annan laglig grund."
    ),
    Condition.LEAD: _("En samverkansansvarig håller ihop planen."),
    Condition.NEXT_REVIEW: _("Dagen då ni följer upp planen är bestämd."),
}
"""In our words, for a reader whose language the practice pack has no words in."""

CHANGES: dict[Change, Any] = {
    Change.CHILD_WANTS: _("Barnets egna ord har ändrats."),
    Change.CHILD_VIEW_HOW: _("Hur barnets åsikt togs reda på har ändrats."),
    Change.HEARD: _("Hur familjen har fått säga vad de tycker har ändrats."),
    Change.CONTINGENCY: _("Vad vi gör om det inte blir som vi tänkt har ändrats."),
    Change.DISAGREEMENT: _("Det vi inte är överens om har ändrats."),
    Change.LEAD: _("Samverkansansvarig är nu %(value)s."),
    Change.NEXT_REVIEW: _("Nästa uppföljning är %(date)s."),
    Change.PARTY_JOINED: _("%(about)s är med. Kontaktperson är %(value)s."),
    Change.PARTY_LEFT: _("%(about)s är inte längre med."),
    Change.CONTACT: _("Ny kontaktperson för %(about)s är %(value)s."),
    Change.OTHER_ADDED: _("Det finns också: %(about)s, %(value)s."),
    Change.OTHER_ENDED: _("Gäller inte längre, sedan %(date)s: %(about)s"),
    Change.OTHER_WORDS: _("Uppgifterna har ändrats om: %(about)s"),
    Change.GOAL_ADDED: _("Nytt mål: %(about)s"),
    Change.GOAL_REACHED: _("Nått mål: %(about)s"),
    Change.GOAL_DROPPED: _("Mål som har tagits bort: %(about)s"),
    Change.GOAL_TAKEN_UP: _("Mål som har tagits upp igen: %(about)s"),
    Change.GOAL_WORDS: _("Mål som har skrivits om: %(about)s"),
    Change.ACTION_ADDED: _("%(value)s gör: %(about)s"),
    Change.ACTION_DONE: _("Klart: %(about)s"),
    Change.ACTION_STOPPED: _("Avbrutet: %(about)s"),
    Change.ACTION_TAKEN_UP: _("Upptaget igen: %(about)s"),
    Change.ACTION_WHO: _("%(value)s tar över: %(about)s"),
    Change.ACTION_UNTIL: _("Ny tid, senast %(date)s: %(about)s"),
    Change.ACTION_WORDS: _("Omskrivet: %(about)s"),
}
"""One sentence for each kind of change. They are frozen into the version as they read then."""

SAYS_WHO: Final = {Change.LEAD, Change.PARTY_JOINED, Change.CONTACT, Change.ACTION_ADDED, Change.ACTION_WHO}
WHO_PARTS: Final = 3
"""So many parts has what is said of somebody at work: a name, a profession, a workplace."""

SIP_GAPS: dict[SipGap, Any] = {
    SipGap.NEEDED: _("Skriv vilka insatser barnet behöver: planen har ännu ingenting som någon gör."),
    SipGap.EACH_PRINCIPAL: _(
        "Skriv vad hälso- och sjukvården gör och vad socialtjänsten gör: båda behöver minst en åtgärd."
    ),
    SipGap.OTHERS: _("Skriv vem som gör något för varje mål, också när det är någon annan än region och kommun."),
    SipGap.OVERALL: _(
        "Låt socialtjänsten eller hälso- och sjukvården hålla ihop planen: någon av dem ska ha ansvaret."
    ),
}


def condition(one: Condition, version: str) -> str:
    """A condition in the words of the practice version that the plan was begun under."""
    if not pack.of(version).has_words_for_staff(spoken()):
        return str(CONDITIONS[one])
    said: str | None = getattr(pack.told(version).plan_conditions, one.value)
    return said or str(CONDITIONS[one])


SIP_ITEMS: dict[SipGap, Any] = {
    SipGap.NEEDED: _("Vilka insatser barnet behöver"),
    SipGap.EACH_PRINCIPAL: _("Vad regionen gör och vad kommunen gör"),
    SipGap.OTHERS: _("Vad andra än region och kommun gör"),
    SipGap.OVERALL: _("Vem av dem som har det övergripande ansvaret"),
}
"""What the law asks of a SIP, in its own order (HSL 16 kap. 4 §, SoL 10 kap. 8 §)."""


@dataclass(frozen=True)
class Told:
    """One difference as a sentence, and the words before and after where any were written anew."""

    sentence: str
    was: str
    now: str


def said(differences: Iterable[Difference]) -> list[str]:
    """The differences as sentences, in the same order."""
    return [one.sentence for one in told(differences)]


def told(differences: Iterable[Difference]) -> list[Told]:
    """The same with the words themselves, for a page that compares."""
    return [
        Told(
            str(CHANGES[one.change]) % {"about": one.about, "value": _value(one), "date": _day(one.value)},
            one.was,
            one.now,
        )
        for one in differences
    ]


def _value(one: Difference) -> str:
    return reread(one.value, WHO_PARTS) if one.change in SAYS_WHO else one.value


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return value

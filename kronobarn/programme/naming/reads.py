"""Which names there are whose time has come: numbers and days, never a name."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.programme import rules
from kronobarn.programme.models import Member, NameRemoval, NameRuleDecision
from kronobarn.programme.naming import terms
from kronobarn.programme.naming.held import Held, held, of
from kronobarn.programme.naming.terms import Rule
from kronobarn.programme.rules import GroupKind


@dataclass(frozen=True)
class Term:
    """What a feature keeps, by which rule of the county's files, and the decision about exactly that rule."""

    held: Held
    rule: Rule | None
    decision: NameRuleDecision | None

    @property
    def is_settled(self) -> bool:
        return self.rule is not None and (self.rule.confirmed or self.decision is not None)

    @property
    def lasts(self) -> str:
        if self.rule is None:
            return ""
        words = {"num": self.rule.years, "event": self.held.runs_from}
        return ngettext("%(num)d år efter %(event)s", "%(num)d år efter %(event)s", self.rule.years) % words


@dataclass(frozen=True)
class Due(Term):
    """The same, and how many names have been kept long enough."""

    ended_before: date | None
    names: int


def term(one: Held) -> Term:
    """The rule as it stands now."""
    rule = terms.current().of(one.key)
    if rule is None:
        return Term(one, None, None)
    standing = NameRuleDecision.objects.visible_to(SYSTEM).standing()
    return Term(one, rule, standing.select_related("noted_by").filter(held=one.key, years=rule.years).first())


def due(one: Held) -> Due:
    """What the rule says today."""
    now = term(one)
    if now.rule is None:
        return Due(one, None, None, None, 0)
    day = rules.years_before(clock.today(), now.rule.years)
    return Due(one, now.rule, now.decision, day, one.ended_before(day))


def is_settled(key: str) -> bool:
    """Whether the principal has decided how long these names are kept."""
    one = of(key)
    return one is not None and term(one).is_settled


def told(key: str) -> str:
    """How long a name is kept, to whoever is about to write it."""
    one = of(key)
    assert one is not None
    now = term(one)
    if now.rule is None:
        return _("Hur länge namn sparas är inte bestämt. Tills det är det tas inga namn bort.")
    words = {"what": one.yours, "time": now.lasts}
    if now.is_settled:
        return _("%(what)s sparas i %(time)s. Sedan tas det bort. Svaret står kvar.") % words
    return (
        _(
            "%(what)s ska sparas i %(time)s, enligt ett förslag som inte är beslutat än. Tills det är det tas inga namn bort."
        )
        % words
    )


def all_due() -> list[Due]:
    """The same of all that is kept."""
    return [due(one) for one in held()]


def removals(actor: Actor) -> list[NameRemoval]:
    """The latest proposals, with who proposed and who carried out."""
    rows = NameRemoval.objects.visible_to(actor).select_related("proposed_by", "removed_by", "withdrawn_by")
    return list(rows[:24])


def sits(actor: Actor) -> bool:
    """Whether the actor sits today in the group that leads the process, or in its working committee."""
    places = Member.objects.visible_to(actor).on(clock.today()).filter(account=actor.person_id)
    return places.filter(group__kind__in=[GroupKind.STEERING, GroupKind.COMMITTEE]).exists()

"""The matter itself, who reads what is written in it, and what is understood of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kronobarn.assessments.models import Analysis, Handover
from kronobarn.assessments.reads.sources import Asked
from kronobarn.assessments.reads.wheel import AreaViews, headings
from kronobarn.assessments.rules import Perspective
from kronobarn.circles import places, withholding
from kronobarn.circles.reads import is_own
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.ui.signs import commas

MATTERS = Matter.objects.select_related("record__owner__organisation", "child")
"""A matter with what every page about it shows."""


@dataclass(frozen=True)
class Glance:
    """What is known and not known, for the analysis: lists of (area, whose view, words)."""

    works: list[tuple[str, str, str]]
    hard: list[tuple[str, str, str]]
    child_words: list[tuple[str, str]]
    talk_more: list[str]
    """Areas that the child wants to talk more about. It weighs more than which answer was chosen."""
    missing: list[str]


def glance(wheel: Sequence[AreaViews], asked: Sequence[Asked]) -> Glance:
    """What works, what worries and what is missing, from what the reader may see."""
    told = [(area, view, one) for area in wheel for view in area.views for one in view.said]
    missing = [
        _("%(name)s, %(what)s: %(state)s") % {"name": one.name, "what": one.what, "state": one.state.lower()}
        for one in asked
        if not one.finished
    ]
    for perspective, heading in headings().items():
        if not any(view.perspective == perspective for _area, view, _one in told):
            missing.append(_("Ingen bild från: %(who)s") % {"who": heading.lower()})
    unspoken = [area.area.label for area in wheel if not area.spoken]
    if unspoken and told:
        missing.append(_("Områden som ingen har berättat om: %(areas)s") % {"areas": commas(unspoken)})
    return Glance(
        works=[(area.area.label, view.heading, one.works) for area, view, one in told if one.works],
        hard=[(area.area.label, view.heading, one.hard) for area, view, one in told if one.hard],
        child_words=[
            (one.exact_words, area.area.label)
            for area, view, one in told
            if view.perspective == Perspective.CHILD and one.exact_words
        ],
        talk_more=[area.area.label for area, _view, one in told if one.talk_more],
        missing=missing,
    )


def analyses(matter: Matter, actor: Actor) -> list[Analysis]:
    """The matter's analyses, the latest first."""
    rows = Analysis.objects.visible_to(actor).filter(child=matter.child_id, matter=matter)
    rows = rows.annotate(is_marked=withholding.IS_MARKED)
    return list(rows.select_related("decided_by", "saved_by", "to_unit", "record").order_by("-record__written_at"))


def latest_handover(matter: Matter, actor: Actor) -> Handover | None:
    """The hand-over under way, or the last one."""
    rows = Handover.objects.visible_to(actor).filter(child=matter.child_id, matter=matter)
    found: Handover | None = (
        rows.select_related("to_assignment__person", "to_assignment__unit", "asked_by", "record__analysis")
        .order_by("-asked_at")
        .first()
    )
    return found


def area_name(matter: Matter, actor: Actor) -> str:
    """The area that asks, with its principal: who they are to someone outside it."""
    owner = matter.record.owner
    if not places.tells(matter.child, actor, owner.pk):
        return places.area(matter.child, actor, owner)
    return f"{owner.name} ({owner.organisation.name})"


def seen_by(matter: Matter, actor: Actor, side: Perspective) -> list[str]:
    """Who will read what is about to be written, in words and before it is saved."""
    own_child = is_own(matter.child, actor)
    asks = (_("de som arbetar med dig i %(area)s") if own_child else _("de som arbetar med barnet i %(area)s")) % {
        "area": area_name(matter, actor)
    }
    if actor.is_family:
        return [_("du"), asks]
    told_by = [_("den vårdnadshavare som sa det")] if side == Perspective.GUARDIAN else []
    if actor.area_id == matter.record.owner_id:
        return [asks, *told_by]
    own = _("de på %(unit)s som har en plats kring barnet") % {"unit": actor.unit_name}
    return [own, *told_by, _("om du lämnar ut det: %(who)s") % {"who": asks}]

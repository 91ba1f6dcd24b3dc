"""The wheel, and one area of it from one side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kronobarn.assessments import actions, beside, forms, policy, reads, rules
from kronobarn.assessments.models import PERSPECTIVES, Observation
from kronobarn.assessments.rules import KnownHow, Perspective, ToldHow
from kronobarn.assessments.views.common import deciders_of, get_or_post, show, the_matter, words_of
from kronobarn.circles.doors import find_or_404
from kronobarn.circles.reads import header
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, not_lost, posted
from kronobarn.drafts.reads import HalfWritten
from kronobarn.papers import making
from kronobarn.people.rules import age_on
from kronobarn.practice.pack import Area


@require_GET
def wheel(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """The perspectives side by side, in words."""
    matter = the_matter(request, matter_id)
    seen = _seen(request, matter)
    return show(
        request,
        "wheel",
        matter,
        **seen,
        as_table=request.GET.get("visa") == "tabell",
        rings=[ring for ring in reads.rings(seen["wheel"]) if ring[0] in seen["sides"]],
        talk=[area for area in seen["wheel"] if area.talk],
        may_observe=policy.may_observe(request.actor, matter, Perspective(seen["side"])),
    )


def _seen(request: ActorRequest, matter: Matter) -> dict[str, Any]:
    """The wheel as its reader may read it, whose words are in it, and what is known beside it."""
    side = reads.own_perspective(matter, request.actor)
    whole = reads.around(reads.said(matter, request.actor), words_of(matter))
    sees_all = matter.record.owner_id == request.actor.area_id
    # Whoever does not see all is not told that the others have said nothing.
    sides = {one for one in Perspective if sees_all or one == side or reads.has_told(whole, one)}
    modules = [one for one in beside.told(matter, request.actor) if one.works or one.hard]
    return {"wheel": whole, "side": side.value, "sides": sides, "sees_all": sees_all, "modules": modules}


@require_GET
def wheel_paper(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """The same as a document, area by area."""
    matter = the_matter(request, matter_id)
    with making.chosen_language(request):
        context = {
            **_seen(request, matter),
            "matter": matter,
            "header": header(matter.child, request.actor),
            "terms": words_of(matter).words,
        }
        back = reverse("assessments:wheel", args=[matter.pk])
        return making.answer(request, "assessments/wheel_paper.html", context, about=matter, name="hjulet", back=back)


@require_GET
def over_time(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """This gathering beside the earlier ones of the same child: wheels with their words, or a table."""
    matter = the_matter(request, matter_id)
    gatherings = reads.over_time(matter, request.actor, words_of(matter))
    sides = [
        (side, name)
        for side, name in reads.headings().items()
        if any(reads.has_told(one.wheel, side) for one in gatherings)
    ]
    return show(
        request,
        "over_time",
        matter,
        gatherings=gatherings,
        sides=sides,
        areas=reads.areas_over_time(gatherings),
        rings={one.matter_id: {side: parts for side, _name, parts in reads.rings(one.wheel)} for one in gatherings},
        as_table=request.GET.get("visa") == "tabell",
    )


@get_or_post
def tell(request: ActorRequest, matter_id: UUID, perspective: str, area_key: str) -> HttpResponse:
    """One area, one perspective: what works and what is hard."""
    side = _side(perspective)
    matter = the_matter(request, matter_id)
    area = _area(matter, area_key)
    reader = reads.own_perspective(matter, request.actor)
    here = [one for one in reads.said(matter, request.actor) if (one.perspective, one.area_key) == (side, area.key)]
    amended, replaced = _amended(request, here)
    draft = HalfWritten(request, child_id=matter.child_id, form=rules.draft_key(matter.pk, side, area.key))
    told_to_staff = reader == Perspective.PROFESSIONAL and side != reader
    asks = matter.record.owner_id == request.actor.area_id
    shares = not request.actor.is_family and not asks
    form = forms.TellForm(
        posted(request),
        reader=reader,
        perspective=side,
        shares=shares,
        deciders=deciders_of(matter) if shares else (),
        area_id=request.actor.area_id,
        to_area_id=matter.record.owner_id,
        guardians=reads.guardians(matter, request.actor) if told_to_staff and side == Perspective.GUARDIAN else (),
        settles=told_to_staff and asks,
        initial=reads.words_of(amended) if amended else draft.words,
    )
    with not_lost(form):
        policy.may_observe(request.actor, matter, side).enforce(child_id=matter.child_id)
    context: dict[str, Any] = {
        **_around_the_form(request, matter, side, area),
        "form": form,
        "already": here,
        "amended": amended,
        "draft": None if amended else draft,
        "reader": reader.value,
    }
    if request.method == "GET":
        return show(request, "tell", matter, **context)
    if replaced:
        form.add_error(
            None,
            _(
                "Någon annan rättade samtidigt. Deras ord står under Det här är redan skrivet, dina i rutorna. "
                "Spara igen, så blir dina en rättelse av deras. Båda står kvar."
            ),
        )
        return show(request, "tell", matter, status=422, **context)
    if attempt(form, lambda: _do_tell(request, matter, side, area, form, amended)) is None:
        return show(request, "tell", matter, status=422, **context)
    messages.success(request, _("Sparat."))
    return redirect(context["forward"][1])


def _side(perspective: str) -> Perspective:
    try:
        return Perspective(perspective)
    except ValueError:
        raise Http404 from None


def _area(matter: Matter, area_key: str) -> Area:
    try:
        return words_of(matter).area(area_key)
    except KeyError:
        raise Http404 from None


def _amended(request: ActorRequest, here: list[reads.Said]) -> tuple[reads.Said | None, bool]:
    """The observation that is being put right, when the address names one that the reader may amend.

    And whether somebody else has put it right since: then it is theirs that is amended.
    """
    asked_for = request.GET.get("ratta")
    if asked_for is None:
        return None, False
    for one in here:
        if one.may_amend and asked_for in {str(version.id) for version in (one, *one.earlier)}:
            return one, asked_for != str(one.id)
    raise Http404


def _around_the_form(request: ActorRequest, matter: Matter, side: Perspective, area: Area) -> dict[str, Any]:
    practice = words_of(matter)
    areas = practice.areas
    at = areas.index(area)
    band = practice.band(age_on(clock.today(), born_on=matter.child.born_on))
    words = {
        Perspective.CHILD: (area.for_children, area.prompts_for_children[band.key]),
        Perspective.GUARDIAN: (area.for_guardians, area.prompts_for_guardians),
    }
    about, prompts = words.get(side, (area.for_professionals, area.prompts))
    back = reverse("assessments:gathering", args=[matter.pk])
    steps = [(one.label, reverse("assessments:tell", args=[matter.pk, side.value, one.key])) for one in areas]
    return {
        "area": area,
        "about": about,
        "prompts": prompts,
        "side": side.value,
        "side_words": PERSPECTIVES[side],
        "steps": steps,
        "at": at,
        "backward": steps[at - 1] if at else None,
        "forward": steps[at + 1] if at + 1 < len(steps) else (_("Till översikten"), back),
        "seen_by": reads.seen_by(matter, request.actor, side),
    }


def _do_tell(
    request: ActorRequest,
    matter: Matter,
    side: Perspective,
    area: Area,
    form: forms.TellForm,
    amended: reads.Said | None,
) -> Observation:
    words = dict(form.cleaned_data)
    share = words.pop("share", "")
    for name in ("oral_givers", "oral_kinds", "oral_until"):
        words.pop(name, None)
    known = words.pop("known_how", "")
    how, whose = words.pop("told_how", ""), words.pop("told_by", forms.SOMEBODY_ELSE)
    return actions.observe(
        matter=matter,
        perspective=side,
        area_key=area.key,
        share_with_responsible=forms.as_ground(share),
        oral=form.oral(),
        amends=find_or_404(Observation.objects, amended.id, by=request.actor) if amended else None,
        told_by=None if whose == forms.SOMEBODY_ELSE else reads.person(whose),
        told_how=ToldHow(how) if how else None,
        known_how=KnownHow(known) if known else None,
        by=request.actor,
        **words,
    )

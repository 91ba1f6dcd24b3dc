"""Which target groups have been told what, where and when."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.authorities.models import Organisation
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.implementation import actions, policy, reads
from kronobarn.implementation.forms import TellingCorrectionForm, TellingForm
from kronobarn.implementation.models import Telling
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.ui.pages import page, page_number

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def told(request: ActorRequest) -> HttpResponse:
    """The five groups, and who has told them what."""
    policy.may_read(request.actor).enforce()
    number = page_number(request)
    tellings, more = reads.tellings(request.actor, number=number)
    context = {
        "rows": reads.told(request.actor),
        "groups": list(Telling.GROUPS.items()),
        "tellings": [(one, bool(policy.may_correct_telling(request.actor, one))) for one in tellings],
        "more": more,
        "number": number,
        "may": bool(_offered(request)),
    }
    return page(request, "implementation/told.html", context | NAV)


@get_or_post
def tell(request: ActorRequest) -> HttpResponse:
    """Write down that a group has been told something."""
    policy.may_read(request.actor).enforce()
    offered = _offered(request)
    if not offered:
        policy.may_tell(request.actor, None).enforce()
    form = TellingForm(posted(request), **offered)
    words = Words(_("Skriv in vad en målgrupp har fått veta"), _("Skriv in"), _("Det är inskrivet."))

    def call() -> object:
        return actions.tell(**form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs())


@get_or_post
def correct(request: ActorRequest, telling_id: UUID) -> HttpResponse:
    """Put right what was written down wrongly."""
    policy.may_read(request.actor).enforce()
    telling = reads.telling(request.actor, telling_id)
    if telling is None:
        raise Http404
    policy.may_correct_telling(request.actor, telling).enforce()
    before = {name: getattr(telling, name) for name in TellingForm.base_fields}
    form = TellingCorrectionForm(posted(request), initial=before, **_offered(request))
    words = Words(
        _("Rätta vad en målgrupp har fått veta"), _("Rätta"), _("Det är rättat. Det gamla står kvar, märkt som rättat.")
    )

    def call() -> object:
        return actions.correct_telling(telling=telling, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs())


def _offered(request: ActorRequest) -> dict[str, Any]:
    """Where the reader may write; nothing when nowhere."""
    principals = Organisation.objects.principals()
    if policy.may_lead(request.actor):
        return {"organisations": principals, "whole_county": True}
    own = principals.filter(areas=request.actor.area_id).first()
    if own is None or not policy.may_tell(request.actor, own):
        return {}
    return {"organisations": Organisation.objects.filter(pk=own.pk), "whole_county": False}


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Införandet"), reverse("implementation:overview")),
        (_("Målgrupper"), reverse("implementation:told")),
    ]

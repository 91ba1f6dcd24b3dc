"""Those who are invited to a round: their links, their mailboxes, and until when they may answer."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.authorities.models import Organisation
from kronobarn.consultation import actions, letters, policy, reads
from kronobarn.consultation.forms import InviteForm, MailboxForm, UntilForm
from kronobarn.consultation.models import Invitation
from kronobarn.consultation.pages import form_page, invitation_or_404, round_or_404, to_round
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.programme.form_page import NAV
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def invite(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """More who are to answer."""
    one = round_or_404(request, round_id)
    policy.may_invite(request.actor, one).enforce()
    there = Invitation.objects.visible_to(request.actor).filter(round=one).exclude(organisation=None)
    offered = Organisation.objects.exclude(pk__in=there.values("organisation")).order_by("name")
    form = InviteForm(posted(request), offered=offered)
    return form_page(
        request,
        form,
        call=lambda: actions.invite(one=one, by=request.actor, **form.cleaned_data),
        heading=_("Bjud in"),
        lead=_(
            "Välj bland länets huvudmän, eller skriv en annan. Brevlåda för huvudmän lägger du till på var och ens sida."
        ),
        submit=_("Bjud in"),
        done=_("De är inbjudna."),
        one=one,
        onward=to_round(one),
    )


@require_GET
def invitation(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """One organisation: how far it has come, and its links."""
    return _page(request, invitation_or_404(request, invitation_id))


def _page(request: ActorRequest, found: Invitation, key: str = "") -> HttpResponse:
    one = found.round
    asked = next(each for each in reads.asked(request.actor, one) if each.invitation.pk == found.pk)
    context = {
        "asked": asked,
        "one": one,
        "links": list(found.links.visible_to(request.actor)),
        "writers": found.writers.count(),
        "address": request.build_absolute_uri(reverse("remiss:enter", args=[key])) if key else "",
        "may_let_in": policy.may_let_in(request.actor, found),
        "may_extend": policy.may_extend(request.actor, one),
        "letters": letters.can_be_sent(),
    }
    return page(request, "consultation/invitation.html", context | NAV)


@require_POST
def make_link(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """A new link, whose address is shown on this page only."""
    found = invitation_or_404(request, invitation_id)
    return _page(request, found, actions.make_link(invitation=found, by=request.actor))


@require_POST
def send_link(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """A new link in a letter."""
    found = invitation_or_404(request, invitation_id)
    try:
        actions.send_link_anew(invitation=found, by=request.actor)
        messages.success(request, _("Ett brev med en ny länk är på väg."))
    except ValidationError as wrong:
        messages.warning(request, wrong.messages[0])
    return redirect("consultation:invitation", found.pk)


@require_POST
def revoke(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """No link of the organisation's opens anything more."""
    found = invitation_or_404(request, invitation_id)
    actions.revoke_links(invitation=found, by=request.actor)
    messages.success(
        request, _("Länkarna är spärrade. Det som är skrivet står kvar. Gör en ny länk om de ska fortsätta.")
    )
    return redirect("consultation:invitation", found.pk)


@get_or_post
def mailbox(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """Where letters to the organisation go."""
    found = invitation_or_404(request, invitation_id)
    form = MailboxForm(posted(request), initial={"mailbox": found.mailbox})
    return form_page(
        request,
        form,
        call=lambda: actions.change_mailbox(invitation=found, by=request.actor, **form.cleaned_data),
        heading=_("Brevlåda för %(organisation)s") % {"organisation": found.name},
        submit=_("Spara"),
        done=_("Brevlådan är sparad."),
        one=found.round,
        onward=reverse("consultation:invitation", args=[found.pk]),
    )


@get_or_post
def open_for_one(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """A later last day for one organisation."""
    found = invitation_or_404(request, invitation_id)
    policy.may_extend(request.actor, found.round).enforce()
    form = UntilForm(posted(request), initial={"until": found.until})
    return form_page(
        request,
        form,
        call=lambda: actions.open_for_one(invitation=found, by=request.actor, **form.cleaned_data),
        heading=_("Låt %(organisation)s svara längre") % {"organisation": found.name},
        submit=_("Spara"),
        done=_("De kan svara längre."),
        one=found.round,
        onward=reverse("consultation:invitation", args=[found.pk]),
    )

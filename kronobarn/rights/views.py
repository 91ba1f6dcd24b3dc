"""Everything there is about oneself, or about one's child: what it holds, and the files to take along."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.accounts.reads import family_actor
from kronobarn.circles.doors import find_child_or_404, open_child_or_404
from kronobarn.circles.models import Seat
from kronobarn.circles.reads import header
from kronobarn.circles.rules import FAMILY
from kronobarn.core import clock
from kronobarn.core.actor import Actor, ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.people.models import Child, Person
from kronobarn.rights import actions, own, policy
from kronobarn.rights.extract import Extract
from kronobarn.rights.forms import GiveForm
from kronobarn.rights.rules import MOST_IN_PDF, Asked, Form
from kronobarn.ui import documents
from kronobarn.ui.pages import page

MOST_CHILDREN = 20


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """What one can ask for: about oneself, and for family about each child."""
    actor = request.actor
    children = list(Child.objects.visible_to(actor)[:MOST_CHILDREN]) if actor.is_family else []
    context = {
        "children": [(child.pk, _about(child, actor)) for child in children],
        "pdf": documents.available(),
        "nav": "children" if actor.is_family else "",
    }
    return page(request, "rights/mine.html", context)


def _about(child: Child, actor: Actor) -> str:
    return _("Dig själv") if child.person_id == actor.person_id else child.full_name


@require_POST
def own_file(request: ActorRequest, form: str) -> HttpResponse:
    """One's own account, assignments and doings."""
    chosen = _form(form)
    policy.has_not_taken_too_many(request.actor).enforce()
    assert request.user.is_authenticated
    extract = own.gather(request.user, by=request.actor)
    actions.note(extract=extract, form=chosen, person=request.actor.person_id, by=request.actor)
    return _answer(request, extract, chosen, {"child": None, "header": None})


@require_http_methods(["GET", "POST"])
def child(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """About one child: the family take it here; the responsible for somebody of the family who has asked."""
    if request.actor.is_family:
        return _overview(request, open_child_or_404(child_id, by=request.actor))
    found = find_child_or_404(child_id, by=request.actor)
    policy.may_give(request.actor, found).enforce(child_id=found.pk)
    form = GiveForm(posted(request), people=_people(found, request.actor))
    extract = attempt(form, lambda: _give(found, form, request)) if request.method == "POST" else None
    if extract is not None:
        shown = {"child": found, "header": header(found, request.actor)}
        return _answer(request, extract, Form(form.cleaned_data["form"]), shown)
    context = {"child": found, "header": header(found, request.actor), "form": form, "nav": "children"}
    return page(request, "rights/give.html", context, status=422 if form.errors else 200)


def _overview(request: ActorRequest, found: Child) -> HttpResponse:
    if request.method == "POST":
        policy.may_give(request.actor, found).enforce(child_id=found.pk)
    context = {"child": found, "header": header(found, request.actor), "pdf": documents.available(), "nav": "children"}
    return page(request, "rights/child.html", context)


@require_POST
def child_file(request: ActorRequest, child_id: UUID, form: str) -> HttpResponse:
    """What there is about the child, to read, print or take along."""
    found = find_child_or_404(child_id, by=request.actor)
    chosen = _form(form)
    extract = actions.take(child=found, form=chosen, by=request.actor)
    return _answer(request, extract, chosen, {"child": found, "header": header(found, request.actor)})


def _form(text: str) -> Form:
    if text not in set(Form):
        raise Http404
    return Form(text)


def _people(found: Child, actor: Actor) -> list[tuple[int, str]]:
    """The family at the child's table."""
    seats = Seat.objects.visible_to(actor).standing().filter(child=found.pk, role__in=[role.value for role in FAMILY])
    return [
        (seat.person_id, f"{seat.person.full_name}, {seat.get_role_display()}")
        for seat in seats.select_related("person").order_by("role", "since")
    ]


def _give(found: Child, form: GiveForm, request: ActorRequest) -> Extract:
    asked = form.cleaned_data
    return actions.give(
        child=found,
        to=family_actor(Person.objects.get(pk=asked["person"])),
        form=Form(asked["form"]),
        asked=Asked(asked["asked"]),
        by=request.actor,
    )


def _answer(request: ActorRequest, extract: Extract, form: Form, shown: dict[str, object]) -> HttpResponse:
    """The extract as a page or a file. The file's name says what it is, and never whose."""
    big = form is Form.PDF and (extract.facts > MOST_IN_PDF or not documents.available())
    if form is Form.PAGE or big:
        return page(request, "rights/print.html", {"extract": extract, "instead": big, "nav": "children", **shown})
    if form is Form.JSON:
        answer = HttpResponse(extract.as_json(), content_type="application/json; charset=utf-8")
    else:
        shown_as = documents.html("rights/document.html", {"extract": extract})
        made = documents.pdf(shown_as, pictures=extract.pictures)
        answer = HttpResponse(made, content_type="application/pdf")
    kind = form.value.partition(".")[2]
    answer["Content-Disposition"] = f'attachment; filename="registerutdrag-{clock.today().isoformat()}.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer

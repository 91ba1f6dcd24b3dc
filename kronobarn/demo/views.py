"""The page where anyone becomes someone of the invented county, without a password."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kronobarn.demo.becoming import become
from kronobarn.demo.cast import BY_USERNAME, CAST
from kronobarn.demo.guard import require_demo
from kronobarn.people.models import Person
from kronobarn.ui.pages import page

require_demo()


@login_not_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Whom one can be, with three things to try as each."""
    if request.method == "POST":
        return _become(request, request.POST.get("username", ""))
    known = set(Person.objects.filter(is_demo=True, username__in=BY_USERNAME).values_list("username", flat=True))
    context = {
        "staff": [each for each in CAST if each.kind == "staff" and each.username in known],
        "family": [each for each in CAST if each.kind == "family" and each.username in known],
        "onward": request.GET.get("next", ""),
    }
    return page(request, "demo/people.html", context)


def _become(request: HttpRequest, username: str) -> HttpResponse:
    character = BY_USERNAME.get(username)
    person = Person.objects.filter(username=username, is_demo=True, is_active=True).first()
    if character is None or person is None:
        raise Http404
    onward = request.POST.get("next", "")
    return become(request, person, as_family=character.kind == "family", onward=onward)

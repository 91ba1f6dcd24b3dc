"""What is told somebody who has tried too many times, and the page of one's own account."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, str] | None = None
) -> HttpResponse:
    """Too many wrong passwords: the same words whether the account exists or not."""
    sentence = _(
        "Användarnamnet och lösenordet stämde inte fem gånger. Vänta %(minutes)s minuter och försök igen. Har du glömt "
        "lösenordet kan den som sköter redaktörernas konton ge dig ett nytt."
    ) % {"minutes": int(settings.AXES_COOLOFF_TIME * 60)}
    return render(
        request,
        "editors/told.html",
        {"title": _("För många försök"), "sentence": sentence},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )


class Account(AccountView):
    """Wagtail's own, without a picture of oneself: nobody sees it, and it is one more file to take care of."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)]


account = require_admin_access(Account.as_view())

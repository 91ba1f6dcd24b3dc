"""The second factor typed once more, just before something that asks for it (security checklist 10 and 42)."""

from datetime import UTC, datetime, timedelta
from typing import Final, cast

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from kronobarn.accounts.forms import CodeAgain
from kronobarn.core import clock
from kronobarn.people.models import Person

METHOD: Final = "mfa"
DEMO_CODE: Final = "123456"
"""What the invented people of the demo type, who have no telephone. The page shows it; nobody else can use it."""


LASTS: Final = timedelta(minutes=5)
"""So long after a code was typed it counts as typed just now."""


def holds(moment: datetime | None) -> bool:
    """Whether a code that was typed then counts as typed just now."""
    return moment is not None and moment <= clock.now() <= moment + LASTS


def typed_at(request: HttpRequest) -> datetime | None:
    """When a right code was last typed in this session."""
    records = get_authentication_records(request, request.user)
    moments = [float(one["at"]) for one in records if one.get("method") == METHOD]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def type_code(request: HttpRequest, code: str) -> None:
    """Take a code from the person's app, or one of their reserve codes. A wrong one is logged, and counted."""
    person = cast(Person, request.user)
    if is_of_the_demo(person):
        if not constant_time_compare(code.strip(), DEMO_CODE):
            raise ValidationError(_("Koden är fel. I demon är den %(code)s."), params={"code": DEMO_CODE})
        record_authentication(request, person, METHOD, type="demo")
        return
    form = CodeAgain(data={"code": code}, user=person)
    if not form.is_valid():
        raise ValidationError(list(form.errors["code"]))
    post_authentication(request, form.authenticator, reauthenticated=True)


def is_of_the_demo(person: Person) -> bool:
    """Somebody who is only invented, in an installation where everybody is."""
    if not ((settings.KRONOBARN_DEMO or settings.PRACTICE_ROOMS) and person.is_demo):
        return False
    return not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()

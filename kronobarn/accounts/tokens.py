"""Signed words that say whose form this is, and who may choose their first password."""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from kronobarn.people.models import Person

FORM = "kronobarn.form"
BEGIN = "kronobarn.begin"
FORM_LASTS = timedelta(hours=24)
"""Longer than any session: a form left open over the night still belongs to someone."""
BEGIN_LASTS = timedelta(hours=72)


def form_token(person_id: int) -> str:
    """Carried by every form, so that it can be kept for the right person if the session ends."""
    return signing.dumps(person_id, salt=FORM)


def person_of_form(token: str) -> int | None:
    """Whose form it is; None when the token is missing, old or not ours."""
    try:
        person_id = signing.loads(token, salt=FORM, max_age=FORM_LASTS)
    except signing.BadSignature:
        return None
    return person_id if isinstance(person_id, int) else None


def begin_token(person: Person) -> str:
    """The way in for a new account, or one whose owner forgot. It stops working once a password has been chosen."""
    return signing.dumps([person.pk, _mark(person)], salt=BEGIN)


def person_beginning(token: str) -> Person | None:
    """Who may choose a password with the token; None when it is used, old, disabled or not ours."""
    try:
        person_id, mark = signing.loads(token, salt=BEGIN, max_age=BEGIN_LASTS)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    person = Person.objects.filter(pk=person_id, is_active=True, is_demo=False).first()
    if person is None or not constant_time_compare(mark, _mark(person)):
        return None
    return person


def _mark(person: Person) -> str:
    return salted_hmac(BEGIN, person.password).hexdigest()[:20]

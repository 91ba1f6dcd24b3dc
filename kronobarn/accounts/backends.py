"""Who a session belongs to, read with a query that is built once: every request asks."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from kronobarn.core.prepared import prepared
from kronobarn.people.models import Person


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    """The library's way in, but for how the person of a session is found."""

    def get_user(self, user_id: int) -> Person | None:
        return next((person for person in _person(user_id) if self.user_can_authenticate(person)), None)


@prepared
def _person(person_id: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=person_id)

"""Who is asking: a signed-in person, in one of the assignments they hold, or as family."""

from dataclasses import dataclass

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for one unit, or for themselves as child or guardian.

    Chosen at sign-in and fixed for the request. `assignment_id`, `unit_id` and `area_id`
    are None for family and for the system itself; `person_id` is None only for the system.
    """

    person_id: int | None
    name: str
    assignment_id: int | None = None
    unit_id: int | None = None
    area_id: int | None = None
    profession: str = ""
    role: str = ""
    role_label: str = ""
    unit_name: str = ""
    municipality_code: str = ""

    @property
    def is_family(self) -> bool:
        """A child or a guardian, or a member of staff acting as one."""
        return self.person_id is not None and self.assignment_id is None


SYSTEM = Actor(person_id=None, name="Kronobarn")


class ActorRequest(HttpRequest):
    """What our views receive: the middleware has added the actor and htmx details."""

    actor: Actor
    htmx: HtmxDetails
    person_token: str
    csp_nonce: str

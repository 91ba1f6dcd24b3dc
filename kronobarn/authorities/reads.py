"""Questions about the county that pages ask."""

from dataclasses import dataclass

from django.db.models import Q

from kronobarn.authorities.models import ContactPath
from kronobarn.authorities.rules import ContactKind


@dataclass(frozen=True, slots=True)
class Contact:
    """One number to turn to, as a page shows it."""

    kind: ContactKind
    kind_label: str
    name: str
    phone: str
    hours: str
    note: str
    invented: bool

    @property
    def dial(self) -> str:
        """The number as a link dials it."""
        return "".join(character for character in self.phone if character in "+0123456789")


def contact_paths(municipality_code: str = "") -> list[Contact]:
    """Where to turn in a municipality: its own numbers and the county's, the most urgent first."""
    order = list(ContactKind)
    paths = ContactPath.objects.filter(Q(municipality_code="") | Q(municipality_code=municipality_code))
    contacts = [
        Contact(
            kind=ContactKind(path.kind),
            kind_label=path.get_kind_display(),
            name=path.name,
            phone=path.phone,
            hours=path.hours,
            note=path.note,
            invented=path.invented,
        )
        for path in paths
    ]
    return sorted(contacts, key=lambda contact: order.index(contact.kind))

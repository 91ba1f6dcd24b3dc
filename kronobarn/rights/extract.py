"""An extract: everything held about somebody, controller by controller. Page, print, PDF and JSON are made of it."""

import hashlib
import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.core.serializers.json import DjangoJSONEncoder

from kronobarn.responsibility.forms import LANGUAGES
from kronobarn.rights.rules import FORMAT


@dataclass(frozen=True)
class Picture:
    """A paper, whole: as it stands in the JSON, and with a sum to compare it with. A PDF has its first pages beside it."""

    media_type: str
    sha256: str
    size: int
    base64: str = field(repr=False)

    @classmethod
    def of(cls, content: bytes, media_type: str = "image/jpeg") -> "Picture":
        return cls(media_type, hashlib.sha256(content).hexdigest(), len(content), b64encode(content).decode())

    @property
    def is_shown(self) -> bool:
        """Whether a page and a document can show it as it is."""
        return self.media_type == "image/jpeg"

    @property
    def data(self) -> str:
        """For a page: an address that holds the picture itself, so that a saved page does too."""
        return f"data:{self.media_type};base64,{self.base64}"

    @property
    def address(self) -> str:
        """For a document, which is given its pictures beside the text."""
        return f"picture:{self.sha256}"


Said = str | int | bool | date | datetime | list[str] | Picture | None
DAY = "j F Y"
"""How a day is written in a heading."""


def language(code: str) -> str:
    """What a language is called, where it has a name here."""
    return str(dict(LANGUAGES).get(code, code))


@dataclass(frozen=True)
class Fact:
    """One thing that is held."""

    label: str
    value: Said


@dataclass(frozen=True)
class Item:
    """One record, seat or consent, with what it says."""

    heading: str
    facts: list[Fact]


@dataclass
class Section:
    """Things of one kind."""

    heading: str
    items: list[Item] = field(default_factory=list)


@dataclass
class Part:
    """What one controller (personuppgiftsansvarig) holds."""

    controller: str
    sections: list[Section] = field(default_factory=list)

    def section(self, heading: str) -> Section:
        """The section with this heading; a new one at the end where there is none."""
        for one in self.sections:
            if one.heading == heading:
                return one
        self.sections.append(Section(heading))
        return self.sections[-1]


@dataclass(frozen=True)
class Extract:
    """For whom, when, and what each controller holds."""

    about: str
    made_at: datetime
    parts: list[Part]

    @property
    def facts(self) -> int:
        return sum(len(item.facts) for part in self.parts for one in part.sections for item in one.items)

    @property
    def pictures(self) -> dict[str, bytes]:
        """Every picture by its address, for the document."""
        values = [
            fact.value for part in self.parts for one in part.sections for item in one.items for fact in item.facts
        ]
        return {one.address: b64decode(one.base64) for one in values if isinstance(one, Picture) and one.is_shown}

    def as_json(self) -> str:
        """As docs/reference/registerutdrag.schema.json says."""
        return json.dumps({"format": FORMAT, **asdict(self)}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)

"""Fields and checks that several forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.assessments.models import TOLD_HOW
from kronobarn.assessments.reads import Groups
from kronobarn.assessments.rules import ToldHow
from kronobarn.circles.rules import GROUNDS_TO_CHOOSE, Ground
from kronobarn.consents.forms import OralYesForm
from kronobarn.core.choices import choices
from kronobarn.core.reasons import in_a_sentence
from kronobarn.grounds.forms import offered


def as_ground(value: str) -> Ground | None:
    return Ground(value) if value in GROUNDS_TO_CHOOSE else None


def text(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    options.setdefault("required", False)
    options.setdefault("max_length", 8000)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def grouped(groups: Groups, empty: str) -> list[Any]:
    found: list[Any] = [("", empty)]
    for name, other, people in groups:
        found.append((_("%(unit)s (annan verksamhet)") % {"unit": name} if other else name, people))
    return found


def elsewhere(groups: Groups) -> set[str]:
    return {value for _name, other, people in groups if other for value, _words in people}


class NeedsGround(OralYesForm):
    """A choice of somebody, and a ground when that somebody works in another secrecy area."""

    elsewhere: set[str]

    def offer_grounds(self, area_id: int | None) -> None:
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = offered(area_id)

    def check_ground(self, chosen: str) -> None:
        if chosen in self.elsewhere and not self.cleaned_data.get("ground"):
            self.add_error("ground", _("Välj varför uppgifterna får lämnas till en annan verksamhet."))
        if self.cleaned_data.get("ground") == Ground.CONSENT:
            self.check_oral()


def necessity_field() -> forms.CharField:
    """Why another service needs it, where whoever is chosen works in one."""
    return forms.CharField(
        label=gettext_lazy("Varför behövs det?"),
        help_text=gettext_lazy("En mening. Bygger det på samtycke: skriv hur de sa ja."),
        max_length=500,
        validators=[in_a_sentence],
        required=False,
    )


def told_how_field(*, required: bool = True) -> forms.ChoiceField:
    """How somebody told the one who writes."""
    return forms.ChoiceField(
        label=gettext_lazy("Hur berättades det?"),
        choices=choices(TOLD_HOW),
        initial=ToldHow.IN_PERSON.value,
        widget=forms.RadioSelect,
        required=required,
        error_messages={"required": gettext_lazy("Välj hur det berättades.")},
    )

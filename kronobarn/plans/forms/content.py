"""Forms about what the plan says: words, goals, what is done, and other plans that exist."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.core.choices import choices
from kronobarn.plans.forms.base import SeenForm, day, text
from kronobarn.plans.models import Goal, OtherPlan
from kronobarn.plans.rules import OtherKind, Reply, SaidBy
from kronobarn.practice import pack

SOMEBODY_ELSE = "other"


class WordsForm(SeenForm):
    """The child's words first, and what else the plan says in running text."""

    child_wants = text(
        _("Det här vill barnet"),
        rows=5,
        required=False,
        help_text=_("Skriv med barnets egna ord, så nära som möjligt. Skriv jag när barnet sa jag."),
    )
    child_view_how = text(
        _("Hur tog ni reda på det?"),
        help_text=_("Vem frågade, när och hur. Har barnet inte velat eller kunnat svara: skriv hur ni har försökt."),
        error_messages={"required": _("Skriv hur ni tog reda på vad barnet tycker, eller hur ni har försökt.")},
    )
    contingency = text(
        _("Vad gör vi om det inte blir som vi tänkt?"),
        required=False,
        help_text=_("Vem ringer vem, och vad provar ni då?"),
    )
    disagreement = text(
        _("Det vi inte är överens om"),
        required=False,
        help_text=_("Skriv vad och vem, sakligt. Det är inget misslyckande att tycka olika."),
    )


class GoalForm(SeenForm):
    """One goal."""

    area_key = forms.ChoiceField(label=_("Vilken del av hjulet handlar det om?"))
    need = text(
        _("Vad är svårt, eller vad behöver barnet?"),
        error_messages={"required": _("Skriv vad barnet behöver.")},
    )
    desired_outcome = text(
        _("Hur ska det bli? Skriv målet"),
        longest=500,
        help_text=_("En mening som barnet känner igen. Till exempel: Jag sover hela natten."),
        error_messages={"required": _("Skriv målet.")},
    )
    said_by = forms.ChoiceField(
        label=_("Vems ord är det?"),
        choices=choices(Goal.SAID_BY),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vems ord målet är skrivet med.")},
    )
    how_we_see_it = text(
        _("Hur ser vi att det har blivit bättre?"),
        help_text=_("Något som barnet och alla andra kan märka, inte en poäng."),
        error_messages={"required": _("Skriv hur ni kommer att se det.")},
    )

    def __init__(self, *args: Any, version: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        area = cast(forms.ChoiceField, self.fields["area_key"])
        area.choices = [(one.key, one.label) for one in pack.told(version).areas]

    def clean_said_by(self) -> SaidBy:
        return SaidBy(self.cleaned_data["said_by"])


class ActionForm(SeenForm):
    """What one person does."""

    what = text(
        _("Vad ska göras?"),
        help_text=_("Börja med det som händer. Till exempel: Pratar med Alva varje torsdag."),
        error_messages={"required": _("Skriv vad som ska göras.")},
    )
    first_step = text(
        _("Vad är det första steget?"),
        rows=2,
        longest=500,
        required=False,
        help_text=_("Något litet som händer snart. Till exempel: Ringer tränaren på måndag."),
    )
    doer = forms.ChoiceField(label=_("Vem gör det?"), error_messages={"required": _("Välj vem som gör det.")})
    helper = forms.CharField(
        label=_("Vem, om det är någon annan?"),
        max_length=100,
        required=False,
        help_text=_("Skriv vem det är för barnet, till exempel mormor eller tränaren. Fråga personen först."),
    )
    since = day(_("Från"))
    until = day(_("Klart senast"), help_text=_("Något som pågår hela tiden får dagen för nästa uppföljning."))

    def __init__(self, *args: Any, doers: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        doer = cast(forms.ChoiceField, self.fields["doer"])
        doer.choices = [("", _("Välj")), *doers, (SOMEBODY_ELSE, _("Någon annan i barnets närhet"))]

    def clean_doer(self) -> UUID | None:
        chosen = self.cleaned_data["doer"]
        return None if chosen == SOMEBODY_ELSE else UUID(chosen)


class NewActionForm(ActionForm):
    """What one person begins to do; perhaps what a meeting decided."""

    decision = forms.UUIDField(widget=forms.HiddenInput, required=False)


class ReplyForm(forms.Form):
    """What whoever is to do something says about it."""

    answer = forms.ChoiceField(
        label=_("Vad svarar du?"),
        choices=[
            (Reply.ACCEPTED.value, _("Ja, det gör jag")),
            (Reply.CHANGE.value, _("Jag vill ändra något")),
            (Reply.DECLINED.value, _("Jag kan inte göra det")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad du svarar.")},
    )
    words = text(
        _("Varför, eller vad vill du ändra?"),
        longest=500,
        required=False,
        help_text=_("Behövs om du inte svarar ja. Alla som är med i planen kan läsa det."),
    )

    def clean_answer(self) -> Reply:
        return Reply(self.cleaned_data["answer"])


class OtherForm(SeenForm):
    """Another plan that exists: that it does, and nothing of what it says."""

    kind = forms.ChoiceField(
        label=_("Vilken plan finns?"),
        choices=[("", _("Välj")), *choices(OtherPlan.KINDS)],
        error_messages={"required": _("Välj vilken plan det är.")},
    )
    area = forms.ChoiceField(
        label=_("Vilken verksamhet har den?"),
        help_text=_("Här kan du välja verksamheter som är med i planen."),
        error_messages={"required": _("Välj vilken verksamhet som har den.")},
    )
    since = day(_("Sedan när?"))
    where_kept = forms.CharField(
        label=_("Var finns den?"),
        max_length=200,
        help_text=_("Till exempel: i elevhälsans pärm, fråga specialpedagogen. Skriv inte vad som står i den."),
        error_messages={"required": _("Skriv var den finns, eller vem som vet.")},
    )

    def __init__(self, *args: Any, services: Sequence[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast(forms.ChoiceField, self.fields["area"]).choices = [("", _("Välj")), *services]

    def clean_kind(self) -> OtherKind:
        return OtherKind(self.cleaned_data["kind"])

    def clean_area(self) -> SecrecyArea:
        return SecrecyArea.objects.get(pk=int(self.cleaned_data["area"]))


class EndOtherForm(SeenForm):
    """When another plan ended."""

    ended_on = day(_("När slutade den gälla?"))

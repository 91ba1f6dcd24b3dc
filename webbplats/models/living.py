"""Pages whose facts come from the county's process: the editor writes around them, and they are never out of date."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from webbplats import practice, published
from webbplats.models.base import INSIDE, BodyPage


class PracticePage(BodyPage):
    """The practice model in force, with the wheel."""

    parent_page_types = INSIDE
    template = "webbplats/practice.html"

    class Meta:
        verbose_name = _("praxismodellen")
        verbose_name_plural = _("praxismodellen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = practice.in_force(get_language() or "sv")
        return {**super().get_context(request, *args, **kwargs), "practice": found}


class NotesPage(BodyPage):
    """What the steering group has published from its meetings, by year."""

    parent_page_types = INSIDE
    template = "webbplats/notes.html"

    class Meta:
        verbose_name = _("styrgruppens anteckningar")
        verbose_name_plural = _("styrgruppens anteckningar")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "years": published.notes_by_year()}


class ActionPlanPage(BodyPage):
    """The county's action plan in its public form."""

    parent_page_types = INSIDE
    template = "webbplats/action_plan.html"

    class Meta:
        verbose_name = _("handlingsplan")
        verbose_name_plural = _("handlingsplaner")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "plans": published.action_plans()}


class AnnualReportsPage(BodyPage):
    """A year of the process as it was settled: the latest, or the one that is asked for."""

    parent_page_types = INSIDE
    template = "webbplats/annual_reports.html"

    class Meta:
        verbose_name = _("årsberättelser")
        verbose_name_plural = _("årsberättelser")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = published.annual_reports()
        asked = next((one for one in found if str(one.year) == request.GET.get("ar")), None)
        told = {"reports": found, "report": asked or next(iter(found), None)}
        return {**super().get_context(request, *args, **kwargs), **told}


class ConsultationsPage(BodyPage):
    """What is out on consultation, and what has been."""

    parent_page_types = INSIDE
    template = "webbplats/consultations.html"

    class Meta:
        verbose_name = _("remisser")
        verbose_name_plural = _("remisser")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "rounds": published.consultations()}

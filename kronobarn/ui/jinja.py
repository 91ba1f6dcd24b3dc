"""The Jinja2 environment every page is rendered in. Built once per process."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kronobarn.core.addresses import address
from kronobarn.ui import dates, documents, fields, frames, pictures, wheel
from kronobarn.ui.formatted import formatted
from kronobarn.ui.language import NAMES, RIGHT_TO_LEFT, apart, isolated, spoken, way
from kronobarn.ui.signs import commas, quoted, semicolons, with_and

# The files whose macros a page reaches as `ui.<macro>`.
COMPONENT_FILES = ("ui/parts.html", "ui/forms.html", "ui/records.html")


WORDS: dict[str, Callable[[], str]] = {}
"""What a feature that lies above this one has to say on any page, by the name that templates call it by."""


class Components:
    """All macros under one name, so that a page, and a part of it, needs no import line.

    A part rendered alone runs only its own block, so an import at the top of the page would be missing there.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Callable[..., str]:
        for file in COMPONENT_FILES:
            macro = getattr(self._environment.get_template(file).module, name, None)
            if macro is not None:
                if not self._environment.auto_reload:
                    setattr(self, name, macro)  # looked up once
                return macro  # type: ignore[no-any-return]
        raise AttributeError(name)


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a view."""
    ids = [arg for arg in args if isinstance(arg, UUID)]
    if not kwargs and len(ids) == len(args):
        return address(name, *ids)
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=4096)
def _translated(text: str, language: str) -> Markup:
    """A list says the same words in every row, and a look in the catalogue costs more than the row."""
    return Markup(gettext(text))  # noqa: S704 - the catalogue is ours


@lru_cache(maxsize=4096)
def _said(text: str, language: str) -> Markup:
    """The same with nothing to fill in: a percent sign stands double in the catalogue."""
    return _translated(text, language) % {}


def forget() -> None:
    """Look in the catalogues anew."""
    _translated.cache_clear()
    _said.cache_clear()


def _gettext(text: str, **variables: object) -> Markup:
    """What the i18n extension's own would answer, without its way through the context: a page asks some forty times."""
    language = spoken()
    if not variables:
        return _said(text, language)
    if language in RIGHT_TO_LEFT:
        variables = {name: isolated(value) for name, value in variables.items()}
    return _translated(text, language) % variables


def environment(**options: Any) -> Environment:
    """What Django's Jinja2 backend calls. Options from the settings win over ours, except strictness."""
    # Django suggests lenient undefined values; a page with a hole in it is a fault here.
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    env = Environment(  # noqa: S701 - autoescape is set just above
        **{
            "trim_blocks": True,
            "lstrip_blocks": True,
            "cache_size": -1,  # keep every compiled template
            "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
            **options,
        }
    )
    env.policies["ext.i18n.trimmed"] = True
    # The i18n extension adds this method when it is loaded, so the types do not know it.
    install: Callable[..., None] = getattr(env, "install_gettext_callables")  # noqa: B009
    install(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    env.globals.update(
        _=_gettext,
        gettext=_gettext,
        url=url,
        static=cache(static),
        ui=Components(env),
        frame=frames.CURRENT,
        once=frames.once,
        field_view=fields.view,
        wheel_view=wheel.draw,
        picture=pictures.picture,
        faces=pictures.FACES,
        documents_can_be_made=documents.available,
        in_practice=settings.PRACTICE_ROOMS,
        language_names=NAMES,
        **WORDS,
    )
    env.filters.update(
        apart=apart,
        way=way,
        commas=commas,
        quoted=quoted,
        semicolons=semicolons,
        with_and=with_and,
        formatted=formatted,
        date_long=dates.date_long,
        date_short=dates.date_short,
        moment=dates.moment,
        clock=dates.clock,
        ago=dates.ago,
        due=dates.due,
        week=dates.week,
        iso=dates.iso,
    )
    return env

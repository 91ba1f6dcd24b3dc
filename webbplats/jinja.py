"""The Jinja2 environment that visitors' pages are rendered in."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from wagtail.rich_text import RichText, expand_db_html
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

from kronobarn.ui.formatted import formatted
from webbplats import frames
from webbplats.newsletter.models import MailingList

_KEPT = Whitelister()
_KEPT.element_rules = {
    "[document]": allow_without_attributes,
    **dict.fromkeys(("p", "b", "strong", "i", "em", "ul", "ol", "li", "br"), allow_without_attributes),
    "a": attribute_rule({"href": check_url, "linktype": True, "id": True}),
}


def _cleaned(text: RichText) -> Markup:
    """Rich text with what an editor can do with words, and nothing else, however it came into the database."""
    return Markup(expand_db_html(_KEPT.clean(text.source)))  # noqa: S704 - only what is listed above is left


def _day(when: date) -> str:
    """A day in words; of a moment, the day it is here."""
    return date_format(localtime(when) if isinstance(when, datetime) else when, "j F Y")


def _moment(when: datetime) -> str:
    return date_format(localtime(when), "j F Y H.i")


def environment(**options: Any) -> Environment:
    """What Django's Jinja2 backend calls. A page with a hole in it is a fault."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    env = Environment(  # noqa: S701 - autoescape is set just above
        **{
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": [
                "jinja2.ext.i18n",
                "wagtail.jinja2tags.core",
                "wagtail.images.jinja2tags.images",
                "wagtail.admin.jinja2tags.userbar",
            ],
            **options,
        }
    )
    env.policies["ext.i18n.trimmed"] = True
    install: Callable[..., None] = getattr(env, "install_gettext_callables")  # noqa: B009
    install(gettext, ngettext, newstyle=True)
    env.filters.update(filesizeformat=filesizeformat, cleaned=_cleaned, formatted=formatted)
    env.globals.update(
        static=static,
        url=lambda name, *args: reverse(name, args=args),
        frame=frames.of,
        day=_day,
        moment=_moment,
        mailing_lists=MailingList.objects.all,
    )
    return env

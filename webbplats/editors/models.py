"""The editors' accounts."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class Editor(AbstractUser):
    """Who writes here: an account of the site's own, which opens nothing in the casework."""

    class Meta:
        verbose_name = _("redaktör")
        verbose_name_plural = _("redaktörer")

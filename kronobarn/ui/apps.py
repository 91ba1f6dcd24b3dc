"""Registers the look with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, static files and the gallery."""

    name = "kronobarn.ui"
    label = "ui"

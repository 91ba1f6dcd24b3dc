"""Why something is taken back, called off or put right is a sentence, and the database holds it."""

from django.apps import apps
from django.db.models import CheckConstraint

BESIDE_WHAT_WAS_DONE = {"chronology.LifeEvent.no_action_because"}
"""Told of the past together with what happened, which says the most of it."""


def test_every_reason_is_asked_of_the_database() -> None:
    free = set()
    for model in apps.get_models():
        held = [repr(rule) for rule in model._meta.constraints if isinstance(rule, CheckConstraint)]
        for field in model._meta.concrete_fields:
            words = field.name.endswith("because") and not field.choices
            if words and not any(f"'{field.name}__regex'" in rule for rule in held):
                free.add(f"{model._meta.label}.{field.name}")

    assert free == BESIDE_WHAT_WAS_DONE

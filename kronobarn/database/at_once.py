"""Make an empty database's tables straight from the models.

Walking the migrations, Django draws the whole picture of all models again for each table and each constraint: half a
minute that every first start and every run of tests would wait for. An empty database has nothing to carry over, so
that the features whose migrations do nothing but follow the models can have their tables made from these, as Django
does for apps without migrations. `tests/database/test_at_once.py` holds that both ways make the same database.
"""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.executor import MigrationExecutor

OURS: Final = "kronobarn."
FOLLOWS_THE_MODELS: Final = (AddConstraint, AddField, AddIndex, CreateModel)


def make_at_once(alias: str) -> bool:
    """Make what can be made at once, and note its migrations as run. Tells whether the database was empty."""
    executor = MigrationExecutor(connections[alias])
    if executor.loader.applied_migrations:
        return False
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith(OURS)]
    walk = {label for label in ours if not _only_follows_the_models(executor, label)}
    executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] in walk or key[0] not in ours])
    left = [key for key in executor.loader.disk_migrations if key not in executor.recorder.applied_migrations()]
    with transaction.atomic(using=alias):
        with connections[alias].schema_editor() as editor:
            for label in dict.fromkeys(label for label, _name in left):
                for model in apps.get_app_config(label).get_models():
                    if model._meta.can_migrate(alias):
                        editor.create_model(model)
        for key in left:
            executor.recorder.record_applied(*key)
    return True


def _only_follows_the_models(executor: MigrationExecutor, label: str) -> bool:
    migrations = (each for key, each in executor.loader.disk_migrations.items() if key[0] == label)
    return all(isinstance(step, FOLLOWS_THE_MODELS) for each in migrations for step in each.operations)

"""What every table that holds something about a child must have."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from kronobarn.circles.models import Detail, Part, Record
from kronobarn.people.models import Child

pytestmark = pytest.mark.database

# Kept as long as the child's records, by the rule of the authority that holds them; or shorter.
RETENTION = {
    "people_child": "class `child`, last of all",
    "people_identity": "class `child`",
    "people_guardianship": "class `child`",
    "people_named": "class `child`",
    "people_samechild": "class `child`",
    "circles_seat": "class `child`",
    "circles_record": "by its own class",
    "circles_disclosure": "with its record",
    "circles_block": "class `child`",
    "responsibility_responsibility": "class `child`",
    "responsibility_following": "with its record",
    "disclosures_informationrequest": "class `request`",
    "disclosures_extent": "class `request`",
    "notices_task": "with its record or request, or class `child`",
    "drafts_draft": "until the form is sent, or class `child`",
    "papers_order": "half an hour, or class `child`",
    "audit_logentry": "ten years (LOG_YEARS, never less than five), by month",
    "oversight_drawn": "as long as the log",
    "retention_proposedact": "until it is carried out",
    "retention_hold": "class `child`",
    "emergency_opening": "class `child`",
}
"""Tables that are not details of a record, and how long they are kept."""

FROM_THE_PERSON = {
    "seat_person_child",
    "task_person_due",
    "responsibility_offered_to",
    "withheld_from",
    "source_in_a_box",
}
"""Indexes that begin with the person: one's own children, one's own day, what one is or one's unit is asked for and what is withheld from one start there."""

LOOK_UP = {"identity_number_is_unique"}
"""A number leads to one child: uniqueness that cannot begin with the child."""

FROM_THE_SAMPLE = {"drawn_once"}
"""What was drawn from the log is found from its sample, by whoever reviews it, and never from the child."""


FROM_THE_OTHER_CARD = {"same_child_kept"}
"""The closed cards of a child are found from the card that the work goes on with: the same child, by its other key."""

FROM_THE_DAY = {"withheld_to_look_over"}
"""What is soon to be looked over is asked for every "Min dag", whoever's it is."""

FROM_THE_AREA = {"opening_area_at", "opening_person_at", "block_in_area"}
"""Emergency openings are judged by area, and counted by person. Whether anything is blocked is asked of the area."""


def about_children() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model is Child or any(field.name in {"child", "child_id"} for field in model._meta.concrete_fields)
    ]


TABLES = sorted(about_children(), key=lambda model: model._meta.db_table)
MANAGED = [model for model in TABLES if model._meta.managed]


def name(model: type[models.Model]) -> str:
    return model._meta.db_table


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_it_says_what_an_actor_may_see(model: Any) -> None:
    assert callable(model.objects.visible_to)


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_the_database_guards_it(db: None, model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity,"
            " (SELECT array_agg(DISTINCT polcmd::text) FROM pg_policy WHERE polrelid = c.oid)"
            " FROM pg_class c WHERE relname = %s",
            [name(model)],
        )
        enabled, forced, commands = cursor.fetchone()
    assert (enabled, forced) == (True, True)
    assert "r" in commands or "*" in commands, "nobody can be let in to read it"


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_without_anybody_asking_it_is_empty(db: None, model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', '', true)")
        cursor.execute(f'SELECT count(*) FROM "{name(model)}"')
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_it_is_known_how_long_it_is_kept(model: type[models.Model]) -> None:
    assert issubclass(model, Detail | Part) or name(model) in RETENTION


@pytest.mark.parametrize("model", MANAGED, ids=name)
def test_its_keys_begin_with_the_child(db: None, model: type[models.Model]) -> None:
    """So that the same schema can be distributed by child. Primary keys are widened then."""
    if model is Child:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.relname, a.attname FROM pg_index x"
            " JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid"
            " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]"
            " WHERE t.relname = %s AND NOT x.indisprimary",
            [name(model)],
        )
        first = dict(cursor.fetchall())
    strays = {
        index: column
        for index, column in first.items()
        if column != "child_id"
        and index
        not in FROM_THE_PERSON | LOOK_UP | FROM_THE_SAMPLE | FROM_THE_DAY | FROM_THE_AREA | FROM_THE_OTHER_CARD
    }
    assert strays == {}


def test_every_record_has_a_class_of_retention() -> None:
    from kronobarn.circles.rules import RETENTION as CLASSES
    from kronobarn.circles.rules import Kind

    assert set(CLASSES) == set(Kind)
    assert set(Record.KINDS) == set(Kind)

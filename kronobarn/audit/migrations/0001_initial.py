"""The log: a table partitioned by month, and the blocks that seal it."""

from django.db import migrations, models
from django.db.models import F, Q

LOG = """
CREATE TABLE audit_logentry (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    kind varchar(60) NOT NULL,
    person_id bigint,
    assignment_id bigint,
    unit_id bigint,
    child_id uuid,
    subject varchar(80) NOT NULL DEFAULT '',
    why varchar(60) NOT NULL DEFAULT '',
    detail jsonb NOT NULL DEFAULT '{}',
    tx bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX log_child_at ON audit_logentry (child_id, at DESC);
CREATE INDEX log_person_at ON audit_logentry (person_id, at DESC);
CREATE INDEX log_unit_at ON audit_logentry (unit_id, at DESC);
CREATE INDEX log_tx ON audit_logentry (tx);
CREATE TABLE audit_logentry_rest PARTITION OF audit_logentry DEFAULT;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(LOG, "DROP TABLE audit_logentry"),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="LogEntry",
                    fields=[
                        ("id", models.BigIntegerField(editable=False, primary_key=True, serialize=False)),
                    ],
                    options={
                        "managed": False,
                        "db_table": "audit_logentry",
                        "ordering": ["-at", "-id"],
                        "verbose_name": "loggpost",
                        "verbose_name_plural": "loggposter",
                    },
                ),
            ],
        ),
        migrations.CreateModel(
            name="LogBlock",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("first_tx", models.BigIntegerField()),
                ("next_tx", models.BigIntegerField()),
                ("entries", models.IntegerField()),
                ("before", models.BinaryField(max_length=32)),
                ("seal", models.BinaryField(max_length=32)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "sigillerat block",
                "verbose_name_plural": "sigillerade block",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("first_tx",), name="log_block_starts_once"),
                    models.CheckConstraint(
                        condition=Q(("next_tx__gt", F("first_tx"))), name="log_block_moves_forward"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='LogExport',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('first_block', models.BigIntegerField()),
                ('last_block', models.BigIntegerField()),
                ('entries', models.BigIntegerField()),
                ('digest', models.BinaryField(max_length=32)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'kopia av loggen',
                'verbose_name_plural': 'kopior av loggen',
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='LogCut',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('before', models.DateField()),
                ('emptied_to', models.BigIntegerField()),
                ('removed', models.BigIntegerField()),
                ('remnants', models.JSONField()),
                ('previous', models.BinaryField(max_length=32)),
                ('seal', models.BinaryField(max_length=32)),
                ('signature', models.BinaryField(max_length=32)),
                ('announced_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'gallring av loggen',
                'verbose_name_plural': 'gallringar av loggen',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('done_at', None)), name='log_cut_one_announced_at_a_time')],
            },
        ),
    ]

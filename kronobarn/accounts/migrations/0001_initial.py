import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The table of Django's cache in the database, as `createcachetable` makes it. It holds what is
# counted at sign-in and forgotten by itself.
COUNTED = """
CREATE TABLE accounts_counted (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_counted_expires ON accounts_counted (expires);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("authorities", "0001_the_county"),
    ]

    operations = [
        migrations.RunSQL(COUNTED, "DROP TABLE accounts_counted"),
        migrations.CreateModel(
            name="LastChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("used_at", models.DateTimeField(editable=False)),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="authorities.assignment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "senaste val",
                "verbose_name_plural": "senaste val",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "assignment"),
                        name="last_choice_is_kept_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]

"""The county's files close no unit that answers for a child: nothing of them is read in."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from kronobarn.authorities.models import Organisation, Unit
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from tests.authorities.conftest import ANGSBY, COUNTY
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_unit_that_answers_for_a_child_is_not_closed(tmp_path: Path, world: World) -> None:
    """The files say nothing of the town's units, and Rut is responsible for Elsa in one of them."""
    (tmp_path / "organisations").mkdir()
    (tmp_path / "county.yaml").write_text(COUNTY)
    (tmp_path / "organisations" / "angsby.yaml").write_text(ANGSBY)
    before = Organisation.objects.count(), Unit.objects.count()
    with pytest.raises(CommandError, match=r"(?s)Inget ändrades.*Ängsskolan.*ansvarig för barn.*Lägg tillbaka den"):
        call_command("import_county", str(tmp_path))
    assert (Organisation.objects.count(), Unit.objects.count()) == before
    assert Unit.objects.get(key="town-angsskolan").active
    with acting(SYSTEM), pytest.raises(IntegrityError, match="nothing left"), transaction.atomic():
        Unit.objects.filter(key="town-angsskolan").update(active=False)
    with world.as_("eva"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM responsibility_units_that_hold()")  # answers the system alone
        assert cursor.fetchone() == (0,)

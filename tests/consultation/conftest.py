"""The town with Petra, who leads its process."""

import pytest
from django.test import Client

from tests.post.conftest import box as box
from tests.programme.leading import by as by
from tests.programme.leading import petra as petra


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account."""
    return Client()

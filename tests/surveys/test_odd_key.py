"""A link that holds what no database takes is of no use, like any other that is not ours."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_link_with_a_null_byte_is_of_no_use(client: Client) -> None:
    assert client.get("/enkat/a%00b/").status_code == 404

"""Everybody in the cast can follow the links they are shown: the pages hold what the stories put there."""

import re

import pytest
from django.db import transaction
from django.test import Client

from kronobarn.accounts.reads import CHOICE, options_for
from kronobarn.demo.cast import CAST
from kronobarn.people.models import Person
from tests.demo.conftest import Ask

pytestmark = pytest.mark.xdist_group("county")  # loaded by one process, not by each

AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
LINK = re.compile(r'href="(/[^"#?]*)"')
NOT_A_PAGE = ("/static/", "/konto/")


def signed_in(username: str) -> Client:
    with transaction.atomic():
        person = Person.objects.get(username=username)
        options = options_for(person)
    client = Client()
    client.force_login(person, backend="kronobarn.accounts.backends.Accounts")
    session = client.session
    session[CHOICE] = options[0].choice
    session.save()
    return client


@pytest.mark.parametrize("username", [character.username for character in CAST])
def test_every_kind_of_page_that_is_linked_to_is_shown(county: Ask, username: str) -> None:
    client = signed_in(username)
    links, followed = ["/min-dag/", "/barn/"], set()
    while links:
        link = links.pop(0)
        kind = AN_ID.sub("*", link)
        if kind in followed or link.startswith(NOT_A_PAGE):
            continue
        followed.add(kind)
        response = client.get(link, follow=True)
        # A page that one's work does not let one use says so in a sentence.
        assert response.status_code in {200, 403}, link
        if response["Content-Type"].startswith("text/html"):  # else a sheet to print, or a picture
            links += LINK.findall(response.content.decode())
    assert len(followed) > 3

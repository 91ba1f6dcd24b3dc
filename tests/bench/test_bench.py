"""The bench runs, every case answers as it should, and no page asks the database more than it may."""

import pytest
from django.conf import settings

from bench import county, measure
from bench.cases import CASES
from tests import plugin


@pytest.mark.database
def test_each_case_is_measured(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", plugin.server.url("app", fresh_database))
    monkeypatch.setenv("SECRET_KEY", settings.SECRET_KEY)
    monkeypatch.setenv("ALLOWED_HOSTS", "127.0.0.1")
    admin_url = plugin.server.url("admin", fresh_database)
    town = county.fill(admin_url, 200)

    results = list(measure.run(town, admin_url, requests=4))

    assert [result.case for result in results] == [case.name for case in CASES]
    assert {result.case: result.queries for result in results if result.queries > measure.MOST_QUERIES} == {}
    assert all(result.rss_mb > 0 for result in results)

"""A plan of twelve pages becomes a document within what it may take."""

import json
import subprocess
import sys

import pytest

from kronobarn.ui import documents

TWO_SECONDS = 2
MEGABYTES = 300


@pytest.mark.skipif(not documents.available(), reason=f"No PDF can be made here: SKIPPED. {documents.REMEDY}")
def test_a_long_plan_is_a_document_in_two_seconds_and_three_hundred_megabytes() -> None:
    """In a process of its own, whose memory is its alone. Cores that are shared with much else take up to three times as
    long over it; what takes two seconds on a machine at rest stays within that."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.paper"], capture_output=True, text=True, check=True, timeout=120
    )
    said = json.loads(done.stdout)
    assert said["pages"] >= 11
    assert said["cpu_s"] < 3 * TWO_SECONDS
    assert said["peak_mb"] < MEGABYTES

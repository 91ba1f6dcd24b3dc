"""A plan of twelve pages becomes a document within the memory that it may take. How long it takes is a benchmark's to say."""

import json
import subprocess
import sys

import pytest

from kronobarn.ui import documents

MEGABYTES = 300


@pytest.mark.skipif(not documents.available(), reason=f"No PDF can be made here: SKIPPED. {documents.REMEDY}")
def test_a_long_plan_is_a_document_within_three_hundred_megabytes() -> None:
    """In a process of its own, whose memory is its alone."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.paper"], capture_output=True, text=True, check=True, timeout=600
    )
    said = json.loads(done.stdout)
    assert said["pages"] >= 11
    assert said["cpu_s"] > 0
    assert said["peak_mb"] < MEGABYTES

"""`python -m bench.site ADDRESS`: Lighthouse on five pages of a site that runs, as a telephone on a slow line sees them.

Needs node and Chromium (CHROMIUM, or one that is found). Lighthouse itself comes from npm, in the version below, the first
time. One JSON line a page with its four scores and what pulled them down. The figure for speed says something only on a
machine that does nothing else: `--runs 3` takes the median.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, Final

LIGHTHOUSE: Final = "lighthouse@12.8.2"
PAGES: Final = ("/", "/praxismodellen/", "/nyheter/ny-webbplats/", "/evenemang/oppet-hus/", "/for-vardnadshavare/")
LOWEST: Final = 95
LONGEST: Final = 300
"""Seconds for one page on a busy machine."""


def main() -> int:
    """Leaves with 1 when a page has a score that is too low."""
    options = _options()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or shutil.which("npx") is None:
        print("Lighthouse needs npx (apt install npm) and Chromium (apt install chromium).", file=sys.stderr)
        return 2
    within = True
    for page in PAGES:
        reports = [_report(options.address.rstrip("/") + page, chromium) for _ in range(options.runs)]
        told = _told(page, reports)
        within = within and min(told["scores"].values()) >= LOWEST
        print(json.dumps(told, ensure_ascii=False), flush=True)
    print(json.dumps({"page": "summary", "within_targets": within}), flush=True)
    return 0 if within else 1


def _report(address: str, chromium: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={kept}"]
        flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
        environment = {**os.environ, "CHROME_PATH": chromium, "npm_config_loglevel": "error"}
        subprocess.run([*command, flags], env=environment, timeout=LONGEST, check=True)
        report: dict[str, Any] = json.loads(kept.read_text())
    return report


def _told(page: str, reports: list[dict[str, Any]]) -> dict[str, Any]:
    categories = reports[0]["categories"]
    scores = {name: round(100 * median(one["categories"][name]["score"] for one in reports)) for name in categories}
    audits = reports[0]["audits"]
    short = {
        ref["id"]: audits[ref["id"]].get("displayValue", "")
        for category in categories.values()
        for ref in category["auditRefs"]
        if ref["weight"] and audits[ref["id"]]["score"] is not None and audits[ref["id"]]["score"] < 1
    }
    return {"page": page, "scores": scores, "short_of_full": short}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.site", description=__doc__)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8001", help="where the demo's site is")
    parser.add_argument("--runs", type=int, default=1, help="of each page; the median is told")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""How long a long plan takes as PDF, and how much memory: `python -m bench.paper` prints one JSON line.

It is made of a page's own dataclasses, without a database: 12 goals, 40 things to do, 9 services, some twelve pages.
The library is loaded by the first document of a process, so two are made. `--warm` loads it first, as the web server and
the worker do when they start; `--rule` compares the rule for what the worker makes (papers/rules.py) with what it takes.
Processor time: other work does not disturb it, except that two who share a core each take longer.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

WORDS = (
    "Vi träffas varje torsdag efter skolan och går igenom hur veckan har varit, vad som hjälpte och vad som var svårt. "
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
    os.environ.setdefault("KRONOBARN_TESTING", "1")
    import django

    django.setup()
    from pypdf import PdfReader

    from kronobarn.papers.making import STYLE
    from kronobarn.ui import documents

    if "--rule" in sys.argv:
        return _rule()
    begun = time.process_time()
    if "--warm" in sys.argv:
        documents.warm()
    warmed = round(time.process_time() - begun, 2)
    empty = _peak()
    seconds, made = [], b""
    for _turn in range(2):
        begun = time.process_time()
        made = documents.pdf(documents.html("plans/paper.html", _context()), style=STYLE)
        seconds.append(round(time.process_time() - begun, 2))
    pages = len(PdfReader(io.BytesIO(made)).pages)
    said = {"case": "plan_pdf", "pages": pages, "first_cpu_s": seconds[0], "cpu_s": seconds[1], "kb": len(made) // 1024}
    print(json.dumps(said | {"peak_mb": _peak(), "before_mb": empty, "warming_cpu_s": warmed}))


def _rule() -> None:
    from kronobarn.papers import rules
    from kronobarn.papers.making import STYLE
    from kronobarn.ui import documents

    documents.warm()
    for name, text in _texts(documents.html("plans/paper.html", _context())):
        begun = time.process_time()
        documents.pdf(text, style=STYLE)
        took, told = time.process_time() - begun, rules.seconds(text)
        said = {"case": name, "expected_s": round(told, 2), "cpu_s": round(took, 2), "worker": rules.takes_long(text)}
        print(json.dumps(said), flush=True)


def _texts(plan: str) -> Iterator[tuple[str, str]]:
    """Plans, stories (a table of six columns) and threads of messages."""
    body = plan[plan.index("<body>") + 6 : plan.index("</body>")]
    for times in (1, 2, 3):
        yield f"plan_of_{12 * times}_pages", plan.replace("</body>", body * (times - 1) + "</body>")
    head = "<html lang=sv><title>x</title><h1>Rubrik</h1>"
    for lines, size in ((60, 350), (60, 100), (150, 100)):
        said = (WORDS * 4)[:size]
        cells = "".join(f"<td>{one}</td>" for one in (said, "Viktig", "Rut Ek, rektor", said[:60], "Skolan"))
        rows = f"<tr><th scope=row>3 mars 2026</th>{cells}</tr>" * lines
        yield f"story_of_{lines}_lines_{size}", f"{head}<table>{rows}</table>"
    for many, size in ((100, 300), (300, 50)):
        one = f"<blockquote><p>{(WORDS * 4)[:size]}</p><footer>Rut Ek, 3 mars 2026</footer></blockquote>"
        yield f"thread_of_{many}_messages_{size}", head + one * many


def _peak() -> int:
    """Megabytes. Not `getrusage`, which counts what the process that started this one took."""
    [line] = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


def _context() -> dict[str, Any]:
    from kronobarn.core import clock
    from kronobarn.plans.pages import PlanPage
    from kronobarn.plans.parts import HeardView, PartyView, SipView, VersionView, VoiceView

    today = date(2026, 11, 22)
    plan = SimpleNamespace(
        state="active",
        child_wants=WORDS * 4,
        child_view_how=WORDS,
        disagreement=WORDS * 3,
        contingency=WORDS * 3,
        next_review_on=today + timedelta(days=90),
    )
    names = [f"Kontakt {number}" for number in range(9)]
    shown = PlanPage(
        plan=cast(Any, plan),
        lead="Rut Ek, rektor, Ängsskolan",
        changed=False,
        changes=[],
        versions=[VersionView(1, clock.now(), "Rut Ek", [])],
        goals=[_goal(number, today) for number in range(1, 13)],
        parties=[
            PartyView(uuid4(), f"Enhet {n}", "skolan", name, "Är med", False, True, WORDS, False, True, "", False)
            for n, name in enumerate(names)
        ],
        voices=[
            VoiceView(n, name, "skolan", "Håller med om planen", "success", "Svarade själv här", WORDS, clock.now())
            for n, name in enumerate(names)
        ],
        sip=SipView(is_matter=False, gaps=()),
        roles=frozenset(),
        is_guardian=False,
        sees_all=True,
        lead_has_left=False,
        awaits_reader=False,
        heard=HeardView("Familjen var med på ett möte", today, WORDS, ""),
        other_plans=[],
        asked="",
        asked_is_reader=False,
    )
    header = SimpleNamespace(plan="Barnets plan", name="Elsa Ek", own=False, protection="")
    return {"plan": plan, "shown": shown, "header": header, "made_at": clock.now()}


def _goal(number: int, today: date) -> Any:
    from kronobarn.plans.parts import ActionView, GoalView

    doing = [
        ActionView(str(uuid4()), WORDS, "Sofia Ek, socialsekreterare, Socialkontoret", today, today, "open", "Pågår")
        for _one in range(4 if number <= 4 else 3)
    ]
    return GoalView(
        id=str(uuid4()),
        number=number,
        area="Må bra",
        need=WORDS * 4,
        desired_outcome="Jag sover hela natten",
        how_we_see_it=WORDS * 3,
        said_by_child=True,
        said_by="Barnets ord",
        state="active",
        state_label="Vi arbetar med det",
        actions=doing,
    )


if __name__ == "__main__":
    main()

"""A report's words and figures as data, as they are settled: plain words, and no ids."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kronobarn.annual_reports.models import AnnualReport, Part
from kronobarn.core.actor import Actor
from kronobarn.core.language import written_down
from kronobarn.programme.chapters import Chapter, chapters

Content = dict[str, Any]


def content(actor: Actor, report: AnnualReport, written: Mapping[str, Part]) -> Content:
    """Every chapter with its facts as they stand now, in the county's language: what is settled is read by others."""
    with written_down():
        return {"year": report.year, "chapters": [chapter(actor, report.year, one, written) for one in chapters()]}


def chapter(actor: Actor, year: int, one: Chapter, written: Mapping[str, Part]) -> Content:
    """One of them, in the language that is spoken."""
    facts = one.tell(actor, year)
    part = written.get(one.key)
    return {
        "key": one.key,
        "heading": str(one.heading),
        "text": part.text if part else "",
        "points": part.points if part else "",
        "sentences": list(facts.sentences),
        "tables": [
            {"caption": table.caption, "heads": list(table.heads), "rows": [list(row) for row in table.rows]}
            for table in facts.tables
        ],
    }


def digest(said: Content) -> str:
    """Tells whether two are the same, also through a form."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def words(one: Content) -> str:
    """All that a chapter says."""
    return "\n".join(_words(one))


def _words(one: Content) -> Iterator[str]:
    yield from (one["text"], one["points"], *one["sentences"])
    for table in one["tables"]:
        yield table["caption"]
        for row in table["rows"]:
            yield " ".join(row)

"""What notes tell, which names stand in a text, and what is changed in a call."""

import pytest

from kronobarn.group_meetings.rules import (
    Change,
    Changed,
    Kind,
    Said,
    agenda_changes,
    call_changes,
    extracted,
    named,
)


def test_marked_lines_are_decisions_and_tasks() -> None:
    notes = "Vi talade länge.\nBeslut: Planen antas.\n - uppgift 2: Sam skriver brev.\nbeslut:   \nInget beslut: nej"
    assert extracted(notes) == [Said(Kind.DECISION, "Planen antas."), Said(Kind.TASK, "Sam skriver brev.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [("Sam Ek höll i det.", ["Sam Ek"]), ("SAM EK", ["Sam Ek"]), ("Sam Ekman", []), ("Socialchefen", []), ("", [])],
)
def test_a_name_is_found_whole(text: str, found: list[str]) -> None:
    assert named(text, ["Sam Ek", ""]) == found


def test_an_agendas_changes() -> None:
    before = {"a": "Läget", "b": "Plan"}
    assert agenda_changes(before, before) == []
    assert agenda_changes(before, {"a": "Läget", "b": "Plan", "c": "Nytt"}) == [Change(Changed.ADDED, after="Nytt")]
    assert agenda_changes(before, {"b": "Plan"}) == [Change(Changed.REMOVED, before="Läget")]
    assert agenda_changes(before, {"a": "Läge", "b": "Plan"}) == [Change(Changed.REWRITTEN, "Läget", "Läge")]
    assert agenda_changes(before, {"b": "Plan", "a": "Läget"}) == [Change(Changed.MOVED)]


def test_a_calls_changes() -> None:
    before = {Changed.PLACE: "A", Changed.MINUTES: "60"}
    assert call_changes(before, before) == []
    assert call_changes(before, before | {Changed.PLACE: "B"}) == [Change(Changed.PLACE, "A", "B")]

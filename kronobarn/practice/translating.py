"""A practice pack in another language: each word that is translated in the place of the original. Pure."""

from collections.abc import Mapping
from typing import Any

from kronobarn.practice.parts import Modules, MyWorld, ResponsibilityRules
from kronobarn.practice.rules import Function
from kronobarn.practice.schema import ModuleWords, MyWorldWords, Pack, StaffWords, Translation


def translated(practice: Pack, said: Translation) -> Pack:
    """The pack with everything that the translation has; the rest is as it was written."""
    staff = said.staff.areas if said.staff else {}
    areas = [
        one.model_copy(update=dict(said.areas[one.key]) | dict(staff.get(one.key, ())))
        for one in practice.areas
        if one.key in said.areas
    ]
    changed: dict[str, Any] = {"areas": areas, "words": said.words}
    # What can be shared is told a family in the words of the information about consent.
    for text in practice.consent_texts:
        if text.lang == said.lang:
            changed["information_kinds"] = {key: text.kinds.get(key, word) for key, word in _kinds(practice)}
            break
    if said.letters:
        changed["letters"] = said.letters
    if said.staff:
        changed |= _for_staff(practice, said.staff)
    if said.meeting_agenda:
        changed["meeting_agenda"] = said.meeting_agenda
    if said.functions:
        changed["responsibility"] = _functions(practice.responsibility, said.functions)
    return practice.model_copy(update=changed)


def _for_staff(practice: Pack, staff: StaffWords) -> dict[str, Any]:
    questions = [one.model_copy(update={"text": staff.questions.get(one.key, one.text)}) for one in practice.questions]
    return {
        "questions": questions,
        "decision": staff.decision,
        "information_kinds": {key: staff.information_kinds.get(key, word) for key, word in _kinds(practice)},
        "plan_conditions": staff.plan_conditions,
        "meeting_agenda": staff.meeting_agenda,
        "modules": _modules(practice.modules, staff.modules),
        "responsibility": _functions(practice.responsibility, staff.functions),
    }


def _kinds(practice: Pack) -> list[tuple[str, str]]:
    return list(practice.information_kinds.items())


def _modules(ours: Modules, theirs: ModuleWords) -> Modules:
    changed: dict[str, Any] = {}
    if ours.my_world and theirs.my_world:
        changed["my_world"] = _my_world(ours.my_world, theirs.my_world)
    if ours.resilience and theirs.resilience:
        changed["resilience"] = ours.resilience.model_copy(update=dict(theirs.resilience))
    return ours.model_copy(update=changed)


def _my_world(ours: MyWorld, theirs: MyWorldWords) -> MyWorld:
    sides = []
    for side in ours.sides:
        words = theirs.sides[side.key]
        headings = [one.model_copy(update=dict(words.headings[one.key])) for one in side.headings]
        sides.append(side.model_copy(update={"label": words.label, "headings": headings}))
    return ours.model_copy(update={"label": theirs.label, "meaning": theirs.meaning, "sides": sides})


def _functions(ours: ResponsibilityRules, said: Mapping[Function, str]) -> ResponsibilityRules:
    functions = [one.model_copy(update={"label": said.get(one.key, one.label)}) for one in ours.functions]
    return ours.model_copy(update={"functions": functions})

"""One case played whole, by the features' actions, in a process of the rooms' own. Prints what came of it.

python -m tests.practice_rooms.walk <the rooms' data folder>
"""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from kronobarn.practice_rooms import server


def main() -> dict[str, Any]:
    from django.utils import timezone

    from kronobarn.accounts.reads import family_actor, staff_actor
    from kronobarn.assessments import actions as assessments
    from kronobarn.assessments.rules import NextStep, Perspective
    from kronobarn.authorities.models import Assignment
    from kronobarn.concerns import actions as concerns
    from kronobarn.concerns.models import Signal
    from kronobarn.core.acting import acting
    from kronobarn.core.actor import Actor
    from kronobarn.people.models import Child, Person
    from kronobarn.practice_rooms import actions, databases, reading, timeline, where
    from kronobarn.practice_rooms.passes import Pass
    from kronobarn.practice_rooms.state import load

    case = reading.library()["skolfranvaro"]
    code = actions.open_room(case=case)
    leader = Pass(code, "leader", leads=True)
    told: dict[str, Any] = {"ages": []}

    def staff(key: str) -> Actor:
        works = Assignment.objects.standing().select_related("unit__area", "person").get(person__username=key)
        return staff_actor(works.person, works)

    def age() -> float:
        with acting(staff("rektor")):
            born = Child.objects.visible_to(staff("rektor")).get().born_on
        assert born is not None
        return (timezone.localdate() - born) / timedelta(days=1)

    with where.inside(leader.database):
        for key in ("rektor", "mentor", "mamma"):
            player = Pass(code, key)
            actions.join(called=f"spelare {key}", by=player)
            actions.take_role(role=key, by=player)
            actions.has_read(by=player)
        rektor, mentor = staff("rektor"), staff("mentor")
        mamma = family_actor(Person.objects.get(username="mamma"))
        told["ages"].append(age())

        actions.go_on(seen=0, by=leader)
        with acting(rektor):
            signal = Signal.objects.visible_to(rektor).get()
        matter = concerns.receive(signal=signal, by=rektor)
        today = timezone.localdate()
        sources = [
            assessments.ask_source(
                matter=matter, kind=kind, person=person, assignment=works, due_on=today + timedelta(days=7), by=rektor
            )
            for kind, person, works in (
                (Perspective.GUARDIAN, Person.objects.get(username="mamma"), None),
                (Perspective.PROFESSIONAL, None, Assignment.objects.standing().get(person__username="mentor")),
            )
        ]

        actions.go_on(seen=1, by=leader)
        actions.go_on(seen=1, by=leader)  # pressed twice
        told["round"] = load(leader.database).round
        told["ages"].append(age())
        with acting(rektor):
            told["late"] = [(timezone.localdate() - type(one).objects.get(pk=one.pk).due_on).days for one in sources]
            told["signals"] = Signal.objects.visible_to(rektor).count()
        for by, kind, hard in (
            (mentor, Perspective.PROFESSIONAL, "Hon sitter med jackan på."),
            (mamma, Perspective.GUARDIAN, "Hon gråter på söndagskvällar."),
        ):
            actions.has_read(by=Pass(code, "mentor" if by is mentor else "mamma"))
            assessments.observe(matter=matter, perspective=kind, area_key="included", works="", hard=hard, by=by)
        for one, by in zip(sources, (mamma, mentor), strict=True):
            assessments.mark_source_done(source=one, by=by)

        actions.go_on(seen=2, by=leader)
        analysis = assessments.analyse(
            matter=matter,
            answers={
                "obstacle": "Bilden, och korridoren.",
                "information": "Nästan.",
                "myself": "En vuxen i omklädningsrummet från i morgon.",
                "my_service": "Börja klockan tio i två veckor.",
                "others": "Ingen just nu.",
            },
            child_view="”Jag vill att bilden försvinner.”",
            child_view_how="Mentorn frågade, och väntade.",
            by=rektor,
        )
        assessments.decide(analysis=analysis, decision=NextStep.OWN_SERVICE, reason="Skolan kan börja nu.", by=rektor)
        told["ages"].append(age())
        actions.end(by=leader)
        chapters = timeline.chapters(leader.database, load(leader.database), case)
        told["chapters"] = [
            {
                "when": chapter.when,
                "roles": {role.key: [f"{line.what}: {line.about}" for line in lines] for role, lines in chapter.roles},
            }
            for chapter in chapters
        ]
    actions.throw_away(by=leader)
    told["left"] = databases.exists(leader.database)
    return told


def handed_over() -> dict[str, Any]:
    """The case of the move: the baton is taken in the first round, and time goes on."""
    from django.utils import timezone

    from kronobarn.accounts.reads import staff_actor
    from kronobarn.authorities.models import Assignment
    from kronobarn.core.acting import acting
    from kronobarn.people.models import Child
    from kronobarn.practice_rooms import actions, reading, where
    from kronobarn.practice_rooms.passes import Pass
    from kronobarn.practice_rooms.state import load
    from kronobarn.responsibility import actions as responsibility
    from kronobarn.responsibility.models import Responsibility

    case = reading.library()["flytt"]
    leader = Pass(actions.open_room(case=case), "leader", leads=True)
    with where.inside(leader.database):
        works = Assignment.objects.standing().select_related("unit__area", "person")
        before, after = (works.get(person__username=key) for key in ("rektor_almhult", "rektor_vaxjo"))
        old, new = staff_actor(before.person, before), staff_actor(after.person, after)
        actions.go_on(seen=0, without=[role.key for role in case.roles], by=leader)
        with acting(old):
            child = Child.objects.visible_to(old).get()
        offered = responsibility.offer(child=child, to=after, because="Noor börjar i en ny skola.", by=old)
        responsibility.accept(responsibility=offered, by=new)
        actions.go_on(seen=1, by=leader)
        actions.go_on(seen=2, by=leader)
        with acting(new):
            held = Responsibility.objects.current().get(child=child)
        told = {"round": load(leader.database).round, "days": (timezone.now() - held.since).days}
    actions.throw_away(by=leader)
    return told


if __name__ == "__main__":
    with server.environment(Path(sys.argv[1])):
        django.setup()
        print(json.dumps(main() | {"handed_over": handed_over()}, ensure_ascii=False))

"""Several who write, and several who are asked: nothing of anyone's is lost, and no child is shown to more than need be."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.assessments import actions, reads, rules
from kronobarn.assessments.asked import Whom
from kronobarn.assessments.models import Analysis, Observation, Source
from kronobarn.assessments.rules import KnownHow, NextStep, Perspective, SourceState
from kronobarn.audit.models import LogEntry
from kronobarn.circles.rules import Ground
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome, State
from kronobarn.core import clock
from kronobarn.core.decisions import Denied, Stale
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child
from kronobarn.practice import pack
from tests.sign_in import sign_in
from tests.world import World

Make = Callable[..., Any]
SOON = timedelta(days=5)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"assessments:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


# A whole unit is asked ---------------------------------------------------------------------------


@pytest.fixture
def to_the_unit(world: World, matter: Matter) -> Source:
    """Rut asks the child health centre, whoever there can answer."""
    return actions.ask_source(
        matter=matter,
        kind=Perspective.PROFESSIONAL,
        unit=world.assignments["sanna"].unit,
        due_on=clock.today() + SOON,
        question="Hur har det gått vid besöken?",
        purpose="För att veta vilken hjälp som behövs.",
        ground=Ground.HARM_TEST,
        by=world.actor("rut"),
    )


def test_a_unit_sees_the_question_and_no_child_until_one_of_them_takes_it(
    world: World, client: Client, matter: Matter, to_the_unit: Source
) -> None:
    sign_in(client, world, "rut")
    assert "hela enheten, ingen har tagit frågan än" in page(client, "gathering", matter.pk)
    sign_in(client, world, "sanna")
    box = page(client, "box")
    assert "Hur har det gått vid besöken?" in box
    assert "För att veta vilken hjälp som behövs." in box
    assert "Rut i Ängsby" in box
    assert "Elsa" not in box
    assert client.get(reverse("assessments:gathering", args=[matter.pk])).status_code == 404
    with world.as_("sanna"):
        assert not Child.objects.filter(pk=world.elsa.pk).exists()

    taken = client.post(reverse("assessments:take", args=[to_the_unit.pk]))

    assert taken["Location"] == reverse("assessments:gathering", args=[matter.pk])
    assert "Hur har det gått vid besöken?" in page(client, "gathering", matter.pk)
    assert "Inga frågor väntar" in page(client, "box")
    with world.as_("sanna") as sanna:
        assert Task.objects.visible_to(sanna).filter(kind=TaskKind.TELL, done_at=None).exists()
        assert reads.own_source(reads.asked(matter, sanna), sanna)
    with world.as_("rut") as rut:
        assert LogEntry.objects.visible_to(rut).filter(kind="source.taken", child_id=world.elsa.pk).exists()


@pytest.mark.parametrize("name", ["bo", "rut", "eva"])
def test_only_those_of_the_unit_take_its_question(world: World, to_the_unit: Source, name: str) -> None:
    with pytest.raises(Denied):
        actions.take_source(source=to_the_unit, by=world.actor(name))


def test_a_question_is_taken_once_and_not_when_the_answer_is_of_no_use(
    world: World, client: Client, matter: Matter, to_the_unit: Source
) -> None:
    concerns.move(matter=matter, state=State.GATHERING, by=world.actor("rut"))
    concerns.close(matter=matter, outcome=Outcome.UNFOUNDED, because="Det var ett missförstånd.", by=world.actor("rut"))
    sign_in(client, world, "sanna")

    assert "Inga frågor väntar" in page(client, "box")
    with pytest.raises(Denied, match="behövs svaret inte längre"):
        actions.take_source(source=to_the_unit, by=world.actor("sanna"))


def test_taken_by_mistake_it_is_given_back_to_the_unit(
    world: World, client: Client, matter: Matter, to_the_unit: Source
) -> None:
    sanna = world.actor("sanna")
    actions.take_source(source=to_the_unit, by=sanna)
    sign_in(client, world, "sanna")
    assert "Lägg tillbaka frågan till enheten" in page(client, "gathering", matter.pk)

    given_back = client.post(reverse("assessments:give_back", args=[to_the_unit.pk]))

    assert given_back["Location"] == reverse("assessments:box")
    assert "Hur har det gått vid besöken?" in page(client, "box")
    assert client.get(reverse("assessments:gathering", args=[matter.pk])).status_code == 404
    with world.as_("sanna"):
        assert not Child.objects.filter(pk=world.elsa.pk).exists()
        assert not Task.objects.visible_to(sanna).filter(kind=TaskKind.TELL, done_at=None).exists()
    with world.as_("rut") as rut:
        assert LogEntry.objects.visible_to(rut).filter(kind="source.given_back", child_id=world.elsa.pk).exists()
        assert reads.asked(matter, rut)[-1].source.taken_at is None
    assert actions.take_source(source=to_the_unit, by=sanna).person_id == sanna.person_id


def test_what_is_told_or_asked_anew_is_not_given_back(
    world: World, matter: Matter, ask: Make, tell: Make, to_the_unit: Source
) -> None:
    sanna = world.actor("sanna")
    taken = actions.take_source(source=to_the_unit, by=sanna)
    with pytest.raises(Denied, match="den som har tagit frågan"):
        actions.give_back_source(source=taken, by=world.actor("rut"))
    again = _ask_the_unit(world, matter, to_the_unit)
    with pytest.raises(Denied, match="samma fråga på nytt"):
        actions.give_back_source(source=taken, by=sanna)
    with world.as_("rut"):
        Source.objects.filter(pk=again.pk).update(
            state="declined",
            declined_because="Hon hinner inte.",
            finished_at=clock.now(),
            finished_by=world.people["rut"],
        )
    tell("sanna", "safe", share_with_responsible=Ground.HARM_TEST, necessity="Rut behöver veta det.")
    with pytest.raises(Denied, match="redan berättat"):
        actions.give_back_source(source=taken, by=sanna)
    by_name = ask("bo")
    with pytest.raises(Denied, match="ställd till någon med namn"):
        actions.give_back_source(source=by_name, by=world.actor("bo"))


def _ask_the_unit(world: World, matter: Matter, before: Source, question: str = "") -> Source:
    assert before.unit is not None
    return actions.ask_source(
        matter=matter,
        kind=Perspective.PROFESSIONAL,
        unit=before.unit,
        due_on=clock.today() + 2 * SOON,
        ground=Ground.HARM_TEST,
        necessity="De har träffat Elsa.",
        by=world.actor("rut"),
        question=question,
    )


def test_asked_again_the_earlier_question_is_kept_and_shown_folded(
    world: World, client: Client, matter: Matter, to_the_unit: Source
) -> None:
    _ask_the_unit(world, matter, to_the_unit, question="Kommer de till besöken?")
    sign_in(client, world, "rut")

    for listed in (page(client, "gathering", matter.pk), page(client, "source", to_the_unit.pk)):
        folded = listed[listed.index("<details", listed.index("<main")) :]
        assert folded.index("Tidigare frågor") < folded.index("Hur har det gått vid besöken?")
        assert "svar senast" in folded
    assert "Kommer de till besöken?" in page(client, "source", to_the_unit.pk)

    taken = actions.take_source(source=to_the_unit, by=world.actor("sanna"))
    sign_in(client, world, "sanna")
    assert "Tidigare frågor" in page(client, "gathering", taken.record_id)


def test_one_who_is_asked_by_name_leaves_the_units_question_to_a_colleague(
    world: World, ask: Make, to_the_unit: Source
) -> None:
    ask("sanna")
    with pytest.raises(Denied, match="redan själv tillfrågad"):
        actions.take_source(source=to_the_unit, by=world.actor("sanna"))


def test_asked_again_the_unit_has_one_question(world: World, matter: Matter, to_the_unit: Source) -> None:
    again = actions.ask_source(
        matter=matter,
        kind=Perspective.PROFESSIONAL,
        unit=to_the_unit.unit,
        due_on=clock.today() + 2 * SOON,
        ground=Ground.HARM_TEST,
        necessity="De har träffat Elsa.",
        by=world.actor("rut"),
    )
    assert (again.pk, again.question) == (to_the_unit.pk, to_the_unit.question)


# The list of those who are asked -----------------------------------------------------------------


def test_the_list_says_who_has_told_of_what_and_who_has_not_been_asked(
    world: World, client: Client, matter: Matter, ask: Make, tell: Make
) -> None:
    ask("eva")
    tell("eva", "safe")
    sign_in(client, world, "rut")

    listed = page(client, "gathering", matter.pk)

    assert "Har berättat om Trygg" in listed
    assert "Inte tillfrågad än" in listed
    assert "Elsa" in listed[listed.index("Inte tillfrågad än") - 400 :]


@pytest.mark.parametrize(
    ("late", "twice", "why"),
    [(False, False, "Dagen har inte gått än"), (True, True, "redan påmint i dag"), (True, False, "")],
)
def test_a_reminder_comes_after_the_day_and_once_a_day(
    world: World, ask: Make, monkeypatch: pytest.MonkeyPatch, late: bool, twice: bool, why: str
) -> None:
    source = ask("sanna", due_on=clock.today())
    if late:
        real = clock.now()
        monkeypatch.setattr(clock, "now", lambda: real + timedelta(days=2))
        monkeypatch.setattr(clock, "today", lambda: timezone.localdate(real + timedelta(days=2)))
    if twice:
        actions.remind_source(source=source, by=world.actor("rut"))
    if why:
        with pytest.raises(Denied, match=why):
            actions.remind_source(source=source, by=world.actor("rut"))
        return
    assert actions.remind_source(source=source, by=world.actor("rut")).reminded_at is not None


# How it came to be known -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "perspective", "how", "read"),
    [
        ("rut", Perspective.PROFESSIONAL, KnownHow.FROM_DOCUMENT, "det står i en handling"),
        ("rut", Perspective.PROFESSIONAL, None, "egen iakttagelse"),
        ("eva", Perspective.GUARDIAN, None, ""),
    ],
)
def test_each_line_says_how_it_came_to_be_known(
    world: World,
    matter: Matter,
    ask: Make,
    tell: Make,
    who: str,
    perspective: Perspective,
    how: KnownHow | None,
    read: str,
) -> None:
    ask("eva")
    tell(who, perspective=perspective, known_how=how)
    with world.as_(who) as reader:
        [said] = reads.said(matter, reader)
    assert said.known == read


def test_what_a_child_said_is_not_ones_own_observation(tell: Make) -> None:
    words = {"exact_words": "Jag sover.", "said_by": "Elsa", "known_how": KnownHow.OWN_OBSERVATION}
    with pytest.raises(ValidationError, match="hur du fick veta"):
        tell("rut", perspective=Perspective.CHILD, **words)


# Two write on the same analysis ------------------------------------------------------------------

BASE = {"a": "Sover dåligt.", "b": "Äter.", "c": ""}


@pytest.mark.parametrize(
    ("theirs", "yours", "kept", "both"),
    [
        ({}, {}, {}, set()),
        ({"a": "Sover bättre."}, {"b": "Äter lite."}, {"a": "Sover bättre.", "b": "Äter lite."}, set()),
        ({"a": "Sover bättre."}, {"a": "Sover inte."}, {"a": "Sover inte."}, {"a"}),
        ({"c": "Nytt."}, {"c": "Nytt.\r\n"}, {"c": "Nytt."}, set()),
        ({"c": "Nytt."}, {}, {"c": "Nytt."}, set()),
    ],
)
def test_two_who_wrote_from_the_same_text_both_keep_what_they_wrote(
    theirs: dict[str, str], yours: dict[str, str], kept: dict[str, str], both: set[str]
) -> None:
    base = {name: rules.digest(text) for name, text in BASE.items()}
    assert rules.meet(base, BASE | theirs, BASE | yours) == (BASE | kept, frozenset(both))


def hidden(html: str) -> dict[str, str]:
    """What the form carries with it."""
    form = html[html.index('class="form"') :]
    found = re.findall(r'type="hidden" name="((?:seen|revision|base-)[^"]*)" value="([^"]*)"', form)
    return dict(found)


def test_two_save_the_same_analysis_and_nothing_is_lost(
    world: World, client: Client, matter: Matter, analysis: Analysis
) -> None:
    sign_in(client, world, "rut")
    url = reverse("assessments:analysis", args=[matter.pk])
    opened = hidden(client.get(url).content.decode())
    typed = {
        **opened,
        "q_obstacle": "Mina ord.",
        "works": "Skolan.",
        "child_view": "Jag vill sova.",
        "q_information": "Ja.",
    }
    kept = {"q_myself": "Prata med Elsa.", "child_view_how": "Elsa berättade för Rut."}

    other = Client()
    sign_in(other, world, "rut")
    theirs = {
        **opened,
        **kept,
        "q_obstacle": "Deras ord.",
        "worries": "Natten.",
        "child_view": "Jag vill sova.",
        "q_information": "Ja.",
    }
    assert other.post(url, theirs).status_code == 302

    met = client.post(url, {**typed, **kept})
    html = met.content.decode()
    assert met.status_code == 422
    assert "Ingenting är överskrivet" in html
    assert "Deras ord." in html
    assert "Mina ord." in html
    assert html.count('name="pick-') == 3  # of the one field that both have changed
    assert "Natten." in html  # what only the other wrote is there already
    with world.as_("rut") as rut:
        [stands] = reads.analyses(matter, rut)
    assert (stands.answers["obstacle"], stands.worries) == ("Deras ord.", "Natten.")

    chosen = {**typed, **kept, **hidden(html), "worries": "Natten.", "pick-q_obstacle": "both"}
    assert client.post(url, chosen).status_code == 302
    with world.as_("rut") as rut:
        [stands] = reads.analyses(matter, rut)
    assert stands.answers["obstacle"] == "Deras ord.\n\nMina ord."
    assert (stands.works, stands.worries, stands.revision) == ("Skolan.", "Natten.", analysis.revision + 2)


def test_a_draft_from_before_somebody_else_saved_meets_what_they_wrote(
    world: World, client: Client, matter: Matter, analysis: Analysis
) -> None:
    sign_in(client, world, "rut")
    url = reverse("assessments:analysis", args=[matter.pk])
    opened = hidden(client.get(url).content.decode())
    keep = reverse("drafts:keep", args=[matter.child_id, rules.analysis_draft_key(matter.pk)])
    client.post(keep, {**opened, "worries": "Min oro, inte sparad än."})
    with world.as_("rut"):
        Analysis.objects.filter(pk=analysis.pk).update(worries="En annan oro.", revision=analysis.revision + 1)

    for _again in range(2):  # and it is so however many times one comes back
        html = client.get(url).content.decode()
        assert "En annan oro." in html
        assert "Min oro, inte sparad än." in html
        assert 'name="pick-worries"' in html
        client.post(keep, {**hidden(html), "worries": "Min oro, inte sparad än."})


def test_a_decision_is_made_on_the_analysis_that_was_read(world: World, matter: Matter, analysis: Analysis) -> None:
    with pytest.raises(Stale):
        actions.decide(
            analysis=analysis, decision=NextStep.TOGETHER, reason="Fler behövs här.", seen=0, by=world.actor("rut")
        )


def test_two_correct_the_same_words_and_both_stand(world: World, client: Client, matter: Matter, tell: Make) -> None:
    first = tell("rut", "healthy", works="Sover gott.")
    sign_in(client, world, "rut")
    url = reverse("assessments:tell", args=[matter.pk, "professional", "healthy"]) + f"?ratta={first.pk}"
    tell("rut", "healthy", works="Sover lite.", amends=first)

    typed = {"works": "Sover oroligt.", "happened_on": clock.today().isoformat(), "known_how": "own_observation"}
    met = client.post(url, typed)
    html = met.content.decode()

    assert met.status_code == 422
    assert "Någon annan rättade samtidigt" in html
    assert "Sover oroligt." in html
    assert "Sover lite." in html
    with world.as_("rut") as rut:
        [latest] = reads.said(matter, rut)
    again = reverse("assessments:tell", args=[matter.pk, "professional", "healthy"]) + f"?ratta={latest.id}"
    assert again in html
    assert client.post(again, typed).status_code == 302
    with world.as_("rut"):
        assert Observation.objects.filter(matter=matter).count() == 3


# More must be known ------------------------------------------------------------------------------


def test_what_is_not_known_is_asked_for_and_the_analysis_waits(
    world: World, client: Client, matter: Matter, analysis: Analysis
) -> None:
    sign_in(client, world, "rut")
    url = reverse("assessments:more", args=[matter.pk])
    asked = {"who": f"a:{world.assignments['tage'].pk}", "due_on": (clock.today() + SOON).isoformat()}
    refused = client.post(url, asked)
    assert refused.status_code == 422
    assert "Skriv vad ni behöver veta." in refused.content.decode()

    assert client.post(url, asked | {"question": "Hur sover hon hos mormor?"}).status_code == 302

    read = page(client, "analysis", matter.pk)
    assert "Hur sover hon hos mormor?" in read
    assert "Tage i Ängsby" in read
    assert "väntar på svar från Tage i Ängsby" in page(client, "decide", matter.pk)
    with world.as_("rut") as rut:
        source = Source.objects.visible_to(rut).get(analysis=analysis)
        waits = Task.objects.visible_to(rut).get(kind=TaskKind.ANALYSE, done_at=None)
    assert source.state == SourceState.NOT_STARTED
    assert waits.due_on == clock.today() + SOON + actions.READ_WITHIN
    with world.as_("tage") as tage:
        assert Task.objects.visible_to(tage).filter(kind=TaskKind.TELL, done_at=None).exists()


def test_a_question_alone_begins_an_analysis_that_cannot_be_decided(world: World, matter: Matter) -> None:
    source = actions.need_more(
        matter=matter,
        whom=Whom(Perspective.CHILD),
        question="Vad vill Elsa själv?",
        due_on=clock.today() + SOON,
        by=world.actor("rut"),
    )
    assert source.analysis is not None
    with pytest.raises(Denied, match="barnets egen syn"):
        actions.decide(
            analysis=source.analysis, decision=NextStep.TOGETHER, reason="Fler behövs här.", by=world.actor("rut")
        )


# Seen together -----------------------------------------------------------------------------------


def test_what_was_told_then_stands_beside_what_is_told_now_and_no_figure_is_made_of_it(
    world: World, client: Client, matter: Matter, tell: Make, analysis: Analysis
) -> None:
    tell("rut", perspective=Perspective.CHILD, works="", feeling="2", said_by="Elsa, i hjulet")
    tell("rut", "safe", works="Har mormor.")
    actions.decide(
        analysis=analysis, decision=NextStep.OWN_SERVICE, reason="Skolan hjälper Elsa.", by=world.actor("rut")
    )
    signal = concerns.notice(
        child=world.elsa, what_was_seen="Sover igen på lektionen.", seen_on=clock.today(), by=world.actor("rut")
    )
    later = concerns.receive(signal=signal, by=world.actor("rut"))
    actions.observe(
        matter=later,
        perspective=Perspective.CHILD,
        area_key="healthy",
        feeling="4",
        said_by="Elsa, i hjulet",
        by=world.actor("rut"),
    )
    sign_in(client, world, "rut")
    wheels, table = page(client, "over_time", later.pk), page(client, "over_time", later.pk, visa="tabell")
    for shown in (wheels, table):
        assert shown.index("Inte så bra.") < shown.index("Bra.", shown.index("Inte så bra.") + 12)
        assert "Har mormor." in shown
        assert "polyline" not in shown
        assert "2,5" not in shown
    assert wheels.count('role="img"') == 4
    names = [wheels.index(f"{area.label}:") for area in pack.current().areas]
    assert names == sorted(names)  # the parts are read in the wheel's own order
    assert "Har mormor." in page(client, "wheel", matter.pk, visa="tabell")
    sign_in(client, world, "kim")
    assert client.get(reverse("assessments:over_time", args=[later.pk])).status_code == 404

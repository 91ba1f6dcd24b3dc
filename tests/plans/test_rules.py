import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.plans import sentences
from kronobarn.plans.contents import Change, Content, Difference, differences
from kronobarn.plans.rules import NEXT, Answer, State
from kronobarn.plans.sip import SipGap, is_sip_matter, sip_gaps

TEXT = st.text(max_size=12)
DAY = st.dates().map(lambda day: day.isoformat())
ACTION = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        "what": TEXT,
        "who": TEXT,
        "since": DAY,
        "until": DAY,
        "state": st.sampled_from(["open", "done", "stopped"]),
        "first_step": TEXT,
    }
)
GOAL = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        "number": st.integers(1, 20),
        "area": TEXT,
        "need": TEXT,
        "desired_outcome": TEXT,
        "how_we_see_it": TEXT,
        "said_by": st.sampled_from(["child", "guardian", "professional"]),
        "state": st.sampled_from(["active", "reached", "dropped"]),
        "actions": st.lists(ACTION, max_size=3),
    }
)
PARTY = st.fixed_dictionaries({"area": TEXT, "contact": TEXT, "answer": st.sampled_from([a.value for a in Answer])})


def _area(party: Any) -> object:
    return party["area"]


def _id(goal: Any) -> object:
    return goal["id"]


CONTENT = st.fixed_dictionaries(
    {
        "child_wants": TEXT,
        "child_view_how": TEXT,
        "contingency": TEXT,
        "disagreement": TEXT,
        "lead": TEXT,
        "next_review_on": st.one_of(st.just(""), DAY),
        "parties": st.lists(PARTY, max_size=3, unique_by=_area),
        "goals": st.lists(GOAL, max_size=3, unique_by=_id),
    }
)


def content(**changed: object) -> Content:
    action: dict[str, object] = {
        "id": "a",
        "what": "Läser saga",
        "who": "Eva",
        "since": "2026-01-01",
        "until": "2026-03-01",
        "state": "open",
    }
    goal: dict[str, object] = {
        "id": "g",
        "number": 1,
        "area": "Må bra",
        "need": "Sover dåligt",
        "desired_outcome": "Sover gott",
        "how_we_see_it": "Utvilad",
        "said_by": "child",
        "state": "active",
        "actions": [action],
    }
    plain: dict[str, object] = {
        "child_wants": "Sova",
        "child_view_how": "Elsa berättade",
        "contingency": "",
        "disagreement": "",
        "lead": "Sofia",
        "next_review_on": "2026-04-01",
        "parties": [
            {"area": "Skolan", "contact": "Rut", "answer": "accepted"},
            {"area": "Socialtjänsten", "contact": "Sofia", "answer": "asked"},
        ],
        "goals": [goal],
    }
    return {**plain, **changed}  # type: ignore[typeddict-item]


def with_goal(**changed: object) -> Content:
    new = content()
    new["goals"] = [{**new["goals"][0], **changed}]  # type: ignore[typeddict-item]
    return new


def with_action(**changed: object) -> Content:
    new = content()
    new["goals"][0]["actions"] = [{**new["goals"][0]["actions"][0], **changed}]  # type: ignore[typeddict-item]
    return new


@given(CONTENT)
def test_equal_contents_do_not_differ(one: Content) -> None:
    assert differences(one, copy.deepcopy(one)) == []


@given(CONTENT)
def test_the_order_of_stored_keys_does_not_matter(one: Content) -> None:
    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in sorted(value, reverse=True)}
        return [turned(each) for each in value] if isinstance(value, list) else value

    assert differences(one, turned(one)) == []  # type: ignore[arg-type]


@given(CONTENT, CONTENT)
def test_every_difference_has_a_sentence(one: Content, other: Content) -> None:
    found = differences(one, other)
    assert all(sentence for sentence in sentences.said(found))
    assert len(sentences.said(found)) == len(found)


def test_every_kind_of_change_and_gap_has_words() -> None:
    assert set(sentences.CHANGES) == set(Change)
    assert set(sentences.SIP_GAPS) == set(SipGap)
    assert list(sentences.SIP_ITEMS) == list(SipGap)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (content(child_wants="Leka"), Difference(Change.CHILD_WANTS, was=content()["child_wants"], now="Leka")),
        (
            content(child_view_how="Kurator"),
            Difference(Change.CHILD_VIEW_HOW, was=content()["child_view_how"], now="Kurator"),
        ),
        (
            content(contingency="Vi ringer"),
            Difference(Change.CONTINGENCY, was=content()["contingency"], now="Vi ringer"),
        ),
        (
            content(disagreement="Emil vill vänta"),
            Difference(Change.DISAGREEMENT, was=content()["disagreement"], now="Emil vill vänta"),
        ),
        (content(lead="Rut"), Difference(Change.LEAD, value="Rut")),
        (content(next_review_on="2026-05-01"), Difference(Change.NEXT_REVIEW, value="2026-05-01")),
        (
            content(parties=[*content()["parties"], {"area": "BUP", "contact": "Bo", "answer": "asked"}]),
            Difference(Change.PARTY_JOINED, "BUP", "Bo"),
        ),
        (content(parties=content()["parties"][:1]), Difference(Change.PARTY_LEFT, "Socialtjänsten")),
        (
            content(parties=[content()["parties"][0], {"area": "Socialtjänsten", "contact": "S", "answer": "left"}]),
            Difference(Change.PARTY_LEFT, "Socialtjänsten"),
        ),
        (
            content(parties=[content()["parties"][1], {"area": "Skolan", "contact": "Kim", "answer": "accepted"}]),
            Difference(Change.CONTACT, "Skolan", "Kim"),
        ),
        (with_goal(state="reached"), Difference(Change.GOAL_REACHED, "Sover gott")),
        (with_goal(state="dropped"), Difference(Change.GOAL_DROPPED, "Sover gott")),
        (
            with_goal(need="Vaknar ofta"),
            Difference(Change.GOAL_WORDS, "Sover gott", was=content()["goals"][0]["need"], now="Vaknar ofta"),
        ),
        (with_action(state="done"), Difference(Change.ACTION_DONE, "Läser saga")),
        (with_action(state="stopped"), Difference(Change.ACTION_STOPPED, "Läser saga")),
        (with_action(who="Emil"), Difference(Change.ACTION_WHO, "Läser saga", "Emil")),
        (with_action(until="2026-03-09"), Difference(Change.ACTION_UNTIL, "Läser saga", "2026-03-09")),
        (
            with_action(what="Läser två sagor"),
            Difference(Change.ACTION_WORDS, "Läser två sagor", was="Läser saga", now="Läser två sagor"),
        ),
    ],
)
def test_one_change_is_one_difference(after: Content, expected: Difference) -> None:
    assert differences(content(), after) == [expected]


def test_what_was_ended_can_be_taken_up_again() -> None:
    assert differences(with_goal(state="reached"), content()) == [Difference(Change.GOAL_TAKEN_UP, "Sover gott")]
    assert differences(with_action(state="done"), content()) == [Difference(Change.ACTION_TAKEN_UP, "Läser saga")]


def test_a_new_goal_tells_what_is_done_for_it() -> None:
    assert differences(content(goals=[]), content()) == [
        Difference(Change.GOAL_ADDED, "Sover gott"),
        Difference(Change.ACTION_ADDED, "Läser saga", "Eva"),
    ]


def test_a_date_is_said_as_a_date() -> None:
    said = sentences.said([Difference(Change.NEXT_REVIEW, value="2026-05-01")])
    assert said == ["Nästa uppföljning är 1 maj 2026."]


def test_a_closed_plan_goes_nowhere() -> None:
    assert NEXT[State.CLOSED] == frozenset()
    assert State.ACTIVE not in NEXT[State.ACTIVE]


@pytest.mark.parametrize(
    ("regimes", "is_matter"),
    [
        (["school", "social_services"], False),
        (["school", "health_care"], False),
        (["health_care", "social_services"], True),
        ([], False),
    ],
)
def test_a_sip_needs_health_care_and_social_services(regimes: list[str], is_matter: bool) -> None:
    assert is_sip_matter(regimes) is is_matter


def test_a_plan_with_all_four_items_is_also_a_sip() -> None:
    doing = ["health_care", "social_services", "school", None]
    assert sip_gaps(action_regimes=doing, unplaced=0, lead_regime="social_services") == []


@pytest.mark.parametrize(
    ("doing", "unplaced", "lead", "gap"),
    [
        (["health_care"], 0, "health_care", SipGap.EACH_PRINCIPAL),
        (["health_care", "social_services"], 1, "health_care", SipGap.OTHERS),
        (["health_care", "social_services"], 0, "school", SipGap.OVERALL),
        (["health_care", "social_services"], 0, "", SipGap.OVERALL),
    ],
)
def test_a_sip_that_lacks_one_item_says_which(doing: list[str | None], unplaced: int, lead: str, gap: SipGap) -> None:
    assert sip_gaps(action_regimes=doing, unplaced=unplaced, lead_regime=lead) == [gap]


def test_an_empty_plan_lacks_everything_but_what_others_do() -> None:
    assert sip_gaps(action_regimes=[], unplaced=0, lead_regime="") == [
        SipGap.NEEDED,
        SipGap.EACH_PRINCIPAL,
        SipGap.OVERALL,
    ]


REGIMES = st.sampled_from(["school", "social_services", "health_care", "police"])


@given(st.lists(st.none() | REGIMES, max_size=6), st.integers(0, 2), REGIMES)
def test_a_sip_lacks_nothing_just_when_all_four_hold(doing: list[str | None], unplaced: int, lead: str) -> None:
    complete = (
        {"social_services", "health_care"} <= set(doing) and not unplaced and lead in {"social_services", "health_care"}
    )
    assert (sip_gaps(action_regimes=doing, unplaced=unplaced, lead_regime=lead) == []) is complete


@given(CONTENT, CONTENT)
def test_what_differs_one_way_differs_the_other_where_no_goal_or_action_is_new(one: Content, other: Content) -> None:
    other = {**other, "goals": copy.deepcopy(one["goals"])}
    assert bool(differences(one, other)) is bool(differences(other, one))


def test_a_version_from_before_first_steps_were_written_is_compared_as_one_without() -> None:
    assert differences(content(), with_action(first_step="", reply="asked", reply_words="")) == []
    assert [one.change for one in differences(content(), with_action(first_step="Ringer"))] == [Change.ACTION_WORDS]


def test_an_answer_alone_is_no_difference() -> None:
    assert differences(content(), with_action(reply="declined", reply_words="Nej")) == []

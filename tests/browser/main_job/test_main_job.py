"""The whole main job on one child, from the first signal to the day the plan is closed.

Seven people take part in Swedish, Arabic and English, each in a browser of their own; one of them has no account.
A child of another plan, who has been let in, signs in itself and reads its own.
They press what they see; nobody types an address but the one who has been sent a link.
It is walked with JavaScript and without, on a child each, so that the two do not depend on each other.
"""

from collections.abc import Callable

import pytest

from tests.browser.main_job.meeting import (
    ask_for_consent,
    call,
    close_the_meeting,
    come,
    come_in_english,
    follow,
    hold,
    say_yes,
    write_down_the_childs_yes,
)
from tests.browser.main_job.planning import (
    activate,
    agree,
    follow_up_and_close,
    read_as_the_child,
    see_that_it_is_closed,
    write_the_plan,
)
from tests.browser.main_job.seeing import (
    answer_without_account,
    ask_around,
    ask_without_account,
    decide,
    notice,
    read_what_the_coach_says,
    receive,
    tell,
    tell_in_arabic,
    write_down_the_childs_words,
)
from tests.browser.main_job.writing import answer_in_arabic, file_the_thread, write_to_a_guardian
from tests.browser.visitor import Visitor


@pytest.mark.parametrize(
    ("scripts", "child", "is_asked"),
    [(True, "Milo Holm", False), (False, "Tindra Holm", True)],
    ids=["scripts", "plain"],
)
def test_a_childs_matter_from_signal_to_closed_plan(
    visit: Callable[..., Visitor], child: str, *, scripts: bool, is_asked: bool
) -> None:
    tove, ragnhild, signe, sara, henrik, jasmin = (
        visit(name, scripts=scripts) for name in ("tove", "ragnhild", "signe", "sara", "henrik", "jasmin")
    )
    notice(tove, child)
    receive(ragnhild, child)
    ask_around(ragnhild, child)
    link, code = ask_without_account(ragnhild)
    answer_without_account(visit("", scripts=scripts), link, code)
    read_what_the_coach_says(ragnhild)
    tell(signe, child, "professional")
    if scripts:
        tell_in_arabic(jasmin, child)
    else:
        tell(jasmin, child, "guardian")
    write_down_the_childs_words(ragnhild, child)
    decide(ragnhild, child)
    ask_for_consent(ragnhild, child)
    for guardian in (henrik, jasmin):
        say_yes(guardian, child)
    if is_asked:
        write_down_the_childs_yes(ragnhild, child)
    call(ragnhild, child)
    come(henrik, child)
    if scripts:
        come_in_english(sara, child)
    else:
        come(sara, child)
    hold(ragnhild, child)
    follow(henrik, child)
    close_the_meeting(ragnhild)
    write_the_plan(ragnhild, child)
    activate(ragnhild, child)
    agree(henrik, child)
    read_as_the_child(visit("nova", scripts=scripts))
    if scripts:
        write_to_a_guardian(ragnhild, child)
        answer_in_arabic(jasmin, child)
        file_the_thread(ragnhild, child)
    follow_up_and_close(ragnhild, child)
    see_that_it_is_closed(jasmin, child)

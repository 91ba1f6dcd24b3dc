"""Everything that changes who sits with a child and what is passed on. Nothing else writes here."""

from kronobarn.circles.actions.blocks import block, lift
from kronobarn.circles.actions.disclosures import (
    carry_more,
    disclose,
    end_disclosure,
    refuse_disclosure,
    shorten_disclosure,
    stop_sharing,
    take_effect,
)
from kronobarn.circles.actions.records import write_record
from kronobarn.circles.actions.refusing import refuse
from kronobarn.circles.actions.seats import (
    close_seat,
    come_forward,
    end_seat,
    grant_seat,
    open_seat,
    prolong_seat,
    seat,
    tell_later,
)
from kronobarn.circles.actions.withholding import withhold, withhold_longer, withhold_no_more

__all__ = [
    "block",
    "carry_more",
    "close_seat",
    "come_forward",
    "disclose",
    "end_disclosure",
    "end_seat",
    "grant_seat",
    "lift",
    "open_seat",
    "prolong_seat",
    "refuse",
    "refuse_disclosure",
    "seat",
    "shorten_disclosure",
    "stop_sharing",
    "take_effect",
    "tell_later",
    "withhold",
    "withhold_longer",
    "withhold_no_more",
    "write_record",
]

"""Everything that those who lead the process do with a consultation round. What organisations do: `answer_actions`."""

from kronobarn.consultation.actions.asking import (
    change_mailbox,
    extend,
    invite,
    link_in_letter,
    make_link,
    open_for_one,
    remind,
    revoke_links,
    send,
    send_link_anew,
    withdraw,
)
from kronobarn.consultation.actions.concluding import adopt, publish, reply, take
from kronobarn.consultation.actions.drafting import (
    add_question,
    add_section,
    change,
    change_question,
    change_section,
    remove_question,
    remove_section,
    sections_of_the_pack,
    write,
)

__all__ = [
    "add_question",
    "add_section",
    "adopt",
    "change",
    "change_mailbox",
    "change_question",
    "change_section",
    "extend",
    "invite",
    "link_in_letter",
    "make_link",
    "open_for_one",
    "publish",
    "remind",
    "remove_question",
    "remove_section",
    "reply",
    "revoke_links",
    "sections_of_the_pack",
    "send",
    "send_link_anew",
    "take",
    "withdraw",
    "write",
]

"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission as P
from reminders.kinds import add_kind
from reports import entries
from reports.board import deadlines, following
from schools import rhythm


def register() -> None:
    for kind in deadlines.KINDS:
        add_kind(kind)
    for follow in (following.follow_terms, deadlines.keep):
        if follow not in rhythm.followers:
            rhythm.followers.append(follow)
    entries.add(entries.Entry(
        "The governors’ report",
        "Each term’s figures without any child’s name, and what the SENCO wants the board to know.",
        "board-report/", P.BOARD_REPORT_READ,
    ))  # fmt: skip

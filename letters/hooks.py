"""What the rooms of letters do when one moves, each in the transaction of the move.

A room adds its function in letters.apps, once.
"""

from collections.abc import Callable

on_issued: list[Callable] = []  # (letter): it is frozen and counts as sent today
on_reply: list[Callable] = []  # (letter, reply): an answer is recorded
on_closed: list[Callable] = []  # (letter): answered, returned or withdrawn
# (letter, reply, by): an answer was recorded on the wrong letter. What came of it is undone and the
# letter waits again; reply.taken_off_reason says why.
on_taken_off: list[Callable] = []


def tell(listeners: list[Callable], *facts) -> None:
    for listener in listeners:
        listener(*facts)

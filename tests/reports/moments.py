"""Somebody else saves a child between two questions of one reading. For test_one_moment."""

import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import connection

from accounts.permissions import Role
from pupils.models import Complaint
from reports.board import counting
from reports.census import reading as census
from reports.head import page as head
from reports.past import names
from reports.past import reading as past
from sendcase import moment
from tests.factories.board import place, term
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

SOME = 3  # of the places between two questions, spread over all of them


def _readers(school) -> dict[str, Callable]:
    """Each called as a view or a service calls it; as a value that can be compared."""
    today = moment.today()
    by = member(school, Role.HEAD)
    first, last = today - timedelta(days=30), today + timedelta(days=30)
    days = (today - timedelta(days=9), today)
    return {
        "board": lambda: repr(counting.counted(school, first, last)),
        "census": lambda: census.extract(school, today).sha256,
        "past": lambda: repr(past.read(school, days)),
        "behind": lambda: repr(names.listed(by, school, days, "movement", "Joined the school", "")),
        "head": lambda: repr(head.read(by, school)),
    }


def _saves(school, by) -> None:
    """A child with support who joined today, and a complaint, by another connection."""

    def save():
        try:
            child = PupilFactory(school=school, admitted_on=moment.today())
            place([child], "K", by, _First(), on=moment.today())
            words = {"way": "formal", "about": "Words.", "made_by": "Ms Brightwater"}
            Complaint.objects.create(
                school=school, pupil=child, made_on=moment.today(), recorded_by=by, **words
            )
        finally:
            connection.close()

    thread = threading.Thread(target=save)
    thread.start()
    thread.join()


class _First:
    def choice(self, rows):
        return rows[0]


class _After:
    """Does something once, when so many questions have been answered."""

    def __init__(self, number: int, do):
        self.number, self.do, self.asked = number, do, 0

    def __call__(self, execute, sql, *rest):
        found = execute(sql, *rest)
        # The snapshot is taken by the first question, not by the word that begins it.
        self.asked += sql.lstrip().upper().startswith("SELECT")
        if self.asked == self.number and self.do:
            do, self.do = self.do, None
            do()
        return found


def mixed() -> dict[str, tuple[int, list[int]]]:
    """{"board": (7, [3, 4])}: of seven questions, after the third and the fourth somebody saved,
    and what was read is not as before, or saving changed nothing that is read at all.
    """
    school = SchoolFactory()
    senco = member(school, Role.SENCO)
    term(school)
    place([PupilFactory(school=school) for _ in range(3)], "K", senco, _First())
    readers = _readers(school)
    return {name: _mixed(read, lambda: _saves(school, senco)) for name, read in readers.items()}


def _mixed(read: Callable, save: Callable) -> tuple[int, list[int]]:
    with connection.execute_wrapper(counter := _After(0, None)):
        before = read()
    found = []
    for number in range(1, counter.asked, max(counter.asked // SOME, 1)):
        with connection.execute_wrapper(_After(number, save)):
            seen = read()
        after = read()
        if seen != before or seen == after:
            found.append(number)
        before = after
    return counter.asked, found

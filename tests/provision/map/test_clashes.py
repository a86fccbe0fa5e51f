"""Two places at one time: children, adults, rooms."""

from datetime import date, time

import pytest

from provision.map import clashes
from provision.map.grouping import by_area, by_class, by_person, by_pupil
from provision.map.reading import NOBODY, Run, Taken, Time

FIRST, LAST = date(2026, 9, 7), date(2026, 12, 18)


def run(pk, *slots, pupils=(), staff=(), room="", area="Learning", order=1):
    found = Run(pk, f"Group {pk}", area, order, 2, "learning", "", room, FIRST, LAST, 20, 3, 6,
                "agreed")  # fmt: skip
    found.slots = [
        Time(day, at and time.fromisoformat(at), minutes, "", FIRST, None)
        for day, at, minutes in slots
    ]
    found.staff = [(None, name, FIRST, None) for name in staff]
    found.people = list(staff)
    found.pupils = [
        Taken(key, f"Child {key}", f"child {key}", 1, "Willow", "willow", FIRST, LAST)
        for key in pupils
    ]
    found.taken = len(found.pupils)
    return found


@pytest.mark.parametrize(
    ("second", "many"),
    [
        ((0, "09:10", 20), 1),
        ((0, "09:20", 20), 0),  # begins as the first ends
        ((0, "08:50", 10), 0),
        ((0, "08:50", 11), 1),
        ((1, "09:10", 20), 0),  # another day
        ((0, None, 20), 0),  # nobody said when
    ],
)
def test_times_that_overlap_clash(second, many):
    runs = [run(1, (0, "09:00", 20), pupils=[7]), run(2, second, pupils=[7])]

    assert len(clashes.of_children(runs)) == many


def test_the_words_name_both():
    runs = [run(1, (0, "09:00", 20), pupils=[7]), run(2, (0, "09:10", 15), pupils=[7, 8])]

    assert [each.words for each in clashes.of_children(runs)] == [
        "Child 7, Monday: Group 1 (09:00, 20 minutes) and Group 2 (09:10, 15 minutes)"
    ]


def test_a_place_that_ended_before_the_other_began_is_no_clash():
    one, two = run(1, (0, "09:00", 20)), run(2, (0, "09:00", 20))
    one.pupils = [Taken(7, "C", "c", 1, "W", "w", FIRST, date(2026, 10, 9))]
    two.pupils = [Taken(7, "C", "c", 1, "W", "w", date(2026, 10, 12), LAST)]

    assert clashes.of_children([one, two]) == []


def test_adults_and_rooms_clash_too():
    runs = [
        run(1, (2, "10:00", 30), staff=["Mrs Hall"], room="The Den"),
        run(2, (2, "10:15", 30), staff=["Mrs Hall", "Mr Roe"], room="the den"),
    ]

    assert [each.who for each in clashes.of_adults(runs)] == ["Mrs Hall"]
    assert len(clashes.of_rooms(runs)) == 1


def test_one_long_time_clashes_with_each_inside_it():
    runs = [run(1, (0, "09:00", 120), pupils=[7]), run(2, (0, "09:10", 5), pupils=[7]),
            run(3, (0, "10:30", 5), pupils=[7])]  # fmt: skip

    assert len(clashes.of_children(runs)) == 2


class TestGroups:
    @pytest.fixture
    def runs(self):
        return [
            run(1, pupils=[7, 8], staff=["Mrs Hall"], area="Feelings", order=3),
            run(2, pupils=[7], staff=["Mr Roe", "Mrs Hall"]),
            run(3),
        ]

    def test_by_area_in_the_schools_order(self, runs):
        assert [(each.title, len(each.runs)) for each in by_area(runs)] == [
            ("Learning", 2), ("Feelings", 1)
        ]  # fmt: skip

    def test_by_person_with_nobody_last(self, runs):
        assert [(each.title, each.minutes) for each in by_person(runs)] == [
            ("Mr Roe", 60), ("Mrs Hall", 120), (NOBODY, 60)
        ]  # fmt: skip

    def test_by_pupil_each_with_their_own(self, runs):
        found = by_pupil(runs)
        assert [(each.title, len(each.runs), each.pupils) for each in found] == [
            ("Child 7", 2, 1), ("Child 8", 1, 1)
        ]  # fmt: skip

    def test_by_class_counts_each_child_once(self, runs):
        [willow] = by_class(runs)
        assert (willow.title, willow.pupils, len(willow.runs)) == ("Willow", 2, 2)

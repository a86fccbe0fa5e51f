"""The line of a child's Now that says how much of this week's help was given already."""

from datetime import date

import pytest

from provision.ledger import reading, this_week
from provision.now import now_of
from provision.promised import services as promised
from pupils.models import Pupil
from schools.models import Closure
from tests.factories.people import UserFactory, sign_in
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory, share
from tests.provision.ledger.conftest import held

pytestmark = pytest.mark.django_db
MONDAY, WEDNESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27)
SUNDAY_BEFORE = date(2026, 11, 22)


def said(case, person=None):
    return this_week.said(now_of(person or case.senco, Pupil.objects.get(pk=case.pupil.pk)))


def test_what_was_ticked_since_monday_of_what_is_promised_until_friday(case):
    held(case.place, date(2026, 11, 16), SUNDAY_BEFORE)  # last week's
    held(case.place, MONDAY, WEDNESDAY)
    held(case.place, FRIDAY, FRIDAY, None)

    assert said(case) == "Given this week: 40 of 60 minutes"


def test_on_monday_morning_the_whole_week_is_still_to_come(case, now):
    now.move_to(MONDAY)
    assert said(case) == "Given this week: 0 of 60 minutes"


def test_missed_and_cut_short_count_for_what_took_place(case):
    held(case.place, MONDAY, MONDAY, "short", "staff_away", minutes=10)
    held(case.place, WEDNESDAY, WEDNESDAY, "missed", "event")
    assert said(case) == "Given this week: 10 of 60 minutes"


def test_a_day_the_school_is_closed_promises_nothing(case):
    Closure.objects.create(school=case.school, name="Storm", starts_on=FRIDAY, ends_on=FRIDAY)
    assert said(case) == "Given this week: 0 of 48 minutes"


def test_in_a_holiday_there_is_no_line(case, client, now):
    now.move_to(date(2026, 12, 29))
    assert said(case) == ""
    page = sign_in(client, case.senco).get(case.pupil.get_absolute_url()).content.decode()
    assert "Given this week" not in page


def test_more_of_one_help_does_not_hide_less_of_another(case):
    second = running(case.school, case.senco, name="Talk", starts_on=date(2026, 9, 7))
    place = in_it(second, case.pupil, case.senco)
    held(place, MONDAY, FRIDAY, weekdays=(0, 1, 2, 3, 4), minutes=20)  # 100 of 60 promised
    assert said(case) == "Given this week: 60 of 120 minutes and 40 minutes on top"


def test_much_is_said_in_hours(case):
    promised.promise(pupil=case.pupil, by=case.senco, what="An adult beside her", minutes=60,
                     times=3, from_on=MONDAY)  # fmt: skip
    held(case.place, MONDAY, MONDAY)
    assert said(case) == "Given this week: 20 minutes of 4 hours"


def test_all_of_it_and_more(case):
    held(case.place, MONDAY, FRIDAY, weekdays=(0, 1, 2, 4))
    assert said(case) == "Given this week: 60 of 60 minutes and 20 minutes on top"


def test_what_nobody_gives_counts_as_promised(case):
    promised.promise(pupil=case.pupil, by=case.senco, what="Talk time", minutes=10, times=3,
                     from_on=MONDAY)  # fmt: skip
    held(case.place, MONDAY, MONDAY)
    assert said(case) == "Given this week: 20 of 90 minutes"


def test_another_childs_minutes_and_what_begins_next_week_are_no_part_of_it(case):
    other = PupilFactory(school=case.school, class_group=case.klass)
    place = in_it(case.group, other, case.senco)
    marked(session_of(case.group, MONDAY), place)
    promised.promise(pupil=case.pupil, by=case.senco, what="Talk time", minutes=10, times=3,
                     from_on=date(2026, 11, 30))  # fmt: skip
    assert said(case) == "Given this week: 0 of 60 minutes"


def test_at_the_end_of_the_week_it_is_what_the_ledger_says(case, now):
    """Changed in mid-week, from a day that has its tick already."""
    held(case.place, MONDAY, WEDNESDAY)
    promised.change(promise=case.promise, version=case.promise.version, by=case.senco,
                    from_on=date(2026, 11, 24), minutes=25, times=3, per="week")  # fmt: skip
    held(case.place, FRIDAY, FRIDAY)
    now.move_to(date(2026, 11, 29))
    book = reading.book_of(case.school)
    ledgers = reading.of_pupil(case.senco, case.pupil, book, book.term())
    told = [(week.promised, week.given) for each in ledgers for week in each.weeks
            if week.monday == MONDAY]  # fmt: skip

    weeks = this_week.weeks_of(now_of(case.senco, Pupil.objects.get(pk=case.pupil.pk)))

    assert len(told) == 2
    assert [(week.promised, week.given) for week in weeks] == told


def test_it_is_said_to_whoever_reads_what_is_promised(case, client):
    held(case.place, MONDAY, MONDAY)
    guest, let_in = UserFactory(), UserFactory()
    share(case.pupil, guest)
    share(case.pupil, let_in, includes_provision=True)
    for person, is_said in ((case.senco, True), (case.teacher, True), (let_in, True),
                            (guest, False)):  # fmt: skip
        page = sign_in(client, person).get(case.pupil.get_absolute_url()).content.decode()
        assert ("Given this week: 20 of 60 minutes" in page) == is_said
    # Also where it is asked for somebody who may not read it.
    assert said(case, guest) == ""

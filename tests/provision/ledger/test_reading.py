"""The ledger read from the database: the same as counted, in few queries, in words."""

from collections import Counter
from datetime import date

import pytest

from provision.ledger import lines, reading, wording
from provision.models import Mark, Place, Promise
from provision.promised import services as promised
from pupils.models import Pupil
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory
from tests.provision.ledger.conftest import held

pytestmark = pytest.mark.django_db


def ledger_of(case, promise=None):
    book = reading.book_of(case.school)
    (found,) = reading.read([promise or case.promise], book, book.term())
    return found, book.term()


def test_a_week_says_what_was_promised_given_and_why_not(case):
    held(case.place, date(2026, 9, 7), date(2026, 9, 9))  # Monday, Wednesday
    held(case.place, date(2026, 9, 11), date(2026, 9, 11), "missed", "staff_away")
    held(case.place, date(2026, 9, 14), date(2026, 9, 18), None)

    ledger, _ = ledger_of(case)

    first, second = ledger.weeks[:2]
    assert (first.promised, first.given, first.missed) == (60, 40, Counter(staff_away=20))
    assert (second.promised, second.given, second.not_ticked) == (60, 0, 60)
    assert ledger.weeks[2].not_planned == 60


def test_a_term_is_its_eleven_weeks_until_today(case):
    ledger, window = ledger_of(case)
    assert window.name == "This term"
    assert len(ledger.weeks) == 11  # half-term is none
    assert ledger.total.promised == 660


def test_in_the_holiday_last_term_is_read(case, now):
    now.move_to(date(2026, 12, 29))
    _, window = ledger_of(case)
    assert (window.name, window.last) == ("Last term", date(2026, 12, 18))


def test_where_no_terms_are_entered_the_last_weeks_are_read(case):
    case.school.terms.all().delete()
    ledger, window = ledger_of(case)
    assert window.name == "In the last 12 weeks"
    assert ledger.weeks


def test_a_tick_moves_with_the_amount_that_held_on_its_day(case):
    """Changed on 27 November from the 16th on: what was ticked since is the new promise's."""
    held(case.place, date(2026, 11, 16), date(2026, 11, 20))

    new = promised.change(
        promise=case.promise, version=case.promise.version, by=case.senco,
        from_on=date(2026, 11, 16), minutes=30, times=2, per="week",
    )  # fmt: skip

    case.promise.refresh_from_db()
    ledger, _ = ledger_of(case, new)
    assert [(week.promised, week.given) for week in ledger.weeks] == [(60, 60), (60, 0)]
    assert ledger_of(case)[0].total.given == 0


def test_when_an_intervention_stops_the_promise_shows_that_nothing_is_planned(case):
    Place.objects.update(until_on=date(2026, 11, 13))
    ledger, _ = ledger_of(case)
    assert ledger.weeks[-1].not_planned == 60


def test_nothing_is_promised_after_a_childs_last_day(case):
    Pupil.objects.filter(pk=case.pupil.pk).update(left_on=date(2026, 9, 18))
    ledger, _ = ledger_of(case, Promise.objects.get(pk=case.promise.pk))
    assert ledger.total.promised == 120


@pytest.mark.parametrize("pupils", [2, 20])
def test_many_promises_take_three_queries(case, at_most, pupils):
    group = running(case.school, case.senco, starts_on=case.group.starts_on, places=40)
    for _ in range(pupils):
        held(in_it(group, PupilFactory(school=case.school)), date(2026, 11, 2),
             date(2026, 11, 2))  # fmt: skip
    book = reading.book_of(case.school)
    promises = list(Promise.objects.select_related("pupil"))
    with at_most(3):
        found = reading.read(promises, book, book.term())
    assert sum(each.total.given for each in found) == 20 * pupils


def test_a_family_reads_what_was_promised_and_what_came_of_it(case):
    held(case.place, date(2026, 9, 7), date(2026, 11, 20))
    held(case.place, date(2026, 11, 23), date(2026, 11, 25), "missed", "staff_needed")
    ledger, window = ledger_of(case)

    said = lines.in_words(ledger, window, "Amina")["sentences"]

    assert said == [
        "Amina was promised 60 minutes a week.",
        "This term Amina had 11 hours of 11 hours.",
        "40 minutes did not take place because the adult was needed elsewhere.",
        "40 minutes were on top of the promise.",
    ]


def test_several_reasons_are_one_sentence_the_most_minutes_first():
    said = wording.because("did not take place", {"event": 20, "child_away": 40}, "Amina")
    assert said == ["1 hour did not take place: 40 minutes because Amina was away, 20 minutes "
                    "because there was a trip, visit or event."]  # fmt: skip
    said = wording.because("were cut off the end of a time", {"event": 15}, "Amina")
    assert said == ["15 minutes were cut off the end of a time because there was a trip, visit or "
                    "event."]  # fmt: skip


def test_every_reason_of_a_tick_has_words():
    reasons = {*Mark.Reason.values, ""}
    assert set(wording.BECAUSE) == reasons
    assert set(wording.SHORT) == set(wording.TO_DO) == reasons | {"not_ticked", "not_planned"}


def test_lengths_in_words():
    said = [wording.length(minutes) for minutes in (0, 1, 45, 60, 135)]
    assert said == ["no minutes", "1 minute", "45 minutes", "1 hour", "2 hours 15 minutes"]

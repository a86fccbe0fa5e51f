"""A guest let in on a parent's agreement reads no longer than the parent answers: from the day
after compulsory school age the young person's own is needed.
"""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import AgencyRequest
from agencies.services import advising, asking, going
from pupils import school_age, sharing
from pupils.models import Pupil, Share
from reminders import keeping
from reminders.models import Deadline
from reminders.recount import differences
from reminders.resting import ASK
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import sign_in

LAST = date(2026, 6, 26)  # the last Friday in June of the year in which she turns 16
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def on(day: date):
    return moment.at(datetime(day.year, day.month, day.day, 10, tzinfo=moment.LONDON))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(born=DAYS, day=DAYS)
def test_the_filter_s_day_and_the_rule_are_one(born, day):
    over = school_age.is_over_compulsory_school_age(born, day)
    assert over == (born <= school_age.over_if_born_by(day))


@pytest.fixture
def young(case):
    """Let in on the mother's word until the end of August."""
    Pupil.objects.filter(pk=case.pupil.pk).update(born_on=date(2010, 3, 14))
    case.pupil.refresh_from_db()
    asking.rest_on(row=case.row, consent=case.agree(), by=case.senco)
    today = moment.today()
    row = AgencyRequest.objects.get(pk=case.row.pk)
    row = asking.ask(row=row, asked_on=today, asked_how="Form", by=case.senco,
                     expected_by=today + timedelta(weeks=6))  # fmt: skip
    case.row = going.let_in(row=row, by=case.senco, name="Ms K. Lowe", email="lowe@clinic.example",
                            until_on=date(2026, 8, 31))  # fmt: skip
    case.guest = case.row.share.user
    case.at = f"/agency-cases/{case.row.pk}/"
    return case


def opens(case) -> bool:
    browser = sign_in(Client(), case.guest)
    seen = {browser.get(address).status_code == 200
            for address in (case.at, f"{case.at}advice/", f"/pupils/{case.pupil.pk}/")}  # fmt: skip
    assert len(seen) == 1
    return seen.pop()


def due(case):
    rows = Deadline.objects.open().filter(kind=ASK, pupil=case.pupil)
    return list(rows.values_list("object_id", "due_on", "owner_role"))


def own_yes(case, **fields):
    return case.agree(contact=None, by_young_person=True, given_by=case.pupil.name, **fields)


def test_on_the_last_day_it_opens_and_on_the_next_it_rests(young):
    with on(LAST):
        assert opens(young)
    with on(LAST + timedelta(days=1)):
        assert not opens(young)
        with pytest.raises(IllegalMove, match="not open to you"):
            advising.receive_here(row=young.row, by=young.guest, summary="Late.")
        assert not Share.objects.current(young.guest).exists()


def test_her_own_yes_opens_it_again_and_ends_what_was_due(young):
    assert due(young) == [(young.row.share_id, LAST, "senco")]
    with on(LAST + timedelta(days=10)):
        assert keeping.keep(young.school.pk) >= 0 and differences(young.school.pk) == []
        assert due(young)
        row = AgencyRequest.objects.get(pk=young.row.pk)
        asking.rest_on(row=row, consent=own_yes(young), by=young.senco)
        assert opens(young) and due(young) == []
        assert differences(young.school.pk) == []


@pytest.mark.parametrize(("ended", "state"), [(True, "done"), (False, "dropped")])
def test_what_was_due_is_done_where_somebody_ended_it_and_falls_away_with_its_last_day(
    young, ended, state
):
    with on(date(2026, 9, 1)):
        if ended:
            sharing.end(share=young.row.share, by=young.senco)
        assert keeping.keep(young.school.pk) or ended
        [row] = Deadline.objects.filter(kind=ASK, pupil=young.pupil)
        assert row.state == state and differences(young.school.pk) == []


def test_asked_ahead_nothing_ever_rests(young):
    row = AgencyRequest.objects.get(pk=young.row.pk)
    asking.rest_on(row=row, consent=own_yes(young, until_on=date(2026, 7, 31)), by=young.senco)
    assert due(young) == [] and differences(young.school.pk) == []
    with on(LAST + timedelta(days=10)):
        assert opens(young)
    with on(date(2026, 8, 1)):  # her agreement was for a shorter time
        assert not opens(young)


def test_a_lack_of_capacity_on_record_lets_the_parent_s_word_stand(young):
    Pupil.objects.filter(pk=young.pupil.pk).update(parents_may_be_told="capacity")
    assert keeping.keep(young.school.pk) == 1 and due(young) == []
    with on(LAST + timedelta(days=10)):
        assert opens(young)


def test_that_parents_may_be_told_is_not_that_they_decide(young):
    Pupil.objects.filter(pk=young.pupil.pk).update(parents_may_be_told="agreed")
    with on(LAST + timedelta(days=10)):
        assert not opens(young)


def test_a_share_on_a_ground_of_safety_stands(young):
    Share.objects.filter(pk=young.row.share_id).update(consent=None)
    with on(LAST + timedelta(days=10)):
        assert opens(young)


def test_a_share_by_hand_rests_too_and_goes_on_with_her_word_for_the_same_days(young):
    Share.objects.filter(pk=young.row.share_id).update(ended_at=moment.now())
    kept = sharing.grant(
        pupil=young.pupil, name="Dr Lund", email="lund@clinic.example", reason="Speech",
        consent_note="Slip", until_on=date(2026, 8, 31), by=young.senco,
        consent=young.agree(kind="sharing"),
    )  # fmt: skip
    with on(LAST + timedelta(days=10)):
        assert not Share.objects.current(kept.user).exists()
        given = {"share": kept, "until_on": kept.until_on, "consent_note": "x", "by": young.senco}
        with pytest.raises(IllegalMove, match="own agreement"):
            sharing.extend(consent=young.row.consent, **given)
        sharing.extend(consent=own_yes(young, kind="sharing"), **given)
        assert Share.objects.current(kept.user).exists()


def test_both_pages_say_that_it_rests(young):
    browser = sign_in(Client(), young.senco)
    pages = (young.row.get_absolute_url(), f"/pupils/{young.pupil.pk}/sharing/")
    assert not any("Rests:" in browser.get(each).content.decode() for each in pages)
    with on(LAST + timedelta(days=1)):
        browser = sign_in(Client(), young.senco)
        for each in pages:
            assert "Rests:" in browser.get(each).content.decode(), each

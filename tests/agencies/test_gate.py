"""No agency hears of a child before somebody who may agreed; taken back, it ends that moment."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from agencies import following, gate
from agencies.deadlines import ASK, EXPECT, LOOK
from agencies.models import AgencyRequest
from agencies.services import asking, ending, going, writing
from audit.models import Event
from letters import services as letters
from letters.models import Letter
from pupils.consents import mistakes
from pupils.consents import services as consents
from pupils.models import ChronologyEntry, Pupil, Share
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import edits, moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.agencies import AgencyFactory, begun

DAY = timedelta(days=1)


def fresh(row):
    return AgencyRequest.objects.select_related("agency", "consent", "share").get(pk=row.pk)


def due(case, kind):
    rows = Deadline.objects.open().filter(kind=kind, pupil=case.pupil)
    return list(rows.values_list("object_id", "due_on", "owner_role"))


def ask(case, row=None, **fields):
    today = moment.today()
    given = {"asked_on": today, "asked_how": "Their form", "expected_by": today + 42 * DAY}
    return asking.ask(row=row or fresh(case.row), by=case.senco, **given | fields)


def withdraw(case, consent):
    return consents.withdraw(consent=consent, on=moment.today(), withdrawn_by="Leila",
                             how="By phone", by=case.senco)  # fmt: skip


def reply(letter, answer, by):
    return letters.record_reply(letter=letter, route="slip", received_on=moment.today(), by=by,
                                consent=answer, name_given=letter.contact.name)  # fmt: skip


def sent(letter):
    """As it stands after it was posted; the paper is proved where letters are."""
    by, now = letter.prepared_by, moment.now()
    Letter.objects.filter(pk=letter.pk).update(
        state="issued", issued_on=moment.today(), issued_by=by, approved_by=by, approved_at=now,
        answer_days=10,
    )  # fmt: skip
    return Letter.objects.get(pk=letter.pk)


def test_nobody_is_asked_without_an_agreement(case):
    with pytest.raises(IllegalMove, match="waits for consent"):
        ask(case)
    with pytest.raises(IllegalMove, match="Nobody has agreed"):
        asking.rest_on(row=case.row, consent=None, by=case.senco)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyRequest.objects.filter(pk=case.row.pk).update(state="ready")
    assert fresh(case.row).state == "waiting"


def test_on_an_agreement_it_is_asked_and_awaited(case):
    consent = case.agree(until_on=date(2026, 7, 22))
    row = asking.rest_on(row=case.row, consent=consent, by=case.senco)
    # Ten school days of a school that entered no terms: weekdays.
    assert (row.state, due(case, ASK)) == ("ready", [(row.pk, date(2026, 3, 16), "senco")])

    row = ask(case, expected_by=date(2026, 4, 13))
    assert (row.state, due(case, ASK)) == ("asked", [])
    assert due(case, EXPECT) == [(row.pk, date(2026, 4, 13), "senco")]
    assert Deadline.objects.get(kind=EXPECT).is_waiting
    assert differences(case.school.pk) == []
    story = ChronologyEntry.objects.get(summary__startswith="Asked for advice")
    assert (story.needs, story.on) == ("agency_view", date(2026, 3, 2))
    verbs = Event.objects.filter(object_type="agencies.agencyrequest").order_by("pk")
    assert [event.verb for event in verbs] == [
        "agency_request.begun", "agency_request.allowed", "agency_request.asked",
    ]  # fmt: skip


def test_an_agreement_that_is_over_lets_nobody_be_asked(case):
    consent = case.agree(until_on=date(2026, 3, 4))
    asking.rest_on(row=case.row, consent=consent, by=case.senco)
    with moment.at(moment.now() + 3 * DAY):
        with pytest.raises(IllegalMove, match="does not hold"):
            ask(case)
        assert gate.why_not(fresh(case.row)) == gate.ENDED
        again = case.agree()
        asking.rest_on(row=fresh(case.row), consent=again, by=case.senco)
        assert ask(case).consent == again


def test_a_yes_for_one_agency_is_none_for_another(case):
    consent = case.agree()
    asking.rest_on(row=case.row, consent=consent, by=case.senco)
    other = begun(case.pupil, case.senco, AgencyFactory(school=case.school))
    with pytest.raises(IllegalMove, match=case.agency.name):
        asking.rest_on(row=other, consent=consent, by=case.senco)
    assert gate.choices(other) == []


def test_other_kinds_and_other_children_do_not_count(case):
    sharing = case.agree(kind="sharing")
    with pytest.raises(IllegalMove, match="does not hold"):
        asking.rest_on(row=case.row, consent=sharing, by=case.senco)
    assert gate.choices(fresh(case.row)) == []


@pytest.fixture
def young(case):
    """Sixteen on the last Friday of June 2026: over compulsory school age from then on."""
    Pupil.objects.filter(pk=case.pupil.pk).update(born_on=date(2010, 3, 14))
    case.pupil.refresh_from_db()
    return case


def test_over_school_age_only_the_young_person_lets_it_go(young):
    before = young.agree()
    asking.rest_on(row=young.row, consent=before, by=young.senco)
    with moment.at(moment.now().replace(month=7, day=6)):
        with pytest.raises(IllegalMove, match="own agreement"):
            ask(young)
        own = young.agree(contact=None, by_young_person=True, given_by="Amina")
        asking.rest_on(row=fresh(young.row), consent=own, by=young.senco)
        assert ask(young).state == "asked"


def test_where_a_lack_of_capacity_is_recorded_the_parent_s_word_counts(young):
    Pupil.objects.filter(pk=young.pupil.pk).update(parents_may_be_told="capacity")
    asking.rest_on(row=young.row, consent=young.agree(), by=young.senco)
    with moment.at(moment.now().replace(month=7, day=6)):
        assert ask(young).state == "asked"


def test_the_letter_asks_in_our_words_and_its_yes_lets_it_go(case):
    until = date(2027, 3, 2)
    [letter] = asking.ask_family(row=case.row, until_on=until, by=case.senco)
    assert letter.facts["why"] == case.row.question
    assert letter.facts["until_day"] == "Tue 2 Mar 2027"
    reply(sent(letter), "yes", case.senco)

    row = fresh(case.row)
    assert (row.state, row.consent.contact, row.consent.until_on) == ("ready", case.mother, until)
    assert len(due(case, ASK)) == 1


def test_a_no_is_taken_kindly_and_nothing_waits(case):
    [letter] = asking.ask_family(row=case.row, until_on=date(2027, 3, 2), by=case.senco)
    reply(sent(letter), "no", case.senco)
    row = fresh(case.row)
    assert row.state == "refused" and "That is their right" in row.ended_words
    assert due(case, ASK) == [] and differences(case.school.pk) == []
    with pytest.raises(IllegalMove, match="the family said no"):
        ask(case)
    # They may think again.
    row = asking.rest_on(row=row, consent=case.agree(), by=case.senco)
    assert (row.state, row.ended_words) == ("ready", "")


def test_a_no_by_phone_is_taken_as_kindly(case):
    yes, before = case.agree(), case.agree(answer="no", given_on=moment.today() - DAY)
    for other in (yes, before):
        with pytest.raises(IllegalMove, match="Choose an answer"):
            asking.hear_no(row=case.row, consent=other, by=case.senco)
    no = case.agree(answer="no")
    assert gate.refusals(case.row) == [no]
    row = asking.hear_no(row=case.row, consent=no, by=case.senco)
    assert (row.state, row.ended_on) == ("refused", moment.today())
    # It was another family's after all: on a slip nobody can undo but by asking again.
    assert asking.rest_on(row=row, consent=yes, by=case.senco).state == "ready"


def test_a_no_on_the_wrong_letter_counts_for_nothing(case):
    [letter] = asking.ask_family(row=case.row, until_on=date(2027, 3, 2), by=case.senco)
    reply(sent(letter), "no", case.senco)
    consent = consents.of_source("letters.letter", letter.pk)
    mistakes.recorded_in_error(consent=consent, reason="Another family's", by=case.senco)
    assert fresh(case.row).state == "waiting"


def test_a_yes_in_error_sends_it_back_and_stops_what_had_begun(case):
    consent = case.agree()
    asking.rest_on(row=case.row, consent=consent, by=case.senco)
    mistakes.recorded_in_error(consent=consent, reason="Another family's", by=case.senco)
    assert (fresh(case.row).state, fresh(case.row).consent) == ("waiting", None)
    asking.rest_on(row=fresh(case.row), consent=(again := case.agree()), by=case.senco)
    ask(case)
    mistakes.recorded_in_error(consent=again, reason="Another family's", by=case.senco)
    assert (fresh(case.row).state, fresh(case.row).ended_words) == (
        "withdrawn", following.IN_ERROR
    )  # fmt: skip


def test_taken_back_it_stops_at_once_with_all_that_rests_on_it(case):
    consent = case.agree()
    asking.rest_on(row=case.row, consent=consent, by=case.senco)
    row = ask(case)
    going.let_in(row=row, by=case.senco, name="Ms K. Lowe", email="lowe@clinic.example",
                 until_on=moment.today() + 30 * DAY)  # fmt: skip
    withdraw(case, consent)

    row = fresh(case.row)
    assert (row.state, row.ended_on, row.ended_words) == (
        "withdrawn", moment.today(), following.TAKEN_BACK
    )  # fmt: skip
    assert row.share.ended_at is not None
    assert not Share.objects.current(row.share.user).exists()
    assert due(case, EXPECT) == [] and differences(case.school.pk) == []
    assert ChronologyEntry.objects.filter(summary__startswith="Stopped").count() == 1
    with pytest.raises(IllegalMove, match="it was stopped"):
        ask(case)


def test_safety_goes_at_once_and_the_head_looks(case):
    row = asking.override(row=case.row, ground="The lead decided today.", by=case.senco)
    assert (row.state, row.ground_by) == ("ready", case.senco)
    assert due(case, LOOK) == [(row.pk, date(2026, 3, 4), "head")]
    assert ask(case).state == "asked"
    with pytest.raises(IllegalMove, match="cannot be the second"):
        asking.look(row=row, goes_on=True, words="", by=case.senco)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyRequest.objects.filter(pk=row.pk).update(second_by=case.senco)
    row = asking.look(row=row, goes_on=True, words="Right.", by=case.head)
    # The story goes into packs that are read at home.
    assert not ChronologyEntry.objects.filter(needs="agency_view").exists()
    assert (row.second_by, due(case, LOOK)) == (case.head, [])
    assert fresh(row).state == "asked" and differences(case.school.pk) == []
    with pytest.raises(IllegalMove, match="nothing to look at"):
        asking.look(row=row, goes_on=True, words="", by=case.head)


def test_on_a_ground_the_letter_that_asks_the_family_does_not_go_out_later(case):
    """It would say that nobody is asked before they agree, and could put the child in danger."""
    [letter] = asking.ask_family(row=case.row, until_on=moment.today() + 42 * DAY, by=case.senco)
    asking.override(row=fresh(case.row), ground="The lead decided.", by=case.senco)
    letter.refresh_from_db()
    assert letter.state == "withdrawn"


def test_the_head_can_stop_it_and_a_ground_is_never_empty(case):
    with pytest.raises(IllegalMove, match="Write down why"):
        asking.override(row=case.row, ground=" ", by=case.senco)
    asking.override(row=case.row, ground="The lead decided.", by=case.senco)
    ask(case)
    with pytest.raises(IllegalMove, match="Say why"):
        asking.look(row=case.row, goes_on=False, words="", by=case.head)
    asking.look(row=case.row, goes_on=False, words="The family can be asked.", by=case.head)
    row = fresh(case.row)
    assert (row.state, row.ended_words) == ("withdrawn", "The family can be asked.")
    assert due(case, LOOK) == due(case, EXPECT) == []


def test_a_ground_of_safety_stands_when_an_agreement_ends(case):
    asking.override(row=case.row, ground="The lead decided.", by=case.senco)
    consent = case.agree()
    asking.rest_on(row=fresh(case.row), consent=consent, by=case.senco)
    ask(case)
    withdraw(case, consent)
    assert fresh(case.row).state == "asked"


def written(case, row, **fields):
    given = {"name": "Ms K. Lowe", "address": "Speech team\n1 Clinic Road",
             "expected_by": moment.today() + 42 * DAY}  # fmt: skip
    [letter] = writing.write(row=row, by=case.senco, **given | fields)
    return letter


def test_our_letter_to_the_agency_rests_on_the_agreement_and_counts_when_it_is_sent(case):
    with pytest.raises(IllegalMove, match="waits for consent"):
        written(case, case.row)
    row = asking.rest_on(row=case.row, consent=case.agree(), by=case.senco)
    letter = written(case, row)
    assert (letter.other_name, letter.facts["question"]) == ("Ms K. Lowe", row.question)
    assert fresh(row).state == "ready" and len(due(case, ASK)) == 1
    letters.issue(letter=letters.approve(letter=letter, by=case.senco), by=case.senco)
    row = fresh(row)
    assert (row.state, row.asked_on, row.asked_how) == (
        "asked", moment.today(), f"By our letter L{letter.pk}"
    )  # fmt: skip
    assert due(case, ASK) == [] and len(due(case, EXPECT)) == 1
    assert differences(case.school.pk) == []


def test_our_letter_does_not_go_on_another_agency_s_agreement(case):
    """The room of letters asks whether anything holds; the request asks for its own."""
    consent = case.agree(until_on=date(2026, 3, 4))
    letter = written(case, asking.rest_on(row=case.row, consent=consent, by=case.senco))
    letter = letters.approve(letter=letter, by=case.senco)
    other = begun(case.pupil, case.senco, AgencyFactory(school=case.school))
    asking.rest_on(row=other, consent=case.agree(), by=case.senco)
    with moment.at(moment.now() + 3 * DAY):
        with pytest.raises(IllegalMove, match="does not hold"):
            letters.issue(letter=letter, by=case.senco)
        letter.refresh_from_db()
        assert (letter.state, fresh(case.row).state) == ("approved", "ready")


def test_our_letter_to_the_agency_on_a_ground_is_the_head_s_to_approve(case):
    row = asking.override(row=case.row, ground="The lead decided.", by=case.senco)
    letter = written(case, row)
    assert (letter.facts["ground"], letter.signed_by) == ("The lead decided.", "head")
    with pytest.raises(IllegalMove):
        letters.approve(letter=letter, by=case.senco)


def test_an_agreement_taken_back_takes_back_our_letter_to_the_agency(case):
    consent = case.agree()
    letter = written(case, asking.rest_on(row=case.row, consent=consent, by=case.senco))
    withdraw(case, consent)
    letter.refresh_from_db()
    assert (letter.state, fresh(case.row).state) == ("withdrawn", "withdrawn")


def test_asked_again_with_the_day_they_say_now(case):
    asking.rest_on(row=case.row, consent=case.agree(), by=case.senco)
    row = ask(case)
    later = row.expected_by + 14 * DAY
    going.chase(row=row, on=moment.today(), how="phone", words="After Easter.", by=case.senco,
                expected_by=later)  # fmt: skip
    assert [day for _, day, _ in due(case, EXPECT)] == [later]
    assert fresh(row).chases.get().words == "After Easter."
    row = going.begin_work(row=fresh(row), on=moment.today(), by=case.senco)
    assert row.state == "working" and len(due(case, EXPECT)) == 1
    row = ending.decline(row=row, on=moment.today(), words="No place.", by=case.senco)
    assert (row.state, due(case, EXPECT)) == ("declined", [])
    assert differences(case.school.pk) == []


def test_one_is_open_with_one_agency_and_a_day_must_be_possible(case):
    with pytest.raises(IllegalMove, match="open with"):
        begun(case.pupil, case.senco, case.agency)
    asking.rest_on(row=case.row, consent=case.agree(), by=case.senco)
    for days in ({"asked_on": moment.today() + DAY}, {"asked_on": moment.today() - DAY},
                 {"expected_by": moment.today() - DAY}):  # fmt: skip
        with pytest.raises(IllegalMove):
            ask(case, **days)
    assert fresh(case.row).state == "ready"


def test_two_people_at_one_request_see_each_other(case):
    with pytest.raises(Stale):
        ending.stop(row=case.row, by=case.senco, words="No.", version=case.row.version + 1)
    with transaction.atomic():
        assert edits.locked(AgencyRequest, case.row.pk).state == "waiting"


def test_the_letter_that_waits_is_taken_back_with_the_request(case):
    [letter] = asking.ask_family(row=case.row, until_on=date(2027, 3, 2), by=case.senco)
    ending.stop(row=case.row, by=case.senco, words="Not needed any more.")
    letter.refresh_from_db()
    assert letter.state == "withdrawn"


def test_who_leaves_is_asked_about_no_more(case):
    from pupils.services import update_pupil

    asking.rest_on(row=case.row, consent=case.agree(), by=case.senco)
    ask(case)
    case.pupil.refresh_from_db()
    update_pupil(pupil=case.pupil, version=case.pupil.version, by=case.senco,
                 left_on=moment.today())  # fmt: skip
    assert fresh(case.row).state == "withdrawn"
    assert differences(case.school.pk) == []
    with pytest.raises(IllegalMove, match="has left"):
        begun(Pupil.objects.get(pk=case.pupil.pk), case.senco, case.agency)

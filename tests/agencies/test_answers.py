"""Whose answer it is, and to which agency: a yes of somebody marked, a no to another."""

import pytest

from agencies import gate
from agencies.models import AgencyRequest
from agencies.services import asking, going
from pupils.consents import mistakes
from pupils.models import Contact
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.agencies.test_gate import DAY, ask, fresh, reply, sent
from tests.factories.agencies import AgencyFactory, begun

WHY = "The order is about contact alone."


def mark(case):
    Contact.objects.filter(pk=case.mother.pk).update(do_not_contact=True)
    case.mother.refresh_from_db()


def test_a_yes_of_somebody_marked_since_starts_nothing_new(case):
    consent = case.agree()
    mark(case)
    assert gate.choices(fresh(case.row)) == []
    with pytest.raises(IllegalMove, match="marked “do not contact”"):
        asking.rest_on(row=case.row, consent=consent, by=case.senco)
    again = case.agree(may_decide_reason=WHY)
    assert gate.choices(fresh(case.row)) == [again]
    asking.rest_on(row=fresh(case.row), consent=again, by=case.senco)
    assert ask(case).state == "asked"


def test_what_was_asked_before_the_mark_goes_on_and_lets_nobody_in(case):
    asking.rest_on(row=case.row, consent=case.agree(), by=case.senco)
    row = ask(case)
    mark(case)
    assert "marked “do not contact”" in gate.why_not(fresh(row))
    with pytest.raises(IllegalMove, match="marked “do not contact”"):
        going.let_in(row=row, by=case.senco, name="Ms K. Lowe", email="lowe@clinic.example",
                     until_on=moment.today() + DAY)  # fmt: skip
    assert fresh(row).state == "asked"


def other_of(case):
    return begun(case.pupil, case.senco, AgencyFactory(school=case.school))


def test_a_no_to_one_agency_s_letter_closes_no_other_s_request(case):
    other = other_of(case)
    [letter] = asking.ask_family(row=case.row, until_on=moment.today() + DAY, by=case.senco)
    reply(sent(letter), "no", case.senco)
    no = fresh(case.row).refusal
    assert no.answer == "no" and gate.refusals(other) == []
    with pytest.raises(IllegalMove, match="Choose an answer"):
        asking.hear_no(row=other, consent=no, by=case.senco)
    assert fresh(other).state == "waiting"


def test_a_no_that_closed_one_closes_no_other(case):
    other, no = other_of(case), case.agree(answer="no")
    assert gate.refusals(other) == [no]
    asking.hear_no(row=case.row, consent=no, by=case.senco)
    assert gate.refusals(other) == []
    with pytest.raises(IllegalMove, match="Choose an answer"):
        asking.hear_no(row=other, consent=no, by=case.senco)


def test_a_no_by_hand_that_was_an_error_opens_what_it_closed(case):
    no = case.agree(answer="no")
    asking.hear_no(row=case.row, consent=no, by=case.senco)
    mistakes.recorded_in_error(consent=no, reason="Another child's", by=case.senco)
    row = fresh(case.row)
    assert (row.state, row.refusal, row.ended_words) == ("waiting", None, "")


def test_they_may_think_again_and_nothing_points_at_the_no(case):
    asking.hear_no(row=case.row, consent=case.agree(answer="no"), by=case.senco)
    row = asking.rest_on(row=fresh(case.row), consent=case.agree(), by=case.senco)
    assert (row.state, row.refusal) == ("ready", None)
    assert AgencyRequest.objects.filter(refusal=None).count() == 1

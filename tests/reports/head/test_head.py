"""The head’s page: true, leading somewhere, for the head alone, in twelve questions."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.permissions import Role
from provision.costs import services as costs
from provision.map import clashes
from reminders.kinds import kinds as known
from reminders.models import Deadline
from reports.head import late, load, money, page, printing, risk, staffing
from reports.head import words as nouns
from reports.head.lines import Line, part
from schools.models import Membership
from sendcase import moment
from tests.factories import agencies, head
from tests.factories.complaints import Case
from tests.factories.people import member, sign_in
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    return Case()


@pytest.fixture
def busy(case):
    return head.busy(case)


def opened(case, person=None):
    return sign_in(Client(), person or case.head).get(f"/{case.school.slug}/head/")


def said(case, key) -> list[str]:
    case.school.refresh_from_db()
    [part] = [part for part in page.read(case.head, case.school).parts if part.key == key]
    return [line.words for line in part.lines]


def test_what_is_late_stands_by_kind_the_worst_first(busy):
    kinds = said(busy, "late")
    assert kinds[0] == "2 support plans to review, the oldest 23 days late"
    assert any(words.endswith("4 days late; it waits for somebody outside") for words in kinds)


def test_what_the_law_dates_stands_before_what_is_more(case):
    today = moment.today()
    rows = [
        {"kind": kind, "due_on": today - days * head.DAY, "is_legal": legal, "is_waiting": False,
         "put_off_until": None}
        for kind, days, legal in (("review-plan", 9, False), ("review-plan", 3, False),
                                  ("ehc-advice", 1, True))
    ]  # fmt: skip
    first, second = late.by_kind(rows, today, "/").lines
    assert (first.words, first.word) == (
        "1 piece of school advice to send to the authority, 1 day late", "Late by law"
    )  # fmt: skip
    assert second.word == "Late"
    assert late.in_all(rows, today) == "3 things are late, 1 of them by law."
    assert late.in_all(rows[2:], today) == "1 thing is late, by law."
    assert late.in_all(rows[:1], today) == "1 thing is late, not by law."


@pytest.mark.parametrize("key", known)
def test_every_kind_has_words_for_one_and_for_many(key):
    one, many = nouns.WORDS[key]
    assert one != many and "{" not in one + many


def test_the_first_sentence_says_what_is_late_and_where_else_to_look(busy):
    text = opened(busy).content.decode()
    assert re.search(
        r"\d+ things are late, .* by law\. Look also at who gives the help, money and what may",
        text,
    )


def test_more_late_before_older_before_sooner(case):
    today, at = moment.today(), {"put_off_until": None, "is_waiting": False, "is_legal": False}

    def due(key, *days):
        return [at | {"key": key, "due_on": today - each * head.DAY} for each in days]

    rows = due("soon", -3) + due("one old", 90) + due("two", 1, 2) + due("one", 4) + due("far", -99)
    found = late.heaps(rows, today, lambda row: row["key"], lambda row: row["key"])
    assert [heap.words for heap in found] == ["two", "one old", "one", "soon", "far"]
    assert [(heap.late, heap.oldest, heap.soon) for heap in found[:2]] == [(2, 2, 0), (1, 90, 0)]


def test_who_has_how_much_stands_by_person(busy):
    people = said(busy, "people")
    assert any(re.match(r"Ms Whitlock: \d+ open, 2 late, \d+ due in the next two", each)
               for each in people)  # fmt: skip
    assert "Mr Lee: 1 open, 1 late" in people


def test_what_was_put_off_is_not_late(busy):
    ahead = moment.today() + head.DAY
    Deadline.objects.filter(kind="write-plan").update(put_off_until=ahead, put_off_why="Ill")
    assert not any("waits for somebody" in words for words in said(busy, "late"))


def test_the_weeks_count_what_is_the_sencos(busy):
    Deadline.objects.filter(kind="write-plan").update(is_waiting=False)
    found = page.asked.read(busy.head, busy.school)
    mine = {item.pk for item in load.items(found, moment.today())}
    theirs = Deadline.objects.get(kind="write-plan").pk
    training = Deadline.objects.get(kind="training-expiring").pk
    assert theirs not in mine and training in mine
    Deadline.objects.filter(pk=training).update(is_waiting=True)
    found = page.asked.read(busy.head, busy.school)
    assert training not in {item.pk for item in load.items(found, moment.today())}
    assert said(busy, "load")[0].startswith("In the next eight weeks about ")


def test_who_is_in_two_places_and_what_nobody_gives(busy):
    staff = said(busy, "staff")
    assert any("In two places at one time: Mrs D. Lamb, Monday" in words for words in staff)
    assert "Nobody gives Sounds together." in staff
    assert any("1 training to renew, the first by" in words for words in staff)
    assert any(words.startswith("Mrs D. Lamb: Number club, Word club (40") for words in staff)


def test_each_adult_in_two_places_is_one_line_the_most_first():
    day = clashes.Clash("Mrs Lamb", "Monday", "Words", "Numbers")
    lines = [day, replace(day, day="Tuesday")]
    assert staffing.clashing(lines[:1]) == (
        "In two places at one time: Mrs Lamb, Monday: Words and Numbers."
    )
    assert staffing.clashing(lines) == (
        "In two places at one time, 2 times a week: Mrs Lamb, Monday: Words and Numbers, and "
        "others."
    )


def test_who_stands_in_and_which_role_nobody_holds(case):
    away = moment.today() + 5 * head.DAY
    deputy = member(case.school, Role.TEACHER, name="Mr Reed")
    Membership.objects.create(user=deputy, school=case.school, role="senco", until_on=away,
                              from_on=moment.today(), deputy_for=case.senco)  # fmt: skip
    staff = said(case, "staff")
    assert any(
        words.startswith("Mr Reed stands in for Ms Whitlock as SENCO until") for words in staff
    )
    Membership.objects.filter(role="senco").update(from_on="2020-01-01", until_on="2020-01-02")
    assert "Nobody holds the role of SENCO today." in said(case, "staff")


def test_the_money_is_that_of_the_page_of_costs(busy):
    money = said(busy, "money")
    costs_page = sign_in(Client(), busy.head).get(f"/{busy.school.slug}/provision/cost/")
    totals = costs_page.context["totals"]
    for key, words in (("by_end", money[0]), ("comes_in", money[1])):
        pence = round(float(totals[key].replace("£", "").replace(",", "")) * 100)
        assert f"£{(pence + 50) // 100:,}" in words, (key, words)
    assert any(re.search(r"1 child will cost more than £6,000: £[\d,]+ above. Nobody pays", words)
               for words in money)  # fmt: skip


def test_money_that_comes_in_for_a_child_pays_what_lies_above(busy):
    costs.fund(school=busy.school, by=busy.senco, pupil=busy.pupil, source="top_up", note="",
               pence=2_000_000, from_on=moment.today(), until_on=moment.today())  # fmt: skip
    assert any("All of it is paid for." in words for words in said(busy, "money"))


def test_each_risk_has_its_sentence(busy):
    risk = " ".join(said(busy, "risk"))
    for words in ("1 promise of help is not kept", "The SENCO has not looked at it yet.",
                  "An agency was asked about 1 child, and the agreement has ended.",
                  "1 formal complaint is open, of ", "is a weekend. Do it by",
                  "1 plan has not been sent to the family."):  # fmt: skip
        assert words in risk, words


def test_what_others_do_by_a_closed_day_is_no_clash_of_the_school(busy):
    dated = Deadline.objects.filter(school=busy.school, kind__startswith="ehc-", is_legal=True)
    assert any("Do it by" in words for words in said(busy, "risk"))
    dated.update(is_waiting=True)
    assert not any("Do it by" in words for words in said(busy, "risk"))


def test_an_agency_gives_help_only_with_an_agreement_of_that_child(case):
    run = running(case.school, case.senco, agency="Speech therapy", work="Speech")
    in_it(run, case.pupil, case.senco)
    other = PupilFactory(school=case.school)
    agencies.agreed(other, case.senco)
    words = "An agency gives help to 1 child without an agreement that holds."
    assert words in said(case, "risk")
    agencies.agreed(case.pupil, case.senco)
    assert words not in said(case, "risk")


def test_a_request_rests_on_its_own_agreement(busy):
    agencies.agreed(busy.asked.pupil, busy.senco)
    words = "An agency was asked about 1 child, and the agreement has ended."
    assert words in said(busy, "risk")


def test_who_has_not_read_stands_with_the_number_of_plans(busy, monkeypatch):
    from iep.readers import asking

    owing = [asking.Owing(n, busy.teacher.pk, moment.today()) for n in (1, 2)]
    monkeypatch.setattr(asking, "owing", lambda school: owing)
    assert said(busy, "unread") == ["Mr Lee: 2 plans"]


def test_a_quiet_school_says_so(case):
    assert "Nothing is late." in opened(case).content.decode()


def test_every_line_leads_to_a_page_that_opens(busy):
    client = sign_in(Client(), busy.head)
    parts = opened(busy).context["parts"]
    links = {line.url for part in parts for line in (*part.lines, *filter(None, [part.more]))}
    links.discard("/owed/1000/")
    assert len(links) > 12
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("path", ["head/", "head/pdf/"])
@pytest.mark.parametrize("role", ["senco", "teacher", "support", "office", "governor"])
def test_for_nobody_else_is_it_there(case, role, path):
    person = member(case.school, role)
    assert sign_in(Client(), person).get(f"/{case.school.slug}/{path}").status_code == 404


def test_nothing_of_another_school_is_counted(busy):
    other = Case()
    assert said(other, "late") == [] and said(other, "money") == []
    assert other.head.name in " ".join(said(other, "people")) or said(other, "people") == []


@pytest.mark.parametrize("size", [10, 200])
def test_twelve_questions_at_any_size(busy, size, at_most):
    head.crowd(busy, size)
    client = sign_in(Client(), busy.head)
    with at_most(12):
        answer = client.get(f"/{busy.school.slug}/head/")
    assert answer.status_code == 200
    assert len(answer.content) < 60_000
    assert max(len(part.lines) for part in answer.context["parts"]) <= 10


LONG = "In two places at one time: Mrs Featherstonehaugh-Lamb, Tuesday: Sounds together in Year 3 "
MOST = {"late": 6, "people": 7, "load": 4, "staff": 8, "money": 5, "risk": 8, "unread": 5}


def test_the_fullest_page_is_one_a4(case):
    """Each part with as many lines as it can have, half of them over two lines."""
    whole = [
        part(key, key.title(), [Line(LONG * (1 + number % 2), "/", "late", "Over-booked")
                                for number in range(most + 3)], most=most, url="/")
        for key, most in MOST.items()
    ]  # fmt: skip
    paper = printing.pdf(case.school, whole, "47 lines ask for somebody today.", "Fri 27 Nov 2026")
    pages = PdfReader(BytesIO(paper)).pages
    assert len(pages) == 1 and "and 3 more" in pages[0].extract_text()


def test_the_fullest_page_is_what_the_parts_can_have(busy):
    assert MOST == {
        "late": late.MOST_KINDS, "people": late.MOST_PEOPLE, "load": load.MOST + 1,
        "staff": staffing.MOST, "money": money.MOST, "risk": risk.MOST,
        "unread": risk.MOST_READERS,
    }  # fmt: skip
    case = busy
    answer = sign_in(Client(), case.head).get(f"/{case.school.slug}/head/pdf/")
    words = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert answer["Content-Type"] == "application/pdf"
    assert "2 support plans to review, the oldest 23 days late" in words

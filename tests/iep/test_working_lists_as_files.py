"""Lists of everyday work as files: what is on screen, for those who may, and nothing besides.

Every name and every word here begins as a formula does.
"""

import csv
import html
import io
import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from audit.models import Event, EventDetail
from iep.moves.services import start_move
from iep.notes import services as notes
from provision.interventions import services as provision
from pupils.models import Score
from pupils.wording import day_text
from schools.models import Term
from sendcase import moment
from tests.factories.bank import bank_target, strategy
from tests.factories.handing_on import begun
from tests.factories.iep import shared_plan
from tests.factories.people import member, sign_in
from tests.factories.profile import said_by
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
BEFORE, AHEAD = TODAY - timedelta(days=1), TODAY + timedelta(days=60)
TO_TICK = "Not ticked yet"  # where the page has buttons


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with moment.at(datetime(2026, 11, 25, 10, tzinfo=moment.LONDON)):
        yield


@pytest.fixture
def at(no_printing):
    """Oakfield with one child of =Willow about whom there is a line in every list."""
    school = SchoolFactory(slug="oakfield")
    school.policy.plan_check = "term"
    school.policy.save()
    Term.objects.create(
        school=school, name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18)
    )
    willow = ClassGroupFactory(school=school, name="=Willow")
    senco, helper = member(school, Role.SENCO), member(school, Role.SUPPORT, name="=Hall")
    teacher = member(school, Role.TEACHER, name="=Archer")
    hold_class(teacher, willow)
    group = running(school, senco, days=(), times=2, staff=helper, name="=Sounds", places=9)
    at = SimpleNamespace(school=school, willow=willow, senco=senco, helper=helper, teacher=teacher,
                         group=group, before=session_of(group, BEFORE),
                         now=session_of(group, TODAY, note="=Page 12"))  # fmt: skip
    bank_target(school, target="=Reads")
    strategy(school, "=Sit", phrases=["=Be seated"])
    at.child, at.plan = about(at, "=Amina")
    begun(willow, by=senco, receiver=teacher, takes_on=AHEAD)
    assign(helper, at.child)
    return at


def about(at, name, **facts):
    """One more child with a line in every list about children; (child, plan)."""
    given = {"class_group": at.willow, "year": "6", **facts}
    child = PupilFactory(school=at.school, legal_first_name=name, legal_last_name="Lo", **given)
    plan = shared_plan(child, by=at.senco)
    notes.add_note(plan=plan, by=at.senco, text="=Read 12 words")
    marked(at.now, in_it(at.group, child, at.senco), by=at.helper)
    start_move(pupil=child, direction="leaving", by=at.senco)
    return child, plan


def of_child(at):
    """What stands on the child's own page, once more."""
    Score.objects.create(
        school=at.school, pupil=at.child, test="=Maths", test_key=f"m{Score.objects.count()}",
        kind="scaled", tenths=950, taken_on=TODAY, source="=Form B", recorded_by=at.senco,
    )  # fmt: skip
    said_by(at.child, at.senco, like=[], feel_noise="", like_words="=Drawing")


S, ON = "'=Sounds", "25/11/2026"
WHEN = "20 minutes"
# The page; its file; what stands in it.
LISTS = {
    "sessions of a day": ("/oakfield/sessions/all/", lambda at: [
        ["Intervention", "Day", "When", "Given by", "Covered by", "Child", "How it was",
         "Ticked by", "Note"],
        [S, ON, WHEN, "'=Hall", "", "'=Amina L.", "Took place", "'=Hall", "'=Page 12"],
    ]),
    "sessions of one": ("/interventions/{at.group.pk}/sessions/?show=waiting", lambda at: [
        ["Intervention", "Day", "When", "Given by", "Covered by", "Child", "How it was",
         "Ticked by", "Note"],
        [S, "24/11/2026", WHEN, "'=Hall", "", "'=Amina L.", TO_TICK, "", ""],
    ]),
    "not ticked": ("/oakfield/sessions/late/", lambda at: [
        ["Given by", "Intervention", "Sessions", "Since"], ["'=Hall", S, "1", "24/11/2026"],
    ]),
    "handover": ("/oakfield/handover/?year=2026", lambda at: [
        ["Class", "Goes to", "From", "State", "Children"],
        ["'=Willow", "'=Archer", f"{AHEAD:%d/%m/%Y}", "Being written", "0 of 1 written"],
    ]),
    "leaving": ("/oakfield/moves/?who=leaving&show=all", lambda at: [
        ["Pupil", "Class", "Last day", "To", "Stage", "Tasks"],
        ["'=Amina Lo", "'=Willow", "End of the summer term", "", "", "0 of 4 done"],
    ]),
    "notes": ("/plans/{at.plan.pk}/notes/", lambda at: [
        ["On", "Written by", "About", "Note", "Withdrawn"],
        [ON, at.senco.name, "The plan as a whole", "'=Read 12 words", ""],
    ]),
    "readers": ("/oakfield/plans/readers/?by=plan", lambda at: [
        ["Pupil", "Class", "Plan", "Not read by", "Since"],
        ["'=Amina Lo", "'=Willow", at.plan.kind.short_name, "'=Archer", ON],
        ["'=Amina Lo", "'=Willow", at.plan.kind.short_name, "'=Hall", ON],
    ]),
    "readers by person": ("/oakfield/plans/readers/?by=person", lambda at: [
        ["Person", "Pupil", "Plan", "Since"],
        ["'=Archer", "'=Amina Lo", at.plan.kind.short_name, ON],
        ["'=Hall", "'=Amina Lo", at.plan.kind.short_name, ON],
    ]),
    "plans to check": ("/oakfield/plans/check/", lambda at: [
        ["Class", "Pupil", "Plan", "Targets", "Lead", "Review", "Last review"],
        ["'=Willow", "'=Amina Lo", at.plan.kind.short_name, "3 targets", at.senco.name,
         f"{at.plan.review_on:%d/%m/%Y}", ""],
    ]),
    "targets": ("/oakfield/bank/?show=kept&q=reads", lambda at: [
        ["Target", "Area of need", "Years", "In plans here"],
        ["'=Reads", "Cognition and learning", "Every year", "Not used yet."],
    ]),
    "strategies": ("/oakfield/bank/strategies/", lambda at: [
        ["Strategy", "Also written as", "Area of need", "How much it matters"],
        ["'=Sit", "'=Be seated", "Every area", strategy_weight(at)],
    ]),
    "scores": ("/pupils/{at.child.pk}/scores/", lambda at: [
        ["Test", "Result", "Kind", "When", "From"], ["'=Maths", "95", "scaled", ON, "'=Form B"],
    ]),
    "own views": ("/pupils/{at.child.pk}/profile/", lambda at: [
        ["On", "How it was told", "Who helped", "About", "What was said", "Withdrawn"],
        [ON, "by choosing pictures", "Mrs Lamb", "What I like", "'=Drawing", ""],
    ]),
}  # fmt: skip


def strategy_weight(at) -> str:
    return at.school.strategies.get().get_weight_display()


def page_of(which, at) -> str:
    return LISTS[which][0].format(at=at)


def file_of(which, at, kind="csv") -> str:
    path, _, query = page_of(which, at).partition("?")
    path = path.replace("/profile/", "/own-views/")
    return f"{path}as/{kind}/?{query}"


def lines(response) -> list[list[str]]:
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def as_shown(cell: str) -> str:
    """As the page has it: no apostrophe, and a date in words."""
    if found := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", cell):
        day, month, year = map(int, found.groups())
        return day_text(date(year, month, day))
    return cell.removeprefix("'")


@pytest.mark.parametrize("which", LISTS)
def test_the_file_says_what_is_on_screen_and_the_log_who_took_it(client, at, which):
    of_child(at)
    sign_in(client, at.senco)

    rows = lines(client.get(file_of(which, at)))

    assert rows == LISTS[which][1](at)
    event = Event.objects.get(verb__endswith=".downloaded")
    kept = EventDetail.objects.get(event=event).text
    assert (event.actor_id, kept["file"], kept["rows"]) == (at.senco.pk, "csv", len(rows) - 1)
    page = client.get(page_of(which, at)).content.decode()
    assert file_of(which, at).split("?")[0] in page
    shown = " ".join(html.unescape(page).split())
    assert [cell for row in rows[1:] for cell in row
            if as_shown(cell) not in shown and cell != TO_TICK] == []  # fmt: skip


@pytest.mark.parametrize("which", LISTS)
def test_support_staff_take_none_and_are_offered_none(client, at, which):
    of_child(at)
    sign_in(client, at.helper)

    assert client.get(file_of(which, at)).status_code in {403, 404}
    assert "/as/csv/" not in client.get(page_of(which, at)).content.decode()


def asked(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        lines(client.get(address))
    return len(queries)


@pytest.mark.parametrize("which", LISTS)
def test_a_longer_file_asks_no_more_of_the_database(client, at, which):
    of_child(at)
    sign_in(client, at.senco)
    few = asked(client, file_of(which, at))
    for number in range(3):
        about(at, f"N{number}")
        of_child(at)
        notes.add_note(plan=at.plan, by=at.senco, text="Again")
        bank_target(at.school, target="Reads more")
        strategy(at.school, f"Sit {number}")
        session_of(at.group, BEFORE - timedelta(days=number + 1))

    assert asked(client, file_of(which, at)) <= few


def test_a_teacher_takes_their_own_of_a_group_and_no_note_about_the_others(client, at):
    about(at, "Ben", class_group=ClassGroupFactory(school=at.school, name="Oak"))
    provision.add_staff(intervention=at.group, by=at.senco, user=at.teacher, from_on=BEFORE)
    page, file = f"/interventions/{at.group.pk}/sessions/", "as/csv/?show=past"
    sign_in(client, at.teacher)

    taken = lines(client.get(page + file))

    assert "Ben" in client.get(page).content.decode()
    assert {(row[5], row[8]) for row in taken[1:]} == {("'=Amina L.", "")}
    sign_in(client, at.senco)
    assert {(row[5], row[8]) for row in lines(client.get(page + file)) if row[1] == ON} == {
        ("'=Amina L.", "'=Page 12"), ("Ben L.", "'=Page 12")
    }  # fmt: skip


def test_the_office_takes_classes_and_names_and_nothing_of_needs(client, at):
    PupilFactory(school=at.school, admitted_on=AHEAD, legal_first_name="Zofia")
    sign_in(client, member(at.school, Role.OFFICE))

    classes = lines(client.get("/oakfield/handover/as/csv/?year=2026"))
    joining = lines(client.get("/oakfield/moves/as/csv/"))

    assert classes[0] == ["Class", "Goes to", "From", "State"] and len(classes[1]) == 4
    assert joining[0] == ["Pupil", "Born", "First day", "From", "Who to call"]
    assert joining[1] == ["Zofia Brightwater", "14/03/2018", f"{AHEAD:%d/%m/%Y}", "", ""]


def test_words_that_were_withdrawn_leave_only_with_those_who_read_them(client, at):
    notes.withdraw(note=at.plan.notes.get(), by=at.senco, reason="The wrong child")
    sign_in(client, at.teacher)
    teachers = lines(client.get(file_of("notes", at)))
    sign_in(client, at.senco)
    sencos = lines(client.get(file_of("notes", at)))

    assert teachers[1] == [ON, "", "The plan as a whole", "", "Yes"]
    assert sencos[1][3:] == ["'=Read 12 words", f"By {at.senco.name}: The wrong child"]


def test_a_file_has_every_page_of_what_was_asked_and_no_more(client, at):
    for number in range(35):
        bank_target(at.school, target=f"Counts {number:02}")
    sign_in(client, at.senco)

    found = lines(client.get("/oakfield/bank/as/csv/?q=counts&after=WyJ4Iiwx"))

    assert [row[0] for row in found[1:]] == [f"Counts {number:02}" for number in range(35)]


def test_too_many_children_of_few_sessions_make_no_file(client, at, monkeypatch):
    monkeypatch.setattr("schools.sheets.MOST_ROWS", 1)
    about(at, "Ben")
    sign_in(client, at.senco)

    answer = client.get("/oakfield/sessions/all/as/csv/?on=2026-11-25", follow=True)

    assert answer.redirect_chain == [("/oakfield/sessions/all/?on=2026-11-25", 302)]
    assert "more than 1 rows" in answer.content.decode()
    assert not Event.objects.filter(verb__endswith=".downloaded").exists()


def test_where_no_check_is_asked_for_the_page_says_so(client, at):
    at.school.policy.plan_check = "none"
    at.school.policy.save()
    sign_in(client, at.senco)

    assert client.get(file_of("plans to check", at)).url == "/oakfield/plans/check/"

"""Mail, the log, Today, batches, reviews, meetings and groups as files: what is on screen, all of
it, harmless. Who may: the access matrix.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from audit.models import Event, EventDetail
from letters.models import Batch, BatchRow
from pupils.models import GroupPlace, Pupil
from referrals.meetings.models import ProgressMeeting, ProgressRow
from register.review.models import RegisterReview, ReviewRow
from reminders.deadlines import open_deadline
from reminders.kinds import Kind, kinds
from schools.models import TeachingGroup
from sendcase import moment
from sendcase.outbox.models import CameBack, Message
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, share
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
TODAY, NOW = moment.today(), moment.now()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
MANY = 62  # more than a page of most lists
EVIL = "=1+1"
FIRST_CELL = r'<th scope="row"[^>]*>(.*?)</th>'
DATE = re.compile(r"\d\d/\d\d/\d{4}")


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield")


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO, name=f"{EVIL} Ann")


@pytest.fixture
def at(school, senco):
    return SimpleNamespace(school=school, senco=senco)


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setitem(kinds, "test-list", Kind(
        key="test-list", sentence="{pupil}: write", verb="Write", link=lambda row: "/oakfield/",
        recount=lambda school_id: [],
    ))  # fmt: skip


def names() -> list[str]:
    return [EVIL, *(f"Name{number:02}" for number in range(MANY - 1))]


def children(school, klass=None) -> list[Pupil]:
    return [PupilFactory(school=school, legal_first_name=name, class_group=klass)
            for name in names()]  # fmt: skip


def mail(at):
    Message.objects.bulk_create(
        Message(key=name, to=f"{name}@example.org", subject="Plans", text="Secret words",
                school_id=at.school.pk, state="uncertain") for name in names()
    )  # fmt: skip
    return "/oakfield/mail/"


def came_back(at):
    CameBack.objects.bulk_create(
        CameBack(school_id=at.school.pk, address=f"{name}@example.org", why="Mailbox unknown")
        for name in names()
    )
    return "/oakfield/mail/"


def log(at):
    events = Event.objects.bulk_create(
        Event(school_id=at.school.pk, actor_id=at.senco.pk, verb="plan.shared", pupil_id=pupil.pk,
              object_type="iep.supportplan", at=NOW - timedelta(days=2, minutes=number))
        for number, pupil in enumerate(children(at.school))
    )  # fmt: skip
    EventDetail.objects.create(event=events[0], text={"note": ["Old secret", "New secret"]})
    return f"/oakfield/audit/?until={YESTERDAY}"  # to look at the log is itself in the log


def due(at, owner=None):
    for number, pupil in enumerate(children(at.school)):
        open_deadline(
            "test-list", pupil, school_id=at.school.pk, pupil=pupil, rule="Because we say so.",
            due_on=TODAY - timedelta(days=1 + number % 2), owner=owner or at.senco, owner_role="",
        )  # fmt: skip
    return "/oakfield/today/late/"


def batches(at):
    Batch.objects.bulk_create(
        Batch(school=at.school, purpose="stage-changed", title=name, signed_by="senco",
              made_by=at.senco) for name in names()
    )  # fmt: skip
    return "/oakfield/letters/batches/"


def batch(at):
    batches(at)
    one = Batch.objects.first()
    BatchRow.objects.bulk_create(
        BatchRow(school=at.school, batch=one, pupil=pupil, position=number)
        for number, pupil in enumerate(children(at.school))
    )
    return one.get_absolute_url()


def reviews(at):
    RegisterReview.objects.bulk_create(
        RegisterReview(school=at.school, term_name=name, state="finished", started_by=at.senco,
                       finished_by=at.senco, finished_at=NOW) for name in names()
    )  # fmt: skip
    return "/oakfield/register/review/"


def review(at):
    reviews(at)
    one, pupils = RegisterReview.objects.first(), children(at.school)
    entry = placed(pupils[0])
    said = {"choice": "keep", "decided_by": at.senco, "decided_at": NOW, "done_at": NOW,
            "from_stage": entry.stage, "stage_name": "SEN support"}  # fmt: skip
    ReviewRow.objects.bulk_create(
        ReviewRow(school=at.school, review=one, pupil=pupil, entry=entry, **said)
        for pupil in pupils
    )
    return one.get_absolute_url()


def meetings(at):
    for name in names():
        klass = ClassGroupFactory(school=at.school, name=name)
        ProgressMeeting.objects.create(school=at.school, class_group=klass, led_by=at.senco)
    return "/oakfield/progress/"


def held(at, klass, day=0) -> ProgressMeeting:
    return ProgressMeeting(
        school=at.school, class_group=klass, led_by=at.senco, state="finished",
        held_on=TODAY - timedelta(days=day), finished_at=NOW, finished_by=at.senco,
    )  # fmt: skip


def of_class(at):
    klass = ClassGroupFactory(school=at.school)
    ProgressMeeting.objects.bulk_create(held(at, klass, day) for day in range(MANY))
    return f"/progress/classes/{klass.pk}/"


def meeting(at):
    klass = ClassGroupFactory(school=at.school)
    one = held(at, klass)
    one.save()
    ProgressRow.objects.bulk_create(
        ProgressRow(school=at.school, meeting=one, pupil=pupil, judgement="watch")
        for pupil in children(at.school, klass)
    )
    return one.get_absolute_url()


def groups(at):
    for name in names():
        TeachingGroup.objects.create(school=at.school, name=name, year="3")
    return "/oakfield/groups/"


def group(at):
    groups(at)
    one = TeachingGroup.objects.first()
    GroupPlace.objects.bulk_create(
        GroupPlace(school=at.school, group=one, pupil=pupil, from_on=TODAY)
        for pupil in children(at.school)
    )
    return f"/groups/{one.pk}/"


@dataclass(frozen=True)
class List:
    """make(at) → the page's address. shown: what stands on the page in each row; column: where the
    file has it; asks: how often the file may ask the database; dated: a column of dates.
    """

    make: object
    title: str
    asks: int
    shown: str = FIRST_CELL
    column: int = 0
    dated: int | None = None
    says: dict | None = None


LISTS = [
    List(mail, "Mail that needs a look", 10, dated=2),
    List(came_back, "Addresses mail comes back from", 10, dated=1),
    List(
        log,
        "Who looked and who changed",
        12,
        r'data-label="About">(.*?)</td>',
        4,
        0,
        {"until": YESTERDAY},
    ),
    List(due, "What is due", 12, r'<strong id="t\d+">(.*?)</strong>', 1, 3, {"group": "late"}),
    List(batches, "Letters together", 11, dated=5),
    List(batch, "Name60", 11),
    List(reviews, "Reviews of the register", 10, dated=1),
    List(review, "Review, Name60", 13, r'<th scope="row"><a[^>]*>(.*?)</a>'),
    List(meetings, "Progress meetings", 14, dated=2),
    List(of_class, "Progress meetings of Willow", 11, r'data-label="Led by">(.*?)</td>', 1, 0),
    List(meeting, "Willow", 13),
    List(groups, "Teaching groups", 11),
    List(group, EVIL, 11, r'<li><a href="/pupils/[^>]*>(.*?)</a>'),
]


def lines(response) -> list[list[str]]:
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def on_screen(page: str, shown: str) -> list[str]:
    cells = [
        unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in re.findall(shown, page, re.S)
    ]
    return cells


def file_link(page: str, make) -> str:
    found = re.findall(r'href="([^"]+/as/csv/[^"]*)"', page)
    return unescape(next(url for url in found if ("came-back" in url) == (make is came_back)))


@pytest.mark.parametrize("this", LISTS, ids=lambda this: this.make.__name__)
def test_a_file_is_the_whole_list_in_its_order_and_harmless(client, at, at_most, this):
    page_url = this.make(at)
    sign_in(client, at.senco)
    page = client.get(page_url).content.decode()
    link = file_link(page, this.make)

    with at_most(this.asks):
        headings, *rows = lines(client.get(link))

    seen = on_screen(page, this.shown)
    cells = [row[this.column].removeprefix("'") for row in rows]
    assert len(rows) == MANY and len(seen) >= 25
    assert cells[: len(seen)] == seen
    assert all(len(row) == len(headings) for row in rows)
    assert any(cell.startswith(f"'{EVIL}") for row in rows for cell in row)
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert "ecret" not in str(rows)
    if this.dated is not None:
        assert all(DATE.fullmatch(row[this.dated]) for row in rows)
    event = Event.objects.select_related("detail").get(verb__endswith=".downloaded")
    said = event.detail.text
    assert this.title in said["list"]
    assert said == {"list": said["list"], "file": "csv", "rows": MANY, **(this.says or {})}


def test_what_is_due_about_a_child_only_shared_stays_and_whom_one_sought_is_unsaid(client, at):
    teacher, willow = member(at.school, Role.TEACHER), ClassGroupFactory(school=at.school)
    hold_class(teacher, willow)
    due(at, owner=teacher)
    mine, shared = Pupil.objects.filter(legal_first_name__in=["Name01", "Name02"])
    Pupil.objects.filter(pk=mine.pk).update(class_group=willow)
    share(shared, teacher)
    sign_in(client, teacher)

    rows = lines(client.get("/oakfield/today/as/csv/?q=name"))

    assert [row[1] for row in rows[1:]] == ["Name01 Brightwater: write"]
    assert "Name02" in client.get("/oakfield/today/").content.decode()
    detail = Event.objects.select_related("detail").get(verb="school.downloaded").detail.text
    assert detail["rows"] == 1 and detail["q"] != "name"
    assert client.get("/oakfield/today/as/csv/?group=soon").status_code == 404


def test_the_log_goes_day_by_day_and_a_question_nobody_can_answer_gives_no_file(
    client, at, monkeypatch
):
    log(at)
    sign_in(client, at.senco)
    first = (TODAY - timedelta(days=1)).isoformat()

    assert len(lines(client.get(f"/oakfield/audit/as/csv/?since={first}"))) == 1
    assert client.get("/oakfield/audit/as/csv/?since=soon").url == "/oakfield/audit/?since=soon"
    assert "24/11/2026" in client.get("/oakfield/audit/?since=soon").content.decode()
    monkeypatch.setattr("schools.sheets.MOST_ROWS", 2)
    answer = client.get("/oakfield/audit/as/csv/", follow=True)
    assert "more than 2 rows. Narrow it to fewer days" in answer.content.decode()

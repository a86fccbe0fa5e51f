"""Mail, the log, Today, batches, reviews, meetings and groups as files: what is on screen, all of
it, harmless. Who may: the access matrix.
"""

from datetime import timedelta
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
from tests.factories.pupils import share
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class
from tests.schools.as_files import EVIL, MANY, List, check, children, lines, names

pytestmark = pytest.mark.django_db
TODAY, NOW = moment.today(), moment.now()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()


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


def classes(at):
    for name in names():
        ClassGroupFactory(school=at.school, name=name, year="3")
    return "/oakfield/classes/"


def group(at):
    groups(at)
    one = TeachingGroup.objects.first()
    GroupPlace.objects.bulk_create(
        GroupPlace(school=at.school, group=one, pupil=pupil, from_on=TODAY)
        for pupil in children(at.school)
    )
    return f"/groups/{one.pk}/"


LISTS = [
    List(mail, "Mail that needs a look", 10, dated=2, one="mail/as"),
    List(came_back, "Addresses mail comes back from", 10, dated=1, one="came-back"),
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
    List(classes, "Classes", 12),
    List(groups, "Teaching groups", 11),
    List(group, EVIL, 11, r'<li><a href="/pupils/[^>]*>(.*?)</a>'),
]


@pytest.mark.parametrize("this", LISTS, ids=lambda this: this.make.__name__)
def test_a_file_is_the_whole_list_in_its_order_and_harmless(client, at, at_most, this):
    check(client, at, at_most, this)


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
    said = answer.content.decode()
    assert "more than 2 rows, too many for one file. Narrow it to fewer days and try again." in said

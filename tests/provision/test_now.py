"""The page of a child of whom something stands in every room: what it says, and what it asks."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from letters.voice import services as voice
from provision.models import MeetingAction, ParentMeeting
from provision.promised import services as promised
from pupils.complaints.models import Complaint
from sendcase import moment
from tests.factories.iep import shared_plan
from tests.factories.letters import Family
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import assign, share
from tests.factories.referrals import sent
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, hold_class

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PEOPLE = ("senco", "head", "office", "teacher", "support", "guest")


@pytest.fixture
def case(monkeypatch):
    """Amina, on the register, with a plan, a referral, a letter, a complaint, a family's words; her
    people, and a guest who may read all that can be given.
    """
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: b"%PDF")
    case = Family()
    case.pupil.class_group = ClassGroupFactory(school=case.school)
    case.pupil.save()
    case.teacher, case.support = (member(case.school, role)
                                  for role in (Role.TEACHER, Role.SUPPORT))  # fmt: skip
    case.guest = UserFactory()
    hold_class(case.teacher, case.pupil.class_group)
    assign(case.support, case.pupil)
    share(case.pupil, case.guest, includes_plan=True, includes_referral=True,
          includes_provision=True)  # fmt: skip
    placed(case.pupil, by=case.senco)
    sent(case.pupil, case.teacher, raised_on=moment.today())
    shared_plan(case.pupil, by=case.senco)
    case.prepared()
    Complaint.objects.create(school=case.school, pupil=case.pupil, made_on=moment.today(),
                             made_by="Ms Brightwater", recorded_by=case.senco)  # fmt: skip
    voice.record(pupil=case.pupil, kind="disagreement", words="It is too little.", how="phone",
                 said_by="Ms Brightwater", said_on=moment.today(), by=case.senco)  # fmt: skip
    return case


def helped(case, number=1):
    """So many groups with a tick of this week, and as many promises that nobody keeps."""
    today = moment.today()
    for n in range(number):
        group = running(case.school, case.senco, name=f"Group {n}")
        place = in_it(group, case.pupil, case.senco)
        marked(session_of(group, today), place)
        promised.promise(pupil=case.pupil, by=case.senco, what=f"Talk {n}", minutes=10, times=1,
                         from_on=today)  # fmt: skip


def met(case, number=1):
    """So many meetings to come, and as many at which something was agreed that is late."""
    today, given = moment.today(), {"school": case.school, "pupil": case.pupil}
    by = given | {"led_by": case.senco, "planned_by": case.senco}
    for n in range(number):
        before = today - DAY * (n + 9)
        ParentMeeting.objects.create(planned_on=today + DAY * (n + 1), **by)
        held = ParentMeeting.objects.create(
            state="held", planned_on=before, held_on=before, recorded_by=case.senco,
            recorded_at=moment.now(), **by,
        )  # fmt: skip
        MeetingAction.objects.create(meeting=held, what="Word cards", who="Mrs Holt",
                                     due_on=today - DAY, **given)  # fmt: skip


@pytest.mark.parametrize("number", [1, 20])
@pytest.mark.parametrize("who", PEOPLE)
def test_with_something_in_every_room_it_asks_fourteen_times(client, case, who, number, at_most):
    helped(case, number)
    met(case, number)
    sign_in(client, getattr(case, who))

    with at_most(14):
        page = client.get(case.pupil.get_absolute_url())

    text = page.content.decode()
    reads_help, reads_meetings = who != "office", who not in ("office", "guest")
    assert ("Extra help: Group 0" in text) == reads_help
    assert ("Promised: Talk 0" in text) == reads_help
    assert ("Meeting with the family" in text) == reads_meetings
    assert ("agreed with the family is not done" in text) == reads_meetings

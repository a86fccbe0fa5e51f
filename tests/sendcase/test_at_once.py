"""Several kinds of rows in one question: each comes back as it would alone, with its own scope."""

from datetime import date, time

import pytest
from django.db.models import Exists, OuterRef

from accounts.models import User
from accounts.permissions import Role
from provision.models import MeetingAction, ParentMeeting
from pupils.models import Pupil
from register.models import RegisterEntry
from schools.models import ClassStaff, School, Term
from sendcase.at_once import at_once
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A child on the register with a meeting, a class held by a teacher, a term."""
    school = SchoolFactory()
    pupil = PupilFactory(school=school, class_group=ClassGroupFactory(school=school))
    senco = member(school, Role.SENCO)
    placed(pupil, by=senco)
    hold_class(member(school, Role.TEACHER), pupil.class_group)
    Term.objects.create(school=school, name="Autumn", starts_on=date(2026, 9, 1),
                        ends_on=date(2026, 12, 18))  # fmt: skip
    ParentMeeting.objects.create(
        school=school, pupil=pupil, led_by=senco, planned_by=senco,
        planned_on=date(2026, 11, 30), starts_at=time(15, 40),
    )  # fmt: skip
    return senco


def kinds():
    """Columns of every type, through relations and annotated, each also empty in some other."""
    late = MeetingAction.objects.filter(meeting=OuterRef("pk"))
    meetings = ParentMeeting.objects.annotate(is_late=Exists(late))
    return {
        "term": (Term.objects.all(), ("name", "starts_on", "ends_on")),
        "entry": (RegisterEntry.objects.all(), ("pk", "on_register", "decided_at", "until_on",
                                                "stage__name", "pupil", "reason")),
        "held": (ClassStaff.objects.all(), ("class_group__name", "user", "user__name", "until_on")),
        "meeting": (meetings, ("starts_at", "minutes", "pupil", "planned_on", "is_late")),
        "school": (School.objects.all(), ("pk",)),
    }  # fmt: skip


@pytest.mark.parametrize("first", list(kinds()))
def test_each_comes_back_as_it_would_alone_whichever_is_first(case, first, at_most):
    asked = kinds()
    asked = {first: asked.pop(first), **asked}
    alone = {kind: list(rows.order_by().values(*columns))
             for kind, (rows, columns) in asked.items()}  # fmt: skip
    assert all(alone.values())

    with at_most(1):
        together = at_once(asked)

    assert together == alone


def test_of_a_kind_nothing_of_which_may_be_seen_there_is_nothing(case, at_most):
    """Whichever stands first: its columns are still told apart by type."""
    nobody = User.objects.get(pk=member(SchoolFactory(), Role.OFFICE).pk)
    nothing = {
        "none": (ParentMeeting.objects.visible_to(nobody), ("pk", "starts_at", "planned_on")),
        "empty": (Pupil.objects.none(), ("pk", "born_on")),
    }
    for asked in ({**nothing, **kinds()}, {**kinds(), **nothing}):
        with at_most(1):
            found = at_once(asked)
        assert (found["none"], found["empty"]) == ([], [])
        assert [row["name"] for row in found["term"]] == ["Autumn"]


def test_nothing_asks_nothing(case, at_most):
    with at_most(0):
        assert at_once({}) == {}
        assert at_once({"empty": (Pupil.objects.none(), ("pk",))}) == {"empty": []}


def test_every_row_of_a_kind_comes_also_where_two_are_alike(case):
    rows = Pupil.objects.all()
    PupilFactory(school=rows.get().school)
    found = at_once({"one": (rows, ("left_on",)), "other": (rows, ("left_on",))})
    assert found == {"one": [{"left_on": None}] * 2, "other": [{"left_on": None}] * 2}


def test_what_no_shared_column_holds_is_refused(case):
    with pytest.raises(TypeError, match="uid"):
        at_once({"pupil": (Pupil.objects.all(), ("uid",)), "term": kinds()["term"]})

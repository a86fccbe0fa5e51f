"""The sheet of a class: what is read, by whom, at what price, and what the log says of it."""

import re

import pytest

from accounts.permissions import Role
from audit.models import Event
from iep.lesson import sources
from iep.lesson.merging import Adjustment
from iep.models import SupportPlan
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, assign
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, hold_class
from tests.iep.lesson.conftest import share_again
from tests.iep.posting import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(case):
    return f"/{case.school.slug}/lesson/{case.klass.pk}/"


def words_of(sheet):
    return [(row.words, row.who) for row in sheet.shown + sheet.more]


@pytest.mark.usefixtures("bank")
def test_merged_by_the_bank_with_names_small_beside_them(as_teacher, case, planned, url):
    ben = PupilFactory(school=case.school, class_group=case.klass, legal_first_name="Ben",
                       legal_last_name="Young", how_to_help="Show me.\nDon't rush me.")  # fmt: skip
    planned(
        case.pupil, "Give instructions in steps; uses a number line", "Give instructions in steps"
    )
    planned(ben, "give instructions in steps.")
    page = as_teacher.get(url)
    assert words_of(page.context["sheet"]) == [
        ("Two need instructions in steps", ["Amina", "Ben"]),
        ("Uses a number line", ["Amina"]),
        ("Show me", ["Ben"]),
        ("Don't rush me", ["Ben"]),
    ]
    assert "2 children, 2 of them on this sheet" in page.content.decode()
    short = as_teacher.get(f"{url}?names=initials").content.decode()
    assert "Amina" not in short and "AB, BY" in short


def test_what_is_read_is_what_was_shared(as_teacher, case, planned, url):
    plan = planned(case.pupil, "Uses a timer")
    draft = planned(PupilFactory(school=case.school, class_group=case.klass), "Never shared")
    SupportPlan.objects.filter(pk=draft.pk).update(state="draft")
    SupportPlan.objects.filter(pk=plan.pk).update(is_revising=True)
    plan.targets.update(strategies="Being written")
    sheet = as_teacher.get(url).context["sheet"]
    assert words_of(sheet) == [("Uses a timer", ["Amina"])]
    share_again(plan, case.teacher)
    assert words_of(as_teacher.get(url).context["sheet"]) == [("Being written", ["Amina"])]
    SupportPlan.objects.filter(pk=plan.pk).update(state="reviewed")  # until the next is shared
    assert len(as_teacher.get(url).context["sheet"].entries) == 1
    SupportPlan.objects.filter(pk=plan.pk).update(state="closed")
    assert b"Nothing to show yet" in as_teacher.get(url).content


def test_what_does_not_fit_is_counted_and_all_of_it_is_on_the_page(as_teacher, case, planned, url):
    lines = [f"Number {n}: uses the blue card for the lesson about {n} things" for n in range(60)]
    for third in range(3):
        pupil = PupilFactory(school=case.school, class_group=case.klass)
        planned(pupil, "\n".join(lines[third * 20 : third * 20 + 20]))
    page = as_teacher.get(url)
    sheet, html = page.context["sheet"], page.content.decode()
    assert 15 < len(sheet.shown) < 30
    assert f"and {60 - len(sheet.shown)} more" in html
    assert [line for line in lines if line not in html] == []


def test_children_who_left_or_belong_elsewhere_are_not_on_it(as_teacher, case, planned, url):
    planned(PupilFactory(school=case.school, class_group=case.klass, left_on="2020-01-01"), "Left")
    oak = ClassGroupFactory(school=case.school)
    planned(PupilFactory(school=case.school, class_group=oak), "Oak's")
    assert as_teacher.get(url).context["sheet"].entries == []


def test_on_the_register_without_a_word_is_said(as_teacher, case, url):
    placed(case.pupil, by=case.senco)
    page = as_teacher.get(url).content.decode()
    assert "nothing written down for lessons yet: Amina." in page


class TestWhoseSheet:
    def test_support_staff_see_whom_they_are_assigned_and_that_it_is_a_part(
        self, client, case, url
    ):
        for name in ("Ben", "Cleo"):
            PupilFactory(school=case.school, class_group=case.klass, legal_first_name=name,
                         how_to_help=f"Wave at {name}")  # fmt: skip
        helper = member(case.school, Role.SUPPORT)
        sign_in(client, helper)
        assert client.get(url).status_code == 404
        assign(helper, case.klass.pupils.get(legal_first_name="Ben"))
        for address in (url, f"{url}?mode=cover"):
            page = client.get(address).content.decode()
            assert "You see 1 child of Willow: those you are assigned to." in page
            assert "Wave at Ben" in page and "Cleo" not in page

    def test_a_teacher_only_while_holding_the_class(self, client, case, url):
        other = member(case.school, Role.TEACHER)
        hold_class(other, ClassGroupFactory(school=case.school))
        assert sign_in(client, other).get(url).status_code == 404
        assert client.get(f"{url}pdf/").status_code == 404
        place = hold_class(other, case.klass)
        assert client.get(url).status_code == 200
        type(place).objects.filter(pk=place.pk).update(until_on="2020-01-02", from_on="2020-01-01")
        assert client.get(url).status_code == 404

    def test_another_schools_class_is_nowhere(self, client, case):
        elsewhere = ClassGroupFactory()
        sign_in(client, case.senco)
        assert client.get(f"/{case.school.slug}/lesson/{elsewhere.pk}/").status_code == 404


def test_the_log_says_whose_names_were_opened_and_printed(as_teacher, case, url, monkeypatch):
    monkeypatch.setattr("iep.lesson.printing.render_pdf", lambda html: b"%PDF-1.7")
    as_teacher.get(f"{url}?names=initials")
    as_teacher.get(f"{url}pdf/")
    seen = Event.objects.filter(verb__startswith="classgroup.").order_by("pk")
    assert [event.verb for event in seen] == ["classgroup.read", "classgroup.printed"]
    assert seen[0].detail.text == {"pupils": [case.pupil.pk], "names": "initials"}
    assert seen[1].detail.text == {"pupils": [case.pupil.pk]}


def test_an_unknown_choice_is_refused(as_teacher, url):
    for asked in ("names=nick", "mode=song"):
        assert as_teacher.get(f"{url}?{asked}").status_code == 400


@pytest.mark.parametrize("count", [10, 200])
def test_it_asks_no_more_for_many_children(client, case, planned, bank, url, count):
    for n in range(count):
        pupil = PupilFactory(school=case.school, class_group=case.klass, how_to_help=f"Help {n}")
        if n % 10 == 0:
            planned(pupil, f"Line {n}\nGive instructions in steps")
    sign_in(client, case.teacher)
    client.get(url)
    with queries(at_most=12):  # session, person, roles, school, class; the log two
        client.get(url)
    with queries(at_most=15):  # and the adults, and what the school calls its SENCO
        client.get(f"{url}?mode=cover")


def test_another_room_adds_what_it_knows(as_teacher, case, url, monkeypatch):
    needs = [Adjustment(case.pupil.pk, "Hoist for every transfer", 3)]
    added = [*sources.sources, lambda user, pupils: needs]
    monkeypatch.setattr(sources, "sources", added)
    [row] = as_teacher.get(url).context["sheet"].shown
    assert (row.words, row.is_essential) == ("Hoist for every transfer", True)


@pytest.mark.usefixtures("bank")
def test_a_cover_teacher_sees_who_to_ask_and_reads_two_minutes(as_teacher, case, planned, url):
    helper = member(case.school, Role.SUPPORT, name="Mrs B. Lamb")
    for n in range(29):
        pupil = PupilFactory(school=case.school, class_group=case.klass)
        assign(helper, pupil)
        if n < 9:
            long = " ".join(["carefully"] * 40)
            planned(pupil, f"Give instructions in steps\n{long} {n}\nHas a card {n}")
        else:
            type(pupil).objects.filter(pk=pupil.pk).update(how_to_help=f"Say my name {n} first")
    page = as_teacher.get(f"{url}?mode=cover").content.decode()
    assert "<b>With this class:</b> Ms T. Archer and Mrs B. Lamb." in page
    assert "Mr J. Whitlock" in page and "Ms R. Okafor" in page
    words = len(text_of(page.split("<h1>")[1].split("</main>")[0].split("<h2>Their pages")[0]))
    assert 250 < words <= 400


def text_of(html):
    return re.sub(r"<[^>]+>", " ", html).split()


def test_ways_in(client, case, url, planned):
    sign_in(client, case.teacher)
    assert url in client.get(f"/{case.school.slug}/today/").content.decode()
    listed = f"/{case.school.slug}/pupils/?class_group={case.klass.pk}"
    assert url in client.get(listed).content.decode()
    sign_in(client, case.senco)
    assert url in client.get(f"/classes/{case.klass.pk}/").content.decode()
    assert url not in client.get(f"/{case.school.slug}/today/").content.decode()
    sign_in(client, member(case.school, Role.OFFICE))
    assert url not in client.get(f"/classes/{case.klass.pk}/").content.decode()
    assert url not in client.get(listed).content.decode()

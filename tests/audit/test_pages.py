"""Who looked and who changed, in words, each seeing what is theirs to see."""

import pytest
from django.db import transaction
from django.urls import get_resolver

from audit import log
from audit.models import Event
from schools.auditpages.pages import PAGES
from schools.auditpages.words import sentence
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


def note(school, by, verb="plan.shared", pupil_id=None, **detail):
    with transaction.atomic():
        return log.record(
            verb, target=school, by=by, school_id=school.pk, pupil_id=pupil_id, detail=detail
        )


@pytest.mark.parametrize(
    ("verb", "words"),
    [("supportplan.read", "Plan opened"), ("pupil.listed", "List opened (pupil)"),
     ("plan.changes_dropped", "Plan changes dropped"), ("letter.downloaded", "Letter downloaded"),
     ("school.downloaded", "List taken as a file"), ("ehc_pack.built", "EHC pack built"),
     ("register:list.listed", "Register opened"), ("head:pdf.printed", "Head’s page printed"),
     ("gone:page.listed", "A list opened")],
)  # fmt: skip
def test_events_read_as_words(verb, words):
    assert sentence(verb) == words


def test_every_page_of_the_whole_school_has_its_name_in_the_log():
    noted = {name for name, view, where in addresses(get_resolver())
             if getattr(view, "reads", "downloaded") != "downloaded"
             and ("<slug:school>" in where or "<slug:slug>" in where)}  # fmt: skip
    assert noted == set(PAGES)


def addresses(resolver, space="", before=""):
    for each in resolver.url_patterns:
        where = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each, inner, where)
        else:
            yield f"{space}{each.name}", each.callback, where


def test_the_log_says_which_list_was_opened(client, school):
    senco = member(school, "senco")
    sign_in(client, senco).get(f"/{school.slug}/register/")
    assert Event.objects.get(verb__endswith=".listed").verb == "register:list.listed"
    assert "Register opened" in client.get(f"/{school.slug}/audit/").content.decode()


@pytest.mark.parametrize(
    ("role", "status", "seen"),
    [
        ("senco", 200, {"Plan shared", "Role began", "Letter approved"}),
        ("head", 200, {"Plan shared", "Role began", "Letter approved"}),
        ("teacher", 200, {"Letter approved"}),
        ("support", 200, {"Letter approved"}),
        ("office", 200, {"Role began", "Letter approved"}),
        ("governor", 404, set()),
    ],
)
def test_each_role_sees_its_part(client, school, role, status, seen):
    me, other = member(school, role), member(school, "teacher", name="Mr Other")
    note(school, other, "plan.shared")
    note(school, other, "role.began")
    note(school, me, "letter.approved")
    elsewhere = SchoolFactory()
    note(elsewhere, member(elsewhere, "senco", name="Ms Elsewhere"), "referral.accepted")
    sign_in(client, me)

    answer = client.get(f"/{school.slug}/audit/")

    page = answer.content.decode()
    words = {"Plan shared", "Role began", "Letter approved", "Referral accepted"}
    assert answer.status_code == status
    assert {each for each in words if each in page} == seen
    assert "Ms Elsewhere" not in page
    assert client.get(f"/{elsewhere.slug}/audit/").status_code == 404


def test_before_and_after_are_shown_to_who_may_see_all(client, school):
    head, teacher = member(school, "head"), member(school, "teacher")
    note(school, teacher, name=["Old <b>", "New"])
    for who, shown in [(head, True), (teacher, False)]:
        page = sign_in(client, who).get(f"/{school.slug}/audit/").content.decode()
        assert ("Old &lt;b&gt;" in page) is shown


def test_one_pupils_log_and_nonsense_shows_all(client, school):
    head = member(school, "head")
    note(school, head, "plan.shared", pupil_id=7)
    note(school, head, "letter.approved", pupil_id=8)
    sign_in(client, head)
    page = client.get(f"/{school.slug}/audit/?pupil=7").content.decode()
    assert "Plan shared" in page
    assert "Letter approved" not in page
    for odd in ("x", "-1", "²", "9" * 40):
        answer = client.get(f"/{school.slug}/audit/", {"pupil": odd})
        assert answer.status_code == 200


def test_looking_at_the_log_is_itself_noted(client, school):
    head = member(school, "head")
    sign_in(client, head)
    client.get(f"/{school.slug}/audit/")
    assert Event.objects.filter(verb="auditpages:list.listed", actor_id=head.pk).exists()


@pytest.mark.parametrize("rows", [10, 200])
def test_the_page_costs_the_same_at_any_length(client, school, rows, django_assert_max_num_queries):
    head = member(school, "head")
    for number in range(rows):
        note(school, head, pupil_id=number + 1, name=["a", "b"])
    sign_in(client, head)
    with django_assert_max_num_queries(12):  # one of them for the names
        client.get(f"/{school.slug}/audit/")


def test_the_log_names_a_child_only_to_those_who_see_the_child_today(client):
    from accounts.permissions import Role
    from pupils.names import names_for
    from tests.factories.people import member
    from tests.factories.pupils import PupilFactory
    from tests.factories.schools import ClassGroupFactory, hold_class

    mine = ClassGroupFactory()
    pupil = PupilFactory(school=mine.school, class_group=mine)
    other = PupilFactory(school=mine.school)
    teacher = member(mine.school, Role.TEACHER)
    hold_class(teacher, mine)

    assert names_for(teacher, [pupil.pk, other.pk]) == {pupil.pk: pupil.name}

"""A list of staff: nobody comes in by it who would not come in by hand, and never twice."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Invitation
from accounts.permissions import Role
from audit.models import Event
from pupils.roll import services
from schools.models import ClassStaff, Membership
from schools.people import services as people
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.outbox.models import Message
from tests.factories.people import PASSWORD, member, sign_in
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
HEAD = "Name,E-mail,Role,Class,From day\n"


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE, email="office@oak.example.org")


def look(school, by, text, head=HEAD):
    upload = services.receive(
        school=school, by=by, filename="s.csv", data=(head + text).encode(), kind="staff"
    )
    return upload, services.look(upload)


def take(school, by, text, head=HEAD):
    upload, found = look(school, by, text, head)
    return services.confirm(upload=upload, digest=found.digest, by=by).result


def test_somebody_new_is_invited_and_not_let_in_and_not_invited_twice(school, office):
    text = "Ms B. Moss,B.Moss@oak.example.org,Class Teacher,,\n"

    first, again = take(school, office, text), take(school, office, text)

    invitation = Invitation.objects.get()
    assert (first["invited"], again["same"], again["invited"]) == (1, 1, 0)
    assert (invitation.email, invitation.role) == ("b.moss@oak.example.org", Role.TEACHER)
    assert invitation.state == Invitation.State.INVITED
    mail = Message.objects.get()
    assert (mail.to, mail.blank_after) == ("b.moss@oak.example.org", True)
    assert not Membership.objects.exclude(user=office).exists()
    assert Event.objects.filter(verb="invitation.made", actor_id=office.pk).count() == 1
    token = re.search(r"/([\w-]{43})/", mail.text)[1]
    taken = people.accept(token=token, password=PASSWORD)
    assert taken.email == "b.moss@oak.example.org"


@pytest.mark.parametrize("role", ["SENCO", "Headteacher", "Office"])
def test_roles_that_need_the_head_wait_and_no_link_goes_out(school, office, role):
    head = member(school, Role.HEAD)

    result = take(
        school, office, f"Ms X,x@oak.example.org,{role},,\nMs Y,y@oak.example.org,{role},,\n"
    )

    assert (result["waiting"], result["invited"]) == (2, 0)
    assert {row.state for row in Invitation.objects.all()} == {Invitation.State.WAITING}
    assert [mail.to for mail in Message.objects.all()] == [head.email]  # one, that they wait
    with pytest.raises(IllegalMove):
        people.approve(school=school, invitation=Invitation.objects.first(), by=office)


@pytest.mark.parametrize(
    "email", ["office@oak.example.org", "Office@OAK.example.org", "office+me@oak.example.org"]
)
@pytest.mark.parametrize("role", ["Teacher", "SENCO"])
def test_nobody_gives_themselves_a_role(school, office, email, role):
    upload, found = look(school, office, f"Me,{email},{role},,\n")

    assert "give yourself a role" in found.problems[0].words
    with pytest.raises(IllegalMove):
        services.confirm(upload=upload, digest=found.digest, by=office)
    assert not Invitation.objects.exists()


def test_ones_own_row_as_it_stands_is_no_problem(school, office):
    assert take(school, office, "Me,office@oak.example.org,Office,,\n")["same"] == 1


def test_who_works_here_gets_the_class_and_the_same_list_again_changes_nothing(school, office):
    teacher = member(school, Role.TEACHER)
    group = ClassGroupFactory(school=school, name="3 Oak")
    other = hold_class(member(school, Role.TEACHER), group)
    text = f"Ms T,{teacher.email},Teacher,3 oak,01/09/2026\n"

    first, again = take(school, office, text), take(school, office, text)

    assert (first["changed"], first["placed"], again["same"], again["placed"]) == (1, 1, 1, 0)
    place = ClassStaff.objects.get(user=teacher)
    assert (place.class_group, f"{place.from_on}", place.is_lead) == (group, "2026-09-01", False)
    other.refresh_from_db()
    assert other.until_on is None


def test_a_class_for_somebody_invited_waits_for_them(school, office):
    ClassGroupFactory(school=school, name="3 Oak")

    _, found = look(school, office, "Ms N,n@oak.example.org,Teacher,3 Oak,\n")
    take(school, office, "Ms N,n@oak.example.org,Teacher,3 Oak,\n")

    assert "once the invitation has been taken up" in found.fates[0].notes[0]
    assert not ClassStaff.objects.exists()


def test_who_was_invited_by_oneself_gets_the_first_class_from_somebody_else(school, office):
    teacher = member(school, Role.TEACHER)
    ClassGroupFactory(school=school, name="3 Oak")
    Invitation.objects.create(
        email=teacher.email, name="x", school_id=school.pk, role=Role.TEACHER, invited_by=office,
        accepted_by=teacher, accepted_at=moment.now(),
    )  # fmt: skip
    text = f"Ms T,{teacher.email},Teacher,3 Oak,\n"

    _, found = look(school, office, text)
    take(school, member(school, Role.OFFICE), text)

    assert "somebody else gives them their first class" in found.problems[0].words
    assert ClassStaff.objects.get().user == teacher


def test_who_is_not_in_the_list_is_reported_and_stays(school, office):
    gone = member(school, Role.TEACHER, name="Mr Gone")
    member(SchoolFactory(), Role.TEACHER, name="Mr Elsewhere")
    ended = member(school, Role.TEACHER)
    Membership.objects.filter(user=ended).update(until_on=moment.today() - timedelta(days=1))

    _, found = look(school, office, "Me,office@oak.example.org,Office,,\n")
    take(school, office, "Me,office@oak.example.org,Office,,\n")

    assert found.missing == ["Mr Gone (Teacher)"]
    assert Membership.objects.get(user=gone).until_on is None


def test_names_in_parts_are_put_together(school, office):
    take(school, office, "Ms,Bea,Moss,b@oak.example.org,TA\n",
         "Title,Forename,Surname,E-mail,Role\n")  # fmt: skip

    assert Invitation.objects.get().name == "Ms Bea Moss"


BAD = {
    "role": (",x@oak.example.org,Wizard,,", "do not know this role"),
    "guest": ("X,x@oak.example.org,Guest,,", "do not know this role"),
    "no role": ("X,x@oak.example.org,,,", "say the role"),
    "no name": (",x@oak.example.org,Teacher,,", "no name"),
    "trust lead": ("X,x@oak.example.org,Trust lead,,", "Nobody is invited"),
    "class": ("X,x@oak.example.org,Teacher,9 Nowhere,", "Import the classes first"),
    "address": ("X,not an address,Teacher,,", "e-mail address"),
    "two addresses": ('X,"a@oak.example.org,b@evil.example",Teacher,,', "e-mail address"),
    "header": ('X,"a@oak.example.org\nBcc: b@evil.example",Teacher,,', "e-mail address"),
    "far day": ("X,x@oak.example.org,Teacher,,01/01/9999", "too far off"),
    "first day": ("X,x@oak.example.org,Teacher,,0001-01-01", "too far off"),
    "twice": ("X,x@oak.example.org,Teacher,,\nX,X@oak.example.org,Teacher,,", "Two rows"),
    "hidden": ("X\u202ey,x@oak.example.org,Teacher,,", "hidden character"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_row_is_named_and_stops_the_whole_list(school, office, what):
    row, words = BAD[what]

    upload, found = look(school, office, f"Ms Good,good@oak.example.org,Teacher,,\n{row}\n")

    assert any(words in problem.words for problem in found.problems), found.problems
    with pytest.raises(IllegalMove):
        services.confirm(upload=upload, digest=found.digest, by=office)
    assert not Invitation.objects.exists() and not Message.objects.exists()


def test_many_are_invited_in_as_many_statements_as_few(school, office):
    def cost(names):
        text = "".join(f"Ms {name},{name}@oak.example.org,Teacher,,\n" for name in names)
        upload, found = look(school, office, text)
        with CaptureQueriesContext(connection) as asked:
            services.confirm(upload=upload, digest=found.digest, by=office)
        return len(asked)

    few = cost(f"few{n}" for n in range(5))
    many = cost(f"many{n}" for n in range(150))

    assert Message.objects.count() == 155
    assert many < few + 10  # a statement holds hundreds of rows


def test_the_password_is_asked_for_again_as_on_the_page_that_invites(client, school, office):
    office.set_password(PASSWORD)
    office.save()
    sign_in(client, office)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = 0
        record.pop("reauthenticated", None)
    session.save()
    upload, found = look(school, office, "Ms N,n@oak.example.org,Teacher,,\n")

    page = client.post(f"/{school.slug}/roll/import/{upload.pk}/confirm/", {"digest": found.digest})

    assert page.status_code == 302 and page.url.startswith(reverse("account_reauthenticate"))
    assert client.get(f"/{school.slug}/staff/import/").status_code == 302
    assert not Invitation.objects.exists()


def test_the_senco_who_invites_nobody_by_hand_invites_nobody_by_a_list(client, school, office):
    senco = member(school, Role.SENCO)
    upload, found = look(school, senco, "Ms N,n@oak.example.org,Teacher,,\n")
    sign_in(client, senco)

    assert client.get(f"/{school.slug}/staff/import/").status_code in {403, 404}
    page = client.post(f"/{school.slug}/roll/import/{upload.pk}/confirm/", {"digest": found.digest})
    assert page.status_code in {403, 404}
    assert not Invitation.objects.exists()

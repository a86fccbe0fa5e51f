"""Who may open what: written from the permission matrix (security §2), not from the code."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from pupils.models import Share
from referrals import triage
from schools.models import Membership
from sendcase import moment
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.referrals import draft, sent
from tests.factories.schools import hold_class

PEOPLE = ("senco", "author", "teacher", "other_teacher", "support", "head", "office", "governor",
          "guest", "other_senco", "nobody")  # fmt: skip
# Sent by a second teacher of the class, so that "teacher" is a reader and not the author.
SENT = {
    "": (200, 200, 200, 404, 404, 200, 404, 404, 200, 404, 302),
    "print/": (200, 200, 200, 404, 404, 200, 404, 404, 200, 404, 302),
    "edit/": (200, 200, 403, 404, 404, 403, 404, 404, 403, 404, 302),
    "check/": (302, 302, 403, 404, 404, 403, 404, 404, 403, 404, 302),
    "withdraw/": (200, 200, 403, 404, 404, 403, 404, 404, 403, 404, 302),
    "decide/": (200, 403, 403, 404, 404, 403, 404, 404, 403, 404, 302),
    "told/": (302, 403, 403, 404, 404, 403, 404, 404, 403, 404, 302),
}
LISTS = {
    "": (200, 200, 200, 200, 200, 200, 404, 404, 200, 404, 302),
    "new/": (200, 200, 200, 200, 200, 404, 404, 404, 404, 404, 302),
}


@pytest.fixture
def cast(place):
    author = member(place.school, Role.TEACHER)
    hold_class(author, place.willow, is_lead=False)
    return {
        "author": author, "senco": place.senco, "teacher": place.teacher,
        "other_teacher": place.other_teacher, "support": place.support, "head": place.head,
        "office": place.office, "governor": place.governor,
        "guest": share(place, includes_referral=True).user, "other_senco": place.other_senco,
        "nobody": None,
    }  # fmt: skip


def share(place, **given):
    from django.contrib.auth.models import Permission as Grant

    return Share.objects.create(
        user=UserFactory(), content_object=place.pupil, school=place.school,
        permission=Grant.objects.filter(codename="view_pupil").first(),
        until_on=moment.today() + timedelta(days=30), reason="Advice", consent_note="Mother, today",
        granted_by=place.senco, **given,
    )  # fmt: skip


def statuses(client, cast, url, method="get"):
    found = []
    for name in PEOPLE:
        client.logout()
        if cast[name] is not None:
            sign_in(client, cast[name])
        found.append(getattr(client, method)(url).status_code)
    return tuple(found)


@pytest.mark.parametrize("path", SENT)
def test_pages_of_a_sent_referral(client, place, cast, path):
    row = sent(place.pupil, cast["author"])
    # Everybody elsewhere holds one of their own: a refusal of people without any proves nothing.
    sent(place.other_pupil, place.other_senco)
    sent(place.pupil, place.support)

    assert statuses(client, cast, f"/referrals/{row.pk}/{path}") == SENT[path]


@pytest.mark.parametrize("path", ["edit/", "check/", "withdraw/", "decide/", "told/"])
def test_posting_there_is_refused_the_same(client, place, cast, path):
    row = sent(place.pupil, cast["author"])
    refused = [status for status in SENT[path] if status in {403, 404}]

    got = statuses(client, cast, f"/referrals/{row.pk}/{path}", "post")

    assert [g for g, e in zip(got, SENT[path], strict=True) if e in {403, 404}] == refused
    row.refresh_from_db()
    assert row.state == "submitted"


@pytest.mark.parametrize("path", LISTS)
def test_the_list_and_the_new_one(client, place, cast, path):
    url = f"/{place.school.slug}/referrals/{path}"

    assert statuses(client, cast, url) == LISTS[path]


def test_a_draft_is_its_authors_alone(client, place, cast):
    row = draft(place.pupil, cast["author"])

    got = statuses(client, cast, f"/referrals/{row.pk}/")

    assert dict(zip(PEOPLE, got, strict=True)) == dict.fromkeys(PEOPLE, 404) | {
        "author": 200, "nobody": 302
    }  # fmt: skip


def test_the_head_reads_but_meets_403_on_the_desk_where_a_role_elsewhere_opens_it(client, place):
    """Head here, SENCO at another school: the page exists for them, this referral is read-only."""
    Membership.objects.create(
        user=place.head, school=place.elsewhere, role=Role.SENCO, from_on=moment.today()
    )
    row = sent(place.pupil, place.teacher)
    sign_in(client, place.head)

    for page in ("decide/", "told/", "edit/", "withdraw/", "check/"):
        assert client.get(f"/referrals/{row.pk}/{page}").status_code == 403
        assert client.post(f"/referrals/{row.pk}/{page}").status_code == 403
    assert client.get(f"/referrals/{row.pk}/").status_code == 200


def test_support_staff_see_their_own_while_they_work_with_the_child(client, place):
    own, others = sent(place.pupil, place.support), sent(place.pupil, place.teacher)
    sign_in(client, place.support)

    assert client.get(f"/referrals/{own.pk}/").status_code == 200
    assert client.get(f"/referrals/{others.pk}/").status_code == 404
    page = client.get(f"/{place.school.slug}/referrals/").content.decode()
    assert f"/referrals/{own.pk}/" in page
    assert f"/referrals/{others.pk}/" not in page

    place.pupil.assignments.update(until_on=moment.today() - timedelta(days=1))
    assert client.get(f"/referrals/{own.pk}/").status_code == 404


def test_a_teacher_who_also_supports_another_class_gains_nothing_by_it(client, place):
    Membership.objects.create(
        user=place.support, school=place.school, role=Role.TEACHER, from_on=moment.today()
    )
    row = sent(place.pupil, place.teacher)
    sign_in(client, place.support)

    assert client.get(f"/referrals/{row.pk}/").status_code == 404


def test_a_guest_needs_the_share_to_say_referral_and_to_last(client, place):
    row = sent(place.pupil, place.teacher)
    grant = share(place, includes_referral=False)
    sign_in(client, grant.user)
    assert client.get(f"/referrals/{row.pk}/").status_code == 404

    Share.objects.filter(pk=grant.pk).update(includes_referral=True)
    page = client.get(f"/referrals/{row.pk}/")
    assert page.status_code == 200
    assert "Leila" not in page.content.decode()

    yesterday = moment.today() - timedelta(days=1)
    Share.objects.filter(pk=grant.pk).update(from_on=yesterday, until_on=yesterday)
    assert client.get(f"/referrals/{row.pk}/").status_code == 404


def test_the_old_teacher_loses_it_with_the_class(client, place):
    row = sent(place.pupil, place.teacher)
    place.teacher.class_staff.update(until_on=moment.today() - timedelta(days=1))
    sign_in(client, place.teacher)

    assert client.get(f"/referrals/{row.pk}/").status_code == 404


def test_an_answered_one_is_read_by_its_author_and_changed_by_nobody(client, place):
    row = sent(place.pupil, place.teacher)
    triage.resolve_in_class(
        referral=row, version=row.version, by=place.senco, reason="Fine.", advice="Bigger print."
    )
    sign_in(client, place.teacher)

    page = client.get(f"/referrals/{row.pk}/edit/", follow=True)
    assert "it has been dealt with" in page.content.decode()
    client.post(f"/referrals/{row.pk}/edit/", {"reasons": "Other words"})
    client.post(f"/referrals/{row.pk}/withdraw/", {"reason": "Other words"})
    row.refresh_from_db()
    assert (row.state, "Other words" in row.reasons) == ("in_class", False)


def test_a_teachers_sight_of_a_referral_ends_with_the_pupils_last_day(as_, place, cast):
    referral = sent(place.pupil, cast["author"])
    place.pupil.left_on = moment.today() - timedelta(days=1)
    place.pupil.save()
    for person in ("author", "teacher"):
        assert as_(cast[person]).get(f"/referrals/{referral.pk}/").status_code == 404
    assert as_(place.senco).get(f"/referrals/{referral.pk}/").status_code == 200

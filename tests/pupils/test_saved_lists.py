"""Saved lists: a question under a name, one's own, that holds no child."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils.saved import services
from pupils.saved.models import SavedList
from schools.models import Membership, School
from sendcase import moment
from sendcase.drafts.models import Submission
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield")


@pytest.fixture
def senco(client, school):
    senco = member(school, Role.SENCO)
    sign_in(client, senco)
    return senco


NEW = "/oakfield/pupils/lists/new/"


def test_the_filter_and_the_order_are_kept_and_whom_one_searched_for_is_not(client, senco):
    page = client.get("/oakfield/pupils/?q=ada&year=3&sort=-born&class_group=").content.decode()
    assert f'href="{NEW}?q=ada&amp;year=3&amp;sort=-born&amp;class_group="' in page

    asked = f"{NEW}?q=ada&year=3&sort=-born&class_group=&after=xyz&nonsense=1"
    assert "It asks: Year 3, by Born, youngest first." in client.get(asked).content.decode()
    response = client.post(asked, {"name": "Year 3"})

    row = SavedList.objects.get()
    assert (row.name, row.query, row.user) == ("Year 3", "year=3&sort=-born", senco)
    assert response.url == "/oakfield/pupils/?year=3&sort=-born"
    assert Event.objects.filter(verb="savedlist.made", object_id=row.pk).count() == 1
    page = client.get("/oakfield/pupils/").content.decode()
    assert '<a href="/oakfield/pupils/?year=3&amp;sort=-born">Year 3</a>' in page


def test_what_is_asked_twice_is_kept_once(client, senco):
    client.post(f"{NEW}?{'year=4&' * 90}year=3", {"name": "Year 3"})
    assert SavedList.objects.get().query == "year=3"


def test_the_longest_question_that_is_kept_fits_every_column(client, senco, school):
    with pytest.raises(IllegalMove, match="more than a list can keep"):
        services.keep(school=school, name="Long", query="x" * (services.LONGEST + 1), by=senco)
    at = f"/{'s' * School._meta.get_field('slug').max_length}/pupils/?"
    room = Submission._meta.get_field("url").max_length
    assert len(at) + services.LONGEST <= room
    assert SavedList._meta.get_field("query").max_length >= services.LONGEST


def test_a_form_sent_twice_saves_once(client, senco):
    form_id = client.get(f"{NEW}?year=3").context["form"].form_id
    for _ in range(2):
        client.post(f"{NEW}?year=3", {"name": "Year 3", "form_id": str(form_id)})

    assert SavedList.objects.count() == 1


def test_it_is_renamed_and_deleted(client, senco, school):
    row = services.keep(school=school, name="Old", query="year=3", by=senco)

    client.post(f"/saved-lists/{row.pk}/edit/", {"name": "New", "version": row.version})
    assert SavedList.objects.get().name == "New"
    client.post(f"/saved-lists/{row.pk}/delete/")
    assert not SavedList.objects.exists()
    assert client.post(f"/saved-lists/{row.pk}/delete/").status_code == 404


def test_nobody_else_sees_it_at_the_same_school(client, senco, school):
    row = services.keep(school=school, name="Secret name", query="year=3", by=senco)
    sign_in(client, member(school, Role.HEAD))

    assert "Secret name" not in client.get("/oakfield/pupils/").content.decode()
    for address in ("edit", "delete"):
        assert client.post(f"/saved-lists/{row.pk}/{address}/", {"name": "x"}).status_code == 404


def test_a_name_stands_once_and_there_is_an_end_to_them(senco, school):
    services.keep(school=school, name="Mine", query="", by=senco)
    services.keep(school=SchoolFactory(), name="Mine", query="", by=senco)
    with pytest.raises(IllegalMove, match="already"):
        services.keep(school=school, name="Mine", query="year=3", by=senco)
    for number in range(services.MOST - 1):
        services.keep(school=school, name=f"List {number}", query="", by=senco)
    with pytest.raises(IllegalMove, match="Delete one"):
        services.keep(school=school, name="One more", query="", by=senco)


def test_a_name_changed_meanwhile_is_not_overwritten(senco, school):
    row = services.keep(school=school, name="Mine", query="", by=senco)
    services.rename(saved=row, version=1, name="Newer", by=senco)
    with pytest.raises(Stale):
        services.rename(saved=row, version=1, name="Mine again", by=senco)


def test_a_question_nobody_can_answer_is_not_saved(client, senco):
    assert client.post(f"{NEW}?year=99", {"name": "x"}).url == "/oakfield/pupils/?year=99"
    assert not SavedList.objects.exists()


@pytest.mark.parametrize("lists", [1, 20])
def test_the_list_costs_eight_queries_with_saved_ones(client, senco, school, lists, at_most):
    PupilFactory.create_batch(10, school=school)
    for number in range(lists):
        services.keep(school=school, name=f"List {number}", query="year=3", by=senco)

    with at_most(8):
        client.get("/oakfield/pupils/?q=bright&year=3")


def lists_of(client, person, school):
    filters = sign_in(client, person).get(f"/{school.slug}/pupils/").context["filters"]
    return [each["name"] for each in filters.saved], [each["name"] for each in filters.shared]


def test_a_shared_list_is_the_question_only_and_each_sees_their_own_children(client):
    school = SchoolFactory()
    senco = member(school, Role.SENCO)
    willow, teacher = ClassGroupFactory(school=school), member(school, Role.TEACHER)
    hold_class(teacher, willow)
    PupilFactory(school=school, class_group=willow, legal_first_name="Mine")
    PupilFactory(school=school, legal_first_name="Another")
    row = services.keep(school=school, name="Year 3", query="year=3", by=senco, is_shared=True)
    services.keep(school=school, name="Private", query="year=4", by=senco)

    assert lists_of(client, senco, school) == (["Private", "Year 3"], [])
    assert lists_of(client, teacher, school) == ([], ["Year 3"])
    page = client.get(f"/{school.slug}/pupils/?{row.query}").content.decode()
    assert "Mine" in page and "Another" not in page
    assert client.post(f"/saved-lists/{row.pk}/delete/").status_code == 404
    services.rename(saved=row, version=row.version, name="Year 3", by=senco, is_shared=False)
    assert lists_of(client, teacher, school) == ([], [])


def test_a_shared_list_is_offered_only_to_who_may_ask_all_of_it(client):
    """The office knows no stages: without that part the same list would be a wider one."""
    school = SchoolFactory()
    senco, office = member(school, Role.SENCO), member(school, Role.OFFICE)
    stage = school.stages.first().pk
    services.keep(school=school, name="K", query=f"stage={stage}", by=senco, is_shared=True)

    assert lists_of(client, member(school, Role.HEAD), school) == ([], ["K"])
    assert lists_of(client, office, school) == ([], [])


def test_a_shared_list_goes_with_who_shared_it_and_stays_in_the_school(client):
    school, other = SchoolFactory(), SchoolFactory()
    senco, head = member(school, Role.SENCO), member(school, Role.HEAD)
    services.keep(school=school, name="Ours", query="year=3", by=senco, is_shared=True)
    guest = member(school, Role.GUEST)

    assert lists_of(client, head, school) == ([], ["Ours"])
    assert lists_of(client, guest, school) == ([], [])
    assert lists_of(client, member(other, Role.HEAD), other) == ([], [])
    Membership.objects.filter(user=senco).update(until_on=moment.today() - timedelta(days=1))
    assert lists_of(client, head, school) == ([], [])

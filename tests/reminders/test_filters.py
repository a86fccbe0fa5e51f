"""Today and its groups by pupil, kind and person; and such a question under a name."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from audit.models import EventDetail
from audit.typed import LETTERS, sign
from pupils.saved import services
from reminders import by_hand, today
from reminders.filters import Filters
from reminders.kinds import Kind, kinds
from reminders.models import Deadline
from reminders.saved.models import SavedView
from schools.models import Membership
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_kind(monkeypatch):
    kind = Kind("feed-fish", "Feed the fish of {pupil}", "Feed", lambda row: "/fish/", lambda s: [])
    monkeypatch.setitem(kinds, kind.key, kind)
    return kind


@pytest.fixture
def rows(due, teacher, school, other_kind, pupil):
    """Rosalind's of the SENCO's, the teacher's; and a fish of Åsa O'Neil that the head feeds."""
    asa = PupilFactory(school=school, legal_first_name="Åsa", legal_last_name="O’Neil")
    fish = due(1, pupil=asa, owner_role=Role.HEAD)
    Deadline.objects.filter(pk=fish.pk).update(kind=other_kind.key)
    return {"senco": due(1), "teacher": due(1, owner=teacher), "fish": fish}


def found(person, school, rows, **asked) -> set[str]:
    """Asked both ways: of the database, of the counts, and of what is shown."""
    filters = Filters(today.Reader(person, school), asked)
    by_query = set(filters.narrowed().values_list("pk", flat=True))
    counted = [row["number"] for row in by_hand.counted(filters) if filters.fits(row)]
    shown = {row["pk"] for row in by_hand.first_of_each(filters)}
    assert (sum(counted), shown) == (len(by_query), by_query)
    return {name for name, row in rows.items() if row.pk in by_query}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"senco", "teacher", "fish"}), ({"q": "asa oneil"}, {"fish"}),
        ({"q": "rosalind"}, {"senco", "teacher"}), ({"q": "rosalind asa"}, set()),
        ({"kind": "feed-fish"}, {"fish"}), ({"kind": "nonsense"}, set()),
        ({"whose": "mine"}, {"senco"}), ({"whose": "head"}, {"fish"}),
        ({"whose": "senco", "kind": "feed-fish"}, set()), ({"whose": "9" * 40}, set()),
        ({"whose": "٣"}, set()), ({"whose": "\x00"}, set()), ({"q": "\x00' OR 1=1"}, set()),
    ],
)  # fmt: skip
def test_what_fits(senco, school, rows, asked, expected):
    assert found(senco, school, rows, **asked) == expected


def test_a_person_is_asked_for_by_who_sees_the_whole_school_alone(senco, teacher, school, rows):
    number = str(teacher.pk)
    assert found(senco, school, rows, whose=number) == {"teacher"}
    for whose in ("senco", str(senco.pk), "", "head"):
        assert found(teacher, school, rows, whose=whose) == {"teacher"}
    [box] = Filters(today.Reader(teacher, school), {}).boxes()
    assert [value for value, _, _ in box[2]] == ["", "test-kind"]


def test_the_pages(client, senco, school, rows, other_kind, at_most):
    at = f"/{school.slug}/today/"
    sign_in(client, senco)
    page = client.get(f"{at}?kind=feed-fish&q=asa").content.decode()
    assert "Due in the next seven days (1)" in page and "Rosalind" not in page
    assert '<option value="feed-fish" selected>Feed the fish of a pupil</option>' in page
    assert "/today/lists/new/?kind=feed-fish" in page  # without whom somebody searched for
    assert "Nothing that is due fits that" in client.get(f"{at}?q=nobody").content.decode()
    client.get(at + "week/")
    with at_most(9):
        page = client.get(f"{at}week/?whose=head").content.decode()
    assert "Feed the fish of Åsa" in page and "Rosalind" not in page
    assert "Nothing here fits that" in client.get(f"{at}late/?q=nobody").content.decode()
    assert client.get(f"{at}?whose=٣&kind=none&q=%20").status_code == 200


@pytest.mark.parametrize("where", ["today/", "today/week/"])
def test_whom_somebody_searched_for_cannot_be_read_in_the_log(client, senco, school, rows, where):
    sign_in(client, senco)
    signs = []
    for words in ("Rosalind", " rosalind ", "Åsa"):
        asked = {"q": words, "kind": "test-kind", "whose": "senco", "more": "Rosalind" * 999}
        client.get(f"/{school.slug}/{where}", asked)
        text = EventDetail.objects.latest("pk").text
        signs.append(text.pop("q"))
        assert text == {"kind": "test-kind", "whose": "senco"}
    assert signs[0] == signs[1] == sign("rosalind") != signs[2]
    assert len(signs[0]) == LETTERS and "osalind" not in signs[0]
    before = EventDetail.objects.count()
    client.get(f"/{school.slug}/{where}")
    assert EventDetail.objects.count() == before  # nothing asked, nothing to tell


def test_a_question_is_saved_renamed_and_deleted(client, senco, school, rows):
    at = f"/{school.slug}/today/"
    sign_in(client, senco)
    new = f"{at}lists/new/?kind=feed-fish&whose=head&q=asa"
    assert "It asks: Feed the fish of a pupil, " in client.get(new).content.decode()
    assert client.post(new, {"name": "Fish"}).url == f"{at}?kind=feed-fish&whose=head"
    row = SavedView.objects.get()
    assert (row.user, row.query) == (senco, "kind=feed-fish&whose=head")
    assert f'href="{at}?kind=feed-fish&amp;whose=head">Fish</a>' in client.get(at).content.decode()
    assert client.post(f"{at}lists/new/?q=asa", {"name": "Nobody"}).url == at  # nothing to keep
    client.post(f"/today-lists/{row.pk}/edit/", {"name": "All fish", "version": 1})
    row.refresh_from_db()
    assert row.name == "All fish"
    sign_in(client, member(school, Role.SENCO))
    assert "All fish" not in client.get(at).content.decode()
    assert client.post(f"/today-lists/{row.pk}/delete/").status_code == 404
    sign_in(client, senco)
    assert client.post(f"/today-lists/{row.pk}/delete/").url == at
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "where", ["today/lists/new/?kind={0}&whose={0}", "today/lists/new/?kind={0}"]
)
def test_a_question_too_long_to_keep_is_refused_in_words(client, senco, school, where):
    sign_in(client, senco)
    page = client.post(f"/{school.slug}/{where.format('🐟' * 100)}", {"name": "Fish"})
    assert page.status_code == 200
    assert "asks for more than a list can keep" in page.content.decode()
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_them_and_they_go_with_the_role(senco, school):
    def keep(name, where=school):
        return services.keep(school=where, name=name, query="kind=x", by=senco, model=SavedView)

    for number in range(services.MOST):
        keep(f"List {number}")
    with pytest.raises(IllegalMove, match="Delete one"):
        keep("One more")
    keep("List 0", SchoolFactory())
    SavedView.objects.filter(school=school)[0].delete()
    with pytest.raises(IllegalMove, match="already"):
        keep("List 5")
    assert SavedView.objects.visible_to(senco).count() == services.MOST - 1
    Membership.objects.update(until_on=moment.today() - timedelta(days=1))
    del senco._roles_by_school
    assert not SavedView.objects.visible_to(senco).exists()

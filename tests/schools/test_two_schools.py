"""One person, one session, two schools: nothing of the one comes up on a page of the other.

The person is SENCO at Oakfield and teaches at Elm. Every refused question is about a record the
person could open if the role held there, and every empty list stands beside a full one.
"""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from pupils.saved.models import SavedList
from referrals.models import Referral
from schools.models import Membership
from sendcase.drafts.models import Draft
from tests.factories.people import UserFactory, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory, share
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


class Two:
    """Rosalind is at Oakfield; Tamsin and the unseen Quentin are at Elm."""

    def __init__(self, client):
        self.client = client
        self.oakfield = SchoolFactory(slug="oakfield", name="Oakfield")
        self.elm = SchoolFactory(slug="elm", name="Elm")
        rowan = ClassGroupFactory(school=self.elm, name="Rowan")
        self.rosalind = PupilFactory(school=self.oakfield, legal_first_name="Rosalind")
        self.tamsin = PupilFactory(school=self.elm, legal_first_name="Tamsin", class_group=rowan)
        self.quentin = PupilFactory(school=self.elm, legal_first_name="Quentin")
        self.person = UserFactory(name="Mx Two")
        for school, role in ((self.oakfield, Role.SENCO), (self.elm, Role.TEACHER)):
            self.hold(school, role)
        hold_class(self.person, rowan)
        sign_in(client, self.person)

    def hold(self, school, role):
        Membership.objects.create(user=self.person, school=school, role=role, from_on="2020-01-01")

    def page(self, address) -> str:
        response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response.content.decode()


@pytest.fixture
def two(client):
    return Two(client)


def test_the_choice_names_each_school_with_its_role(two):
    page = " ".join(two.page("/").split())
    oakfield, elm = page.index(">Oakfield</a>"), page.index(">Elm</a>")
    assert elm < page.index("You are here as: Teacher") < oakfield
    assert oakfield < page.index("You are here as: SENCO")


def test_what_was_done_at_one_school_is_not_said_on_a_page_of_the_other(two):
    contact = ContactFactory(pupil=two.rosalind, first_name="Leonora")
    two.client.post(reverse("pupils:end-contact", args=[contact.pk]))
    said = "Leonora Brightwater is no longer a contact"
    for address in ("/elm/today/", f"/pupils/{two.tamsin.pk}/", "/", reverse("account_page")):
        assert said not in two.page(address)
    assert said in two.page("/oakfield/today/")
    assert said not in two.page("/oakfield/today/")


def test_nobody_else_on_this_computer_is_told_either(two):
    contact = ContactFactory(pupil=two.rosalind, first_name="Leonora")
    two.client.post(reverse("pupils:end-contact", args=[contact.pk]))
    colleague = UserFactory()
    Membership.objects.create(
        user=colleague, school=two.oakfield, role=Role.SENCO, from_on="2020-01-01"
    )
    sign_in(two.client, colleague)  # the cookie of the message is still there
    assert "Leonora" not in two.page("/oakfield/today/")


def test_lists_the_find_box_and_today_keep_to_the_school_of_the_address(two):
    placed(two.rosalind, by=two.person)
    for address in ("/elm/pupils/", "/elm/today/", "/elm/pupils/?q=brightwater", "/elm/referrals/",
                    "/elm/plans/", "/elm/referrals/new/?q=brightwater"):  # fmt: skip
        page = two.page(address)
        assert "Rosalind" not in page and "Quentin" not in page and 'href="/oakfield/' not in page
    found = two.client.get("/elm/pupils/find/?q=bright", headers={"HX-Request": "true"})
    assert "Tamsin" in found.content.decode() and "Rosalind" not in found.content.decode()
    sheet = two.client.get("/elm/pupils/as/csv/")
    text = b"".join(sheet).decode("utf-8-sig")
    assert "Tamsin" in text and "Rosalind" not in text
    assert "Rosalind" in two.page("/oakfield/pupils/") and "Rosalind" in two.page(
        "/oakfield/today/"
    )


def test_the_frame_of_a_record_is_of_the_records_school(two):
    at_elm = two.page(f"/pupils/{two.tamsin.pk}/")
    assert 'href="/elm/pupils/"' in at_elm and "/oakfield/" not in at_elm
    assert 'href="/elm/letters/"' not in at_elm  # a SENCO's place, and not theirs here
    at_oakfield = two.page(f"/pupils/{two.rosalind.pk}/")
    assert 'href="/oakfield/letters/"' in at_oakfield and "/elm/" not in at_oakfield


def test_the_role_at_one_school_gives_nothing_at_the_other(two):
    """SENCO's pages with the other school's slug, and with its records."""
    for address in ("/elm/roll/import/", "/elm/people/", "/elm/classes/", "/elm/pupils/new/",
                    f"/pupils/{two.quentin.pk}/", f"/pupils/{two.quentin.pk}/edit/"):  # fmt: skip
        assert two.client.get(address).status_code == 404, address
    for address in (f"/pupils/{two.tamsin.pk}/edit/", f"/pupils/{two.tamsin.pk}/facts/edit/"):
        assert two.client.get(address).status_code == 403, address
    share(two.quentin, two.person)  # a guest there, not the SENCO they are elsewhere
    assert two.client.get(f"/pupils/{two.quentin.pk}/edit/").status_code == 403
    assert two.client.get(f"/pupils/{two.quentin.pk}/facts/").status_code in {403, 404}


def test_a_draft_and_a_saved_list_of_one_school_are_not_offered_at_the_other(two):
    two.hold(two.elm, Role.SENCO)
    form = two.client.get("/oakfield/pupils/new/").context["form"]
    typed = {"form_id": str(form.form_id), "legal_first_name": "Clementine", "save_draft": "1"}
    two.client.post("/oakfield/pupils/new/", typed)
    assert Draft.objects.count() == 1
    assert "Clementine" not in two.page("/elm/pupils/new/")
    assert "Clementine" in two.page("/oakfield/pupils/new/")
    SavedList.objects.create(
        school=two.oakfield, user=two.person, name="Mine at Oakfield", query="year=3"
    )
    assert "Mine at Oakfield" not in two.page("/elm/pupils/")
    assert "Mine at Oakfield" in two.page("/oakfield/pupils/")


def test_the_other_schools_child_is_not_taken_into_a_new_concern(two):
    page = two.client.get(f"/elm/referrals/new/?pupil={two.rosalind.pk}")
    assert "Rosalind" not in page.content.decode()
    two.client.post(f"/elm/referrals/new/?pupil={two.rosalind.pk}", {"concern": "x"})
    assert not Referral.objects.exists()

"""The ledger on pages and paper."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from provision.ledger import printing
from provision.models import PromiseLook, SlippingWeek
from tests.factories.people import UserFactory, sign_in
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory, share
from tests.provision.ledger.conftest import held

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_senco(client, case):
    return sign_in(client, case.senco)


def test_the_promise_says_in_words_and_by_week_what_was_given(as_senco, case):
    held(case.place, date(2026, 11, 16), date(2026, 11, 16))
    held(case.place, date(2026, 11, 18), date(2026, 11, 20), "missed", "event")

    page = as_senco.get(reverse("ledger:promise", args=[case.promise.pk])).content.decode()

    assert "Amina was promised 60 minutes a week. This term Amina had 20 minutes of" in page
    assert "40 minutes did not take place because there was a trip, visit or event." in page
    assert "<svg" in page
    assert "Trip, visit or event 40 min" in page


def test_the_list_names_the_reason_and_what_to_do(as_senco, case):
    page = as_senco.get(f"/{case.school.slug}/provision/slipping/").content.decode()
    assert "Nothing for two weeks" in page
    assert "Not in the timetable 240 min" in page
    assert "Give it a place and a time" in page


def test_looking_is_noted_once_and_the_row_moves_below(as_senco, case):
    url = reverse("ledger:look", args=[case.promise.pk])
    said = {"because": "Mrs Hall is ill; Mr Roy takes over.", "form_id": str(uuid.uuid4())}
    for _ in range(2):
        answer = as_senco.post(url, said, follow=True)
    page = answer.content.decode()
    assert PromiseLook.objects.count() == 1
    assert "No promise waits to be looked at" in page
    assert "Mrs Hall is ill; Mr Roy takes over." in page


def test_nothing_written_is_asked_for(as_senco, case):
    answer = as_senco.post(reverse("ledger:look", args=[case.promise.pk]), {"because": " "})
    assert "Write what you found." in answer.content.decode()
    assert not PromiseLook.objects.exists()


def test_a_school_where_all_is_kept_has_an_empty_list(as_senco, case):
    held(case.place, date(2026, 9, 7), date(2026, 11, 27))
    page = as_senco.get(f"/{case.school.slug}/provision/slipping/").content.decode()
    assert "No promise waits to be looked at" in page


@pytest.mark.parametrize("pupils", [10, 100])
def test_the_list_has_pages_and_asks_as_often(as_senco, case, at_most, pupils):
    group = running(case.school, case.senco, places=150)
    for pupil in PupilFactory.create_batch(pupils, school=case.school):
        in_it(group, pupil, case.senco)
    as_senco.get(f"/{case.school.slug}/provision/slipping/")
    with at_most(18):
        page = as_senco.get(f"/{case.school.slug}/provision/slipping/").content.decode()
    assert page.count("What to do</th>") == 1
    assert ("?page=2" in page) == (pupils > 40)


def test_the_list_is_looked_through_by_a_button(as_senco, case):
    url = f"/{case.school.slug}/provision/slipping/"
    page = as_senco.post(f"{url}done/", follow=True).content.decode()
    assert "Looked through this week" in page
    assert "I have looked through them" not in page
    assert (SlippingWeek.objects.get().waiting, SlippingWeek.objects.get().looked_by) == (
        1, case.senco
    )  # fmt: skip


@pytest.mark.parametrize("page", ["0", "x", "-1", "999999999", "٣"])
def test_a_page_that_cannot_be_is_refused(as_senco, case, page):
    url = f"/{case.school.slug}/provision/slipping/?page={page}"
    assert as_senco.get(url).status_code == 400


def test_the_child_has_a_page_and_a_paper(as_senco, case):
    page = as_senco.get(reverse("ledger:pupil", args=[case.pupil.pk])).content.decode()
    assert "Amina was promised 60 minutes a week." in page
    paper = as_senco.get(reverse("ledger:paper", args=[case.pupil.pk]) + "?size=large")
    assert paper.content.startswith(b"%PDF")
    refused = as_senco.get(reverse("ledger:paper", args=[case.pupil.pk]) + "?size=huge")
    assert refused.status_code == 400


def test_the_paper_names_no_colleague(case):
    """Why a colleague was away is between the school and them."""
    html = printing.family_html(case.senco, case.pupil, "normal")
    assert "Amina was promised 60 minutes a week." in html
    assert case.senco.name not in html


def test_a_guest_reads_what_was_given_and_not_what_the_school_found(client, case):
    guest = UserFactory()
    share(case.pupil, guest, includes_provision=True)
    PromiseLook.objects.create(school=case.school, pupil=case.pupil, promise=case.promise,
                               because="Mrs Hall is ill.", looked_by=case.senco)  # fmt: skip
    sign_in(client, guest)
    page = client.get(reverse("ledger:promise", args=[case.promise.pk])).content.decode()
    assert "promised 60 minutes" in page
    assert "Mrs Hall" not in page
    assert client.get(f"/{case.school.slug}/provision/slipping/").status_code == 404

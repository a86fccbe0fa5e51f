"""The register, a disclosure by hand, and a guest who reads the pack and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from ehcp.disclosure import guests, services
from ehcp.disclosure.models import Disclosure
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.access.rows import GET
from tests.ehcp.disclosure.conftest import a_pack
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory, PupilFactory, share
from tests.iep.posting import queries

pytestmark = pytest.mark.django_db
TODAY = moment.today()


def read(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_by_hand_from_asking_to_sent(client, case):
    sign_in(client, case.senco)
    new = f"/ehc-plans/{case.plan.pk}/disclosures/new/"
    assert "reg. 17" in read(client, new)
    body = {"recipient": "Ms K. Lowe", "basis": "tribunal", "reason": "The appeal of May."}
    page = client.post(new, body).content.decode()
    assert "Choose what goes out" in page and "The appeal of May." in page
    answer = client.post(new, body | {"version_of": case.version.pk, "pack_of": case.pack.pk})
    row = Disclosure.objects.get()
    assert answer.url == row.get_absolute_url()
    assert "It was sent" not in read(client, answer.url)
    assert client.get(f"{answer.url}agree/").status_code == 403
    sign_in(client, case.head)
    assert "It may go out" in read(client, answer.url)
    assert client.post(f"{answer.url}agree/", {"version": row.version}).status_code == 302
    sign_in(client, case.senco)
    page = read(client, answer.url)
    assert f"/documents/{case.version.document_id}/" in page and "The pack" in page
    row.refresh_from_db()
    client.post(f"{answer.url}send/", {"version": row.version, "sent_on": TODAY.isoformat(),
                                       "sent_how": "Recorded post"})  # fmt: skip
    assert "Recorded post" in read(client, answer.url)
    assert "Ms K. Lowe" in read(client, f"/pupils/{case.pupil.pk}/ehc/")


def test_given_up_after_it_was_agreed_shows_both_their_words(client, case):
    row = services.ask(plan=case.plan, by=case.senco, recipient="Clinic", ground="court",
                       reason="An order.", plan_version=case.version)  # fmt: skip
    row = services.agree(row=row, by=case.head, words="The order names it.")
    at = row.get_absolute_url()
    sign_in(client, case.senco)
    client.post(f"{at}give-up/", {"version": row.version, "words": "It was called off."})
    page = read(client, at)
    assert "The order names it." in page and "It was called off." in page


def asked(case, count):
    Disclosure.objects.bulk_create(
        Disclosure(school=case.school, pupil=case.pupil, plan=case.plan, state="asked",
                   plan_version=case.version, pack=case.pack, recipient=f"R{n}", ground="court",
                   reason="An order.", asked_by=case.senco, asked_at=moment.now())
        for n in range(count)
    )  # fmt: skip


def test_the_paper_holds_every_row_and_says_what_part_of_the_register_it_is(
    client, case, monkeypatch
):
    seen = []
    monkeypatch.setattr(
        "ehcp.disclosure.listing.render_pdf", lambda html: seen.append(html) or b"%"
    )
    with moment.at(moment.now() - timedelta(days=400)):
        asked(case, 3)
    asked(case, 1001)
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/ehc/disclosures/paper/"
    client.get(at)
    with queries(at_most=10):
        client.get(at)
    assert seen[-1].count('<th scope="row">') == 1004
    assert "The whole register: 1004 rows" in seen[-1]
    last_year = f"since={TODAY - timedelta(days=500)}&until={TODAY - timedelta(days=300)}"
    client.get(f"{at}?{last_year}&ground=court&show=asked")
    assert seen[-1].count('<th scope="row">') == 3 and "All 3 rows of that part" in seen[-1]
    assert "A part of the register: only “Waits for a second person”, only “A court" in seen[-1]
    monkeypatch.setattr("ehcp.disclosure.listing.render_pdf", too_long)
    assert last_year.split("&")[0] in read(client, f"{at}?{last_year}", 503)


def too_long(html):
    raise PdfFailed("It took longer than 20 seconds to lay out.")


@pytest.mark.parametrize("count", [10, 200])
def test_the_register_costs_the_same_at_any_length_and_prints(client, case, count, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "ehcp.disclosure.listing.render_pdf", lambda html: seen.append(html) or b"%"
    )
    asked(case, count)
    services.ask(plan=case.plan, by=case.senco, recipient="Clinic", ground="consent",
                 consent=case.consent, reason="x", plan_version=case.version)  # fmt: skip
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/ehc/disclosures/"
    client.get(at)
    with queries(at_most=8):
        page = client.get(at)
    assert len(page.context["rows"]) == min(count + 1, 50)
    [ready] = client.get(f"{at}?show=ready&ground=consent&since={TODAY}").context["rows"]
    assert ready["recipient"] == "Clinic"
    assert "Nothing stands here" in read(client, f"{at}?until=2020-01-01")
    sheet = client.get(f"{at}as/csv/?show=asked")
    assert b"".join(sheet.streaming_content).count(b"\n") == count + 1
    assert client.get(f"{at}paper/?show=ready")["Content-Type"] == "application/pdf"
    assert "Clinic" in seen[0] and "An order." not in seen[0]
    for wrong in ("show=x", "ground=x", "since=x", "since=2026-13-01"):
        assert client.get(f"{at}?{wrong}").status_code == 400


def test_today_says_what_waits_and_asks_the_database_no_more_for_it(client, case):
    today = f"/{case.school.slug}/today/"
    asked = {"plan": case.plan, "by": case.senco, "recipient": "Ms K. Lowe", "reason": "An order.",
             "plan_version": case.version}  # fmt: skip
    counts = {}
    for person in (case.head, case.senco):
        read(sign_in(client, person), today)
        with CaptureQueriesContext(connection) as seen:
            read(client, today)
        counts[person] = len(seen)
    rows = [services.ask(ground="court", **asked) for _ in range(4)]
    ready = [services.agree(row=row, by=case.head) for row in rows[2:]]
    for person, words, row in ((case.head, "Decide whether something of the EHC plan of", rows[0]),
                               (case.senco, "may go out: send it", ready[0])):  # fmt: skip
        read(sign_in(client, person), today)
        with CaptureQueriesContext(connection) as seen:
            page = read(client, today)
        assert len(seen) == counts[person]
        assert words in page and row.get_absolute_url() in page


def test_a_guest_reads_the_pack_and_nothing_else_until_the_day(client, case):
    until = TODAY + timedelta(days=10)
    person = guests.let_in(row=case.review, by=case.senco, person=case.person, until=until)
    old = a_pack(case.review, case.senco, b"%PDF-1.7 newest pack")
    sign_in(client, person.user)
    at = f"/review-packs/{person.pk}/"
    assert client.get("/").url == "/review-packs/"
    assert at in read(client, "/review-packs/")
    assert case.pupil.first_name not in read(client, at)
    paper = client.get(f"{at}paper/")
    assert b"newest pack" in b"".join(paper.streaming_content)
    assert Event.objects.filter(actor_id=person.user.pk, verb__contains="downloaded").exists()
    shut = [case.plan.get_absolute_url(), case.review.get_absolute_url(), old.get_absolute_url(),
            f"/pupils/{case.pupil.pk}/", f"/documents/{old.document_id}/",
            f"/pupils/{case.pupil.pk}/ehc/", f"/{case.school.slug}/ehc/reviews/"]  # fmt: skip
    assert {client.get(address).status_code for address in shut} == {404}
    assert case.pupil.last_name not in read(client, f"/{case.school.slug}/pupils/")
    other = case.review.invitations.get(role="authority")
    read(client, f"/review-packs/{other.pk}/", 404)
    with moment.at(moment.now() + timedelta(days=11)):
        sign_in(client, person.user)
        read(client, at, 404)
        read(client, f"{at}paper/", 404)


def test_the_menu_of_a_guest_shows_the_papers_and_what_else_opens(client, case):
    until = TODAY + timedelta(days=10)
    person = guests.let_in(row=case.review, by=case.senco, person=case.person, until=until)
    sign_in(client, person.user)
    at = f"/review-packs/{person.pk}/"

    def menu():
        return {place["words"]: place["url"] for place in client.get(at).context["places"]}

    assert menu() == {"Papers to read": "/review-packs/"}
    assert "Find a pupil" not in read(client, at)
    share(PupilFactory(school=case.school), person.user)
    assert menu() == {
        "Papers to read": "/review-packs/", "Pupils": f"/{case.school.slug}/pupils/",
    }  # fmt: skip


def test_a_corrected_address_ends_the_reading_of_the_wrong_account_at_once(client, case):
    person, until = case.person, TODAY + timedelta(days=10)
    stranger = guests.let_in(row=case.review, by=case.senco, person=person, until=until).user
    guest, at = type(client)(), f"/review-packs/{person.pk}/"
    sign_in(guest, stranger)
    assert guest.get(f"{at}paper/").status_code == 200
    sign_in(client, case.senco)
    form = f"{case.review.get_absolute_url()}people/{person.pk}/"

    def corrected(**facts):
        person.refresh_from_db()
        body = {"role": person.role, "name": person.name, "organisation": person.organisation,
                "email": person.email, "address": "", "version": person.version}  # fmt: skip
        assert client.post(form, body | facts).status_code == 302
        person.refresh_from_db()

    corrected(name="Dr A. Hale", email=person.email.upper())  # the same account
    read(guest, at)
    corrected(email="a.hale@right.example")
    assert (person.user, person.reads_until) == (None, None)
    for address in (at, f"{at}paper/"):
        read(guest, address, 404)
    assert at not in read(guest, "/review-packs/")
    event = Event.objects.filter(verb="ehc_review.person_saved").order_by("-pk").first()
    assert event.detail.text["user_id"] == [stranger.pk, None]
    right = guests.let_in(row=case.review, by=case.senco, person=person, until=until).user
    read(guest, at, 404)
    sign_in(client, right)
    read(client, at)


def test_a_guest_who_is_marked_meanwhile_finds_nothing_and_the_senco_reads_why(client, case):
    until = TODAY + timedelta(days=10)
    person = guests.let_in(row=case.review, by=case.senco, person=case.person, until=until)
    guest, at = type(client)(), f"/review-packs/{person.pk}/"
    sign_in(guest, person.user)
    assert at in read(guest, "/review-packs/") and read(guest, f"{at}")
    ContactFactory(pupil=case.pupil, title="Dr", first_name="P.", last_name="Okonjo",
                   do_not_contact=True, do_not_contact_kind="court")  # fmt: skip
    for address in (at, f"{at}paper/"):
        read(guest, address, 404)
    assert at not in read(guest, "/review-packs/")
    sign_in(client, case.senco)
    people = f"{case.review.get_absolute_url()}readers/"
    page = read(client, people)
    assert "marked “do not contact” (a court order)" in page
    assert f"{people}{person.pk}/" not in page
    body = {"until": until.isoformat(), "version": person.version}
    said = client.post(f"{people}{person.pk}/", body).content.decode()
    assert "they cannot be let in, and read nothing here" in said
    assert "court order" not in read(sign_in(client, case.head), people)


def test_whoever_asks_for_a_pack_reads_first_who_outside_will_open_it(client, case):
    sign_in(client, case.senco)
    pages = (f"/ehc-packs/for-review/{case.review.pk}/", case.pack.get_absolute_url())
    for page in pages:
        assert "Nobody outside." in read(client, page)
    until = TODAY + timedelta(days=10)
    guests.let_in(row=case.review, by=case.senco, person=case.person, until=until)
    for page in pages:
        said = read(client, page)
        assert "these people can read all of it here" in said and "Nobody outside" not in said
        assert case.person.name in said and f"until {day_text(until)}" in said
    ContactFactory(pupil=case.pupil, title="Dr", first_name="P.", last_name="Okonjo",
                   do_not_contact=True)  # fmt: skip
    for page in pages:
        assert "Nobody outside." in read(client, page)


def test_the_senco_lets_in_and_ends_it(client, case):
    sign_in(client, case.senco)
    at = f"{case.review.get_absolute_url()}readers/"
    assert "Let them read the pack here" in read(client, at)
    body = {"until": (TODAY + timedelta(days=9)).isoformat(), "version": case.person.version}
    assert client.post(f"{at}{case.person.pk}/", body).url == at
    assert "Change the day" in read(client, at)
    client.post(f"{at}{case.person.pk}/end/")
    case.person.refresh_from_db()
    assert case.person.reads_until is None
    assert client.get(f"/review-packs/{case.person.pk}/").status_code == 404  # no guest at all


def test_the_words_of_a_section_are_in_the_matrix_of_everybody():
    """Every page of plans and reviews has its row; tests/access/test_ehc_words.py reads them."""
    routes = {row.route.split(":")[0] for row in GET}
    assert {"ehc_plans", "ehc_reviews", "ehc_packs", "ehc_disclosures", "ehc_requests"} <= routes

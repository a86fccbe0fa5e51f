"""Letters together: axe, 320 px, headings; the whole way by the keys and buttons of the pages."""

import pytest

from letters.batches import issuing
from letters.models import Batch, Letter
from pupils.consents.models import Consent
from sendcase import moment
from tests.factories import batches
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
TYPED = {"fact_meeting_day": "Fri 15 Jan 2027", "fact_meeting_time": "3.30 pm",
         "fact_meeting_place": "the hall", "fact_who_comes": "Ms R. Osei",
         "fact_meeting_about": "How reading goes."}  # fmt: skip


def test_letters_together(walk, case, no_paper, monkeypatch):
    monkeypatch.setattr(issuing, "many", lambda rows: [
        (row, issuing.services.paper.content_of(row), b"%PDF-1.7") for row in rows
    ])  # fmt: skip
    monkeypatch.setattr("letters.batches.printing.page_count", lambda pdf: 1)
    monkeypatch.setattr("letters.batches.printing.join", lambda pieces: b"%PDF-1.7")
    monkeypatch.setattr("letters.batches.printing.render_pdf", lambda html: b"%PDF-1.7")
    bela = PupilFactory(school=case.school, class_group=case.willow, legal_first_name="Bela")
    ContactFactory(pupil=bela, address="9 High Street\nWestbridge")
    PupilFactory(school=case.school, legal_first_name="Cora")  # nobody to write to
    write = f"{case.at}/letters/write/"
    walk.be(case.senco)
    walk.see(f"{case.at}/letters/batches/", write, f"{write}?pupils={case.pupil.pk}")
    walk.see(f"{write}meeting-invitation/", f"{write}meeting-invitation/?q=nobody")
    walk.press("Find these children", wrong=True, names="Nobody Here")
    walk.see(f"{write}meeting-invitation/prepare/?pupils={case.pupil.pk}")
    walk.wrong(f"{write}meeting-invitation/prepare/")
    walk.press(**TYPED)  # the letters are being prepared
    batch = Batch.objects.get()
    here = batch.get_absolute_url()
    batches.work()
    walk.see(here, f"{here}?state=cannot")
    walk.wrong(f"{here}cancel/")
    walk.see(here)
    walk.press("Approve all that are ready")
    walk.press("Send all approved")
    batches.work()
    walk.see(here, f"{case.at}/letters/batches/")
    walk.be(case.office)
    walk.see(here)
    walk.saw("letters/batches")


def test_a_letter_to_somebody_outside(walk, case):
    path = f"/pupils/{case.pupil.pk}/letters/outside/advice-request/"
    walk.be(case.senco)
    walk.wrong(path)  # nobody has agreed yet
    for kind in ("agency", "sharing"):
        Consent.objects.create(
            school=case.school, pupil=case.pupil, kind=kind, scope="The speech team", answer="yes",
            given_by="Leila", given_on=moment.today(), evidence="Slip",
        )  # fmt: skip
    walk.wrong(path)
    walk.see(path)
    walk.page.locator("[name=basis]").first.check()
    walk.press(name="Ms K. Lowe", role="Speech therapist", address="1 Wharf Road\nWB1 3AB",
               fact_meeting_day="Tue 24 Nov 2026", fact_advice_by="Fri 6 Nov 2026",
               fact_what_asked="What helps?")  # fmt: skip
    assert walk.page.url == walk.url + Letter.objects.get().get_absolute_url()
    assert "letters/outside.html" in walk.rendered

"""Every page of a pupil, of lists that come from outside, and of the register."""

from datetime import date

import pytest

from pupils.models import RollUpload
from pupils.photos import batches
from pupils.roll import large, reading
from pupils.roll import services as rolls
from pupils.saved import services as saved_lists
from pupils.scores import services as scores
from register.review.models import RegisterReview
from sendcase import moment
from sendcase.jobs import running
from tests.access.files import photos_file
from tests.factories import reviews
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.roll import as_csv, roll, upn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_pupils(walk, case):
    at, pupil = f"{case.at}/pupils/", f"/pupils/{case.pupil.pk}/"
    placed(case.pupil, by=case.senco)
    case.pupil.exam_access.create(school=case.school, arrangement="25% extra time")
    contact, access = case.pupil.contacts.get(), case.pupil.exam_access.get()
    for person in (case.teacher, case.support, case.guest, case.office):
        walk.be(person)
        walk.see(at, pupil)
    walk.be(case.senco)
    walk.see(at, f"{at}?q=nobody", f"{at}?year=nonsense", pupil)
    walk.see(*walk.links(".tabs"))
    walk.wrong(f"{at}lists/new/?year=3")
    saved = saved_lists.keep(school=case.school, name="Year 3", query="year=3", by=case.senco)
    walk.see(f"{at}?year=3&sort=-born", f"/saved-lists/{saved.pk}/edit/")
    walk.wrong(f"{at}new/")
    walk.see(f"{pupil}edit/", f"{pupil}facts/edit/", f"{pupil}exam-access/new/")
    walk.see(f"/exam-access/{access.pk}/edit/", f"/contacts/{contact.pk}/edit/")
    walk.wrong(f"{pupil}contacts/new/")
    walk.wrong(f"{pupil}assignments/new/")
    walk.wrong(f"{pupil}sharing/new/")
    walk.wrong(f"/shares/{case.pupil.shares.get().pk}/extend/")
    see_the_roll(walk, case)
    see_photos(walk, case)
    see_scores(walk, case)
    walk.saw("pupils")


CONTACTS = f"UPN,Contact surname,Contact forename,E-mail\n{upn(2)},Moss,Jo,jo@example.org\n"
CLASSES = "Class,Year,Closed\n9 Larch,9,\n,9,Y\n"


def see_scores(walk, case):
    at = f"/pupils/{case.pupil.pk}/scores/"
    walk.be(case.senco)
    walk.see(f"{case.at}/scores/import/", at)
    walk.wrong(f"{at}new/")
    for day, result in (("2026-03-02", "78"), ("2026-10-05", "85")):
        scores.record(
            pupil=case.pupil, by=case.senco, test="NGRT", kind="standardised", result=result,
            taken_on=date.fromisoformat(day),
        )  # fmt: skip
    walk.see(at)


def see_the_roll(walk, case):
    at = f"{case.at}/roll/import/"
    walk.wrong(at)
    bad = as_csv([row | {"DOB": "31/02/2019"} for row in roll(8)])
    for text in (bad, as_csv(roll(8))):
        upload = rolls.receive(
            school=case.school, by=case.senco, filename="roll.csv", data=text.encode()
        )
        walk.see(f"{at}{upload.pk}/")
    walk.press("Import")
    walk.wrong(f"{at}{upload.pk}/leavers/")
    strange = as_csv(roll(3)).replace("DOB", "Born when").replace("UPN", "Number")
    upload = rolls.receive(
        school=case.school, by=case.senco, filename="r.csv", data=strange.encode()
    )
    walk.wrong(f"{at}{upload.pk}/columns/")
    walk.wrong(f"{case.at}/contacts/import/")
    upload = rolls.receive(
        school=case.school, by=case.senco, filename="c.csv", data=CONTACTS.encode(),
        kind="contacts",
    )  # fmt: skip
    walk.see(f"{at}{upload.pk}/")
    walk.press("Import")
    see_other_lists(walk, case)


def see_other_lists(walk, case):
    """Classes, and a roll so long that a worker has to look at it first."""
    at = f"{case.at}/roll/import/"
    walk.wrong(f"{case.at}/classes/import/")
    upload = rolls.receive(
        school=case.school, by=case.senco, filename="c.csv", data=CLASSES.encode(), kind="classes"
    )
    walk.see(f"{at}{upload.pk}/")
    table = reading.table(as_csv(roll(4)))
    upload = RollUpload(
        school=case.school, author=case.senco, filename="long.csv", expires_at=upload.expires_at
    )
    large.keep(upload, table, [table.packed()])
    large.look(upload)
    walk.see(f"{at}{upload.pk}/progress/")


HISTORY = f"UPN,SEN status,Start,Need\n{upn(2)},K,01/09/2025,SLCN\n{upn(3)},Q,01/09/2025,SLCN\n"


def see_photos(walk, case):
    walk.wrong(f"{case.at}/register/import/")
    upload = rolls.receive(
        school=case.school, by=case.senco, filename="sen.csv", data=HISTORY.encode(),
        kind="sen_history",
    )  # fmt: skip
    walk.see(f"{case.at}/roll/import/{upload.pk}/")
    type(case.school.policy).objects.filter(school=case.school).update(photos_used=True)
    walk.wrong(f"{case.at}/photos/import/")
    type(case.pupil).objects.filter(pk=case.pupil.pk).update(admission_number="77")
    batch = batches.receive(school=case.school, by=case.senco, upload=photos_file())
    walk.see(f"{case.at}/photos/import/{batch.pk}/")
    walk.press("Put the photos in")
    walk.see(f"/pupils/{case.pupil.pk}/", f"/pupils/{case.pupil.pk}/photo/change/")
    walk.wrong(f"/pupils/{case.pupil.pk}/photo/change/")


def test_the_register(walk, case):
    at, pupil = f"{case.at}/register/", f"/pupils/{case.pupil.pk}/register/"
    walk.be(case.senco)
    walk.see(at, pupil)
    walk.wrong(f"{pupil}place/")
    entry = placed(case.pupil, by=case.senco)
    walk.see(at, f"{at}?on=2020-01-01", f"{at}?on=31-02", pupil, f"{pupil}place/")
    walk.wrong(f"/register/{entry.pk}/close/")
    walk.see(f"/register/{entry.pk}/told/")
    walk.press("Note it", on=moment.today().isoformat(), how="by phone")
    walk.see(f"/register/{entry.pk}/told/")
    the_review(walk, case, entry)
    walk.saw("register")


def the_review(walk, case, entry):
    """The termly review from its start to what stays to be read."""
    watched = PupilFactory(school=case.school, class_group=case.willow)
    placed(watched, "monitoring")
    at = f"{case.at}/register/review/"
    walk.see(at)
    reviews.term(case.school)
    walk.see(at)
    walk.page.get_by_role("button", name="Start a review").click()
    walk.page.wait_for_url("**/register/reviews/*/")
    page = walk.page.url.removeprefix(walk.url)
    review = RegisterReview.objects.get()
    ends, stays = (review.rows.get(pupil=pupil) for pupil in (case.pupil, watched))
    walk.see(page, f"{page}?by=stage", f"{page}?show=late", f"{page}check/", page)
    walk.page.locator(f"#choice_{ends.pk}").select_option("close")
    walk.press("Save", wrong=True)
    walk.press("Save, and all the rest stay", **{f"reason_{ends.pk}": "Targets met since May"})
    mine = walk.page.locator(f"#choice_{stays.pk}")
    mine.select_option("close")
    reviews.decided(review, watched, "keep", case.head, reason="Watch a little longer")
    walk.press("Save", **{f"reason_{stays.pk}": "Not needed any more"})  # both texts are shown
    walk.see(page)
    case.pupil.contacts.update(do_not_contact=True)
    walk.see(f"{page}stop/", f"{page}check/")
    walk.press("Finish the review")
    running.sweep()
    walk.see(page, at, f"/register/reviews/told/{ends.pk}/")
    walk.press("Note it", on=moment.today().isoformat(), how="by phone")
    walk.see(f"/register/reviews/told/{ends.pk}/")
    walk.be(case.head)
    walk.see(page, at)
    walk.be(case.senco)

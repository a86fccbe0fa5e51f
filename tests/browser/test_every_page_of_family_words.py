"""What families said: axe, 320 px, headings."""

import pytest

from letters.voice.models import FamilyWord
from sendcase.pdf import PdfFailed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def no_paper(*args, **how):
    raise PdfFailed("It took too long.")


def test_family_words(walk, case, monkeypatch):
    monkeypatch.setattr("letters.voice.printing.render_pdf", no_paper)
    every, child = f"{case.at}/family-words/", f"/pupils/{case.pupil.pk}/family-words/"
    walk.be(case.senco)
    walk.see(every)
    walk.wrong(f"{child}new/")
    main = walk.page.get_by_role("main")
    for name, value in (("kind", "disagreement"), ("who", "child"), ("how", "phone")):
        main.locator(f"[name={name}][value={value}]").check()
    main.locator("[name=words]").fill("Maths is too hard.")
    walk.press()
    word = FamilyWord.objects.get()
    here = f"/family-words/{word.pk}/"
    walk.see(every, here, f"{here}place/", f"/pupils/{case.pupil.pk}/family/")
    walk.wrong(f"{here}withdraw/")
    walk.wrong(f"{here}answer/")
    walk.press(answer="We look at it again on Monday.")
    walk.see(here)
    walk.see(f"{child}pdf/", status=503)
    walk.saw("voice")

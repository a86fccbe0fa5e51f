"""EHC plans: axe, 320 px, headings."""

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_dates(walk, case):
    at = f"{case.at}/ehc-dates/"
    walk.be(case.senco)
    walk.see(at, f"{at}?what=meeting&on=2026-11-24&second=", f"{at}?what=transfer&on=2027-05-05")
    walk.see(f"{at}?what=meeting&on=", f"{at}year/?what=meeting&starting=2026")
    rooms = ("plans", "requests", "reviews", "packs", "disclosure", "authority_forms")
    walk.saw("ehcp", but=tuple(f"ehcp/{room}/" for room in rooms))

"""Taking back, and noting who was told, stand on the version their person saw."""

import pytest

from referrals import services, triage, triage_views
from sendcase import edits, moment
from tests.factories.referrals import TESTS, WORDS, sent

pytestmark = pytest.mark.django_db


def change(row, by, words="Other words"):
    """Somebody saves the same referral in between."""
    values = {name: text for name, text in (WORDS | {"reasons": words}).items() if text}
    areas = row.pupil.school.areas.filter(code="cl")
    return services.revise(
        referral=row, version=row.version, by=by, values=values, areas=areas, tests=TESTS
    )


@pytest.fixture
def waiting(place):
    return sent(place.pupil, place.teacher)


def test_the_page_carries_the_version_it_shows(place, as_, waiting):
    page = as_(place.teacher).get(f"/referrals/{waiting.pk}/withdraw/")
    assert page.context["form"]["version"].value() == waiting.version
    assert 'name="version"' in page.content.decode()


def test_a_referral_changed_in_between_is_not_taken_back_unread(place, as_, waiting):
    client, url = as_(place.teacher), f"/referrals/{waiting.pk}/withdraw/"
    body = {"reason": "Raised twice.", "version": waiting.version}
    changed = change(waiting, place.senco)

    page = client.post(url, body)

    waiting.refresh_from_db()
    assert waiting.state == "submitted"
    assert "was changed while you were writing" in page.content.decode()
    form = page.context["form"]
    assert (form["reason"].value(), form["version"].value()) == (
        "Raised twice.", str(changed.version)
    )  # fmt: skip
    assert client.post(url, body | {"version": changed.version}).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decision_reason) == ("withdrawn", "Raised twice.")


@pytest.mark.parametrize("version", ["", "0", "x"])
def test_a_form_without_its_version_takes_nothing_back(place, as_, waiting, version):
    body = {"reason": "Raised twice.", "version": version}
    assert as_(place.teacher).post(f"/referrals/{waiting.pk}/withdraw/", body).status_code == 200
    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_one_answered_in_between_is_said_to_be(place, as_, waiting):
    version = waiting.version
    triage.resolve_in_class(referral=waiting, version=version, by=place.senco, reason="Fine.",
                            advice="Bigger print.")  # fmt: skip
    page = as_(place.teacher).post(
        f"/referrals/{waiting.pk}/withdraw/", {"reason": "Twice.", "version": version}, follow=True
    )
    assert [url for url, _ in page.redirect_chain] == [f"/referrals/{waiting.pk}/"]
    assert "dealt with already" in page.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "in_class"


def test_the_services_refuse_an_old_version(place, waiting):
    old = waiting.version
    change(waiting, place.senco)
    with pytest.raises(edits.Stale):
        services.withdraw(referral=waiting, version=old, by=place.teacher, reason="Twice.")


@pytest.fixture
def untold(place):
    row = sent(place.pupil, place.teacher, source="pupil")
    return triage.resolve_in_class(referral=row, version=row.version, by=place.senco,
                                   reason="Fine.", advice="Bigger print.")  # fmt: skip


def test_who_was_told_stands_on_the_version_too(place, as_, untold):
    client, url = as_(place.senco), f"/referrals/{untold.pk}/told/"
    seen = client.get(url).context["form"]["version"].value()
    assert seen == untold.version
    body = {"on": moment.today().isoformat(), "how": "By phone"}
    for version in ("", str(seen - 1)):
        page = client.post(url, body | {"version": version})
        assert "was changed while you were writing" in page.content.decode()
        untold.refresh_from_db()
        assert untold.raiser_told_on is None
    assert client.post(url, body | {"version": seen}).status_code == 302
    untold.refresh_from_db()
    assert untold.raiser_told_how == "By phone"


def test_told_by_a_colleague_in_between_is_said(place, as_, untold, monkeypatch):
    """Both had the page open: the second hears that nobody is left to tell."""
    today = moment.today()
    found = triage_views.found

    def find_then_colleague_saves(request, pk):
        row = found(request, pk)
        triage.mark_raiser_told(
            referral=row, version=row.version, by=place.senco, on=today, how="At the gate"
        )
        return row

    monkeypatch.setattr(triage_views, "found", find_then_colleague_saves)
    body = {"on": today.isoformat(), "how": "By phone", "version": untold.version}
    assert as_(place.senco).post(f"/referrals/{untold.pk}/told/", body).status_code == 302
    untold.refresh_from_db()
    assert untold.raiser_told_how == "At the gate"

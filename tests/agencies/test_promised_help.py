"""A recommendation and the promised help that uses it: chosen, followed, beside each other."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from agencies import uses
from agencies.advice_forms import DecideForm
from agencies.models import Recommendation
from agencies.services import deciding
from audit.models import Event
from provision.models import Promise
from provision.promised import services as promised
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from tests.factories.agencies import advised
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, share

DAY = timedelta(days=1)
TEXT = "Short steps with pictures"


def promise_to(case, pupil=None, **fields):
    facts = {"what": "Reading with an adult", "minutes": 20, "times": 3, "from_on": moment.today()}
    return promised.promise(pupil=pupil or case.pupil, by=case.senco, **facts | fields)


def decide(case, row, decision="adopted", kind="strategy", **fields):
    row = Recommendation.objects.get(pk=row.pk)
    return deciding.decide(row=row, decision=decision, kind=kind, by=case.senco, **fields)


def change(case, promise, from_on):
    promise.refresh_from_db()
    return promised.change(promise=promise, version=promise.version, by=case.senco,
                           from_on=from_on, minutes=30, times=2, per="week")  # fmt: skip


def page(browser, address) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


@pytest.fixture
def point(case):
    return advised(case.pupil, case.senco).recommendations.first()


def test_it_is_linked_to_promised_help_of_this_child_and_no_other(case, point):
    strange = promise_to(case, PupilFactory(school=case.school))
    with pytest.raises(IllegalMove, match="promised to another child"):
        decide(case, point, promise=strange)

    promise = promise_to(case)
    row = decide(case, point, promise=promise)

    assert row.promise == promise
    logged = Event.objects.filter(verb="recommendation.decided").latest("pk")
    assert logged.detail.text["promise"] == [None, promise.pk]
    # Not taken up after all: nothing uses it.
    assert decide(case, point, "declined", reason="No.", promise=promise).promise is None


def test_the_database_keeps_what_is_not_taken_up_from_being_used(case, point):
    promise = promise_to(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(pk=point.pk).update(promise=promise)


def test_where_the_amount_changes_the_link_goes_along(case, point):
    old = promise_to(case)
    decide(case, point, promise=old)
    version = Recommendation.objects.get(pk=point.pk).version

    new = change(case, old, moment.today() + 7 * DAY)

    point.refresh_from_db()
    assert (point.promise, point.version) == (new, version + 1)
    logged = Event.objects.filter(verb="recommendation.followed").get()
    assert logged.detail.text == {"promise": [old.pk, new.pk]}
    assert logged.actor_id == case.senco.pk


def test_who_decides_on_a_page_opened_before_the_change_gets_the_newest(case, point):
    old = promise_to(case)
    newest = change(case, change(case, old, moment.today() + DAY), moment.today() + 2 * DAY)

    assert decide(case, point, promise=old).promise == newest


def test_the_page_offers_what_is_promised_now_or_soon(case, point):
    now, soon = promise_to(case), promise_to(case, what="Talk time", from_on=moment.today() + DAY)
    promise_to(case, what="Over", from_on=moment.today() - 9 * DAY, until_on=moment.today() - DAY)
    promise_to(case, PupilFactory(school=case.school), what="Of another child")
    changed = promise_to(case, what="Lunch club")
    changed = change(case, changed, moment.today() + DAY)

    def offered(row):
        row = Recommendation.objects.select_related(*uses.JOINED).get(pk=row.pk)
        form = DecideForm(row=row, kept_by=case.senco, kept_as="agency-decide", kept_key="x")
        return form.fields["promise"]

    words = "Reading with an adult: 20 minutes, three times a week"
    assert offered(point).choices[:2] == [("", "None"), (str(now.pk), words)]
    assert {key for key, _ in offered(point).choices[2:]} == {str(soon.pk), str(changed.pk)}
    # The one that is chosen stays on the list after its last day.
    decide(case, point, promise=now)
    promised.end(promise=now, version=now.version, by=case.senco, on=moment.today(), reason="x")
    with moment.at(moment.now() + 3 * DAY):
        assert (str(now.pk), words) in offered(point).choices
        assert offered(point).initial == str(now.pk)


def test_it_is_chosen_on_the_page_and_stands_on_each_page_it_concerns(case, point, client):
    promise, browser = promise_to(case), sign_in(client, case.senco)
    answer = browser.post(
        f"/agency-recommendations/{point.pk}/",
        {"version": point.version, "kind": "provision", "decision": "adopted",
         "promise": promise.pk},
    )  # fmt: skip
    assert answer.status_code == 302
    said = f'Used in <a href="/promises/{promise.pk}/" dir="auto">Reading with an adult'
    for address in (point.advice.get_absolute_url(), point.advice.request.get_absolute_url(),
                    f"/pupils/{case.pupil.pk}/provision/"):  # fmt: skip
        assert said in page(browser, address), address
    for address in (f"/promises/{promise.pk}/", f"/pupils/{case.pupil.pk}/provision/"):
        assert f'<a href="{point.get_absolute_url()}">{TEXT}</a>' in page(browser, address)


def test_a_request_names_each_place_of_use_once(case, point, client):
    promise, browser = promise_to(case), sign_in(client, case.senco)
    for row in point.advice.recommendations.all():
        decide(case, row, promise=promise)
    assert page(browser, point.advice.request.get_absolute_url()).count("Used in") == 1


def test_the_page_of_a_promise_that_was_changed_still_says_it(case, point, client):
    old, browser = promise_to(case), sign_in(client, case.senco)
    decide(case, point, promise=old)
    new = change(case, old, moment.today() + 7 * DAY)
    for promise in (old, new):
        assert TEXT in page(browser, f"/promises/{promise.pk}/")


def test_who_teaches_reads_there_only_what_was_given_and_not_from_whom(case, point, client):
    promise, browser = promise_to(case), sign_in(client, case.teacher)
    other = point.advice.recommendations.last()
    decide(case, other, kind="provision", promise=promise)
    addresses = (f"/promises/{promise.pk}/", f"/pupils/{case.pupil.pk}/provision/")
    for address in addresses:
        assert other.words not in page(browser, address)
        assert "Advice from outside" not in page(browser, address)
    decide(case, point, promise=promise, gives=True)
    for address in addresses:
        seen = page(browser, address)
        assert TEXT in seen and "Advice from outside, Mon 2 Mar 2026" in seen
        for hidden in (other.words, case.agency.name, "Ms K. Lowe", "/agency-advice/"):
            assert hidden not in seen


def test_a_guest_who_reads_provision_reads_no_advice_there(case, point, client):
    decide(case, point, promise=(promise := promise_to(case)), gives=True)
    guest = member(case.school, Role.GUEST)
    share(case.pupil, guest, includes_provision=True)
    browser = sign_in(client, guest)
    for address in (f"/promises/{promise.pk}/", f"/pupils/{case.pupil.pk}/provision/"):
        assert TEXT not in page(browser, address)


def test_pages_cost_the_same_for_one_and_for_many(case, client):
    advice = advised(case.pupil, case.senco, points=[f"Point {n}" for n in range(15)])
    promise, browser, seen = promise_to(case), sign_in(client, case.senco), []
    addresses = (f"/promises/{promise.pk}/", f"/pupils/{case.pupil.pk}/provision/",
                 advice.get_absolute_url(), advice.request.get_absolute_url())  # fmt: skip
    for n, row in enumerate(advice.recommendations.all()):
        decide(case, row, promise=promise)
        if n in (0, 14):
            seen.append([_queries(browser, address) for address in addresses])
    assert seen[0] == seen[1]


def _queries(browser, address) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as done:
        browser.get(address)
    return len(done)


def used_in(point) -> list[str]:
    row = Recommendation.objects.select_related(*uses.JOINED).get(pk=point.pk)
    return [use.words for use in uses.uses_of(row)]


def test_until_the_next_promise_begins_the_present_one_is_named_first(case, point, client):
    """A term that is copied, an amount that changes next week: both are said, each with its day."""
    old = promise_to(case)
    decide(case, point, promise=old)
    new = change(case, old, moment.today() + 7 * DAY)
    present = "Reading with an adult: 20 minutes, three times a week"
    coming = "Reading with an adult: 30 minutes, twice a week"
    assert used_in(point) == [present, f"From Mon 9 Mar 2026: {coming}"]
    tab = page(sign_in(client, case.senco), f"/pupils/{case.pupil.pk}/provision/")
    for promise in (old, new):
        assert f'href="/promises/{promise.pk}/"' in tab
    with moment.at(moment.now() + 7 * DAY):
        assert used_in(point) == [coming]


def test_a_copied_term_leaves_the_present_where_it_is(case, point):
    until = moment.today() + 18 * DAY
    old = promise_to(case, until_on=until)
    decide(case, point, promise=old)
    new = promise_to(case, from_on=until + 16 * DAY, until_on=until + 90 * DAY)
    edits.save(edits.locked(Promise, new.pk), replaces=old)
    deciding.follow(old, new)
    first, second = used_in(point)
    assert first == uses.said_of(old) and second.startswith("From ")
    with moment.at(moment.now() + 25 * DAY):  # the holidays: the next has not begun
        assert used_in(point)[0] == first

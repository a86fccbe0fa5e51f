"""What the school itself owes: when it is due again, its page, its deadlines."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from reminders import keeping
from reminders.digests import Mornings, digest
from reminders.models import Deadline
from reminders.recount import differences
from schools.models import Fulfilment, Obligation
from schools.owed import due, services
from schools.services.school import create_school
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import member, sign_in

pytestmark = pytest.mark.django_db
Kind = Obligation.Kind
NOON = "2026-11-03 12:00:00+00:00"
TODAY = date(2026, 11, 3)


@pytest.fixture
def school(db, time_machine):
    time_machine.move_to(NOON)
    return create_school(name="Elm School", urn="100123", laestab="8551234",
                         preset="staged_response")  # fmt: skip


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO, name="Ms S. Grant")


def of(school, kind) -> Obligation:
    return Obligation.objects.get(school=school, kind=kind)


def dues(school) -> dict:
    """Kind → (day, whether the law's) of every open deadline; the table is proved as well."""
    assert differences(school.pk) == []
    rows = Deadline.objects.open().filter(school=school)
    return {
        (row.kind.removeprefix("owed-"), Obligation.objects.get(pk=row.object_id).name):
            (row.due_on, row.is_legal)
        for row in rows
    }  # fmt: skip


def test_every_school_owes_what_the_law_asks_and_says_first_when_it_was_done(school, senco):
    asked = TODAY + timedelta(days=28)
    law = (Kind.INFORMATION_REPORT, Kind.PARENTS_REPORT, Kind.QUALIFICATION)
    assert dues(school) == {(kind, ""): (asked, False) for kind in law}

    services.done(obligation=of(school, law[0]), on=date(2026, 2, 28), by=senco)
    services.done(obligation=of(school, law[1]), on=date(2024, 2, 29), by=senco)
    services.add_senco(school=school, name="Ms Grant", appointed_on=date(2024, 9, 1), by=senco)
    assert dues(school) == {
        (law[0], ""): (date(2027, 2, 28), True),
        (law[1], ""): (date(2025, 2, 28), True),
        (law[2], "Ms Grant"): (date(2027, 9, 1), True),
    }
    services.done(obligation=of(school, law[2]), on=date(2026, 7, 10), by=senco)
    assert (law[2], "Ms Grant") not in dues(school)
    assert Deadline.objects.get(kind=f"owed-{law[2]}").state == "done"
    services.begin(school)  # any number of times
    assert Obligation.objects.filter(school=school).count() == 3


def test_a_change_in_the_information_report_makes_it_due_sooner_until_it_was_done(school, senco):
    report = of(school, Kind.INFORMATION_REPORT)
    services.done(obligation=report, on=date(2026, 9, 1), by=senco)
    services.changed(obligation=report, on=date(2026, 11, 1), what="Another SENCO", by=senco)
    key = (Kind.INFORMATION_REPORT, "")
    assert dues(school)[key] == (date(2026, 11, 29), False)
    services.done(obligation=report, on=TODAY, by=senco)
    assert dues(school)[key] == (date(2027, 11, 3), True)
    with pytest.raises(IllegalMove, match="Only the SEN Information Report"):
        services.changed(obligation=of(school, Kind.PARENTS_REPORT), on=TODAY, what="X", by=senco)


def test_a_second_change_does_not_move_the_day_of_the_first(school, senco):
    report = of(school, Kind.INFORMATION_REPORT)
    services.done(obligation=report, on=date(2026, 9, 1), by=senco)

    def changes(*days):
        for day, what in days:
            services.changed(obligation=report, on=day, what=what, by=senco)
        report.refresh_from_db()
        return report.changed_on, report.changed_what, dues(school)[report.kind, ""][0]

    first, by = date(2026, 10, 10), date(2026, 11, 7)
    assert changes((first, "Another SENCO")) == (first, "Another SENCO", by)
    both = "Another SENCO; A new base"
    assert changes((TODAY, "A new base")) == (first, both, by)
    # One that was in the report already when it was done last holds nothing.
    assert changes((date(2026, 8, 1), "x" * 300)) == (first, "x" * 300, by)
    assert changes((date(2026, 10, 3), "A new head")) == (
        date(2026, 10, 3), "x" * 287 + "…; A new head", date(2026, 10, 31)
    )  # fmt: skip
    services.done(obligation=report, on=date(2026, 11, 1), by=senco)
    assert changes((TODAY, "A new telephone")) == (TODAY, "A new telephone", date(2026, 12, 1))


def test_a_policy_has_the_interval_of_the_school(school, senco):
    given = {"school": school, "by": senco, "reviewed_on": date(2025, 9, 30)}
    row = services.add_policy(name="SEND policy", months=12, **given)
    key = (Kind.POLICY, "SEND policy")
    assert dues(school)[key] == (date(2026, 9, 30), False)
    with pytest.raises(IllegalMove, match="in the list already"):
        services.add_policy(name="SEND policy", months=6, **given)
    services.change(obligation=row, version=row.version, by=senco, name="SEND policy", months=5)
    assert dues(school)[key] == (date(2026, 2, 28), False)
    with pytest.raises(Stale):
        services.change(obligation=row, version=row.version, by=senco, name="X", months=5)

    mistake = services.done(obligation=row, on=date(2026, 11, 2), by=senco)
    assert dues(school)[key] == (date(2027, 4, 2), False)
    for _ in range(2):
        services.take_back(fulfilment=mistake, by=senco)
    assert dues(school)[key] == (date(2026, 2, 28), False)
    services.end(obligation=row, by=senco)
    assert key not in dues(school)
    assert Deadline.objects.get(kind="owed-policy-review").state == "dropped"
    with pytest.raises(IllegalMove, match="ended"):
        services.done(obligation=row, on=TODAY, by=senco)
    services.add_policy(name="SEND policy", months=12, **given)  # kept again
    assert Event.objects.filter(verb="owed.taken_back").count() == 1


def test_done_in_two_tabs_is_written_down_once(client, school, senco):
    report = of(school, Kind.PARENTS_REPORT)
    sign_in(client, senco)
    at = f"/owed/{report.pk}/done/"
    forms = [client.get(at).context["form"].form_id for _ in range(2)]
    pages = [client.post(at, {"on": TODAY, "form_id": str(form_id)}) for form_id in forms]
    assert [page.status_code for page in pages] == [302, 200]
    assert "is written down already" in pages[1].content.decode()
    first = Fulfilment.objects.get()
    services.take_back(fulfilment=first, by=senco)
    services.done(obligation=report, on=TODAY, by=senco)  # one taken back hinders nobody
    services.done(obligation=report, on=TODAY - timedelta(days=365), by=senco)  # nor another day
    assert Fulfilment.objects.count() == 3


def test_two_who_say_what_has_changed_see_both_texts(client, school, senco):
    report = of(school, Kind.INFORMATION_REPORT)
    at = f"{report.get_absolute_url()}changed/"
    sign_in(client, senco)
    sent = {"on": "2026-11-01", "version": report.version}
    assert client.post(at, sent | {"what": "Another SENCO"}).status_code == 302
    page = client.post(at, sent | {"on": "2026-10-30", "what": "A new base"})
    said = page.content.decode()
    assert page.status_code == 409 and "Another SENCO" in said and "A new base" in said
    assert "1 Nov 2026" in said
    report.refresh_from_db()
    assert report.changed_what == "Another SENCO"
    both = {"what": "Another SENCO; a new base", "version": report.version}
    assert client.post(at, sent | both).status_code == 302


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1926, 11, 3)])
def test_impossible_days_are_refused(school, senco, day):
    report = of(school, Kind.INFORMATION_REPORT)
    for refused in (
        lambda: services.done(obligation=report, on=day, by=senco),
        lambda: services.changed(obligation=report, on=day, what="X", by=senco),
        lambda: services.add_senco(school=school, name="X", appointed_on=day, by=senco),
        lambda: services.add_policy(school=school, name="X", months=12, reviewed_on=day, by=senco),
    ):
        with pytest.raises(IllegalMove):
            refused()
    assert not Fulfilment.objects.exists() and Obligation.objects.count() == 3
    with pytest.raises(IllegalMove, match="by law"):
        services.end(obligation=report, by=senco)


def test_the_hourly_look_opens_what_an_upgrade_brought(school):
    Deadline.objects.all().delete()
    keeping.keep_all()
    assert len(dues(school)) == 3


@pytest.mark.parametrize("kind", list(Kind))
def test_every_rule_fits_its_place(kind):
    row = Obligation(kind=kind, months=12 if kind == Kind.POLICY else None, begun_on=TODAY)
    for last, appointed in ((None, None), (TODAY, None), (None, TODAY)):
        row.appointed_on = appointed
        found = due.due(row, last)
        assert found is None or len(found.rule) <= 300


def test_the_mail_names_no_policy_and_no_person(school, senco, time_machine):
    services.add_policy(
        school=school, name="SEND policy", months=12, reviewed_on=date(2025, 9, 30), by=senco
    )
    time_machine.move_to("2026-12-03 12:00:00+00:00")
    words = digest(senco, Mornings(moment.today())).text
    assert "Review our policy" in words and "SEND policy" not in words
    assert "our SENCO" in words


class TestPages:
    def test_the_list_says_what_is_late_and_whose_rule(self, client, school, senco):
        at = f"/{school.slug}/owed/"
        services.add_policy(
            school=school, name="SEND policy", months=12, reviewed_on=date(2025, 9, 30), by=senco
        )
        sign_in(client, senco)
        shown = client.get(at).content.decode()
        assert "1 late" in shown and "Late: Wed 30 Sep 2026" in shown
        assert "Not known yet: say it by Tue 1 Dec 2026" in shown and "Say when appointed" in shown
        assert "What we owe" in client.get(f"/{school.slug}/school/").content.decode()
        assert "SEND policy" in client.get(f"/{school.slug}/today/").content.decode()

    def test_added_done_changed_taken_back_and_ended(self, client, school, senco):
        at = f"/{school.slug}/owed/"
        sign_in(client, senco)
        sent = {"name": "SEND policy", "months": "12", "reviewed_on": "2025-09-30"}
        late = client.post(f"{at}policies/new/", sent | {"reviewed_on": "2030-01-01", "months": 0})
        assert set(late.context["form"].errors) == {"reviewed_on", "months"}
        client.post(f"{at}policies/new/", sent)
        row = of(school, Kind.POLICY)
        page = row.get_absolute_url()
        client.post(f"{page}edit/", {"name": "SEND policy", "months": 24, "version": row.version})
        client.post(f"{page}done/", {"on": "2026-11-03", "note": "Agreed by the governors"})
        [newest, first] = Fulfilment.objects.all()
        assert "Agreed by the governors" in client.get(page).content.decode()
        client.post(f"/owed-done/{newest.pk}/take-back/")
        assert "taken back by Ms S. Grant" in client.get(page).content.decode()
        client.post(f"{page}end/")
        row.refresh_from_db()
        assert (row.months, row.ended_on, first.done_on) == (24, TODAY, date(2025, 9, 30))
        assert "SEND policy" not in [each["title"] for each in client.get(at).context["rows"]]

        client.post(f"{at}sencos/new/", {"name": "Ms Grant", "appointed_on": "2026-09-01"})
        assert of(school, Kind.QUALIFICATION).appointed_on == date(2026, 9, 1)
        report = of(school, Kind.INFORMATION_REPORT)
        client.post(f"{report.get_absolute_url()}done/", {"on": "2026-09-01"})
        client.post(f"{report.get_absolute_url()}changed/", 
                    {"on": "2026-11-01", "what": "SENCO", "version": report.version})  # fmt: skip
        assert dues(school)[Kind.INFORMATION_REPORT, ""] == (date(2026, 11, 29), False)
        assert client.get(f"{report.get_absolute_url()}edit/").status_code == 404

    def test_where_the_senco_ended_the_page_asks_for_the_next(self, client, school, senco):
        at, asks = f"/{school.slug}/owed/", "Nobody is named as SENCO"
        sign_in(client, senco)
        assert asks not in client.get(at).content.decode()
        row = services.add_senco(school=school, name="Ms Grant", appointed_on=TODAY, by=senco)
        ended = client.post(f"{row.get_absolute_url()}end/", follow=True).content.decode()
        assert asks in ended and f"{at}sencos/new/" in ended
        services.add_senco(school=school, name="Mr Patel", appointed_on=TODAY, by=senco)
        assert asks not in client.get(at).content.decode()

    def test_the_page_says_what_changed_and_since_when_until_it_is_done(
        self, client, school, senco
    ):
        report = of(school, Kind.INFORMATION_REPORT)
        sign_in(client, senco)
        services.done(obligation=report, on=date(2026, 9, 1), by=senco)
        services.changed(obligation=report, on=TODAY, what="Another base", by=senco)
        words = "Changed since Tue 3 Nov 2026: Another base"
        assert words in client.get(report.get_absolute_url()).content.decode()
        services.done(obligation=report, on=TODAY, by=senco)
        assert words not in client.get(report.get_absolute_url()).content.decode()

    def test_as_many_queries_for_ten_as_for_forty(
        self, client, school, senco, django_assert_max_num_queries
    ):
        sign_in(client, senco)
        for count in (7, 30):
            for n in range(count):
                services.add_policy(school=school, name=f"{count} {n}", months=12,
                                    reviewed_on=TODAY, by=senco)  # fmt: skip
            with django_assert_max_num_queries(9):
                client.get(f"/{school.slug}/owed/")

"""What ends on a day by itself: consents, a guest's access, exam access. The SENCO hears before."""

from datetime import date, datetime, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils import sharing as shares
from pupils.arrangements import services as arrangements
from pupils.consents import services as consents
from pupils.models import ExamAccess, Pupil, Share
from pupils.services import update_pupil
from reminders import keeping
from reminders.arrangements import ENDING as ARRANGED
from reminders.consents import ENDING as CONSENT
from reminders.models import Deadline
from reminders.recount import differences
from reminders.sharing import ENDING as SHARE
from sendcase import moment, months
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import share as bare_share

pytestmark = pytest.mark.django_db
TODAY = moment.today()


def days(number):
    return TODAY + timedelta(days=number)


def due(kind):
    return list(Deadline.objects.open().filter(kind=kind).values_list("object_id", "due_on"))


def closed(kind):
    rows = Deadline.objects.filter(kind=kind).exclude(state="open").order_by("pk")
    return list(rows.values_list("state", flat=True))


def last_day(pupil, day, by):
    row = Pupil.objects.get(pk=pupil.pk)
    return update_pupil(pupil=row, version=row.version, by=by, left_on=day)


def agreed(pupil, by, until):
    return consents.record(
        pupil=pupil, kind="sharing", scope="The clinic reads the plan", answer="yes",
        given_by="Leila Brightwater", given_on=days(-9), evidence="Slip", by=by, until_on=until,
    )  # fmt: skip


def let_in(pupil, by, until, **fields):
    return shares.grant(
        pupil=pupil, name="Dr Lund", email="lund@clinic.example.org", reason="Speech therapy",
        consent_note="Mother, by phone", until_on=until, by=by, **fields,
    )  # fmt: skip


def arranged(pupil, by, **fields):
    return arrangements.save(pupil=pupil, by=by, arrangement="A reader", **fields)


def test_who_leaves_owes_nothing_and_who_comes_back_owes_it_again(pupil, senco):
    consent, share = agreed(pupil, senco, days(40)), let_in(pupil, senco, days(30))
    reader = arranged(pupil, senco, expires_on=days(100))
    wanted = {CONSENT: [(consent.pk, days(40))], SHARE: [(share.pk, days(30))],
              ARRANGED: [(reader.pk, days(58))]}  # fmt: skip
    assert {kind: due(kind) for kind in wanted} == wanted

    last_day(pupil, days(-1), senco)
    assert {kind: due(kind) for kind in wanted} == dict.fromkeys(wanted, [])
    assert differences(pupil.school_id) == []

    last_day(pupil, None, senco)
    assert {kind: due(kind) for kind in wanted} == wanted
    assert differences(pupil.school_id) == []


class TestShares:
    def test_extended_it_moves_and_ended_it_is_done(self, pupil, senco):
        share = let_in(pupil, senco, days(10))
        shares.extend(share=share, until_on=days(60), consent_note="Asked again", by=senco)
        assert due(SHARE) == [(share.pk, days(60))]
        share.refresh_from_db()
        assert (share.until_on, share.consent_note) == (days(60), "Asked again")
        with pytest.raises(IllegalMove, match="later day"):
            shares.extend(share=share, until_on=days(60), consent_note="Again", by=senco)

        shares.end(share=share, by=senco)
        assert (due(SHARE), closed(SHARE)) == ([], ["done"])
        with pytest.raises(IllegalMove, match="has ended"):
            shares.extend(share=share, until_on=days(90), consent_note="Again", by=senco)
        assert differences(pupil.school_id) == []

    def test_no_longer_than_the_consent_it_rests_on(self, pupil, senco):
        consent = agreed(pupil, senco, days(40))
        share = let_in(pupil, senco, days(10), consent=consent)
        given = {"share": share, "consent": consent, "consent_note": "As before", "by": senco}
        with pytest.raises(IllegalMove, match="agreement ends"):
            shares.extend(until_on=days(41), **given)
        shares.extend(until_on=days(40), **given)
        assert due(SHARE) == [(share.pk, days(40))]

    def test_let_end_it_falls_away_when_the_day_is_over(self, pupil, senco, time_machine):
        let_in(pupil, senco, days(10))
        old = bare_share(pupil, senco, until_on=days(20))  # of before this kind was declared
        assert keeping.keep(pupil.school_id) == 1
        assert keeping.keep(pupil.school_id) == 0
        time_machine.move_to(moment.now() + timedelta(days=11))
        keeping.keep_all()
        assert (due(SHARE), closed(SHARE)) == ([(old.pk, days(20))], ["dropped"])
        assert differences(pupil.school_id) == []

    def test_a_line_whose_record_is_gone_is_named_and_dropped(self, pupil, senco):
        """No page deletes one: somebody did it past us."""
        others = (senco, member(pupil.school, Role.HEAD))
        gone, kept = (bare_share(pupil, each, until_on=days(20)) for each in others)
        keeping.keep(pupil.school_id)
        number = gone.pk
        gone.delete()
        [line] = differences(pupil.school_id)
        assert line.startswith(f"{SHARE} of {number}: ")
        assert line.endswith("the records say nothing: there is no such record any more")
        assert keeping.keep(pupil.school_id) == 1
        assert keeping.keep(pupil.school_id) == 0
        assert (due(SHARE), closed(SHARE)) == ([(kept.pk, days(20))], ["dropped"])
        assert Event.objects.filter(verb="deadline.dropped").count() == 1
        assert differences(pupil.school_id) == []

    def test_one_where_it_fails_keeps_no_other(self, pupil, senco, monkeypatch, caplog):
        broken, kept = (
            bare_share(pupil, member(pupil.school, Role.SENCO), until_on=days(20)) for _ in "12"
        )
        kind, real = keeping.KEPT[SHARE]

        def fails(share):
            if share.pk == broken.pk:
                raise ValueError("broken")
            real(share)

        monkeypatch.setitem(keeping.KEPT, SHARE, (kind, fails))
        assert keeping.keep(pupil.school_id) == 1
        assert due(SHARE) == [(kept.pk, days(20))]
        assert f"_follow_one failed for {SHARE} {broken.pk}" in caplog.text

    def test_a_rule_that_is_worded_otherwise_now_follows_within_the_hour(self, pupil, senco):
        let_in(pupil, senco, days(10))
        row = Deadline.objects.get(kind=SHARE)
        Deadline.objects.update(rule="As an earlier version said.", is_legal=True)
        assert keeping.keep(pupil.school_id) == 1
        now = Deadline.objects.get(kind=SHARE)
        assert (now.rule, now.is_legal, now.pk) == (row.rule, False, row.pk)

    def test_let_in_again_after_it_ran_out(self, pupil, senco, time_machine):
        let_in(pupil, senco, days(10))
        time_machine.move_to(moment.now() + timedelta(days=11))
        again = let_in(pupil, senco, days(90))
        assert (due(SHARE), closed(SHARE)) == ([(again.pk, days(90))], ["dropped"])

    def test_its_page_says_both_ways_and_what_is_wrong(self, client, pupil, senco):
        share = let_in(pupil, senco, days(10))
        sign_in(client, senco)
        page = f"/shares/{share.pk}/extend/"
        first = client.get(page).content.decode()
        assert "ends by itself" in first and "End it today" in first
        sooner = client.post(page, {"until_on": days(9).isoformat(), "consent_note": "Mother"})
        assert set(sooner.context["form"].errors) == {"until_on"}

        client.post(page, {"until_on": days(80).isoformat(), "consent_note": "Mother, by phone"})
        assert Share.objects.get().until_on == days(80)
        shares.end(share=share, by=senco)
        assert "share it anew" in client.get(page).content.decode()


@pytest.fixture
def november():
    """The day; what ran out in October is over."""
    with moment.at(datetime(2026, 11, 24, 9, tzinfo=moment.LONDON)):
        yield moment.today()


class TestArrangements:
    def test_due_six_weeks_before_or_when_it_was_written_down(self, pupil, senco):
        far = arranged(pupil, senco, kind="school", expires_on=days(100))
        near = arranged(pupil, senco, kind="adjustment", expires_on=days(10))
        over = arranged(pupil, senco, expires_on=days(-10))
        arranged(pupil, senco, kind="school")  # for good
        assert sorted(due(ARRANGED)) == [(far.pk, days(58)), (near.pk, TODAY), (over.pk, days(-10))]

        arrangements.save(pupil=pupil, by=senco, existing=far, kind="school", expires_on=days(400))
        assert (far.pk, days(358)) in due(ARRANGED)
        for row in (far, near, over, over):
            arrangements.end(arrangement=row, by=senco)
        assert (due(ARRANGED), closed(ARRANGED)) == ([], ["done"] * 3)
        assert differences(pupil.school_id) == []

    def test_what_ran_out_more_than_a_year_ago_is_not_asked_for(self, pupil, senco, time_machine):
        """An upgrade would put years of old arrangements on Today at once."""
        year = TODAY - months.later(TODAY, -12)
        old, new = (
            ExamAccess.objects.create(
                school=pupil.school, pupil=pupil, arrangement="A reader", expires_on=day
            )
            for day in (TODAY - year - timedelta(days=1), TODAY - year)
        )
        keeping.keep(pupil.school_id)
        assert due(ARRANGED) == [(new.pk, new.expires_on)]
        time_machine.move_to(moment.now() + timedelta(days=1))
        keeping.keep(pupil.school_id)
        assert (due(ARRANGED), closed(ARRANGED)) == ([], ["dropped"])
        assert differences(pupil.school_id) == []
        arrangements.save(pupil=pupil, by=senco, existing=old, kind="school", expires_on=days(400))
        assert due(ARRANGED) == [(old.pk, days(358))]

    @pytest.mark.parametrize(
        ("approved", "expires", "words"),
        [("2024-09-10", "2026-11-11", "until Tue 10 Nov 2026"), ("2024-09-10", None, "Say when"),
         (None, "2026-11-10", "Say when"), ("2024-09-10", "2024-09-09", "before it was approved")],
    )  # fmt: skip
    def test_an_approval_of_the_boards_is_dated_and_runs_26_months(
        self, pupil, senco, approved, expires, words
    ):
        given = {"approved_on": approved and date.fromisoformat(approved),
                 "expires_on": expires and date.fromisoformat(expires)}  # fmt: skip
        with pytest.raises(IllegalMove, match=words):
            arranged(pupil, senco, kind="boards", **given)
        last = {"approved_on": date(2024, 9, 10), "expires_on": date(2026, 11, 10)}
        assert arranged(pupil, senco, kind="boards", **last).expires_on == date(2026, 11, 10)

    def test_written_changed_and_ended_on_its_pages(self, november, client, pupil, senco):
        sign_in(client, senco)
        sent = {"kind": "boards", "arrangement": "25% extra time", "approved_on": "2024-09-01",
                "expires_on": "2026-12-01", "evidence": "Ms Lee, Level 7"}  # fmt: skip
        new, facts = f"/pupils/{pupil.pk}/exam-access/new/", f"/pupils/{pupil.pk}/facts/"
        assert "expires_on" in client.post(new, sent).context["form"].errors
        assert "kind" in client.post(new, sent | {"kind": ""}).context["form"].errors
        client.post(new, sent | {"expires_on": "2026-10-31"})
        row = ExamAccess.objects.get()
        shown = client.get(facts).content.decode()
        assert "Ran out Sat 31 Oct 2026" in shown and "Ms Lee, Level 7" in shown
        client.post(f"/exam-access/{row.pk}/end/")
        row.refresh_from_db()
        shown = client.get(facts).content.decode()
        assert row.ended_on == november and "Ended " in shown and "Ran out" not in shown

    def test_one_that_ended_is_changed_no_more_from_a_page_left_open(self, client, pupil, senco):
        row = arranged(pupil, senco, kind="school", expires_on=days(100))
        arrangements.end(arrangement=row, by=senco)
        row.refresh_from_db()
        for version in (1, row.version, None):
            with pytest.raises(IllegalMove, match="ended on .* Add a new one"):
                arrangements.save(
                    pupil=pupil, by=senco, existing=row, version=version, kind="school",
                    arrangement="A scribe", expires_on=days(200),
                )  # fmt: skip
        edit = f"/exam-access/{row.pk}/edit/"
        sign_in(client, senco)
        page = client.get(edit, follow=True)
        assert page.redirect_chain[0][0] == f"/pupils/{pupil.pk}/facts/"
        assert "Add a new one" in page.content.decode()
        sent = {"kind": "school", "arrangement": "A scribe", "version": 1}
        assert "Add a new one" in client.post(edit, sent).content.decode()
        row.refresh_from_db()
        assert (row.arrangement, due(ARRANGED)) == ("A reader", [])

    def test_a_last_day_put_right_is_not_late_at_once(self, pupil, senco):
        with moment.at(moment.now() - timedelta(days=300)):
            row = arranged(pupil, senco, kind="school", expires_on=days(400))
        fields = {"kind": "school", "expires_on": days(10)}
        arrangements.save(pupil=pupil, by=senco, existing=row, **fields)
        assert due(ARRANGED) == [(row.pk, TODAY)]
        with moment.at(moment.now() + timedelta(days=3)):
            arrangements.save(pupil=pupil, by=senco, existing=row, reference="R1", **fields)
            assert due(ARRANGED) == [(row.pk, TODAY)]  # another word moves nothing
            assert differences(pupil.school_id) == []
        row.refresh_from_db()
        assert row.expires_said_on == TODAY


def test_months_are_counted_as_people_do():
    assert months.later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months.later(date(2026, 8, 31), 26) == date(2028, 10, 31)
    assert months.later(date(2026, 8, 31), 6) == date(2027, 2, 28)


@pytest.mark.parametrize("kind", ExamAccess.Kind.values)
@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_no_arrangement_has_a_year_that_cannot_be_meant(pupil, senco, kind, year):
    day = date(year, 12, 31)
    for approved_on, expires_on in ((day, day), (None, day), (TODAY, day), (day, TODAY)):
        with pytest.raises(IllegalMove):
            arranged(pupil, senco, kind=kind, approved_on=approved_on, expires_on=expires_on)

"""From the first press to the papers going out: who is invited, how, and what moves when."""

import re
from datetime import date, time, timedelta

import pytest

from audit.models import Event
from ehcp.plans import services as plans
from ehcp.reviews.models import AdviceLink, Invitation
from ehcp.reviews.planning import circulating, inviting, links, proposing, services, today
from ehcp.reviews.planning.day import warnings
from letters.models import Letter
from pupils.leaving import rooms
from pupils.models import ChronologyEntry
from pupils.papers import Paper
from reminders.models import Deadline
from reminders.recount import differences
from schools.calendar import Calendar, Span
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from sendcase.outbox.models import Message
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory

TODAY = moment.today()
DAY = timedelta(days=1)


def open_ones(case) -> dict:
    assert differences(case.school.pk) == []
    rows = Deadline.objects.open().filter(pupil=case.pupil, kind__startswith="ehc-review-")
    return {d.kind.removeprefix("ehc-review-"): d.due_on for d in rows}


def of(row, role) -> Invitation:
    return row.invitations.get(role=role)


def test_whom_the_regulations_name_is_proposed_and_who_is_missing_is_said(case, row):
    people = {each.role: each for each in row.invitations.all()}
    assert people["parent"].contact == case.contact
    assert people["school"].user == case.teacher
    assert people["authority"].email == "sen@westshire.example"
    assert proposing.lacking(people.values()) == [
        "Health professional", "Social care officer of the local authority",
    ]  # fmt: skip
    with pytest.raises(IllegalMove, match="open already"):
        services.open_review(plan=case.plan, by=case.senco)


@pytest.mark.parametrize(
    "year, day, kind",
    [("6", date(2026, 11, 26), ("transfer", 2027, False)),
     ("11", date(2027, 2, 1), ("transfer", 2027, True)),
     ("4", date(2026, 11, 26), ("annual", None, False))],
)  # fmt: skip
def test_the_kind_follows_from_the_year(case, year, day, kind):
    case.pupil.year = year
    assert tuple(proposing.kind_of(case.pupil, day).values()) == kind


def test_who_may_not_be_written_to_is_not_proposed(case):
    ContactFactory(pupil=case.pupil, do_not_contact=True, do_not_contact_kind="court")
    ContactFactory(pupil=case.pupil, parental_responsibility=False)
    assert [each["contact"] for each in proposing.family(case.pupil, TODAY)] == [case.contact]
    case.pupil.born_on = TODAY - timedelta(days=365 * 18)
    [young] = [each for each in proposing.family(case.pupil, TODAY)
               if each["role"] == "young_person"]  # fmt: skip
    assert young["name"] == case.pupil.name


def test_a_change_of_school_needs_its_year_and_a_plan_its_force(case, row):
    with pytest.raises(IllegalMove, match="in which year"):
        services.change_kind(row=row, by=case.senco, kind="transfer")
    row = services.change_kind(row=row, by=case.senco, kind="transfer",
                               transfer_year=TODAY.year + 1)  # fmt: skip
    row = services.change_kind(row=row, by=case.senco, kind="early", transfer_year=TODAY.year)
    assert row.transfer_year is None
    services.call_off(row=row, by=case.senco, reason="Begun twice.")
    plans.cease(plan=case.plan, last_day=TODAY, reason="Over.", by=case.senco)
    with pytest.raises(IllegalMove, match="in force"):
        services.open_review(plan=case.plan, by=case.senco)


def test_what_speaks_against_a_day_is_said_and_refuses_nothing(case, row):
    term = Span("Autumn", TODAY - 60 * DAY, TODAY + 300 * DAY)
    shut = TODAY + 20 * DAY
    while shut.weekday() > 4:
        shut += DAY
    calendar = Calendar((term,), (Span("INSET day", shut, shut),))

    def said(day):
        return " ".join(warnings(row, day, calendar, case.school.policy))

    soon = TODAY + 7 * DAY
    while soon.weekday() > 4:
        soon += DAY
    assert "reg. 20(3)" in said(soon)
    assert "INSET day" in said(shut)
    late = TODAY + 200 * DAY
    assert "is after" in said(late)
    row.kind, row.transfer_year = "transfer", TODAY.year
    assert "reg. 18" in said(shut)


def test_the_day_opens_the_dates_and_moving_it_invites_anew(case, row):
    day = TODAY + 30 * DAY
    given = {"by": case.senco, "meeting_at": time(14, 30), "place": "The library"}
    row = services.set_day(row=row, meeting_on=day, **given)
    assert open_ones(case) == {"invite": day - 14 * DAY, "papers": day - 14 * DAY}
    row = services.invite(row=row, by=case.senco, on=TODAY)
    assert open_ones(case) == {"papers": day - 14 * DAY}
    row = services.set_day(row=row, meeting_on=day, chair="Ms Okafor", **given)
    assert row.state == "invited"  # nobody has to hear of that
    row = services.set_day(row=row, meeting_on=day + DAY, **given)
    assert (row.state, row.invited_on) == ("planned", None)
    assert not row.invitations.exclude(invited_on=None).exists()
    assert set(open_ones(case)) == {"invite", "papers"}
    stories = " ".join(ChronologyEntry.objects.values_list("summary", flat=True))
    assert "moved from" in stories
    with pytest.raises(Stale):
        services.set_day(row=row, meeting_on=day, version=row.version - 1, **given)


def test_each_is_invited_their_own_way_and_no_mail_names_the_child(case, invited):
    letter = Letter.objects.get(pupil=case.pupil)
    assert of(invited, "parent").letter == letter and letter.state == "prepared"
    assert "Dr P. Okonjo" in letter.facts["who_comes"] and letter.facts["meeting_time"] == "14:30"
    mails = {mail.to: mail for mail in Message.objects.all()}
    assert set(mails) == {"therapy@westshire.example", "sen@westshire.example", case.teacher.email}
    for mail in mails.values():
        for word in (case.pupil.first_name, case.pupil.last_name, "Amina"):
            assert word not in mail.subject + mail.text
    assert "/l/a/" in mails["therapy@westshire.example"].text
    health = of(invited, "health")
    assert health.advice_by == invited.meeting_on - 14 * DAY
    assert of(invited, "social_care").invited_on is None  # nobody is named
    assert of(invited, "parent").advice_asked_on is None
    with pytest.raises(IllegalMove, match="Everybody who is named"):
        services.invite(row=invited, by=case.senco, on=TODAY)
    services.save_person(row=invited, by=case.senco, role="other", name="Job coach")
    later = services.invite(row=invited, by=case.senco, on=TODAY)
    assert (later.state, inviting.to_invite(later)) == ("invited", [])


def test_nobody_is_invited_without_a_day_or_after_it(case, row):
    with pytest.raises(IllegalMove, match="Set the day"):
        services.invite(row=row, by=case.senco, on=TODAY)
    row = services.set_day(row=row, by=case.senco, meeting_on=TODAY - DAY, meeting_at=time(9),
                           place="Here")  # fmt: skip
    with pytest.raises(IllegalMove, match="after the meeting"):
        services.invite(row=row, by=case.senco, on=TODAY)


def test_people_are_changed_and_taken_off_until_they_are_invited(case, row, invited):
    with pytest.raises(IllegalMove, match="stays part"):
        services.take_off(row=invited, by=case.senco, person=of(invited, "health"))
    services.take_off(row=invited, by=case.senco, person=of(invited, "social_care"))
    with pytest.raises(IllegalMove, match="name or an organisation"):
        services.save_person(row=invited, by=case.senco, role="other", name="")
    with pytest.raises(IllegalMove, match="which interpreter"):
        services.save_wishes(row=invited, by=case.senco, interpreter="",
                             interpreter_arranged_on=TODAY)  # fmt: skip
    kept = services.save_wishes(row=invited, by=case.senco, interpreter="Somali")
    assert kept.interpreter == "Somali"


def test_advice_comes_on_paper_in_words_by_link_or_not_at_all(case, invited):
    health, authority = of(invited, "health"), of(invited, "authority")
    with pytest.raises(IllegalMove, match="Write the advice down"):
        services.take_advice(row=invited, by=case.senco, person=health, on=TODAY)
    given = services.take_advice(row=invited, by=case.senco, person=health, on=TODAY,
                                 paper=Paper(b"%PDF-1.7", "application/pdf"))  # fmt: skip
    assert given.advice.needs == "ehc_view" and given.advice.pupil == case.pupil
    services.no_advice(row=invited, by=case.senco, person=authority, reason="Not involved.")
    own = services.own_advice(row=invited, by=case.teacher, words="Counts in tens.")
    assert own.pk == of(invited, "school").pk
    with pytest.raises(IllegalMove, match="has come"):
        services.no_advice(row=invited, by=case.senco, person=given, reason="x")
    assert [(s["title"].split(",")[0], bool(s["person"].advice_on))
            for s in circulating.state_of(invited)] == [
        ("Mr T. Adeyemi", True), ("Ms D. Farrow", False), ("Dr P. Okonjo", True),
    ]  # fmt: skip


def test_a_link_takes_advice_once_until_the_meeting_and_shows_nothing(case, invited):
    health = of(invited, "health")
    token = services.ask_again(row=invited, by=case.senco, person=health,
                               newest=links.newest_of(invited).get(health.pk))  # fmt: skip
    assert health.links.filter(ended_at=None).count() == 1  # the one in the mail has ended
    assert token not in str(list(AdviceLink.objects.values()))
    link = links.find(token)
    services.take_by_link(link=link, words="Speech is clearer.")
    health.refresh_from_db()
    assert (health.advice_words, health.advice_on) == ("Speech is clearer.", TODAY)
    with pytest.raises(IllegalMove, match="used"):
        services.take_by_link(link=link, words="Twice.")
    assert links.find(token) is None and links.find("x") is None
    token = services.ask_again(row=invited, by=case.senco, person=health,
                               newest=links.newest_of(invited).get(health.pk))  # fmt: skip
    with moment.at(moment.now() + 31 * DAY):
        assert links.find(token) is None
    services.call_off(row=invited, by=case.senco, reason="Moved away.")
    assert links.find(token) is None


def test_a_second_press_for_a_new_link_breaks_nothing_and_says_so(client, case, invited):
    health = of(invited, "health")
    sign_in(client, case.senco)
    at = f"/ehc-reviews/{invited.pk}/advice/"
    shown = client.get(at).content.decode()
    newest = health.links.get().pk
    assert f'name="newest" value="{newest}"' in shown
    button = {"newest": newest}
    made = client.post(f"{at}{health.pk}/link/", button).content.decode()
    token = re.search(r"/l/a/([^/]+)/</code>", made)[1]
    for again in (button, {}, {"newest": "x"}):
        page = client.post(f"{at}{health.pk}/link/", again, follow=True)
        assert page.redirect_chain == [(at, 302)] and "a moment ago" in page.content.decode()
    assert links.find(token) is not None and health.links.count() == 2
    assert f'name="newest" value="{links.find(token).pk}"' in page.content.decode()


def test_the_papers_reach_everybody_invited_and_the_step_is_met_by_the_last(case, invited):
    people = circulating.waiting(invited)
    assert {each.role for each in people} == {"parent", "school", "authority", "health"}
    first, *rest = people
    row = services.circulate(row=invited, by=case.senco, on=TODAY, how={first.pk: "post"})
    assert (row.state, row.circulated_on) == ("invited", None)
    with pytest.raises(IllegalMove, match="at least one person"):
        services.circulate(row=row, by=case.senco, on=TODAY, how={first.pk: "post"})
    row = services.circulate(row=row, by=case.senco, on=TODAY, how={p.pk: "hand" for p in rest})
    assert (row.state, row.circulated_on, open_ones(case)) == ("circulated", TODAY, {})


def test_whoever_teaches_the_child_is_asked_on_today(case, invited, django_assert_num_queries):
    with django_assert_num_queries(2):
        [line] = today.lines(case.teacher, case.school)
    assert line["url"].endswith("/my-advice/") and line["status"].startswith("By ")
    services.own_advice(row=invited, by=case.teacher, words="Counts in tens.")
    assert today.lines(case.teacher, case.school) == []


def test_leaving_calls_off_what_was_not_held(case, invited):
    case.pupil.left_on = TODAY
    case.pupil.save()
    assert case.pupil.pk in rooms["ehc-reviews"].waiting()
    rooms["ehc-reviews"].leave(case.pupil, case.senco, None)
    invited.refresh_from_db()
    left = Deadline.objects.open().filter(pupil=case.pupil, kind__startswith="ehc-review-")
    assert (invited.state, left.exists()) == ("called_off", False)
    assert Event.objects.filter(verb="ehc_review.called_off", object_id=invited.pk).count() == 1

"""What a meeting leaves behind: who came, words, the day it was held; two people at once."""

from datetime import timedelta

import pytest

from audit.models import Event, EventDetail
from ehcp.reviews import deadlines
from ehcp.reviews.meeting import services, stamps
from ehcp.reviews.models import SectionChange
from pupils.models import ChronologyEntry
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.ehcp import review_in, written_plan

pytestmark = pytest.mark.django_db


def open_ones(pupil):
    return dict(Deadline.objects.open().filter(pupil=pupil).values_list("kind", "due_on"))


def came(case, **codes):
    found = {case.people[role].pk: code for role, code in codes.items()}
    return services.save_attendance(row=case.row, by=case.senco, came=found)


def test_holding_closes_the_meeting_and_opens_report_and_decision(case, day):
    assert "ehc-plan-meeting" in open_ones(case.pupil)
    came(case, parent="yes", health="sorry")

    row = services.hold(row=case.row, by=case.senco, held_on=day)

    assert (row.state, row.held_on) == ("held", day)
    due = open_ones(case.pupil)
    assert "ehc-plan-meeting" not in due
    assert due[deadlines.REPORT] == day + timedelta(weeks=2)
    assert due[deadlines.DECISION] == day + timedelta(weeks=4)
    assert differences(case.school.pk) == []
    story = ChronologyEntry.objects.get(pupil=case.pupil, summary__contains="held")
    assert (story.on, story.needs) == (day, "ehc_view")
    event = Event.objects.get(verb="ehc_review.held")
    assert EventDetail.objects.get(event=event).text["held_on"] == [None, day.isoformat()]


def test_the_day_cannot_come_later_or_lie_before_the_invitations(case, day):
    came(case, parent="online")
    tomorrow = moment.today() + timedelta(days=1)
    too_early = case.row.invited_on - timedelta(days=1)
    for wrong, words in ((tomorrow, "not come yet"), (too_early, "everybody was invited")):
        with pytest.raises(IllegalMove, match=words):
            services.hold(row=case.row, by=case.senco, held_on=wrong)
    case.row.refresh_from_db()
    assert case.row.state == "circulated"


def test_a_meeting_without_anybody_was_not_held(case, day):
    came(case, parent="sorry", school="no")
    with pytest.raises(IllegalMove, match="Nobody is written down as here"):
        services.hold(row=case.row, by=case.senco, held_on=day)
    guest = services.add_person(row=case.row, by=case.senco, name="Gran", role="other")
    services.hold(row=case.row, by=case.senco, held_on=day)

    with pytest.raises(IllegalMove, match="Nobody is written down as here"):
        services.take_off_person(row=case.row, by=case.senco, person=guest)
    with pytest.raises(IllegalMove, match="Nobody is written down as here"):
        services.save_attendance(row=case.row, by=case.senco, came={guest.pk: "no"})
    assert case.row.invitations.get(pk=guest.pk).came == "yes"


def test_only_who_was_added_at_the_table_is_taken_off(case):
    guest = services.add_person(row=case.row, by=case.senco, name="Gran", role="other")
    services.take_off_person(row=case.row, by=case.senco, person=guest)
    assert not case.row.invitations.filter(name="Gran").exists()

    came(case, health="yes")
    with pytest.raises(IllegalMove, match="was invited"):
        services.take_off_person(row=case.row, by=case.senco, person=case.people["health"])


def test_the_day_is_put_right_until_the_report_is_out(case, day):
    with pytest.raises(IllegalMove, match="not written down as held"):
        services.correct_held(row=case.row, by=case.senco, held_on=day, reason="Typed.")
    came(case, parent="yes")
    services.hold(row=case.row, by=case.senco, held_on=day)
    right = day - timedelta(days=1)

    services.correct_held(row=case.row, by=case.senco, held_on=right, reason="It was a day before.")

    assert open_ones(case.pupil)[deadlines.REPORT] == right + timedelta(weeks=2)
    assert differences(case.school.pk) == []
    assert ChronologyEntry.objects.filter(pupil=case.pupil, summary__contains="the day was")
    case.row.refresh_from_db()
    case.row.state, case.row.reported_on = "reported", day
    case.row.save()
    for late in (
        lambda: services.correct_held(row=case.row, by=case.senco, held_on=day, reason="x"),
        lambda: services.save_words(row=case.row, by=case.senco, pupil_views="Late."),
        lambda: came(case, school="yes"),
        lambda: services.add_person(row=case.row, by=case.senco, name="X", role="other"),
        lambda: services.save_change(row=case.row, by=case.senco, letter="F", words="Late."),
        lambda: services.save_progress(row=case.row, by=case.senco, outcome=case.outcome,
                                       reached="met", words=""),
    ):  # fmt: skip
        with pytest.raises(IllegalMove, match="report is out"):
            late()


def test_two_pieces_at_once_do_not_clash_and_one_piece_twice_does(case):
    seen = stamps.of_fields(case.row, ["pupil_views"])
    needs = stamps.of_fields(case.row, ["needs_now"])
    services.save_words(row=case.row, by=case.senco, version=seen, pupil_views="I like art.")
    services.save_words(row=case.row, by=case.head, version=needs, needs_now="Less help.")

    with pytest.raises(Stale) as stale:
        services.save_words(row=case.row, by=case.head, version=seen, pupil_views="Other.")

    assert stale.value.current.pupil_views == "I like art."
    fresh = stale.value.current.version
    row = services.save_words(row=case.row, by=case.head, version=fresh, pupil_views="Both.")
    assert (row.pupil_views, row.needs_now) == ("Both.", "Less help.")


def test_who_came_written_twice_shows_both(case):
    people = list(case.row.invitations.order_by("pk"))
    seen = stamps.of_people(people)
    came(case, parent="yes")
    with pytest.raises(Stale) as stale:
        services.save_attendance(row=case.row, by=case.head, came={}, version=seen)
    current, pk = stale.value.current, case.people["parent"].pk
    assert getattr(current, f"came_{pk}") == "yes"
    assert getattr(current, f"get_came_{pk}_display")() == "Came"


def test_views_are_taken_down_before_the_meeting_and_what_changed_is_audited(case):
    early = review_in("planned", meeting_on=moment.today() + timedelta(days=40))
    services.save_words(row=early, by=case.senco, pupil_views="I like art.", family_views="")
    services.save_words(row=early, by=case.senco, pupil_views="I like art.")

    events = Event.objects.filter(verb="ehc_review.words_saved")
    assert [EventDetail.objects.get(event=each).text for each in events] == [
        {"pupil_views": ["", "I like art."]}
    ]
    with pytest.raises(TypeError):
        services.save_words(row=early, by=case.senco, state="held")


def test_progress_is_one_row_for_each_outcome_of_this_plan(case):
    given = {"reached": "partly", "words": "8 of 10.", "next_words": "Four steps."}
    first = services.save_progress(
        row=case.row, by=case.senco, outcome=case.outcome, version=0, **given
    )
    with pytest.raises(Stale):
        services.save_progress(row=case.row, by=case.head, outcome=case.outcome, version=0, **given)
    again = services.save_progress(
        row=case.row, by=case.senco, outcome=case.outcome, version=1, reached="met", words="All."
    )
    assert again.pk == first.pk and (again.reached, again.next_words) == ("met", "")
    other = written_plan().ehcoutcomes.get()
    with pytest.raises(IllegalMove, match="another plan"):
        services.save_progress(row=case.row, by=case.senco, outcome=other, reached="met", words="")


def test_changes_are_added_put_in_other_words_and_taken_off(case):
    change = services.save_change(row=case.row, by=case.senco, letter="F", words="Three times.")
    services.save_change(row=case.row, by=case.senco, letter="E", words="Four.", change=change,
                         version=1)  # fmt: skip
    with pytest.raises(Stale):
        services.save_change(row=case.row, by=case.head, letter="F", words="Five.", change=change,
                             version=1)  # fmt: skip
    other = SectionChange.objects.create(review=review_in("held"), letter="F", words="Theirs.")
    with pytest.raises(IllegalMove, match="not part of the review"):
        services.take_off_change(row=case.row, by=case.senco, change=other)

    services.take_off_change(row=case.row, by=case.senco, change=change)

    assert not case.row.changes.exists() and SectionChange.objects.filter(pk=other.pk).exists()
    event = Event.objects.get(verb="ehc_review.change_taken_off")
    assert EventDetail.objects.get(event=event).text["words"] == ["Four.", None]
    with pytest.raises(IllegalMove, match="not part of the review"):
        services.take_off_change(row=case.row, by=case.senco, change=change)

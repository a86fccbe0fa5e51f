"""A batch is one line on Today, from the first letter that waits to the last that went."""

from datetime import datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps import apps

from letters import deadlines, migrations
from letters import services as letters
from letters.batches import services
from reminders import by_hand, digests, today
from reminders.filters import Filters
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from tests.factories import batches
from tests.factories.letters import prepare

pytestmark = pytest.mark.django_db
NEW_LINE = "one_line_for_letters_written_together"


@pytest.fixture
def a_school_day():
    """On a Saturday there is no mail."""
    with moment.at(datetime(2026, 11, 24, 9, tzinfo=moment.LONDON)):
        yield


def open_lines() -> list[tuple]:
    rows = Deadline.objects.open().filter(kind__startswith="check-letter")
    return sorted(rows.values_list("kind", "object_id"))


def withdraw(batch, pupil, by) -> None:
    letter = batch.letters.get(pupil=pupil)
    letters.withdraw(letter=letter, reason="We talked today.", by=by)


def test_a_batch_that_waits_is_one_line_with_its_name_and_no_child(town):
    batch = batches.prepared(town.school, town.senco)

    assert open_lines() == [("check-letters", batch.pk)]
    assert differences(town.school.pk) == []
    filters = Filters(today.Reader(town.senco, town.school), {"whose": "mine"})
    groups = today.groups(filters, by_hand.counted(filters))
    [line] = [row for group in groups for row in group["rows"]]
    assert line["text"] == "Check and send the letters “Review invitations”"
    assert line["url"] == batch.get_absolute_url()
    assert Deadline.objects.get().due_on == moment.today() + timedelta(days=3)


def test_the_mail_says_no_name_of_a_batch(town, a_school_day):
    batches.prepared(town.school, town.senco)
    due_on = moment.today() - timedelta(days=1)
    Deadline.objects.update(due_on=due_on)

    mail = digests.digest(town.senco, digests.Mornings(moment.today()))

    assert "Check and send letters that were written together" in str(mail)
    assert "Review invitations" not in str(mail)


def test_it_stays_until_the_last_letter_went_or_was_taken_out(town):
    batch = batches.approved(town.school, town.senco)
    assert open_lines() == [("check-letters", batch.pk)]

    withdraw(batch, town.bela, town.senco)
    assert open_lines() == [("check-letters", batch.pk)]
    assert differences(town.school.pk) == []

    letters.issue(letter=batch.letters.get(pupil=town.amina), by=town.senco)
    assert open_lines() == []
    assert differences(town.school.pk) == []
    assert Deadline.objects.get(kind="check-letters").state == "done"


def test_where_every_letter_was_taken_out_it_fell_away(town):
    batch = batches.prepared(town.school, town.senco)
    for child in (town.amina, town.bela):
        withdraw(batch, child, town.senco)

    assert Deadline.objects.get(kind="check-letters").state == "dropped"


def test_a_child_who_is_tried_again_opens_it_again(town):
    batch = batches.prepared(town.school, town.senco, [town.bela])
    row = batch.rows.get()
    batch.letters.all().delete()
    deadlines.keep_together(batch.pk)
    assert open_lines() == []

    services.try_again(row=row, by=town.senco)

    assert open_lines() == [("check-letters", batch.pk)]


def test_a_letter_that_joins_a_batch_gives_its_own_line_up(town):
    batches.worded(town.school)
    [letter] = prepare(town.amina, by=town.senco, purpose=batches.KEY, **batches.FACTS)
    assert open_lines() == [("check-letter", letter.pk)]

    batch = batches.prepared(town.school, town.senco, [town.amina])

    assert batch.letters.get() == letter
    assert open_lines() == [("check-letters", batch.pk)]
    assert differences(town.school.pk) == []


def test_one_that_two_people_moved_last_is_asked_again_once_they_are_done(
    town, django_capture_on_commit_callbacks
):
    batch = batches.prepared(town.school, town.senco, [town.bela])
    line = Deadline.objects.get()
    with django_capture_on_commit_callbacks() as after:
        withdraw(batch, town.bela, town.senco)
    # What this person's look missed: the other one's letter still seemed to wait.
    Deadline.objects.filter(pk=line.pk).update(state="open", closed_at=None)

    for ask in after:
        ask()

    assert open_lines() == []


def test_lines_from_before_become_one(town):
    batch = batches.prepared(town.school, town.senco)
    [alone] = prepare(town.amina, by=town.senco)
    Deadline.objects.filter(kind="check-letters").delete()
    for letter in batch.letters.all():
        deadlines.open_deadline(
            "check-letter", letter, school_id=town.school.pk, pupil=letter.pupil,
            due_on=moment.today(), rule="As it was.", owner_role="senco",
        )  # fmt: skip

    [name] = [row.name for row in iter_modules(migrations.__path__) if NEW_LINE in row.name]
    import_module(f"letters.migrations.{name}").forwards(apps, None)

    assert open_lines() == [("check-letter", alone.pk), ("check-letters", batch.pk)]
    assert differences(town.school.pk) == []

"""From the first word to the website and the next one: what each step takes and refuses."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from audit.models import Event
from reminders.models import Deadline
from reminders.recount import compared, differences
from reports import tasks
from reports.models import PublicDocument, PublicPdf, PublicSection, PublicVersion
from reports.public import content, deadlines, reading, services, states, wants
from schools.models import Obligation, School, Term
from schools.owed import services as owed
from sendcase import moment, months
from sendcase.edits import IllegalMove, Stale
from sendcase.frozen.services import is_whole
from tests.factories.people import sign_in
from tests.reports.public.conftest import A_PDF, approved, published, seen, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]
State = PublicDocument.State


def look(document, key):
    document.refresh_from_db()
    found = {each.part.key: each for each in wants.looks(document)}
    return found[key].state, found[key].words


def test_it_is_begun_once_with_every_section_empty(here):
    again = services.begin(school=here.school, outline=here.report.outline, by=here.head)
    assert again == here.report
    assert {row.key for row in here.report.sections.all()} == {
        part.key for part in here.report.about.sections
    }
    assert len(wants.missing(here.report)) == len(here.report.about.sections)


def test_a_section_is_saved_by_one_and_clashes_for_the_other(here):
    row = reading.section_of(here.report, "kinds")
    said = {"document": here.report, "key": "kinds", "version": row.version}
    services.save_section(words="All four areas.", by=here.senco, **said)
    assert look(here.report, "kinds") == (wants.DONE, "Done")
    with pytest.raises(Stale) as stale:
        services.save_section(words="Other words.", by=here.senco, **said)
    assert stale.value.current.words == "All four areas."


def test_what_is_missing_is_not_approved(here):
    write(here.report, here.senco, but={"offer"})
    with pytest.raises(IllegalMove, match="Not written yet: The local authority’s Local Offer"):
        services.approve(document=here.report, seen=seen(here.report), by=here.head)
    here.report.refresh_from_db()
    assert here.report.state == State.DRAFTING


def test_what_was_written_while_the_head_read_is_not_approved(here):
    write(here.report, here.senco)
    read = seen(here.report)
    row = reading.section_of(here.report, "kinds")
    services.save_section(
        document=here.report, key="kinds", words="Quite other words.", by=here.senco,
        version=row.version,
    )  # fmt: skip
    with pytest.raises(IllegalMove, match="Somebody wrote in it"):
        services.approve(document=here.report, seen=read, by=here.head)


@pytest.mark.parametrize("days", [1, -367])
def test_the_governors_day_has_come_and_is_of_this_year(here, days):
    write(here.report, here.senco)
    document = services.approve(document=here.report, seen=seen(here.report), by=here.head)
    with pytest.raises(IllegalMove):
        services.record_governors(
            document=document, on=moment.today() + timedelta(days=days), minuted_by="Ms Clerk",
            minute="", by=here.head, version=document.version,
        )  # fmt: skip


def test_nothing_is_published_before_both_have_approved(here):
    write(here.report, here.senco)
    with pytest.raises(IllegalMove, match="The head approves it first"):
        services.printed(here.report)
    document = services.approve(document=here.report, seen=seen(here.report), by=here.head)
    with pytest.raises(IllegalMove, match="Write down first when the governors"):
        services.printed(document)
    assert not PublicVersion.objects.exists()


def test_what_was_approved_is_changed_no_more_until_it_is_opened_again(here):
    write(here.report, here.senco)
    document = approved(here.report, here.head)
    row = reading.section_of(document, "kinds")
    said = {"document": document, "key": "kinds", "words": "X", "by": here.senco}
    with pytest.raises(IllegalMove, match="Change it again"):
        services.save_section(version=row.version, **said)

    document = services.change_again(document=document, by=here.senco)
    assert (document.state, document.approved_by, document.governors_on) == (
        State.DRAFTING, None, None,
    )  # fmt: skip
    services.save_section(version=row.version, **said)


def test_a_print_made_before_a_change_is_not_published(here):
    write(here.report, here.senco)
    document = approved(here.report, here.head)
    made = services.printed(document)
    services.change_again(document=document, by=here.senco)
    document = approved(document, here.head)
    with pytest.raises(Stale):
        services.publish(document=document, made=made, by=here.senco)
    assert not PublicVersion.objects.exists() and not PublicPdf.objects.exists()


def test_published_it_is_frozen_with_its_paper_and_the_duty_is_done(here):
    version = published(here.report, here.senco, here.head)
    value = content.frozen(version)
    assert is_whole(version) and bytes(version.document.data) == A_PDF
    assert value["published_on"] == moment.today().isoformat()
    assert value["next_by"] == months.later(moment.today(), 12).isoformat()
    assert "minuted_by" not in version.content and "Ms Clerk" not in version.content
    for model in (PublicVersion, PublicPdf):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(school=here.school)

    duty = Obligation.objects.get(school=here.school, kind="information-report")
    assert [row.done_on for row in duty.fulfilments.all()] == [moment.today()]
    due = Deadline.objects.open().get(kind="owed-information-report", object_id=duty.pk)
    assert due.due_on == months.later(moment.today(), 12)
    assert differences(here.school.pk) == []
    assert Event.objects.filter(verb="public_document.published").count() == 1


def test_published_twice_a_day_the_duty_is_done_once(here):
    published(here.report, here.senco, here.head)
    services.begin_next(document=here.report, by=here.senco)
    version = published(here.report, here.senco, here.head, words="Better words.")
    assert version.number == 2
    assert Obligation.objects.get(kind="information-report").fulfilments.count() == 1


def test_the_next_one_begins_with_the_text_of_the_last_and_says_from_when_it_is(here):
    published(here.report, here.senco, here.head)
    document = services.begin_next(document=here.report, by=here.senco)
    state, words = look(document, "kinds")
    assert state == wants.CARRIED and words.startswith("From last year, dated ")
    row = reading.section_of(document, "kinds")
    assert row.words == "We listen first."
    services.save_section(
        document=document, key="kinds", words=row.words, by=here.senco, version=row.version
    )
    assert look(document, "kinds") == (wants.DONE, "Done")
    assert here.report.versions.get().number == 1  # what is on the website stays


def test_what_nobody_looked_at_for_a_year_is_marked(here):
    write(here.report, here.senco)
    old = months.later(moment.today(), -12) - timedelta(days=1)
    PublicSection.objects.filter(key="kinds").update(checked_on=old)
    PublicSection.objects.filter(key="finding").update(checked_on=old + timedelta(days=1))
    state, words = look(here.report, "kinds")
    assert (state, words.partition(":")[0]) == (wants.OLD, "Older than a year")
    assert look(here.report, "finding")[0] == wants.DONE


def test_taken_down_nobody_outside_finds_it_until_the_next(here):
    slug, key = here.school.slug, here.report.outline
    with pytest.raises(IllegalMove, match="Nothing was published"):
        services.take_down(document=here.report, why="A slip.", by=here.head)
    published(here.report, here.senco, here.head)
    assert reading.published(slug, key) and reading.open_documents(slug).exists()
    services.take_down(document=here.report, why="A slip.", by=here.head)
    services.take_down(document=here.report, why="Twice.", by=here.senco)
    assert reading.published(slug, key) is None and not reading.open_documents(slug).exists()
    assert PublicDocument.objects.get(pk=here.report.pk).taken_down_why == "A slip."
    services.begin_next(document=here.report, by=here.senco)
    published(here.report, here.senco, here.head)
    assert reading.published(slug, key).number == 2


def back_on_the_website(document):
    assert differences(document.school_id) == []
    return Deadline.objects.open().filter(kind=deadlines.KEY, object_id=document.pk).first()


def test_what_the_law_wants_published_is_due_once_it_is_taken_down(here, client):
    published(here.report, here.senco, here.head)
    assert back_on_the_website(here.report) is None
    services.take_down(document=here.report, why="A slip.", by=here.head)
    due = back_on_the_website(here.report)
    assert (due.due_on, due.owner_role) == (moment.today() + timedelta(days=14), "senco")
    assert "By law a school has its report published" in due.rule and not due.is_legal
    today = sign_in(client, here.senco).get(f"/{here.school.slug}/today/later/").content.decode()
    assert "Publish our SEN Information Report" in today
    services.begin_next(document=here.report, by=here.senco)
    assert back_on_the_website(here.report) == due
    published(here.report, here.senco, here.head)
    assert back_on_the_website(here.report) is None
    due.refresh_from_db()
    assert due.state == "done"


def test_what_was_taken_down_before_it_was_asked_for_is_asked_for_within_the_hour(here):
    published(here.report, here.senco, here.head)
    services.take_down(document=here.report, why="A slip.", by=here.head)
    Deadline.objects.filter(kind=deadlines.KEY).delete()
    tasks.other_reports()
    tasks.other_reports()
    assert back_on_the_website(here.report).due_on == moment.today() + timedelta(days=14)


def test_a_change_that_is_not_in_it_stands_on_its_page_until_it_is(here):
    owed.begin(here.school)
    duty = Obligation.objects.get(school=here.school, kind="information-report")
    owed.changed(obligation=duty, on=moment.today(), what="Another SENCO", by=here.senco)
    assert deadlines.changed_since(here.report) == "Another SENCO"
    published(here.report, here.senco, here.head)
    assert deadlines.changed_since(here.report) == ""


# The strategy: another outline, the same engine.
@pytest.fixture
def strategy(here):
    return services.begin(school=here.school, outline="inclusion-strategy", by=here.senco)


def test_the_strategy_is_due_on_the_grants_day_and_then_each_year(here, strategy):
    due = Deadline.objects.open().get(kind=deadlines.KEY, object_id=strategy.pk)
    assert (due.due_on.isoformat(), due.is_legal) == ("2026-12-31", False)
    services.new_line(document=strategy, activity="Sensory room", year=2026, pence=1, by=here.senco)
    published(strategy, here.senco, here.head)
    due.refresh_from_db()
    assert due.due_on == months.later(moment.today(), 12)
    assert differences(here.school.pk) == []
    services.take_down(document=strategy, why="A slip.", by=here.head)
    assert back_on_the_website(strategy).due_on == moment.today() + timedelta(days=14)
    with moment.at(moment.now() + timedelta(days=3)):
        services.begin_next(document=strategy, by=here.senco)
        published(strategy, here.senco, here.head)
        assert back_on_the_website(strategy).due_on == months.later(moment.today(), 12)


def to_begin(school):
    assert not list(compared(school.pk, {deadlines.BEGIN}))
    return Deadline.objects.open().filter(kind=deadlines.BEGIN, school=school).first()


def term(school, starts_on=date(2026, 9, 1)):
    return Term.objects.create(
        school=school, name="A term", starts_on=starts_on, ends_on=starts_on + timedelta(days=100)
    )


def test_a_strategy_that_nobody_has_begun_is_due_until_it_is_begun(here, client):
    term(here.school)
    tasks.other_reports()
    tasks.other_reports()
    row = to_begin(here.school)
    assert (row.due_on, row.owner_role) == (date(2026, 12, 31), "senco")
    assert "Begin our Inclusion strategy" in (
        sign_in(client, here.senco).get(f"/{here.school.slug}/today/later/").content.decode()
    )
    answer = client.get(f"/public-documents/due/{here.school.pk}/")
    assert answer.url == f"/{here.school.slug}/inclusion-strategy/"
    services.begin(school=here.school, outline="inclusion-strategy", by=here.senco)
    assert to_begin(here.school) is None


def test_a_school_that_came_later_has_three_months_and_a_special_school_owes_none(here):
    term(here.school, moment.today())
    deadlines.keep_begun(here.school.pk)
    first = max(date(2026, 12, 31), moment.today() + timedelta(days=90))
    assert to_begin(here.school).due_on == first
    School.objects.filter(pk=here.school.pk).update(kind="special")
    deadlines.keep_begun(here.school.pk)
    assert to_begin(here.school) is None


def test_principles_want_a_name_and_the_budget_a_line(here, strategy):
    write(strategy, here.senco)
    row = reading.section_of(strategy, "principle-3")
    services.save_section(
        document=strategy, key="principle-3", words="Everybody.", by=here.senco,
        version=row.version,
    )  # fmt: skip
    assert {part.key for part in wants.missing(strategy)} == {"principle-3", "budget"}


def test_costs_add_up_to_the_penny(here, strategy):
    for activity, year, pence in (
        ("Room", 2026, 120_050),
        ("Room", 2027, 1),
        ("Training", 2026, 0),
    ):
        services.new_line(
            document=strategy, activity=activity, year=year, pence=pence, by=here.senco
        )
    table = content.for_reading(reading.value_of(strategy))["headings"][0]["parts"][0]["budget"]
    assert table["years"] == ["2026/27", "2027/28"]
    assert [(row["activity"], row["cells"], row["sum"]) for row in table["rows"]] == [
        ("Room", ["£1,200.50", "£0.01"], "£1,200.51"), ("Training", ["£0", "–"], "£0"),
    ]  # fmt: skip
    assert (table["sums"], table["sum"]) == (["£1,200.50", "£0.01"], "£1,200.51")


def test_one_cost_for_each_activity_and_year(here, strategy):
    line = {"activity": "Room", "year": 2026, "pence": 5}
    row = services.new_line(document=strategy, by=here.senco, **line)
    with pytest.raises(IllegalMove, match="has a cost for 2026/27 already"):
        services.new_line(document=strategy, by=here.senco, **line)
    other = services.new_line(document=strategy, by=here.senco, **line | {"year": 2027})
    with pytest.raises(IllegalMove, match="already"):
        services.change_line(line=other, version=other.version, by=here.senco, **line)
    with pytest.raises(Stale):
        services.change_line(line=row, version=0, by=here.senco, **line)
    services.remove_line(line=row, by=here.senco)
    services.remove_line(line=row, by=here.senco)
    with pytest.raises(IllegalMove, match="took this line out"):
        services.change_line(line=row, version=row.version, by=here.senco, **line)
    assert [each.year for each in strategy.budget.all()] == [2027]
    assert Event.objects.filter(verb="public_document.cost_removed").count() == 1


def test_costs_stand_still_once_approved(here, strategy):
    write(strategy, here.senco)
    row = services.new_line(document=strategy, activity="Room", year=2026, pence=5, by=here.senco)
    services.approve(document=strategy, seen=seen(strategy), by=here.head)
    for step in (
        lambda: services.remove_line(line=row, by=here.senco),
        lambda: services.new_line(document=strategy, activity="X", year=2026, pence=5,
                                  by=here.senco),
    ):  # fmt: skip
        with pytest.raises(IllegalMove):
            step()


def test_every_step_of_the_table_leads_to_a_state_that_has_words():
    assert set(states.STATE_WORDS) == set(State)
    assert {state for pairs in states.MOVES.values() for state in pairs.values()} == set(State)
